#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ndarray::{Array2, array, s};
use proptest::prelude::*;

use super::*;

const BOTH: [Connectivity; 2] = [Connectivity::Four, Connectivity::Eight];

/// The components of a mask that passes through in strips of `strip` rows, put together
/// from blocks of `block` columns that come from the right.
fn streamed(
    mask: &Array2<bool>,
    kept: &Array2<bool>,
    connectivity: Connectivity,
    (strip, block): (usize, usize),
) -> Vec<Vec<Run>> {
    let (rows, cols) = mask.dim();
    let mut labeller = Labeller::new(cols, connectivity);
    let mut found = Vec::new();
    for row in (0..rows).step_by(strip) {
        let last = (row + strip).min(rows);
        let packed = |mask: &Array2<bool>| {
            let mut bits = BitRows::new(last - row, cols);
            for col in (0..cols).step_by(block).rev() {
                let part = mask.slice(s![row..last, col..(col + block).min(cols)]);
                bits.put((0, col), part, |is_set| *is_set).unwrap();
            }
            bits
        };
        labeller.push(&packed(mask), &packed(kept), |runs| found.push(runs.to_vec())).unwrap();
    }
    labeller.finish(|runs| found.push(runs.to_vec()));
    found
}

/// The same as pixels, in the order of their first.
fn sorted(found: &[Vec<Run>]) -> Vec<Component> {
    let mut components: Vec<Component> = found.iter().map(|runs| Component::of(runs)).collect();
    components.sort_by_key(|component| component.pixels[0]);
    components
}

/// The components of a numbered image, in the order of their numbers.
fn of_image(image: &Array2<u32>, count: u32) -> Vec<Component> {
    let mut components = vec![Component::default(); count as usize];
    for ((row, col), number) in image.indexed_iter().filter(|(_, number)| **number > 0) {
        components[*number as usize - 1].pixels.push((row as u32, col as u32));
    }
    components
}

fn check(mask: &Array2<bool>, connectivity: Connectivity, expected: &[Component]) {
    for tiling in [(1, 1), (2, 64), (3, 5), (512, 512)] {
        let found = streamed(mask, mask, connectivity, tiling);
        assert_eq!(found, streamed(mask, mask, connectivity, (mask.nrows(), mask.ncols())));
        assert_eq!(sorted(&found), expected);
    }
    let (image, count) = label_image(mask.view(), connectivity);
    assert_eq!(of_image(&image, count), expected);
    // The transposed view has another memory layout, the same pixels.
    let transposed = mask.t().to_owned();
    assert_eq!(label_image(transposed.t(), connectivity), (image, count));
}

#[test]
fn pixels_that_touch_at_a_corner_are_one_component_of_eight_neighbours_and_two_of_four() {
    let slash = array![[false, true], [true, false]];
    check(&slash, Connectivity::Eight, &[Component { pixels: vec![(0, 1), (1, 0)] }]);
    let two = [(0, 1), (1, 0)].map(|at| Component { pixels: vec![at] });
    check(&slash, Connectivity::Four, &two);
}

#[test]
fn corners_at_the_border_of_two_words_touch() {
    for (above, below) in [(63, 64), (64, 63)] {
        let mut mask = Array2::from_elem((2, 128), false);
        (mask[(0, above)], mask[(1, below)]) = (true, true);
        let pixels = vec![(0, above as u32), (1, below as u32)];
        check(&mask, Connectivity::Eight, &[Component { pixels }]);
    }
}

#[test]
fn two_arms_that_meet_below_are_one_component() {
    let mask = array![[true, false, true], [true, false, true], [false, true, false]];
    let pixels = vec![(0, 0), (0, 2), (1, 0), (1, 2), (2, 1)];
    check(&mask, Connectivity::Eight, &[Component { pixels }]);
}

#[test]
fn a_spiral_that_closes_in_its_last_row_is_one_component() {
    let mask = array![
        [true, true, true, true, true],
        [true, false, false, false, true],
        [true, false, true, false, true],
        [true, false, true, true, true],
    ];
    let components = sorted(&streamed(&mask, &mask, Connectivity::Four, (1, 5)));
    assert_eq!(components.iter().map(|one| one.pixels.len()).collect::<Vec<_>>(), [14]);
}

#[test]
fn what_is_finished_is_handed_out_before_the_raster_ends() {
    let mask = array![[true, false, true], [false, false, true], [false, false, true]];
    let bits = BitRows::of(mask.view());
    let mut labeller = Labeller::new(3, Connectivity::Eight);
    let mut found = Vec::new();
    labeller.push(&bits, &bits, |runs| found.push(runs.to_vec())).unwrap();
    assert_eq!(found, [[Run { row: 0, start: 0, end: 1 }]]);
}

