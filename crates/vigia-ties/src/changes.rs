//! What changed between two loads of a layer.

use std::collections::BTreeMap;

use geo::{BooleanOps, CoordsIter, Geodesic, Length};
use geo_types::{Geometry, MultiPolygon};
use vigia_core::Hectares;
use vigia_core::layer::Feature;

use crate::area::geodesic_area;

/// A border that lies elsewhere by less than this, on average, has not moved: loads are
/// rounded differently.
const MOVED_MIN_M: f64 = 1.0;
/// Vertices of points and lines that lie this near are the same, in degrees: about a metre.
const SAME_DEGREES: f64 = 1e-5;

/// What happened to one feature.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// It was not there before.
    New,
    /// It is no longer there.
    Gone,
    /// Its geometry is another.
    Moved {
        /// Ground that is in one of the two only; zero for points and lines.
        area: Hectares,
    },
    /// Its holder is another.
    Holder {
        /// Before.
        from: Option<String>,
        /// After.
        to: Option<String>,
    },
    /// Its status is another.
    Status {
        /// Before.
        from: Option<String>,
        /// After.
        to: Option<String>,
    },
}

/// A feature that changed, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct FeatureChange {
    /// Its code.
    pub code: String,
    /// Its name, the newer one.
    pub name: String,
    /// What happened, in the order of [`Change`].
    pub changes: Vec<Change>,
}

/// Returns what changed from one load to a later one, by code. Features of one code are one
/// feature in several parts; what is stated of it is what its first part states.
#[must_use]
pub fn changes(before: &[Feature], after: &[Feature]) -> Vec<FeatureChange> {
    let (before, after) = (by_code(before), by_code(after));
    let codes: std::collections::BTreeSet<&str> =
        before.keys().chain(after.keys()).copied().collect();
    let change = |code: &str| {
        let (old, new) = (before.get(code), after.get(code));
        let changes = match (old, new) {
            (None, _) => vec![Change::New],
            (_, None) => vec![Change::Gone],
            (Some(old), Some(new)) => between(old, new),
        };
        let name = new.or(old)?.first()?.name.clone();
        Some(FeatureChange { code: code.to_owned(), name, changes })
    };
    codes.into_iter().filter_map(change).filter(|change| !change.changes.is_empty()).collect()
}

fn by_code(features: &[Feature]) -> BTreeMap<&str, Vec<&Feature>> {
    let mut codes: BTreeMap<&str, Vec<&Feature>> = BTreeMap::new();
    for feature in features {
        codes.entry(&feature.code).or_default().push(feature);
    }
    codes
}

fn between(old: &[&Feature], new: &[&Feature]) -> Vec<Change> {
    let mut changes: Vec<Change> =
        moved(old, new).map(|area| Change::Moved { area }).into_iter().collect();
    if let (Some(old), Some(new)) = (old.first(), new.first()) {
        if old.holder != new.holder {
            changes.push(Change::Holder { from: old.holder.clone(), to: new.holder.clone() });
        }
        if old.status != new.status {
            changes.push(Change::Status { from: old.status.clone(), to: new.status.clone() });
        }
    }
    changes
}

fn moved(old: &[&Feature], new: &[&Feature]) -> Option<Hectares> {
    let shapes = |features: &[&Feature]| -> Vec<Geometry<f64>> {
        features.iter().map(|feature| feature.geometry.clone()).collect()
    };
    let (old, new) = (shapes(old), shapes(new));
    if old == new {
        return None;
    }
    let (old_areas, new_areas) = (polygons(&old), polygons(&new));
    if old_areas.0.is_empty() && new_areas.0.is_empty() {
        return (!is_same_places(&old, &new)).then_some(Hectares(0.0));
    }
    let area = geodesic_area(&old_areas.xor(&new_areas));
    let border_m: f64 =
        old_areas.iter().chain(&new_areas).map(|part| Geodesic.length(part.exterior())).sum();
    (area.0 * 1e4 > MOVED_MIN_M * border_m / 2.0).then_some(area)
}

