#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use geo_types::{LineString, Point, Polygon, polygon};

use super::*;

#[test]
fn a_valid_square_is_left_to_the_bit() {
    let square: Geometry<f64> =
        polygon![(x: 0.1, y: 0.0), (x: 4.0, y: 0.0), (x: 4.0, y: 4.0), (x: 0.1, y: 4.0)].into();
    let found = repaired(&square).unwrap();
    assert_eq!(found, Repaired { geometry: square, repairs: vec![] });
}

#[test]
fn a_bow_tie_becomes_its_two_triangles_and_says_so() {
    let bow_tie: Geometry<f64> =
        polygon![(x: 0.0, y: 0.0), (x: 4.0, y: 4.0), (x: 4.0, y: 0.0), (x: 0.0, y: 4.0)].into();
    let found = repaired(&bow_tie).unwrap();
    // Two triangles with base 4 and height 2.
    assert!((found.geometry.unsigned_area() - 8.0).abs() < 1e-9);
    assert!(found.repairs[0].contains("Self-intersection"), "{:?}", found.repairs);
}

#[test]
fn two_overlapping_parts_count_the_overlap_once() {
    let part = |x: f64| polygon![(x: x, y: 0.0), (x: x + 2.0, y: 0.0), (x: x + 2.0, y: 1.0), (x: x, y: 1.0)];
    let found = repaired(&MultiPolygon(vec![part(0.0), part(1.0)]).into()).unwrap();
    assert!((found.geometry.unsigned_area() - 3.0).abs() < 1e-9, "{found:?}");
    assert_eq!(found.repairs.len(), 1);
}

#[test]
fn a_ring_that_is_a_line_cannot_be_repaired() {
    let flat = Polygon::new(LineString::from(vec![(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)]), vec![]);
    let detail = repaired(&flat.into()).unwrap_err();
    assert!(detail.contains("cannot be repaired"), "{detail}");
}

#[test]
fn a_coordinate_that_is_no_number_is_refused() {
    assert!(repaired(&Point::new(f64::NAN, 0.0).into()).is_err());
    assert!(repaired(&LineString::from(vec![(0.0, 0.0), (f64::INFINITY, 0.0)]).into()).is_err());
}
