//! All features of all snapshots, found by place and measured against a site.

use std::cmp::Ordering;
use std::hint::black_box;

use geo::BoundingRect;
use geo_types::{Coord, Geometry, MultiPolygon, Point};
use jiff::civil::Date;
use rayon::prelude::*;
use vigia_core::layer::{Feature, LayerKind, Snapshot};
use vigia_core::tie::{Certainty, Reading, Relation, Tie};
use vigia_core::{Hectares, Metres};

use crate::at_point::MeasuredPoint;
use crate::border::{Border, Extent};
use crate::measure::{Found, Measured, MeasuredSite, collection};
use crate::search_box::SearchBox;
use crate::shape_index::{PreparedShapes, ShapeIndex};
use near::{Limit, Nearest};

/// Largest search distance; farther is no tie.
pub const NEAR_MAX_M: f64 = 100_000.0;

/// Room for so many candidates is made at first, for it is cheaper than to make it bit by bit.
const CANDIDATES: usize = 128;

/// An immutable index over the features of some snapshots.
pub struct TieIndex {
    snapshots: Vec<Snapshot>,
    /// By snapshot, as in `shapes`.
    entries: Vec<Entry>,
    /// Where the features of each snapshot end.
    ends: Vec<usize>,
    shapes: ShapeIndex,
}

/// What of a feature a tie repeats, and no more: not its geometry, which the border holds,
/// nor that of the source and the attributes.
struct Entry {
    code: String,
    name: String,
    holder: Option<String>,
    status: Option<String>,
    valid_from: Option<Date>,
    valid_to: Option<Date>,
    collection: Option<Geometry<f64>>,
}

/// A feature whose box is near.
struct Candidate<'a> {
    snapshot: usize,
    number: usize,
    border: &'a Border,
    extent: Extent,
    /// Metres, nearer than which it is not.
    at_least_m: f64,
}

/// A feature that a site is tied to.
struct Tied {
    number: usize,
    kind: LayerKind,
    measured: Measured,
    certainty: Option<Certainty>,
}

impl TieIndex {
    /// Loads the features in bulk; those without a finite extent cannot be tied and are
    /// left out.
    #[must_use]
    pub fn build(snapshots: &[(Snapshot, Vec<Feature>)]) -> Self {
        let features = snapshots.iter().enumerate().flat_map(|(snapshot, (_, features))| {
            features.iter().map(move |feature| (snapshot, feature))
        });
        let features: Vec<_> = features.filter(|(_, feature)| has_extent(feature)).collect();
        let shapes = PreparedShapes::of(features.par_iter().map(|(_, feature)| &feature.geometry));
        let ends = (0..snapshots.len())
            .map(|snapshot| features.partition_point(|(of, _)| *of <= snapshot))
            .collect();
        let entries = features.iter().map(|(_, feature)| Entry::of(feature));
        Self {
            ends,
            snapshots: snapshots.iter().map(|(snapshot, _)| snapshot.clone()).collect(),
            entries: entries.collect(),
            shapes: ShapeIndex::of(shapes),
        }
    }

    /// Returns the number of features that can be tied.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Says whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Measures a site against every feature within `near_m` of it.
    ///
    /// - `outline`: EPSG:4326, valid; without area it has no ties.
    /// - `near_m`: 0 to [`NEAR_MAX_M`]; beyond, the nearer end is taken, and 0 for NaN.
    /// - Result: sorted by kind, relation (within, overlaps, near), share (largest first),
    ///   distance, snapshot and code, so that the same input gives the same list.
    ///
    /// For polygons `area` and `share` are those of the site inside; a feature that only
    /// shares a border is `Near` at distance 0. Points and lines are always `Near`.
    #[must_use]
    pub fn ties(&self, outline: &MultiPolygon<f64>, near_m: f64) -> Vec<Tie> {
        let Some(site) = MeasuredSite::new(outline, clamped(near_m)) else { return Vec::new() };
        self.tied(site.search(), Limit::NONE, |_, found| Some((site.against(found)?, None)))
    }

