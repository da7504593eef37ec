#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use geo::{Intersects, Validation};
use geo_types::{Coord, LineString, Point, Polygon, Rect};
use proptest::prelude::*;

use super::*;

fn square(west: i32, south: i32, width: i32, height: i32) -> Polygon<f64> {
    let [west, south, width, height] = [west, south, width, height].map(f64::from);
    Rect::new((west, south), (west + width, south + height)).to_polygon()
}

fn check(shapes: &[Geometry<f64>], outlines: &[MultiPolygon<f64>], expected: &[(usize, usize)]) {
    let index = ShapeIndex::of(PreparedShapes::of(shapes));
    assert_eq!(index.intersecting_pairs(outlines), expected);
}

#[test]
fn a_common_border_and_a_common_corner_count() {
    let shapes = [square(0, 0, 2, 2).into(), square(2, 0, 2, 2).into(), square(4, 2, 2, 2).into()];
    let outlines = [vec![square(2, 0, 2, 2)].into(), vec![square(9, 9, 1, 1)].into()];
    check(&shapes, &outlines, &[(0, 0), (0, 1), (0, 2)]);
}

#[test]
fn one_inside_the_other_counts_either_way_and_one_in_a_hole_does_not() {
    let hole = square(2, 2, 6, 6).exterior().clone();
    let ring = Polygon::new(square(0, 0, 10, 10).exterior().clone(), vec![hole]);
    let shapes = [square(0, 0, 10, 10).into(), square(4, 4, 1, 1).into(), ring.clone().into()];
    let (small, wide) = (square(3, 3, 4, 4), square(-5, -5, 30, 30));
    check(
        &shapes,
        &[vec![small].into(), vec![wide].into()],
        &[(0, 0), (0, 1), (1, 0), (1, 1), (1, 2)],
    );
    // A shape in the hole of an outline.
    check(&[square(4, 4, 1, 1).into()], &[vec![ring].into()], &[]);
}

#[test]
fn lines_and_points_are_met_inside_and_on_the_edge() {
    let line = |coords: Vec<(f64, f64)>| Geometry::from(LineString::from(coords));
    let shapes = [
        line(vec![(1.0, 1.0), (2.0, 2.0)]),
        line(vec![(-5.0, 2.0), (9.0, 2.0)]),
        line(vec![(4.0, -1.0), (4.0, 9.0)]),
        line(vec![(5.0, -1.0), (5.0, 9.0)]),
        Point::new(4.0, 4.0).into(),
        Point::new(4.1, 4.0).into(),
    ];
    check(&shapes, &[vec![square(0, 0, 4, 4)].into()], &[(0, 0), (0, 1), (0, 2), (0, 4)]);
}

#[test]
fn what_has_no_extent_meets_nothing_and_keeps_its_number() {
    let nowhere = Polygon::new(LineString(vec![Coord { x: f64::NAN, y: 0.0 }; 4]), vec![]);
    let shapes =
        [Point::new(f64::NAN, 1.0).into(), nowhere.clone().into(), square(0, 0, 1, 1).into()];
    let outlines = [MultiPolygon(vec![]), vec![nowhere].into(), vec![square(0, 0, 1, 1)].into()];
    check(&shapes, &outlines, &[(2, 2)]);
}

#[test]
fn a_vertex_beside_an_edge_by_less_than_rounding_is_on_its_side() {
    // 0.1 + 0.2 is not 0.3: the third vertex lies a bit off the line from (0, 0) to (1, 1).
    let edge = Polygon::new(LineString::from(vec![(0.0, 0.0), (1.0, 1.0), (1.0, 0.0)]), vec![]);
    let touching = LineString::from(vec![(0.3, 0.3), (0.0, 1.0), (0.1, 1.0)]);
    let beside = LineString::from(vec![(0.3, 0.1 + 0.2), (0.0, 1.0), (0.1, 1.0)]);
    let outlines = [touching, beside].map(|ring| MultiPolygon(vec![Polygon::new(ring, vec![])]));
    check(&[edge.into()], &outlines, &[(0, 0)]);
}

/// On a coarse grid, so that corners, edges and holes meet often.
fn shape() -> impl Strategy<Value = Polygon<f64>> {
    let corners = prop::collection::vec((0..12_i32, 0..12_i32), 3..9);
    let square =
        (0..12_i32, 0..12_i32, 1..6_i32, 1..6_i32).prop_map(|(x, y, w, h)| square(x, y, w, h));
    let ring = (0..8_i32, 0..8_i32).prop_map(|(x, y)| {
        Polygon::new(
            self::square(x, y, 5, 5).exterior().clone(),
            vec![self::square(x + 1, y + 1, 3, 3).exterior().clone()],
        )
    });
    let any = corners.prop_map(|corners| {
        let ring = corners.into_iter().map(|(x, y)| Coord { x: f64::from(x), y: f64::from(y) });
        Polygon::new(LineString(ring.collect()), vec![])
    });
    prop_oneof![square, ring, any.prop_filter("valid", |polygon| polygon.is_valid())]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_pairs_are_those_that_geo_finds_one_by_one(
        shapes in prop::collection::vec(shape(), 0..12), outlines in prop::collection::vec(shape(), 0..12),
    ) {
        let expected: Vec<_> = outlines.iter().enumerate().flat_map(|(i, outline)| {
            shapes.iter().enumerate().filter(|(_, shape)| outline.intersects(*shape)).map(move |(j, _)| (i, j))
        }).collect();
        let shapes: Vec<Geometry<f64>> = shapes.into_iter().map(Geometry::from).collect();
        let outlines: Vec<_> = outlines.into_iter().map(|outline| MultiPolygon(vec![outline])).collect();
        prop_assert_eq!(ShapeIndex::of(PreparedShapes::of(&shapes)).intersecting_pairs(&outlines), expected);
    }
}
