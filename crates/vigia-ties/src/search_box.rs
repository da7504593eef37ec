//! Boxes in degrees that surely hold everything within a distance.

use geo_types::{Coord, Rect};

use crate::border::{Extent, larger};
use crate::distance::TOUCH_M;

/// Fewest metres in a degree of latitude (at the equator), WGS 84.
const LAT_DEGREE_MIN_M: f64 = 110_574.0;
/// Metres in a degree of longitude on the equator; elsewhere at least this times cos φ.
const LON_DEGREE_EQUATOR_M: f64 = 111_319.0;

/// Part by which a distance may be measured too short, and rounding.
const MEASURED_SHORT: f64 = 1e-6;

/// Returns `bounds` (degrees) grown so that it holds every place within `distance_m` of
/// it; rather too large than too small.
#[must_use]
pub fn grown(bounds: Rect<f64>, distance_m: f64) -> Rect<f64> {
    let (min, max) = (bounds.min(), bounds.max());
    let lat_margin = distance_m / LAT_DEGREE_MIN_M;
    let (south, north) = (min.y - lat_margin, max.y + lat_margin);
    // Degrees of longitude are shortest on the parallel that is farthest from the equator.
    let shortest = south.abs().max(north.abs()).to_radians().cos();
    let lon_margin =
        if shortest > 0.01 { distance_m / (LON_DEGREE_EQUATOR_M * shortest) } else { 360.0 };
    Rect::new(Coord { x: min.x - lon_margin, y: south }, Coord { x: max.x + lon_margin, y: north })
}

/// A box, and the one around it in which anything within a distance lies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SearchBox {
    bounds: Extent,
    grown: Extent,
    /// The least metres in a degree of longitude anywhere in the larger box.
    lon_degree_m: f64,
}

impl SearchBox {
    /// - `bounds`: degrees.
    pub(crate) fn around(bounds: Rect<f64>, distance_m: f64) -> Self {
        let grown = Extent::from(grown(bounds, distance_m));
        let shortest = grown.south.abs().max(grown.north.abs()).to_radians().cos();
        let lon_degree_m = LON_DEGREE_EQUATOR_M * shortest.max(0.0);
        Self { bounds: bounds.into(), grown, lon_degree_m }
    }

    /// Returns the larger box.
    pub(crate) const fn grown(&self) -> &Extent {
        &self.grown
    }

    /// Returns a distance, in metres, that nothing in the smaller box and in `extent`
    /// (degrees) is measured to be nearer than, as long as that is within the search
    /// distance: the way between them stays in the larger box, where no degree is shorter.
    pub(crate) fn at_least_m(&self, extent: &Extent) -> f64 {
        let east = larger(self.bounds.west - extent.east, extent.west - self.bounds.east);
        let north = larger(self.bounds.south - extent.north, extent.south - self.bounds.north);
        let (x, y) = (larger(east, 0.0) * self.lon_degree_m, larger(north, 0.0) * LAT_DEGREE_MIN_M);
        larger((x * x + y * y).sqrt() * (1.0 - MEASURED_SHORT) - TOUCH_M, 0.0)
    }
}

/// Says whether two boxes share a point.
pub(crate) fn overlap(a: &Rect<f64>, b: &Rect<f64>) -> bool {
    a.min().x <= b.max().x
        && b.min().x <= a.max().x
        && a.min().y <= b.max().y
        && b.min().y <= a.max().y
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Destination, Geodesic};
    use geo_types::Point;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_place_within_the_distance_is_inside(
            lon in -81.0..-68.0_f64, lat in -18.0..1.0_f64,
            bearing in 0.0..360.0_f64, distance_m in 0.0..100_000.0_f64,
        ) {
            let place = Coord { x: lon, y: lat };
            let found = grown(Rect::new(place, place), distance_m);
            let reached = Geodesic.destination(Point::from(place), bearing, distance_m);
            prop_assert!(overlap(&found, &Rect::new(reached.0, reached.0)), "{found:?} misses {reached:?}");
        }
    }
}
