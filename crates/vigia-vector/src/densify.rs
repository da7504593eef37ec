//! Long straight edges of a projected layer, before they become edges in degrees.

use geo::{Densify, Euclidean};
use geo_types::Geometry;

/// Longest edge that is moved by its ends alone. An edge that is straight in UTM and one
/// that is straight in degrees part by L²·tan φ / 8R: 2 cm at 2 km, 11 m at 50 km (18° S).
pub(crate) const EDGE_MAX_M: f64 = 2_000.0;

/// Returns `geometry` (metres) with vertices added on edges longer than [`EDGE_MAX_M`];
/// shapes without such edges come back as they are.
pub(crate) fn densified(geometry: &Geometry<f64>) -> Geometry<f64> {
    match geometry {
        Geometry::LineString(shape) => Euclidean.densify(shape, EDGE_MAX_M).into(),
        Geometry::MultiLineString(shape) => Euclidean.densify(shape, EDGE_MAX_M).into(),
        Geometry::Polygon(shape) => Euclidean.densify(shape, EDGE_MAX_M).into(),
        Geometry::MultiPolygon(shape) => Euclidean.densify(shape, EDGE_MAX_M).into(),
        Geometry::GeometryCollection(parts) => {
            Geometry::GeometryCollection(parts.iter().map(densified).collect())
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use crate::Operation;
    use geo::{Distance, Geodesic, InterpolatePoint};
    use geo_types::{LineString, Point};

    #[test]
    fn short_edges_are_left_to_the_bit() {
        let line: Geometry<f64> =
            LineString::from(vec![(0.0, 0.0), (1_000.0, 0.1), (2_999.0, 0.0)]).into();
        assert_eq!(densified(&line), line);
    }

    #[test]
    fn a_border_of_fifty_kilometres_stays_on_its_ground() {
        let (from, to) = (Point::new(300_000.0, 8_500_000.0), Point::new(350_000.0, 8_500_000.0));
        let operation = Operation::to_wgs84("EPSG:32719").unwrap();
        let ends: Vec<Point<f64>> =
            [from, to].iter().map(|point| operation.apply_to(point.0).unwrap().into()).collect();
        let middle = Euclidean.point_at_ratio_between(from, to, 0.5);
        let truth: Point<f64> = operation.apply_to(middle.0).unwrap().into();
        let by_ends = Euclidean.point_at_ratio_between(ends[0], ends[1], 0.5);
        assert!(Geodesic.distance(truth, by_ends) > 5.0, "the ends alone would do");
        let Geometry::LineString(line) = densified(&LineString::from(vec![from, to]).into()) else {
            panic!()
        };
        let Geometry::LineString(moved) = operation.apply(&line.into()).unwrap() else { panic!() };
        let off_m = Euclidean.distance(&truth, &moved) * 111_000.0;
        assert!(off_m < 0.05, "{off_m}");
    }
}
