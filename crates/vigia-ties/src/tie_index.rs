//! All features of all snapshots, found by place and measured against a site.

use std::cmp::Ordering;
use std::hint::black_box;

use geo::BoundingRect;
use geo_types::{Coord, Geometry, MultiPolygon, Point, Rect};
use jiff::civil::Date;
use rayon::prelude::*;
use vigia_core::layer::{Feature, LayerKind, Snapshot};
use vigia_core::tie::{Certainty, Reading, Relation, Tie};
use vigia_core::{Hectares, Metres};

use crate::at_point::MeasuredPoint;
use crate::measure::{Found, Measured, MeasuredSite, collection};
use crate::shape_index::{PreparedShapes, ShapeIndex};

/// Largest search distance; farther is no tie.
pub const NEAR_MAX_M: f64 = 100_000.0;

/// An immutable index over the features of some snapshots.
pub struct TieIndex {
    snapshots: Vec<Snapshot>,
    entries: Vec<Entry>,
    shapes: ShapeIndex,
}

/// What of a feature a tie repeats, and no more: not its geometry, which the border holds,
/// nor that of the source and the attributes.
struct Entry {
    snapshot: usize,
    code: String,
    name: String,
    holder: Option<String>,
    status: Option<String>,
    valid_from: Option<Date>,
    valid_to: Option<Date>,
    collection: Option<Geometry<f64>>,
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
        let entries = features.iter().map(|(snapshot, feature)| Entry::of(*snapshot, feature));
        Self {
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
        self.tied(site.search(), |_, found| Some((site.against(found)?, None)))
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
        self.tied(point.search(), |_, found| Some((point.against(found.border)?, None)))
    }

    /// Measures what `search` meets; sorted. `measure` gets the number of the snapshot.
    fn tied(
        &self,
        search: Rect<f64>,
        measure: impl Fn(usize, &Found<'_>) -> Option<(Measured, Option<Certainty>)>,
    ) -> Vec<Tie> {
        let mut found: Vec<(&Entry, usize, Found<'_>)> = Vec::new();
        self.shapes.near(search.into(), |number, border, extent| {
            let Some(entry) = self.entries.get(number) else { return };
            let collection = entry.collection.as_ref();
            found.push((entry, number, Found { border, extent, collection }));
        });
        // Asked for together, the memory of all is waited for once: a sixth of the time of a
        // site with a hundred features within 5 km.
        let touched =
            found.iter().map(|(entry, _, found)| entry.touched() + found.border.touched());
        black_box(touched.sum::<f64>());
        let mut tied: Vec<Tied> = Vec::with_capacity(found.len());
        for (entry, number, found) in found {
            let Some(snapshot) = self.snapshots.get(entry.snapshot) else { continue };
            tied.extend(measure(entry.snapshot, &found).map(|(measured, certainty)| Tied {
                number,
                kind: snapshot.kind,
                measured,
                certainty,
            }));
        }
        // Before the names are copied: a tie is longer than what orders it.
        tied.sort_unstable_by(|a, b| self.in_order(a, b));
        let mut ties = Vec::with_capacity(tied.len());
        ties.extend(tied.iter().filter_map(|tied| self.tie(tied)));
        ties
    }

    fn in_order(&self, a: &Tied, b: &Tied) -> Ordering {
        let rank = |tied: &Tied| {
            let Measured { relation, share, distance_m, .. } = tied.measured;
            Rank { kind: tied.kind, relation, share, distance_m }
        };
        let named = |tied: &Tied| {
            let entry = self.entries.get(tied.number)?;
            Some((&self.snapshots.get(entry.snapshot)?.id, &entry.code))
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
            snapshot: self.snapshots.get(entry.snapshot)?.id.clone(),
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

    fn of(snapshot: usize, feature: &Feature) -> Self {
        Self {
            snapshot,
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

pub use with_certainty::TOLD_FROM;

mod with_certainty;

#[cfg(test)]
mod tests;
