//! Which outlines lie within a distance of each other.

use geo::{BoundingRect, Distance, Euclidean, MapCoords};
use geo_types::{Coord, MultiPolygon, Polygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::components::DisjointSets;

/// WGS 84: semi-major axis in metres and first eccentricity squared.
const SEMI_MAJOR_M: f64 = 6_378_137.0;
const ECCENTRICITY_SQUARED: f64 = 0.006_694_379_990_14;

/// Search boxes are this much wider than the distance, for a degree changes its length
/// within them.
const SEARCH_MARGIN: f64 = 1.01;

/// Returns the sets of outlines (EPSG:4326) that lie within `limit_m` of each other, or of
/// whatever they are chained to.
pub(super) fn joined(outlines: &[&MultiPolygon<f64>], limit_m: f64) -> DisjointSets {
    let mut places = DisjointSets::new(outlines.len());
    visit_pairs(outlines, limit_m, |a, b, are_near| {
        if !places.are_joined(a, b) && are_near() {
            places.join(a, b);
        }
    });
    places
}

/// Calls `visit` with two outlines, the smaller index first, for each pair of their parts
/// that may lie within `limit_m` of each other; whether they do is measured on demand.
pub(super) fn visit_pairs(
    outlines: &[&MultiPolygon<f64>],
    limit_m: f64,
    mut visit: impl FnMut(usize, usize, &dyn Fn() -> bool),
) {
    // Part by part: the boxes of scattered sites would meet everywhere.
    let parts: Vec<(usize, &Polygon<f64>)> = outlines
        .iter()
        .enumerate()
        .flat_map(|(owner, outline)| outline.iter().map(move |part| (owner, part)))
        .collect();
    let boxes = parts.iter().enumerate().filter_map(|(index, (_, part))| {
        let rect = part.bounding_rect()?;
        let envelope =
            Rectangle::from_corners([rect.min().x, rect.min().y], [rect.max().x, rect.max().y]);
        Some(GeomWithData::new(envelope, index))
    });
    let tree = RTree::bulk_load(boxes.collect());
    for (index, (owner, part)) in parts.iter().enumerate() {
        let Some(search) = search_box(part, limit_m) else { continue };
        for other in tree.locate_in_envelope_intersecting(search) {
            let (other_owner, other_part) = parts[other.data];
            // Each pair once and in one order, so that rounding is the same every time.
            if other.data > index && other_owner != *owner {
                visit(*owner, other_owner, &|| distance_m(part, other_part) <= limit_m);
            }
        }
    }
}

fn search_box(part: &Polygon<f64>, limit_m: f64) -> Option<AABB<[f64; 2]>> {
    let rect = part.bounding_rect()?;
    let scale = metres_per_degree(rect.center().y);
    let (dx, dy) = (SEARCH_MARGIN * limit_m / scale.x, SEARCH_MARGIN * limit_m / scale.y);
    let (min, max) = (rect.min(), rect.max());
    Some(AABB::from_corners([min.x - dx, min.y - dy], [max.x + dx, max.y + dy]))
}

/// Returns the distance between two nearby polygons, zero where they meet.
///
/// Measured on the plane that touches the ellipsoid between them: over a kilometre the
/// error is millimetres, and unlike a geodesic it exists for polygons.
fn distance_m(a: &Polygon<f64>, b: &Polygon<f64>) -> f64 {
    let Some((box_a, box_b)) = a.bounding_rect().zip(b.bounding_rect()) else {
        return f64::INFINITY;
    };
    let origin = (box_a.center() + box_b.center()) / 2.0;
    let scale = metres_per_degree(origin.y);
    let to_plane = |polygon: &Polygon<f64>| {
        polygon.map_coords(|Coord { x, y }| Coord {
            x: (x - origin.x) * scale.x,
            y: (y - origin.y) * scale.y,
        })
    };
    Euclidean.distance(&to_plane(a), &to_plane(b))
}

/// Length of one degree of longitude (x) and latitude (y) on the ellipsoid.
///
/// # Source
/// Snyder (1987), Map Projections: A Working Manual, USGS PP 1395, eq. 4-20 and 4-18.
fn metres_per_degree(latitude: f64) -> Coord<f64> {
    let (sin, cos) = latitude.to_radians().sin_cos();
    let w = 1.0 - ECCENTRICITY_SQUARED * sin * sin;
    let meridian = SEMI_MAJOR_M * (1.0 - ECCENTRICITY_SQUARED) / w.powf(1.5);
    let parallel = SEMI_MAJOR_M * cos.max(1e-6) / w.sqrt();
    Coord { x: parallel.to_radians(), y: meridian.to_radians() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use geo::Geodesic;
    use geo_types::{Point, Rect};
    use proptest::prelude::*;

    use super::*;

    fn square(lon: f64, lat: f64, side: f64) -> Polygon<f64> {
        Rect::new(Coord { x: lon, y: lat }, Coord { x: lon + side, y: lat + side }).to_polygon()
    }

    #[test]
    fn polygons_that_meet_are_no_distance_apart() {
        assert_eq!(distance_m(&square(-70.0, -13.0, 0.01), &square(-69.995, -13.0, 0.01)), 0.0);
    }

    proptest! {
        #[test]
        fn the_plane_measures_what_the_geodesic_does(
            lon in -80.0_f64..-68.0, lat in -18.0_f64..0.0, gap in 0.00005_f64..0.005,
        ) {
            let (west, east) = (square(lon, lat, 0.001), square(lon + 0.001 + gap, lat, 0.001));
            // The nearer corners are those farther from the equator.
            let geodesic = Geodesic.distance(Point::new(lon + 0.001, lat), Point::new(lon + 0.001 + gap, lat));
            prop_assert!((distance_m(&west, &east) - geodesic).abs() < 0.01);
        }
    }
}
