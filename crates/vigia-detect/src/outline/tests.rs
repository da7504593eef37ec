#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use geo::winding_order::{Winding, WindingOrder};
use geo::{Area, BooleanOps, Contains, Distance, Euclidean, Validation};
use geo_types::{Line, Point};
use proptest::prelude::*;

use super::*;
use crate::components::{Connectivity, connect_where};

const PIXEL_M: f64 = 10.0;

fn grid() -> GridGeometry {
    GridGeometry {
        crs: "EPSG:32719".into(),
        transform: [300_000.0, PIXEL_M, 0.0, 8_600_000.0, 0.0, -PIXEL_M],
        rows: 100,
        cols: 100,
    }
}

/// Reads a picture in which `#` is a pixel of the clearing.
fn picture(lines: &[&str]) -> Vec<(u32, u32)> {
    let mut pixels = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        for (col, _) in line.bytes().enumerate().filter(|(_, byte)| *byte == b'#') {
            pixels.push((row as u32, col as u32));
        }
    }
    pixels
}

#[test]
fn one_pixel_is_a_square_of_four_corners() {
    let square = outline(&[(0, 0)], &grid());
    let corners: Vec<_> = square.0[0].exterior().0.iter().map(|c| (c.x, c.y)).collect();
    assert_eq!(
        corners,
        [
            (300_000.0, 8_600_000.0),
            (300_000.0, 8_599_990.0),
            (300_010.0, 8_599_990.0),
            (300_010.0, 8_600_000.0),
            (300_000.0, 8_600_000.0),
        ]
    );
}

#[test]
fn a_ring_of_pixels_has_a_hole() {
    let ring = outline(&picture(&["###", "#.#", "###"]), &grid());
    assert_eq!((ring.0.len(), ring.0[0].interiors().len()), (1, 1));
    assert_eq!(ring.unsigned_area(), 800.0);
}

#[test]
fn two_pixels_that_touch_at_a_corner_are_two_polygons_that_touch_in_a_point() {
    let pair = outline(&picture(&["#.", ".#"]), &grid());
    assert_eq!(pair.0.len(), 2);
    assert!(pair.is_valid());
}

#[test]
fn a_hole_that_touches_the_outside_at_a_corner_stays_a_hole() {
    let pinched = outline(&picture(&["##.", "#.#", "###"]), &grid());
    assert_eq!((pinched.0.len(), pinched.0[0].interiors().len()), (1, 1));
    assert!(pinched.is_valid());
}

#[test]
fn two_holes_that_touch_at_a_corner_are_two_holes() {
    let holes = outline(&picture(&["####", "#.##", "##.#", "####"]), &grid());
    assert_eq!((holes.0.len(), holes.0[0].interiors().len()), (1, 2));
    assert!(holes.is_valid());
}

#[test]
fn an_island_in_a_hole_is_a_polygon_of_its_own() {
    let island = outline(&picture(&["#####", "#...#", "#.#.#", "#...#", "#####"]), &grid());
    assert_eq!(island.0.len(), 2);
    assert!(island.is_valid());
}

#[test]
fn no_pixel_has_no_outline() {
    assert!(outline(&[], &grid()).0.is_empty());
}

fn check_outline(pixels: &[(u32, u32)], grid: &GridGeometry) {
    let outline = outline(pixels, grid);
    outline.check_validation().unwrap();
    let pixel_area =
        (grid.transform[1] * grid.transform[5] - grid.transform[2] * grid.transform[4]).abs();
    let expected = pixels.len() as f64 * pixel_area;
    assert!((outline.unsigned_area() - expected).abs() <= 1e-6 * expected);
    for polygon in &outline {
        assert_eq!(polygon.exterior().winding_order(), Some(WindingOrder::CounterClockwise));
        for hole in polygon.interiors() {
            assert_eq!(hole.winding_order(), Some(WindingOrder::Clockwise));
        }
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            let corners = ring.0.len() - 1;
            for index in 0..corners {
                let [a, b, c] = [0, 1, 2].map(|step| ring.0[(index + step) % corners]);
                let turn = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
                assert!(turn.abs() > 1e-9, "three vertices in a line");
            }
        }
    }
    for &(row, col) in pixels {
        let (x, y) = grid.to_crs(f64::from(row) + 0.5, f64::from(col) + 0.5);
        assert!(outline.contains(&Point::new(x, y)));
    }
    let all = (0..12).flat_map(|row| (0..12).map(move |col| (row, col)));
    for (row, col) in all.filter(|pixel| !pixels.contains(pixel)) {
        let (x, y) = grid.to_crs(f64::from(row) + 0.5, f64::from(col) + 0.5);
        assert!(!outline.contains(&Point::new(x, y)));
    }
}