    /// Measures a point against every feature within `near_m` of it.
    ///
    /// - `point`: EPSG:4326; one that is not finite has no ties.
    /// - `near_m` and the order of the result: as for [`Self::ties`].
    /// - Result: `Within` (share 1, area 0) what holds the point or has it on its border,
    ///   `Near` with its geodesic distance what does not.
    #[must_use]
    pub fn ties_at(&self, point: Point<f64>, near_m: f64) -> Vec<Tie> {
        if !(point.x().is_finite() && point.y().is_finite()) {
            return Vec::new();
        }
        let point = MeasuredPoint::new(point, clamped(near_m));
        self.tied(point.search(), Limit::NONE, |_, found| {
            Some((point.against(found.border)?, None))
        })
    }

    /// Measures what `search` meets; sorted. `measure` gets the number of the snapshot.
    fn tied(
        &self,
        search: &SearchBox,
        limit: Limit,
        measure: impl Fn(usize, &Found<'_>) -> Option<(Measured, Option<Certainty>)>,
    ) -> Vec<Tie> {
        let candidates = self.candidates(search);
        let of_one = |a: &Candidate<'_>, b: &Candidate<'_>| a.snapshot == b.snapshot;
        // Asked for together, the memory of all is waited for once: a sixth of the time of a
        // site with a hundred features within 5 km.
        let touched = candidates
            .chunk_by(of_one)
            .flat_map(|of_one| of_one.iter().enumerate())
            .filter(|(at, candidate)| limit.is_expected(*at, candidate.at_least_m))
            .map(|(_, candidate)| self.touched(candidate));
        black_box(touched.sum::<f64>());
        let mut tied: Vec<Tied> = Vec::with_capacity(candidates.len());
        for of_one in candidates.chunk_by(of_one) {
            let Some(snapshot) = of_one.first().map(|one| one.snapshot) else { continue };
            let Some(kind) = self.snapshots.get(snapshot).map(|one| one.kind) else { continue };
            let mut nearest = Nearest::new(self, limit);
            for candidate in of_one {
                if nearest.is_full(candidate.at_least_m) {
                    break;
                }
                let Candidate { number, border, extent, .. } = *candidate;
                let collection = self.entries.get(number).and_then(|one| one.collection.as_ref());
                let found = Found { border, extent, collection };
                if let Some((measured, certainty)) = measure(snapshot, &found) {
                    nearest.take(Tied { number, kind, measured, certainty }, &mut tied);
                }
            }
            nearest.end(&mut tied);
        }
        // Before the names are copied: a tie is longer than what orders it.
        tied.sort_unstable_by(|a, b| self.in_order(a, b));
        let mut ties = Vec::with_capacity(tied.len());
        ties.extend(tied.iter().filter_map(|tied| self.tie(tied)));
        ties
    }

    /// Returns what `search` meets by its box: by snapshot, and in each the least far first.
    fn candidates(&self, search: &SearchBox) -> Vec<Candidate<'_>> {
        let mut candidates = Vec::with_capacity(CANDIDATES);
        self.shapes.near(*search.grown(), |number, border, extent| {
            let snapshot = self.snapshot_of(number);
            let at_least_m = search.at_least_m(&extent);
            candidates.push(Candidate { snapshot, number, border, extent, at_least_m });
        });
        candidates.sort_unstable_by(|a, b| {
            (a.snapshot.cmp(&b.snapshot)).then(a.at_least_m.total_cmp(&b.at_least_m))
        });
        candidates
    }

    /// Returns the number of the snapshot of a feature.
    fn snapshot_of(&self, number: usize) -> usize {
        self.ends.partition_point(|end| *end <= number)
    }

    /// Reads something of what measuring a feature and telling of it read.
    fn touched(&self, candidate: &Candidate<'_>) -> f64 {
        let entry = self.entries.get(candidate.number);
        entry.map_or(0.0, Entry::touched) + candidate.border.touched()
    }

