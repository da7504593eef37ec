#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ndarray::{Array2, array};
use proptest::prelude::*;

use super::*;

#[test]
fn pixels_that_touch_at_a_corner_are_one_component() {
    let mask = array![[true, false, false], [false, true, false], [false, false, false]];
    assert_eq!(label(mask.view()), [Component { pixels: vec![(0, 0), (1, 1)] }]);
}

#[test]
fn pixels_that_touch_at_a_corner_are_two_components_in_four_connectivity() {
    assert_eq!(connect(&[(0, 0), (1, 1)], Connectivity::Four).len(), 2);
}

#[test]
fn two_arms_that_meet_below_are_one_component() {
    let mask = array![[true, false, true], [true, false, true], [false, true, false]];
    let components = label(mask.view());
    assert_eq!(components.len(), 1);
    assert_eq!(components[0].pixels, [(0, 0), (0, 2), (1, 0), (1, 2), (2, 1)]);
}

#[test]
fn components_come_in_the_order_of_their_first_pixel() {
    let mask = array![
        [false, false, false, true],
        [true, false, false, false],
        [true, false, true, false],
    ];
    let firsts: Vec<_> = label(mask.view()).iter().map(|c| c.pixels[0]).collect();
    assert_eq!(firsts, [(0, 3), (1, 0), (2, 2)]);
}

#[test]
fn the_end_of_one_row_does_not_touch_the_start_of_the_next() {
    assert_eq!(connect(&[(0, u32::MAX), (1, 0)], Connectivity::Eight).len(), 2);
}

#[test]
fn an_empty_set_has_no_component() {
    assert!(connect(&[], Connectivity::Eight).is_empty());
}

/// Flood fill: slow, obvious, written another way.
fn flooded(mask: &Array2<bool>) -> Vec<Component> {
    let (rows, cols) = mask.dim();
    let mut seen = Array2::from_elem((rows, cols), false);
    let mut components = Vec::new();
    for row in 0..rows {
        for col in 0..cols {
            if !mask[(row, col)] || seen[(row, col)] {
                continue;
            }
            let mut pixels = Vec::new();
            let mut stack = vec![(row, col)];
            seen[(row, col)] = true;
            while let Some((r, c)) = stack.pop() {
                pixels.push((r as u32, c as u32));
                for near_row in r.saturating_sub(1)..(r + 2).min(rows) {
                    for near_col in c.saturating_sub(1)..(c + 2).min(cols) {
                        let near = (near_row, near_col);
                        if mask[near] && !seen[near] {
                            seen[near] = true;
                            stack.push(near);
                        }
                    }
                }
            }
            pixels.sort_unstable();
            components.push(Component { pixels });
        }
    }
    components
}

proptest! {
    #[test]
    fn components_are_those_of_a_flood_fill(
        (rows, cols, bits) in (1_usize..14, 1_usize..14)
            .prop_flat_map(|(r, c)| (Just(r), Just(c), prop::collection::vec(any::<bool>(), r * c)))
    ) {
        let mask = Array2::from_shape_vec((rows, cols), bits).unwrap();
        prop_assert_eq!(label(mask.view()), flooded(&mask));
        // The transposed view has another memory layout, the same pixels.
        let transposed = mask.t().to_owned();
        prop_assert_eq!(label(transposed.t()), flooded(&mask));
    }
}
