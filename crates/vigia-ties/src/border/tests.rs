#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use geo::{CoordinatePosition, coordinate_position::CoordPos};
use geo_types::{LineString, MultiPolygon};
use proptest::prelude::*;

use super::*;

/// A star of `corners` rays around the origin, on a grid so that vertices and edges are hit.
fn star(radii: &[i32], hole: bool) -> Polygon<f64> {
    let corner = |(i, radius): (usize, &i32)| {
        let angle = std::f64::consts::TAU * i as f64 / radii.len() as f64;
        let radius = f64::from(*radius);
        Coord { x: (radius * angle.cos()).round(), y: (radius * angle.sin()).round() }
    };
    let outer = LineString(radii.iter().enumerate().map(corner).collect());
    let square = LineString::from(vec![(-2.0, -2.0), (2.0, -2.0), (2.0, 2.0), (-2.0, 2.0)]);
    Polygon::new(outer, if hole { vec![square] } else { vec![] })
}

proptest! {
    #[test]
    fn a_place_lies_where_geo_says(
        radii in prop::collection::vec(6..30_i32, 5..200), hole: bool, turned: bool, x in -32..32_i32, y in -32..32_i32,
    ) {
        let mut polygon = star(&radii, hole);
        if turned {
            polygon.exterior_mut(|ring| ring.0.reverse());
        }
        prop_assume!(geo::Validation::is_valid(&polygon));
        let at = Coord { x: f64::from(x), y: f64::from(y) };
        let expected = match polygon.coordinate_position(&at) {
            CoordPos::Inside => Place::Inside,
            CoordPos::OnBoundary => Place::On,
            CoordPos::Outside => Place::Outside,
        };
        prop_assert_eq!(Border::of(&polygon.into()).place(at), expected);
    }

    #[test]
    fn the_edges_in_a_box_are_those_of_a_plain_search(
        radii in prop::collection::vec(6..30_i32, 5..900), x in -32..32_i32, y in -32..32_i32, size in 0..9_i32,
    ) {
        let polygon = star(&radii, true);
        let (x, y, size) = (f64::from(x), f64::from(y), f64::from(size));
        let within = Extent { west: x, south: y, east: x + size, north: y + size };
        let rings: Vec<_> = directed_rings(&polygon).collect();
        let plain: Vec<Line<f64>> = rings.iter().flat_map(|ring| ring.windows(2))
            .map(|edge| Line::new(edge[0], edge[1]))
            .filter(|edge| within.meets(&Extent::of_edge(edge.start, edge.end))).collect();
        let mut found = Vec::new();
        Border::of(&polygon.into()).each_edge_in(&within, |edge| {
            found.push(edge);
            std::ops::ControlFlow::Continue(())
        });
        prop_assert_eq!(found, plain);
    }
}

#[test]
fn a_place_in_two_overlapping_parts_is_inside() {
    let part = star(&[10; 12], false);
    let border = Border::of(&MultiPolygon(vec![part.clone(), part]).into());
    assert_eq!(border.place(Coord { x: 0.5, y: 0.5 }), Place::Inside);
}

proptest! {
    #[test]
    fn rings_cut_at_a_box_hold_the_same_area_inside_it(
        radii in prop::collection::vec(6..30_i32, 5..200), hole: bool, x in -32..32_i32, y in -32..32_i32, size in 1..20_i32,
    ) {
        let polygon = star(&radii, hole);
        prop_assume!(geo::Validation::is_valid(&polygon));
        let [x, y, size] = [x, y, size].map(f64::from);
        let within = Extent { west: x, south: y, east: x + size, north: y + size };
        let window = geo_types::Rect::new((x, y), (x + size, y + size)).to_polygon();
        let expected = geo::BooleanOps::intersection(&polygon, &window);
        let rings = Border::of(&polygon.into()).rings_within(&within);
        let found: f64 = rings.iter().map(|ring| doubled_area(&ring.0) / 2.0).sum();
        prop_assert!((found - geo::Area::unsigned_area(&expected)).abs() < 1e-4, "{found}");
    }
}
