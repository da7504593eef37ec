//! Which pixels of a mask band show the ground.

use ndarray::{Array2, ArrayView2, Axis};
use vigia_core::sensor::MaskMeaning;

/// Returns `true` where the ground is seen, shape of `numbers`.
///
/// - `numbers`: classes or bits of a mask band, shape `(row, col)`.
/// - `meaning`: what they say, from the sensor's description.
/// - `dilate_px`: what is cloudy hides everything within so many pixels, diagonals
///   included. A pixel's answer depends on a window that far around it: callers that work
///   by blocks read a halo of `dilate_px` and cut it off afterwards.
///
/// # Source
/// Sentinel-2 Products Specification Document, Level-2A scene classification; Sen2Cor
/// configuration and user manual; USGS LSDS-1618 and LSDS-1619 (Landsat).
#[must_use]
pub fn clear_mask(
    numbers: ArrayView2<'_, u16>,
    meaning: &MaskMeaning,
    dilate_px: usize,
) -> Array2<bool> {
    let mut cloudy = numbers.mapv(|number| meaning.is_cloudy(number));
    dilate(&mut cloudy, dilate_px);
    let mut clear = numbers.mapv(|number| meaning.shows_ground(number));
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
    use vigia_core::Sensor;

    use super::*;

    fn meaning(sensor: Sensor) -> &'static MaskMeaning {
        &sensor.description().mask.as_ref().unwrap().meaning
    }

    fn masked(scl: ArrayView2<'_, u16>, dilate_px: usize) -> Array2<bool> {
        clear_mask(scl, meaning(Sensor::Sentinel2), dilate_px)
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
        assert_eq!(masked(scl.view(), 1), expected);
    }

    #[test]
    fn missing_data_hides_only_itself() {
        let scl = array![[4, 0, 4]];
        assert_eq!(masked(scl.view(), 2), array![[true, false, true]]);
    }

    #[test]
    fn bits_hide_and_widen_like_classes() {
        // Clear, dilated cloud, clear, shadow, clear, fill, water (USGS LSDS-1619).
        let qa = array![[21824, 21826, 21824, 23888, 21824, 1, 21888]];
        let landsat = meaning(Sensor::Landsat);
        let alone = array![[true, false, true, false, true, false, true]];
        assert_eq!(clear_mask(qa.view(), landsat, 0), alone);
        // The shadow reaches one pixel farther; dilated cloud and fill do not.
        let widened = array![[true, false, false, false, false, false, true]];
        assert_eq!(clear_mask(qa.view(), landsat, 1), widened);
    }

    #[test]
    fn a_margin_wider_than_the_window_hides_all_of_it() {
        let scl = array![[4, 4, 3]];
        assert_eq!(masked(scl.view(), usize::MAX), array![[false, false, false]]);
    }

    proptest! {
        #[test]
        fn a_block_read_with_a_halo_masks_like_the_whole_scene(
            codes in prop::collection::vec(prop_oneof![8 => Just(4_u16), 1 => 0_u16..12], 20 * 24),
            margin in 0_usize..4,
            block in 3_usize..9,
        ) {
            let scl = Array2::from_shape_vec((20, 24), codes).unwrap();
            let whole = masked(scl.view(), margin);
            for row in (0..20).step_by(block) {
                for col in (0..24).step_by(block) {
                    let (end_row, end_col) = ((row + block).min(20), (col + block).min(24));
                    let (halo_row, halo_col) = (row.saturating_sub(margin), col.saturating_sub(margin));
                    let read = scl.slice(s![
                        halo_row..(end_row + margin).min(20),
                        halo_col..(end_col + margin).min(24)
                    ]);
                    let part = masked(read, margin);
                    let inner = part.slice(s![
                        row - halo_row..end_row - halo_row,
                        col - halo_col..end_col - halo_col
                    ]);
                    prop_assert_eq!(inner, whole.slice(s![row..end_row, col..end_col]));
                }
            }
        }
    }
}
