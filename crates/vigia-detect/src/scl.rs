//! Which pixels of a Sentinel-2 scene classification are clear ground.

use ndarray::{Array2, ArrayView2, Axis};

/// Classes that show the ground: 4 vegetation, 5 not vegetated, 6 water, 7 unclassified.
///
/// 7 stays because Sen2Cor leaves much fresh sand and turbid water there: hiding it would
/// hide mines.
const GROUND: [u8; 4] = [4, 5, 6, 7];

/// Classes whose edges are not trusted: 3 cloud shadow, 8 and 9 cloud of medium and high
/// probability, 10 thin cirrus.
const CLOUDY: [u8; 4] = [3, 8, 9, 10];

/// Returns `true` where the ground is seen, shape of `scl`.
///
/// - `scl`: Sentinel-2 scene classification, codes 0–11, shape `(row, col)`.
/// - `dilate_px`: cloud and shadow hide everything within so many pixels, diagonals
///   included. A pixel's answer depends on a window that far around it: callers that work
///   by blocks read a halo of `dilate_px` and cut it off afterwards.
///
/// Hidden without widening: 0 no data, 1 defective, 2 dark (in flat forest that is shadow
/// more often than ground), 11 snow (in the Amazon only ever bright cloud), and every code
/// that does not exist.
///
/// # Source
/// Sentinel-2 Products Specification Document, Level-2A scene classification; Sen2Cor
/// configuration and user manual.
#[must_use]
pub fn clear_mask(scl: ArrayView2<'_, u8>, dilate_px: usize) -> Array2<bool> {
    let mut cloudy = scl.mapv(|class| CLOUDY.contains(&class));
    dilate(&mut cloudy, dilate_px);
    let mut clear = scl.mapv(|class| GROUND.contains(&class));
    clear.zip_mut_with(&cloudy, |is_clear, is_cloudy| *is_clear &= !is_cloudy);
    clear
}

/// Widens `mask` by `reach_px` in every direction (a square), in time linear in its size.
fn dilate(mask: &mut Array2<bool>, reach_px: usize) {
    if reach_px == 0 {
        return;
    }
    // A square is two lines: once along the rows, once along the columns.
    for axis in [Axis(1), Axis(0)] {
        let mut set_before = vec![0_u32; mask.len_of(axis) + 1];
        for mut lane in mask.lanes_mut(axis) {
            let length = lane.len();
            for (index, is_set) in lane.iter().enumerate() {
                set_before[index + 1] = set_before[index] + u32::from(*is_set);
            }
            for (index, is_set) in lane.iter_mut().enumerate() {
                let end = index.saturating_add(reach_px).saturating_add(1).min(length);
                *is_set = set_before[end] > set_before[index.saturating_sub(reach_px)];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use ndarray::{Array2, array, s};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ground_classes_are_clear_and_all_others_hidden() {
        let scl = Array2::from_shape_fn((1, 256), |(_, code)| code as u8);
        let clear: Vec<usize> = clear_mask(scl.view(), 0)
            .iter()
            .enumerate()
            .filter_map(|(code, is_clear)| is_clear.then_some(code))
            .collect();
        assert_eq!(clear, [4, 5, 6, 7]);
    }

    #[test]
    fn a_cloud_hides_its_neighbours_diagonals_included() {
        let scl = array![[4, 4, 4, 4], [4, 4, 4, 4], [4, 4, 9, 4], [4, 4, 4, 4]];
        let expected = array![
            [true, true, true, true],
            [true, false, false, false],
            [true, false, false, false],
            [true, false, false, false],
        ];
        assert_eq!(clear_mask(scl.view(), 1), expected);
    }

    #[test]
    fn missing_data_hides_only_itself() {
        let scl = array![[4, 0, 4]];
        assert_eq!(clear_mask(scl.view(), 2), array![[true, false, true]]);
    }

    #[test]
    fn a_margin_wider_than_the_window_hides_all_of_it() {
        let scl = array![[4, 4, 3]];
        assert_eq!(clear_mask(scl.view(), usize::MAX), array![[false, false, false]]);
    }

    proptest! {
        #[test]
        fn a_block_read_with_a_halo_masks_like_the_whole_scene(
            codes in prop::collection::vec(prop_oneof![8 => Just(4_u8), 1 => 0_u8..12], 20 * 24),
            margin in 0_usize..4,
            block in 3_usize..9,
        ) {
            let scl = Array2::from_shape_vec((20, 24), codes).unwrap();
            let whole = clear_mask(scl.view(), margin);
            for row in (0..20).step_by(block) {
                for col in (0..24).step_by(block) {
                    let (end_row, end_col) = ((row + block).min(20), (col + block).min(24));
                    let (halo_row, halo_col) = (row.saturating_sub(margin), col.saturating_sub(margin));
                    let read = scl.slice(s![
                        halo_row..(end_row + margin).min(20),
                        halo_col..(end_col + margin).min(24)
                    ]);
                    let masked = clear_mask(read, margin);
                    let inner = masked.slice(s![
                        row - halo_row..end_row - halo_row,
                        col - halo_col..end_col - halo_col
                    ]);
                    prop_assert_eq!(inner, whole.slice(s![row..end_row, col..end_col]));
                }
            }
        }
    }
}