#[test]
fn what_lies_between_joins_and_is_not_handed_out() {
    let linking = array![[true, true, true, false, true]];
    let kept = array![[true, false, true, true, false]];
    let found = streamed(&linking, &kept, Connectivity::Eight, (1, 2));
    let run = |start, end| Run { row: 0, start, end };
    assert_eq!(found, [[run(0, 1), run(2, 3)]]);
}

#[test]
fn masks_of_other_shapes_are_refused() {
    let mut labeller = Labeller::new(3, Connectivity::Eight);
    let [fits, wide, tall] = [(1, 3), (1, 4), (2, 3)].map(|(rows, cols)| BitRows::new(rows, cols));
    assert!(labeller.push(&fits, &fits, |_| ()).is_ok());
    for (linking, kept) in [(&wide, &wide), (&fits, &wide), (&fits, &tall)] {
        let refused = labeller.push(linking, kept, |_| ());
        assert!(matches!(refused, Err(crate::DetectError::Shape { .. })));
    }
    let block = Array2::from_elem((1, 2), true);
    let mut mask = BitRows::new(1, 3);
    assert!(mask.put((0, 1), block.view(), |is_set| *is_set).is_ok());
    for at in [(0, 2), (1, 0)] {
        assert!(mask.put(at, block.view(), |is_set| *is_set).is_err());
    }
}

#[test]
fn an_empty_mask_has_no_component() {
    for shape in [(0, 0), (0, 3), (3, 0), (3, 3)] {
        check_empty(&Array2::from_elem(shape, false));
    }
}

fn check_empty(mask: &Array2<bool>) {
    let bits = BitRows::of(mask.view());
    let mut labeller = Labeller::new(mask.ncols(), Connectivity::Eight);
    labeller.push(&bits, &bits, |_| panic!("a component of nothing")).unwrap();
    labeller.finish(|_| panic!("a component of nothing"));
    assert_eq!(label_image(mask.view(), Connectivity::Eight), (Array2::zeros(mask.dim()), 0));
}

#[test]
fn what_is_open_follows_the_row_and_not_the_raster() {
    // Every other pixel of every other row: 400 components, 20 of which reach a row.
    let mask = Array2::from_shape_fn((40, 40), |(row, col)| row % 2 == 0 && col % 2 == 0);
    let bits = BitRows::of(mask.view());
    let mut labeller = Labeller::new(40, Connectivity::Eight);
    let mut found = 0;
    labeller.push(&bits, &bits, |_| found += 1).unwrap();
    assert_eq!(found, 400);
    assert!(labeller.held() <= 40, "{} components held", labeller.held());
}

/// Flood fill: slow, obvious, written another way.
fn flooded(mask: &Array2<bool>, connectivity: Connectivity) -> Vec<Component> {
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
                        let is_across = near_row != r && near_col != c;
                        if is_across && connectivity == Connectivity::Four {
                            continue;
                        }
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

/// Masks of all densities, some wider than a word, with long runs as well as noise.
fn masks() -> impl Strategy<Value = Array2<bool>> {
    (1_usize..14, 1_usize..150, 1_u32..15, 1_usize..9).prop_flat_map(
        |(rows, cols, density, run)| {
            let cells =
                prop::collection::vec(prop::bool::weighted(f64::from(density) / 15.0), rows * cols);
            cells.prop_map(move |cells| {
                Array2::from_shape_fn((rows, cols), |(row, col)| {
                    cells[row * cols + col / run * run]
                })
            })
        },
    )
}

proptest! {
    #[test]
    fn components_are_those_of_a_flood_fill_whatever_the_blocks(mask in masks()) {
        for connectivity in BOTH {
            check(&mask, connectivity, &flooded(&mask, connectivity));
        }
    }

    #[test]
    fn components_do_not_depend_on_threads(
        seed in prop::collection::vec(prop::bool::weighted(0.4), 701),
        threads in 2_usize..5,
    ) {
        // Enough rows for several bands; 701 is prime, so no two rows are alike.
        let mask = Array2::from_shape_fn((1100, 70), |(row, col)| seed[(row * 70 + col) % 701]);
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| label_image(mask.view(), Connectivity::Eight))
        };
        prop_assert!(with(1) == with(threads));
    }

    #[test]
    fn components_linked_pixel_by_pixel_are_the_same(mask in masks()) {
        let pixels: Vec<(u32, u32)> = mask.indexed_iter().filter(|(_, is_set)| **is_set)
            .map(|((row, col), _)| (row as u32, col as u32)).collect();
        for connectivity in BOTH {
            let groups = connect_where(&pixels, connectivity, |_, _| true).into_iter();
            let components: Vec<Component> = groups
                .map(|group| Component { pixels: group.into_iter().map(|at| pixels[at]).collect() })
                .collect();
            prop_assert_eq!(components, flooded(&mask, connectivity));
        }
    }
}
