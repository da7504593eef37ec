//! Whether one layer lies beside another as a whole.

use std::collections::BTreeMap;

use geo::Centroid;
use geo_types::Point;
use vigia_core::layer::Feature;

use crate::local_frame::LocalFrame;

/// Fewer features in common say nothing of a layer.
const COMMON_MIN: usize = 3;

/// How far the features of a layer lie from the same features of another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SystematicShift {
    /// Median displacement to the east, metres.
    pub east_m: f64,
    /// Median displacement to the north, metres.
    pub north_m: f64,
    /// Median distance of the features' own displacements from that, metres: where it is
    /// small beside the displacement, the layer is displaced as a whole.
    pub spread_m: f64,
    /// Features in both layers.
    pub common: usize,
    /// Middle of the features in common, EPSG:4326.
    pub middle: Point<f64>,
}

impl SystematicShift {
    /// Returns the length of the displacement, metres.
    #[must_use]
    pub fn length_m(&self) -> f64 {
        self.east_m.hypot(self.north_m)
    }
}

/// How far one feature lies from the same feature of another layer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Displacement {
    /// Its middle in the other layer, EPSG:4326.
    pub from: Point<f64>,
    /// To the east, metres.
    pub east_m: f64,
    /// To the north, metres.
    pub north_m: f64,
}

/// Returns how the features that both have are displaced in `layer` against `reference`, by
/// code.
///
/// Features are the same by their code; of several with one code the first counts. What
/// moves is the centroid: a border that was redrawn moves it little.
#[must_use]
pub fn displacements(layer: &[Feature], reference: &[Feature]) -> Vec<Displacement> {
    let mut middles: BTreeMap<&str, Point<f64>> = BTreeMap::new();
    for feature in reference {
        if let Some(middle) = feature.geometry.centroid() {
            middles.entry(&feature.code).or_insert(middle);
        }
    }
    let mut seen = BTreeMap::new();
    for feature in layer {
        let known = middles.get(feature.code.as_str()).zip(feature.geometry.centroid());
        if let Some((from, to)) = known {
            seen.entry(feature.code.as_str()).or_insert((*from, to));
        }
    }
    let displacement = |(from, to): (Point<f64>, Point<f64>)| {
        let moved = LocalFrame::around(from.0).to_metres(to.0);
        Displacement { from, east_m: moved.x, north_m: moved.y }
    };
    seen.into_values().map(displacement).collect()
}

/// Returns how a layer is displaced as a whole; `None` with fewer than three features. The
/// medians keep the few that moved for real from counting.
#[must_use]
pub fn systematic_shift(moves: &[Displacement]) -> Option<SystematicShift> {
    if moves.len() < COMMON_MIN {
        return None;
    }
    let east_m = median(moves.iter().map(|one| one.east_m));
    let north_m = median(moves.iter().map(|one| one.north_m));
    let apart = moves.iter().map(|one| (one.east_m - east_m).hypot(one.north_m - north_m));
    Some(SystematicShift {
        east_m,
        north_m,
        spread_m: median(apart),
        common: moves.len(),
        middle: Point::new(
            median(moves.iter().map(|one| one.from.x())),
            median(moves.iter().map(|one| one.from.y())),
        ),
    })
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let (lower, upper) = (values[(values.len() - 1) / 2], values[values.len() / 2]);
    f64::midpoint(lower, upper)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use geo::Translate;
    use geo_types::{Geometry, Rect};

    use super::*;

    fn rights(count: usize, moved: impl Fn(usize) -> (f64, f64)) -> Vec<Feature> {
        let right = |number: usize| {
            let west = -70.0 + number as f64 * 0.02;
            let square = Rect::new((west, -12.9), (west + 0.01, -12.89)).to_polygon();
            let (east, north) = moved(number);
            Feature {
                code: format!("{number}"),
                name: String::new(),
                holder: None,
                status: None,
                geometry: Geometry::from(square.translate(east, north)),
                source_geometry: Point::new(0.0, 0.0).into(),
                attributes: BTreeMap::new(),
                valid_from: None,
                valid_to: None,
                repairs: Vec::new(),
            }
        };
        (0..count).map(right).collect()
    }

    #[test]
    fn a_layer_that_lies_beside_another_as_a_whole_is_seen_though_some_moved_for_real() {
        let reference = rights(20, |_| (0.0, 0.0));
        let layer =
            rights(20, |number| if number % 5 == 0 { (0.02, 0.03) } else { (0.002, 0.003) });
        let found = systematic_shift(&displacements(&layer, &reference)).unwrap();
        // A thousandth of a degree there is 108.5 m and 110.6 m.
        assert!((found.east_m - 217.0).abs() < 1.0, "{found:?}");
        assert!((found.north_m - 331.9).abs() < 1.0, "{found:?}");
        assert!(found.spread_m < 1.0 && found.common == 20, "{found:?}");
    }

    #[test]
    fn layers_that_lie_alike_have_no_shift_and_strangers_none_to_tell() {
        let reference = rights(20, |_| (0.0, 0.0));
        assert!(
            systematic_shift(&displacements(&reference, &reference)).unwrap().length_m() < 1e-6
        );
        assert_eq!(systematic_shift(&displacements(&rights(2, |_| (0.0, 0.0)), &reference)), None);
    }
}
