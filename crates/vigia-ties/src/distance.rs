//! Distances on the ellipsoid.

use geo::{BoundingRect, Distance, Geodesic, Intersects};
use geo_types::{Coord, Geometry, Point, Rect};
use vigia_core::Metres;

use crate::border::{Border, Extent};
use crate::local_frame::LocalFrame;
use crate::nearest::NearEdges;

/// Nearer than this counts as touching: far below any image or boundary error, and above
/// the rounding of degrees.
pub(crate) const TOUCH_M: f64 = 0.001;

/// Returns the shortest geodesic distance between two shapes in EPSG:4326; zero where they
/// touch or overlap, infinite where either is empty.
///
/// Measured between the two nearest points, which are found in a plane that touches the
/// ellipsoid half-way: at 3 km the result is at most 1 part in 1,000 too long. Between two
/// points it is right to 5 parts in 10 million.
#[must_use]
pub fn geodesic_distance(a: &Geometry<f64>, b: &Geometry<f64>) -> Metres {
    let (Some(bounds_a), Some(bounds_b)) = (a.bounding_rect(), b.bounding_rect()) else {
        return Metres(f64::INFINITY);
    };
    if a.intersects(b) {
        return Metres(0.0);
    }
    let near = NearEdges::of(&Border::of(a), LocalFrame::around(middle(bounds_a, bounds_b)));
    Metres(near.distance_m(&Border::of(b), &Extent::from(bounds_b)))
}

/// Farther apart than this in degrees, two places are measured by Karney (2013), which is
/// exact and takes far longer.
const MID_LATITUDE_MAX_DEGREES: f64 = 1.0;

/// Returns the geodesic distance between two places (lon, lat, degrees): off by at most 5
/// parts in 10 million up to 70° of latitude, and at 5 km by 10 µm; zero where they touch.
///
/// # Source
/// The middle latitude formulae of Gauss, exact on a sphere: of the triangle with the pole
/// sin(s/2)·sin α = sin(Δλ/2)·cos φ and sin(s/2)·cos α = sin(Δφ/2)·cos(Δλ/2), with φ the
/// middle latitude and α the mean azimuth. The ellipsoid enters by its radii of curvature at
/// φ. The sines are their series.
pub(crate) fn metres_between(p: Coord<f64>, q: Coord<f64>) -> f64 {
    let apart = q - p;
    if !(apart.x.abs() < MID_LATITUDE_MAX_DEGREES && apart.y.abs() < MID_LATITUDE_MAX_DEGREES) {
        return Geodesic.distance(Point::from(p), Point::from(q));
    }
    let frame = LocalFrame::around((p + q) / 2.0);
    let metres = frame.to_metres(q) - frame.to_metres(p);
    let (x, y) = (apart.x.to_radians().powi(2), apart.y.to_radians().powi(2));
    // 2·sin(t/2) and cos(t/2).
    let (east, north) =
        (metres.x * (1.0 - x / 24.0), metres.y * (1.0 - y / 24.0) * (1.0 - x / 8.0));
    let chord = (east * east + north * north).sqrt();
    let distance = chord * (1.0 + chord * chord / (24.0 * MEAN_RADIUS_M * MEAN_RADIUS_M));
    if distance < TOUCH_M { 0.0 } else { distance }
}

/// Of the Earth; what an arc is longer than its chord depends on it in the eighth digit.
const MEAN_RADIUS_M: f64 = 6_371_000.0;

fn middle(a: Rect<f64>, b: Rect<f64>) -> Coord<f64> {
    (a.center() + b.center()) / 2.0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use geo::Destination;
    use geo_types::{LineString, point};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn two_points_are_as_far_apart_as_they_were_put(
            lon in -81.0..-68.0_f64, lat in -18.0..0.0_f64,
            bearing in 0.0..360.0_f64, distance_m in 1.0..3_000.0_f64,
        ) {
            let a = point!(x: lon, y: lat);
            let b = Geodesic.destination(a, bearing, distance_m);
            let found = geodesic_distance(&a.into(), &b.into()).0;
            prop_assert!((found - distance_m).abs() < 1e-6, "{found} for {distance_m}");
        }

        #[test]
        fn two_places_are_as_far_apart_as_karney_says(
            lon in -180.0..180.0_f64, lat in -70.0..70.0_f64, bearing in 0.0..360.0_f64, distance_m in 1.0..300_000.0_f64,
        ) {
            let a = point!(x: lon, y: lat);
            let b = Geodesic.destination(a, bearing, distance_m);
            let found = metres_between(a.0, b.0);
            prop_assert!((found / distance_m - 1.0).abs() < 5e-7, "{found} for {distance_m}");
            let near_m = distance_m / 60.0;
            let found = metres_between(a.0, Geodesic.destination(a, bearing, near_m).0);
            prop_assert!((found - near_m).abs() < 1e-5 || near_m < TOUCH_M, "{found} for {near_m}");
        }

        #[test]
        fn a_point_and_an_edge_at_three_kilometres_agree_with_a_fine_search(
            lat in -18.0..0.0_f64, bearing in 0.0..360.0_f64, turn in 0.0..180.0_f64,
        ) {
            let site = point!(x: -70.0, y: lat);
            let foot = Geodesic.destination(site, bearing, 3_000.0);
            let (from, to) = (Geodesic.destination(foot, turn, 2_000.0), Geodesic.destination(foot, turn + 180.0, 2_000.0));
            let edge = LineString::from(vec![from, to]);
            let searched = (0..=4_000)
                .map(|step| from + (to - from) * (f64::from(step) / 4_000.0))
                .map(|along| Geodesic.distance(site, along))
                .fold(f64::INFINITY, f64::min);
            let found = geodesic_distance(&site.into(), &edge.into()).0;
            prop_assert!((found - searched).abs() < 0.1, "{found} against {searched}");
        }

        #[test]
        fn the_distance_there_is_the_distance_back(
            x in -70.1..-69.9_f64, y in -13.0..-12.8_f64, u in -70.1..-69.9_f64, v in -13.0..-12.8_f64,
        ) {
            let (a, b) = (point!(x: x, y: y).into(), LineString::from(vec![(u, v), (u + 0.01, v)]).into());
            prop_assert!((geodesic_distance(&a, &b).0 - geodesic_distance(&b, &a).0).abs() < 1e-6);
        }
    }

    #[test]
    fn what_is_inside_is_at_no_distance_and_what_is_empty_is_nowhere() {
        let square: Geometry<f64> = Rect::new((-70.1, -13.0), (-70.0, -12.9)).to_polygon().into();
        assert_eq!(geodesic_distance(&square, &point!(x: -70.05, y: -12.95).into()).0, 0.0);
        let empty = Geometry::from(LineString::<f64>::new(vec![]));
        assert_eq!(geodesic_distance(&square, &empty).0, f64::INFINITY);
    }
}