/// Pixels `(row, col)` of a mask, rows of `cols`.
fn set(bits: &[bool], cols: usize) -> Vec<(u32, u32)> {
    let set = bits.iter().enumerate().filter(|(_, is_set)| **is_set);
    set.map(|(index, _)| ((index / cols) as u32, (index % cols) as u32)).collect()
}

/// The largest distance of a vertex of `a` from the lines of `b`, in pixels.
fn farthest(a: &MultiPolygon<f64>, b: &MultiPolygon<f64>) -> f64 {
    let lines = |outline: &MultiPolygon<f64>| -> Vec<Line<f64>> {
        let rings = outline.iter().flat_map(|part| {
            std::iter::once(part.exterior()).chain(part.interiors()).flat_map(LineString::lines)
        });
        rings.collect()
    };
    let (from, to) = (lines(a), lines(b));
    let nearest = |at: Coord<f64>| {
        let distances = to.iter().map(|line| Euclidean.distance(&Point(at), line));
        distances.fold(f64::INFINITY, f64::min)
    };
    from.iter().map(|line| nearest(line.start)).fold(0.0, f64::max) / PIXEL_M
}

/// Components of which neighbours may touch: pixels are linked where `kinds` are alike.
fn of_kinds(pixels: &[(u32, u32)], kinds: impl Fn((u32, u32)) -> u32) -> Vec<Vec<(u32, u32)>> {
    let alike = |a: usize, b: usize| kinds(pixels[a]) == kinds(pixels[b]);
    connect_where(pixels, Connectivity::Eight, alike)
        .into_iter()
        .map(|group| group.into_iter().map(|index| pixels[index]).collect())
        .collect()
}

fn check_simplified(components: &[Vec<(u32, u32)>]) {
    let fixed = shared_corners(components.iter().map(Vec::as_slice));
    let outlines: Vec<_> =
        components.iter().map(|pixels| simplified(pixels, &grid(), &fixed)).collect();
    for (pixels, simple) in components.iter().zip(&outlines) {
        simple.check_validation().unwrap();
        let exact = outline(pixels, &grid());
        assert_eq!(simple.0.len(), exact.0.len());
        for (simple, exact) in simple.iter().zip(&exact) {
            assert_eq!(simple.interiors().len(), exact.interiors().len());
        }
        assert!((simple.unsigned_area() / exact.unsigned_area() - 1.0).abs() < 1e-9);
        assert!(farthest(simple, &exact) < 0.5);
        assert!(farthest(&exact, simple) < 0.5);
    }
    for (index, a) in outlines.iter().enumerate() {
        for b in &outlines[..index] {
            let overlap = a.intersection(b).unsigned_area();
            assert!(overlap < 1e-6 * PIXEL_M * PIXEL_M, "{overlap} m2 are in two outlines");
        }
    }
}

#[test]
fn stairs_become_a_straight_line() {
    let triangle = set(&std::array::from_fn::<bool, 400, _>(|i| i % 20 <= i / 20), 20);
    let (exact, simple) = (outline(&triangle, &grid()), simplified(&triangle, &grid(), &[]));
    assert_eq!(exact.0[0].exterior().0.len(), 43);
    assert!(simple.0[0].exterior().0.len() <= 9, "{:?}", simple.0[0].exterior());
    check_simplified(&[triangle]);
}

#[test]
fn what_two_outlines_share_stays_along_pixel_edges() {
    // Two halves of a square with a border of stairs.
    let square = set(&[true; 144], 12);
    let halves = of_kinds(&square, |(row, col)| u32::from(row / 2 > col / 3));
    assert_eq!(halves.len(), 2);
    check_simplified(&halves);
    let fixed = shared_corners(halves.iter().map(Vec::as_slice));
    let [a, b] = [0, 1].map(|half| simplified(&halves[half], &grid(), &fixed));
    let both = a.union(&b);
    let area_px = both.unsigned_area() / (PIXEL_M * PIXEL_M);
    assert!((area_px - 144.0).abs() < 1e-4, "{area_px}");
    assert_eq!(both.0.len(), 1);
    assert!(both.0[0].interiors().is_empty());
}