    fn in_order(&self, a: &Tied, b: &Tied) -> Ordering {
        let rank = |tied: &Tied| {
            let Measured { relation, share, distance_m, .. } = tied.measured;
            Rank { kind: tied.kind, relation, share, distance_m }
        };
        let named = |tied: &Tied| {
            let snapshot = self.snapshots.get(self.snapshot_of(tied.number))?;
            Some((&snapshot.id, &self.entries.get(tied.number)?.code))
        };
        rank(a)
            .in_order(&rank(b))
            .then_with(|| named(a).cmp(&named(b)))
            .then(a.number.cmp(&b.number))
    }

    fn tie(&self, tied: &Tied) -> Option<Tie> {
        let Tied { number, kind, measured, certainty } = tied;
        let entry = self.entries.get(*number)?;
        Some(Tie {
            kind: *kind,
            snapshot: self.snapshots.get(self.snapshot_of(*number))?.id.clone(),
            feature_code: entry.code.clone(),
            feature_name: entry.name.clone(),
            holder: entry.holder.clone(),
            status: entry.status.clone(),
            relation: measured.relation,
            area: Hectares::from_square_metres(measured.area_m2),
            share: measured.share,
            distance: Metres(measured.distance_m),
            valid_from: entry.valid_from,
            valid_to: entry.valid_to,
            certainty: *certainty,
            reading: Reading::AtOnset,
        })
    }
}

impl Entry {
    /// Reads something of what a tie repeats.
    fn touched(&self) -> f64 {
        let status = self.status.as_deref().unwrap_or_default();
        let firsts = [self.code.as_bytes().first(), status.as_bytes().first()];
        firsts.into_iter().flatten().map(|byte| f64::from(*byte)).sum()
    }

    fn of(feature: &Feature) -> Self {
        Self {
            code: feature.code.clone(),
            name: feature.name.clone(),
            holder: feature.holder.clone(),
            status: feature.status.clone(),
            valid_from: feature.valid_from,
            valid_to: feature.valid_to,
            collection: collection(&feature.geometry).cloned(),
        }
    }
}

fn clamped(near_m: f64) -> f64 {
    if near_m.is_nan() { 0.0 } else { near_m.clamp(0.0, NEAR_MAX_M) }
}

fn has_extent(feature: &Feature) -> bool {
    let is_finite = |at: Coord<f64>| at.x.is_finite() && at.y.is_finite();
    // An index orders by comparison, which NaN has not.
    feature
        .geometry
        .bounding_rect()
        .is_some_and(|bounds| is_finite(bounds.min()) && is_finite(bounds.max()))
}

/// Sorts ties of several indexes as one lists them: by kind, relation, share, distance,
/// snapshot and code.
pub fn sort(ties: &mut [Tie]) {
    ties.sort_by(in_order);
}

fn in_order(a: &Tie, b: &Tie) -> Ordering {
    let rank = |tie: &Tie| Rank {
        kind: tie.kind,
        relation: tie.relation,
        share: tie.share,
        distance_m: tie.distance.0,
    };
    rank(a)
        .in_order(&rank(b))
        .then_with(|| a.snapshot.cmp(&b.snapshot))
        .then_with(|| a.feature_code.cmp(&b.feature_code))
}

/// What orders ties before their names do.
struct Rank {
    kind: LayerKind,
    relation: Relation,
    share: f64,
    distance_m: f64,
}

impl Rank {
    fn in_order(&self, other: &Self) -> Ordering {
        (self.kind, self.relation)
            .cmp(&(other.kind, other.relation))
            .then(other.share.total_cmp(&self.share))
            .then(self.distance_m.total_cmp(&other.distance_m))
    }
}

pub use near::{NEAR_KEPT_M, Near};
pub use with_certainty::TOLD_FROM;

mod near;
mod with_certainty;

#[cfg(test)]
mod tests;