fn polygons(shapes: &[Geometry<f64>]) -> MultiPolygon<f64> {
    let parts = shapes.iter().flat_map(|shape| match shape {
        Geometry::Polygon(part) => vec![part.clone()],
        Geometry::MultiPolygon(parts) => parts.0.clone(),
        _ => Vec::new(),
    });
    MultiPolygon(parts.collect())
}

fn is_same_places(old: &[Geometry<f64>], new: &[Geometry<f64>]) -> bool {
    let places = |shapes: &[Geometry<f64>]| -> Vec<_> {
        shapes.iter().flat_map(CoordsIter::coords_iter).collect()
    };
    let (old, new) = (places(old), places(new));
    old.len() == new.len()
        && old
            .iter()
            .zip(&new)
            .all(|(a, b)| (a.x - b.x).abs() < SAME_DEGREES && (a.y - b.y).abs() < SAME_DEGREES)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use geo_types::{Point, Rect};

    use super::*;

    fn right(code: &str, west: f64, holder: &str, status: &str) -> Feature {
        Feature {
            code: code.into(),
            name: code.to_lowercase(),
            holder: Some(holder.into()),
            status: Some(status.into()),
            geometry: Rect::new((west, -12.9), (west + 0.01, -12.89)).to_polygon().into(),
            source_geometry: Point::new(0.0, 0.0).into(),
            attributes: BTreeMap::new(),
            valid_from: None,
            valid_to: None,
            repairs: Vec::new(),
        }
    }

    fn of(before: &[Feature], after: &[Feature]) -> Vec<(String, Vec<Change>)> {
        changes(before, after).into_iter().map(|one| (one.code, one.changes)).collect()
    }

    #[test]
    fn what_came_went_moved_or_was_sold_is_told_and_what_stayed_is_not() {
        let before = [
            right("A", -70.0, "uno", "T"),
            right("B", -70.1, "uno", "P"),
            right("C", -70.2, "uno", "T"),
            right("D", -70.3, "uno", "T"),
        ];
        let after = [
            right("A", -70.0, "uno", "T"),
            right("B", -70.1, "dos", "T"),
            right("D", -70.305, "uno", "T"),
            right("E", -70.4, "uno", "T"),
        ];
        let found = of(&before, &after);
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(found[0].0, "B");
        assert_eq!(
            found[0].1,
            [
                Change::Holder { from: some("uno"), to: some("dos") },
                Change::Status { from: some("P"), to: some("T") },
            ]
        );
        assert_eq!(found[1], ("C".into(), vec![Change::Gone]));
        let [Change::Moved { area }] = found[2].1[..] else { panic!("{found:?}") };
        // Half a right left behind, half a right gained: about 120 ha in all.
        assert!((area.0 - 120.0).abs() < 2.0, "{}", area.0);
        assert_eq!(found[3], ("E".into(), vec![Change::New]));
        assert_eq!(found.len(), 4);
    }

    #[test]
    fn a_load_that_is_rounded_otherwise_or_turned_around_has_not_moved() {
        let before = [right("A", -70.0, "uno", "T")];
        let mut after = right("A", -70.000_001, "uno", "T");
        if let Geometry::Polygon(part) = &mut after.geometry {
            part.exterior_mut(|ring| ring.0.reverse());
        }
        assert_eq!(of(&before, &[after]), []);
    }

    #[test]
    fn a_point_that_moves_ten_metres_has_moved() {
        let at = |lon: f64| Feature {
            geometry: Point::new(lon, -12.9).into(),
            ..right("R", -70.0, "uno", "VIGENTE")
        };
        assert_eq!(of(&[at(-70.0)], &[at(-70.000_001)]), []);
        let moved = of(&[at(-70.0)], &[at(-70.000_1)]);
        assert_eq!(moved[0].1, [Change::Moved { area: Hectares(0.0) }]);
    }
}