#[test]
fn a_simplified_disc_lies_nearer_to_the_truth_and_has_fewer_vertices() {
    let radius = 20.3;
    let distance = |row: f64, col: f64| (row - 25.3).hypot(col - 24.8);
    let inside = |i: usize| distance((i / 50) as f64 + 0.5, (i % 50) as f64 + 0.5) <= radius;
    let pixels = set(&std::array::from_fn::<bool, 2500, _>(inside), 50);
    let circle: Vec<(f64, f64)> = (0..720)
        .map(|step| {
            let (sin, cos) = (f64::from(step) / 2.0).to_radians().sin_cos();
            grid().to_crs(25.3 + radius * sin, 24.8 + radius * cos)
        })
        .collect();
    let truth = MultiPolygon::new(vec![Polygon::new(circle.into(), Vec::new())]);
    let [exact, simple] = [outline(&pixels, &grid()), simplified(&pixels, &grid(), &[])];
    let wrong = |outline: &MultiPolygon<f64>| outline.xor(&truth).unsigned_area();
    assert!(wrong(&simple) < 0.8 * wrong(&exact), "{} {}", wrong(&simple), wrong(&exact));
    let vertices = |outline: &MultiPolygon<f64>| outline.0[0].exterior().0.len();
    assert!(vertices(&simple) < vertices(&exact) / 2, "{} {}", vertices(&simple), vertices(&exact));
}

#[test]
fn no_pixel_has_no_simplified_outline() {
    assert!(simplified(&[], &grid(), &[]).0.is_empty());
}

proptest! {
    #[test]
    fn simplified_outlines_are_valid_and_do_not_cross(
        bits in prop::collection::vec(prop::bool::weighted(0.6), 16 * 18),
        kinds in prop::collection::vec(0_u32..2, 16),
        spread in 1_usize..4,
    ) {
        // Larger `spread` makes larger, smoother shapes.
        let cols = 18;
        let bits: Vec<bool> = (0..bits.len())
            .map(|i| bits[i / cols / spread * cols + i % cols / spread])
            .collect();
        let kind = |(row, col): (u32, u32)| kinds[((row / 3) * 4 + col / 5) as usize % kinds.len()];
        check_simplified(&of_kinds(&set(&bits, cols), kind));
        // Without kinds, components are a pixel apart and hold no corner.
        let apart = of_kinds(&set(&bits, cols), |_| 0);
        prop_assert!(shared_corners(apart.iter().map(Vec::as_slice)).is_empty());
        check_simplified(&apart);
    }

    #[test]
    fn outlines_do_not_depend_on_the_order_of_pixels(
        (pixels, shuffled) in prop::collection::vec(prop::bool::weighted(0.6), 9 * 11)
            .prop_map(|bits| set(&bits, 11))
            .prop_flat_map(|pixels| (Just(pixels.clone()), Just(pixels).prop_shuffle()))
    ) {
        prop_assert_eq!(outline(&pixels, &grid()), outline(&shuffled, &grid()));
        prop_assert_eq!(simplified(&pixels, &grid(), &[]), simplified(&shuffled, &grid(), &[]));
        prop_assert_eq!(area_sd(&pixels, 1.0), area_sd(&shuffled, 1.0));
    }

    #[test]
    fn outlines_are_valid_and_cover_exactly_their_pixels(
        bits in prop::collection::vec(prop::bool::weighted(0.55), 9 * 11)
    ) {
        let pixels = set(&bits, 11);
        check_outline(&pixels, &grid());
        // South-up and rotated grids turn the other way round.
        check_outline(&pixels, &GridGeometry { transform: [0.0, 10.0, 0.0, 0.0, 0.0, 10.0], ..grid() });
        check_outline(&pixels, &GridGeometry { transform: [0.0, 6.0, 8.0, 0.0, -8.0, 6.0], ..grid() });
    }
}
