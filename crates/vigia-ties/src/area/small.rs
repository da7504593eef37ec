//! Area and length of a small polygon, in a few operations an edge.
//!
//! The area between an edge and a parallel is the integral of the area below every latitude
//! (the authalic function, whose derivative is the area element M·N·cos φ) along the edge. It
//! goes to the third order in the height over the parallel; then comes what a geodesic bows
//! away from the straight line between its ends, by the differential equation of geodesics.

use geo_types::{Coord, LineString, Polygon};

use crate::distance::metres_between;
use crate::local_frame::{FLATTENING, SEMI_MAJOR_M};

/// Farther than this from its first vertex in degrees, 5.5 km, a polygon is not small: there
/// terms of the fourth order add 1e-10 of the area.
const REACH_DEGREES: f64 = 0.05;
/// Nor is one beyond this latitude, where geodesics bow more and more.
const LAT_MAX_DEGREES: f64 = 60.0;

/// Returns the length of all rings in metres, and the area in square metres; `None` where
/// the polygon is not small.
pub(super) fn perimeter_and_area(polygon: &Polygon<f64>) -> Option<(f64, f64)> {
    let base = *polygon.exterior().0.first()?;
    let is_near = |at: &Coord<f64>| {
        (at.x - base.x).abs() <= REACH_DEGREES && (at.y - base.y).abs() <= REACH_DEGREES
    };
    let mut rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
    let is_small = base.y.abs() <= LAT_MAX_DEGREES && rings.all(|ring| ring.0.iter().all(is_near));
    is_small.then(|| {
        let parallel = Parallel::through(base);
        let (perimeter_m, area_m2) = parallel.of_ring(polygon.exterior());
        let holes = polygon.interiors().iter().map(|hole| parallel.of_ring(hole));
        holes.fold((perimeter_m, area_m2), |(metres, m2), (of_hole, inside)| {
            (metres + of_hole, m2 - inside)
        })
    })
}

/// A parallel, with the ellipsoid around it.
struct Parallel {
    base: Coord<f64>,
    sin: f64,
    cos: f64,
    /// 1 − e²·sin² φ.
    w2: f64,
    /// Area in square metres above it by the height in radians, for a radian of longitude:
    /// the factors of the height, its square and its cube.
    area: [f64; 3],
}

const E2: f64 = FLATTENING * (2.0 - FLATTENING);

impl Parallel {
    fn through(base: Coord<f64>) -> Self {
        let (sin, cos) = base.y.to_radians().sin_cos();
        let w2 = 1.0 - E2 * sin * sin;
        // M·N·cos φ with its first two derivatives by φ.
        let scale = SEMI_MAJOR_M * SEMI_MAJOR_M * (1.0 - E2) / (w2 * w2);
        let turned = (4.0 * E2 * cos * cos - w2) / w2;
        let element = scale * cos;
        let first = scale * sin * turned;
        let second = element * (turned + 6.0 * E2 * sin * sin * (turned - 1.0) / w2);
        Self { base, sin, cos, w2, area: [element, first / 2.0, second / 6.0] }
    }

    /// Length and area of a ring, whatever way it turns.
    fn of_ring(&self, ring: &LineString<f64>) -> (f64, f64) {
        let (metres, m2) = ring.0.windows(2).fold((0.0, 0.0), |(metres, m2), edge| {
            (metres + metres_between(edge[0], edge[1]), m2 + self.above(edge[0], edge[1]))
        });
        (metres, m2.abs())
    }

    /// Area between the parallel and the geodesic from one place to another, positive where
    /// it goes east above it.
    fn above(&self, from: Coord<f64>, to: Coord<f64>) -> f64 {
        let east = (to.x - from.x).to_radians();
        let (low, high) = ((from.y - self.base.y).to_radians(), (to.y - self.base.y).to_radians());
        let sum = low + high;
        let [first, second, third] = self.area;
        let straight = first * (sum / 2.0)
            + second * ((sum * sum - low * high) / 3.0)
            + third * (sum * (low * low + high * high) / 4.0);
        // φ(λ) of a geodesic has φ″ = (G′/G)·φ′² − sin φ·(G + φ′²/G) with G = N·cos φ/M; the
        // bow that it makes of an edge has the area φ″·Δλ³/12.
        let (middle, north) = (sum / 2.0, high - low);
        let (sin, cos) = (self.sin + self.cos * middle, self.cos - self.sin * middle);
        let ratio = cos * self.w2 / (1.0 - E2);
        let growth = -sin / cos - 2.0 * E2 * sin * cos / self.w2;
        let bent = north * north * (growth - sin / ratio) - east * east * sin * ratio;
        east * (straight - (first + 2.0 * second * middle) * bent / 12.0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use geo::orient::Direction;
    use geo::{Centroid, GeodesicArea, Orient};
    use proptest::prelude::*;

    /// A star of 3 to 12 vertices with a hole, clockwise or not.
    fn star() -> impl Strategy<Value = Polygon<f64>> {
        let place = (-180.0..180.0_f64, -59.9..59.9_f64);
        let radii = prop::collection::vec(0.3..1.0_f64, 3..12);
        (place, radii, -5.0..-1.61_f64, any::<bool>()).prop_map(|((x, y), radii, size, turned)| {
            let ring = |scale: f64| {
                let many = radii.len() as f64;
                let corners = radii.iter().enumerate().map(|(at, radius)| {
                    let angle = std::f64::consts::TAU * at as f64 / many;
                    let reach = radius * scale * 10_f64.powf(size);
                    Coord { x: x + reach * angle.cos(), y: y + reach * angle.sin() }
                });
                let mut corners: Vec<_> = corners.collect();
                if turned {
                    corners.reverse();
                }
                corners.push(corners[0]);
                LineString(corners)
            };
            Polygon::new(ring(1.0), vec![ring(0.4)])
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn it_is_the_area_and_the_length_of_karney(star in star()) {
            let (perimeter_m, area_m2) = perimeter_and_area(&star).unwrap();
            let star = star.orient(Direction::Default);
            let (expected_m, expected_m2) = star.geodesic_perimeter_area_signed();
            // His areas reach to the equator, and are rounded as such: for 10 m as for 5 km.
            let rounding_m2 = 5e-4;
            prop_assert!((area_m2 - expected_m2).abs() < 1e-9 * expected_m2 + rounding_m2, "{area_m2} for {expected_m2} at {:?}", star.centroid());
            prop_assert!((perimeter_m / expected_m - 1.0).abs() < 1e-6, "{perimeter_m} for {expected_m}");
        }
    }

    #[test]
    fn what_is_large_or_by_a_pole_is_not_small() {
        let square = |x: f64, y: f64, side: f64| {
            geo_types::Rect::new((x, y), (x + side, y + side)).to_polygon()
        };
        assert!(perimeter_and_area(&square(-70.0, -13.0, 0.04)).is_some());
        assert!(perimeter_and_area(&square(-70.0, -13.0, 0.06)).is_none());
        assert!(perimeter_and_area(&square(-70.0, 80.0, 0.01)).is_none());
        assert!(perimeter_and_area(&square(f64::NAN, 0.0, 0.01)).is_none());
    }
}
