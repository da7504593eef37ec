//! How far features are looked for, and how many that lie only near are told.

use std::cmp::Ordering;

use vigia_core::tie::Relation;

use super::{TOLD_FROM, TieIndex, Tied};

/// Nothing this near is left out, however much of it there is: a holder's rights count as
/// around a clearing within 1 km, and petitions overlap there by dozens. It is ten times as
/// far as any rule for Peru asks.
pub const NEAR_KEPT_M: f64 = 1_000.0;
/// Half the diagonal of the box that a shift can reach, over that reach.
const DIAGONAL: f64 = 1.5;

/// How far features are looked for, and how many that lie only near are told.
///
/// A distance by itself is one without a limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// 0 to [`super::NEAR_MAX_M`], metres; beyond, the nearer end is taken, and 0 for NaN.
    pub within_m: f64,
    /// Of one snapshot, most features that the site surely does not touch, which is: with a
    /// probability below [`TOLD_FROM`]. The nearest are told, and of two as near the one whose
    /// code comes first. What the site touches, overlaps or may touch is never left out and
    /// does not count. Nothing within [`NEAR_KEPT_M`] is left out either, but it counts.
    pub most: usize,
}

impl From<f64> for Near {
    fn from(within_m: f64) -> Self {
        Self { within_m, most: usize::MAX }
    }
}

/// A [`Near`] in metres for one index.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    most: usize,
    /// Within this distance nothing is left out. Where boxes are farther apart, what is in
    /// them surely does not touch.
    kept_m: f64,
}

impl Limit {
    /// Leaves nothing out.
    pub(super) const NONE: Self = Self { most: usize::MAX, kept_m: f64::INFINITY };

    /// - `displaced_m`: the farthest that a site may be displaced to any feature. Where their
    ///   boxes are [`DIAGONAL`] times this apart, it surely does not touch it.
    pub(super) fn new(most: usize, displaced_m: f64) -> Self {
        if most == usize::MAX {
            return Self::NONE;
        }
        Self { most, kept_m: NEAR_KEPT_M.max(DIAGONAL * displaced_m) }
    }

    /// Says whether what stands `at` this place among those of a snapshot, the least far
    /// first, is likely to be measured.
    pub(super) fn is_expected(&self, at: usize, at_least_m: f64) -> bool {
        at < self.most || !self.is_far(at_least_m)
    }

    /// Says whether something at this distance may be left out.
    fn is_far(&self, distance_m: f64) -> bool {
        distance_m > self.kept_m
    }
}

/// The ties of one snapshot, as they are found, least far first.
pub(super) struct Nearest<'a> {
    index: &'a TieIndex,
    limit: Limit,
    /// Of those that are kept, the ones that the site surely does not touch.
    only_near: usize,
    /// Those that may be left out, the nearest first, and no more than there is room for.
    far: Vec<Tied>,
}

impl<'a> Nearest<'a> {
    pub(super) const fn new(index: &'a TieIndex, limit: Limit) -> Self {
        Self { index, limit, only_near: 0, far: Vec::new() }
    }

    /// Says whether nothing that is at least this far can be told any more.
    ///
    /// To be asked once all that is less far has been found.
    pub(super) fn is_full(&self, at_least_m: f64) -> bool {
        self.limit.is_far(at_least_m)
            && self.far.len() >= self.room()
            && self.far.last().is_none_or(|last| last.measured.distance_m < at_least_m)
    }

    /// Takes what has been found: into `kept`, unless it may be left out.
    pub(super) fn take(&mut self, tied: Tied, kept: &mut Vec<Tied>) {
        let is_only_near = tied.is_only_near();
        if is_only_near && self.limit.is_far(tied.measured.distance_m) {
            let at = self.far.partition_point(|other| self.nearer(other, &tied).is_lt());
            self.far.insert(at, tied);
            self.far.truncate(self.room());
            return;
        }
        self.only_near += usize::from(is_only_near);
        kept.push(tied);
    }

    /// Adds those of the rest that there is room for.
    pub(super) fn end(mut self, kept: &mut Vec<Tied>) {
        self.far.truncate(self.room());
        kept.append(&mut self.far);
    }

    fn room(&self) -> usize {
        self.limit.most.saturating_sub(self.only_near)
    }

    fn nearer(&self, a: &Tied, b: &Tied) -> Ordering {
        let code = |tied: &Tied| self.index.entries.get(tied.number).map(|entry| &entry.code);
        a.measured
            .distance_m
            .total_cmp(&b.measured.distance_m)
            .then_with(|| code(a).cmp(&code(b)))
            .then(a.number.cmp(&b.number))
    }
}

impl Tied {
    /// Says whether the site surely does not touch it.
    fn is_only_near(&self) -> bool {
        let may_touch = self.certainty.is_some_and(|certainty| certainty.touches >= TOLD_FROM);
        self.measured.relation == Relation::Near && !may_touch
    }
}

#[cfg(test)]
mod tests;
