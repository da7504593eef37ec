//! All features of all snapshots, found by place and measured against a site.

use std::cmp::Ordering;

use geo::BoundingRect;
use geo_types::{Coord, MultiPolygon, Point, Rect};
use rayon::prelude::*;
use vigia_core::layer::{Feature, Snapshot};
use vigia_core::tie::{Reading, Tie};
use vigia_core::{Hectares, Metres};

use crate::at_point::MeasuredPoint;
use crate::border::Border;
use crate::measure::{Measured, MeasuredSite};
use crate::shape_index::{PreparedShapes, ShapeIndex};

/// Largest search distance; farther is no tie.
pub const NEAR_MAX_M: f64 = 100_000.0;

/// An immutable index over the features of some snapshots.
pub struct TieIndex {
    snapshots: Vec<Snapshot>,
    entries: Vec<Entry>,
    shapes: ShapeIndex,
}

struct Entry {
    snapshot: usize,
    feature: Feature,
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
        let entry =
            |(snapshot, feature): (usize, &Feature)| Entry { snapshot, feature: feature.clone() };
        Self {
            snapshots: snapshots.iter().map(|(snapshot, _)| snapshot.clone()).collect(),
            entries: features.into_iter().map(entry).collect(),
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
        self.found(site.search(), |entry, border| site.against(&entry.feature.geometry, border))
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
        self.found(point.search(), |_, border| point.against(border))
    }

    fn found(
        &self,
        search: Rect<f64>,
        measure: impl Fn(&Entry, &Border) -> Option<Measured>,
    ) -> Vec<Tie> {
        let measured = self.candidates(search, |entry, border| Some((measure(entry, border)?, ())));
        measured.into_iter().map(|(tie, ())| tie).collect()
    }

    /// Measures what `search` meets; sorted.
    fn candidates<T>(
        &self,
        search: Rect<f64>,
        measure: impl Fn(&Entry, &Border) -> Option<(Measured, T)>,
    ) -> Vec<(Tie, T)> {
        let mut found: Vec<(usize, Tie, T)> = Vec::new();
        self.shapes.near(search.into(), |number, border| {
            let tied = self.entries.get(number).and_then(|entry| {
                let (measured, with) = measure(entry, border)?;
                Some((number, self.tie(entry, measured)?, with))
            });
            found.extend(tied);
        });
        found.sort_by(|(i, a, _), (j, b, _)| in_order(a, b).then(i.cmp(j)));
        found.into_iter().map(|(_, tie, with)| (tie, with)).collect()
    }

    fn tie(&self, entry: &Entry, measured: Measured) -> Option<Tie> {
        let snapshot = self.snapshots.get(entry.snapshot)?;
        let feature = &entry.feature;
        Some(Tie {
            kind: snapshot.kind,
            snapshot: snapshot.id.clone(),
            feature_code: feature.code.clone(),
            feature_name: feature.name.clone(),
            holder: feature.holder.clone(),
            status: feature.status.clone(),
            relation: measured.relation,
            area: Hectares::from_square_metres(measured.area_m2),
            share: measured.share,
            distance: Metres(measured.distance_m),
            valid_from: feature.valid_from,
            valid_to: feature.valid_to,
            certainty: None,
            reading: Reading::AtOnset,
        })
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
    (a.kind, a.relation)
        .cmp(&(b.kind, b.relation))
        .then(b.share.total_cmp(&a.share))
        .then(a.distance.0.total_cmp(&b.distance.0))
        .then_with(|| a.snapshot.cmp(&b.snapshot))
        .then_with(|| a.feature_code.cmp(&b.feature_code))
}

pub use with_certainty::TOLD_FROM;

mod with_certainty;

#[cfg(test)]
mod tests;
