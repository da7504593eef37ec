#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use geo::winding_order::{Winding, WindingOrder};
use geo::{Area, Contains, Validation};
use geo_types::Point;
use proptest::prelude::*;

use super::*;

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
}

proptest! {
    #[test]
    fn outlines_are_valid_and_cover_exactly_their_pixels(
        bits in prop::collection::vec(prop::bool::weighted(0.55), 9 * 11)
    ) {
        let pixels: Vec<(u32, u32)> = bits.iter().enumerate()
            .filter(|(_, is_set)| **is_set)
            .map(|(index, _)| ((index / 11) as u32, (index % 11) as u32))
            .collect();
        check_outline(&pixels, &grid());
        // South-up and rotated grids turn the other way round.
        check_outline(&pixels, &GridGeometry { transform: [0.0, 10.0, 0.0, 0.0, 0.0, 10.0], ..grid() });
        check_outline(&pixels, &GridGeometry { transform: [0.0, 6.0, 8.0, 0.0, -8.0, 6.0], ..grid() });
    }
}
