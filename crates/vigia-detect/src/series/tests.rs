#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use jiff::ToSpan;
use jiff::civil::date;
use ndarray::{Array3, s};
use proptest::prelude::*;
use vigia_core::GridGeometry;

use super::*;
use crate::shipped_profile::default_profile;
use crate::watch::at_once::watch;

const PIXEL_M2: f64 = 100.0;

fn thresholds() -> SeriesThresholds {
    SeriesThresholds {
        link_days: 60,
        onset_px: 4,
        onset_share: 0.02,
        area_min_ha: 0.09,
        history_views: 4,
        ..default_profile().unwrap().profile.series
    }
}

/// Twenty dates, thirty days apart.
fn dates() -> Vec<Date> {
    (0..20).map(|i| date(2023, 1, 1) + (30 * i64::from(i)).days()).collect()
}

/// A rectangle that broke at one time and was confirmed at the next.
fn block(
    rows: std::ops::Range<u32>,
    cols: std::ops::Range<u32>,
    first_break: u16,
) -> Vec<BreakPixel> {
    rows.flat_map(|row| cols.clone().map(move |col| (row, col)))
        .map(|(row, col)| BreakPixel {
            row,
            col,
            first_break,
            last_clear_before: first_break - 1,
            history_views: first_break,
            confirmed_at: Some(first_break + 1),
            clear_views: 10,
            regrown: false,
        })
        .collect()
}

fn found(pixels: &[BreakPixel]) -> Vec<Candidate> {
    candidates(pixels, &dates(), PIXEL_M2, &thresholds()).unwrap()
}

#[test]
fn a_block_cleared_at_once_is_one_clearing_with_its_dates() {
    let clearings = found(&block(2..6, 3..8, 7));
    assert_eq!(clearings.len(), 1);
    let clearing = &clearings[0];
    assert_eq!(clearing.component.pixels.len(), 20);
    assert_eq!(clearing.onset, DateInterval { not_before: dates()[6], not_after: dates()[7] });
    assert_eq!((clearing.first_seen, clearing.confirmed_at), (7, Some(8)));
    assert_eq!((clearing.observed_share, clearing.history_views), (0.5, 7));
    assert_eq!(clearing.growth, [(7, 20)]);
}

#[test]
fn a_mine_that_grows_is_one_clearing_dated_by_its_first_part() {
    let mut pixels = block(0..4, 0..4, 5);
    pixels.extend(block(0..4, 4..7, 7));
    pixels.extend(block(0..4, 7..10, 9));
    let clearings = found(&pixels);
    assert_eq!(clearings.len(), 1);
    assert_eq!(clearings[0].growth, [(5, 16), (7, 12), (9, 12)]);
    assert_eq!(clearings[0].onset.not_after, dates()[5]);
}

#[test]
fn neighbours_cleared_a_year_apart_are_two_clearings() {
    let mut pixels = block(0..4, 0..4, 3);
    pixels.extend(block(0..4, 4..8, 15));
    let firsts: Vec<usize> = found(&pixels).iter().map(|clearing| clearing.first_seen).collect();
    assert_eq!(firsts, [3, 15]);
}

#[test]
fn months_without_a_view_do_not_cut_a_mine_in_two() {
    let mut pixels = block(0..4, 0..4, 3);
    pixels.extend(block(0..4, 4..8, 15));
    pixels.iter_mut().skip(16).for_each(|pixel| pixel.last_clear_before = 4);
    let clearings = found(&pixels);
    assert_eq!(clearings.len(), 1);
    assert_eq!((clearings[0].first_seen, clearings[0].confirmed_at), (3, Some(4)));
}

#[test]
fn a_single_early_pixel_does_not_date_the_clearing() {
    let mut pixels = block(0..6, 0..6, 9);
    pixels[14].first_break = 8;
    pixels[14].last_clear_before = 2;
    let clearings = found(&pixels);
    assert_eq!(clearings[0].first_seen, 9);
    assert_eq!(clearings[0].onset, DateInterval { not_before: dates()[8], not_after: dates()[9] });
}

#[test]
fn cloud_over_part_of_the_clearing_widens_the_onset() {
    let mut pixels = block(0..6, 0..6, 9);
    pixels.iter_mut().take(12).for_each(|pixel| pixel.last_clear_before = 5);
    assert_eq!(found(&pixels)[0].onset.not_before, dates()[5]);
}

#[test]
fn a_clearing_stays_provisional_until_enough_of_it_is_seen_again() {
    let mut pixels = block(0..5, 0..5, 18);
    pixels.iter_mut().skip(3).for_each(|pixel| pixel.confirmed_at = None);
    assert_eq!(found(&pixels)[0].confirmed_at, None);
    pixels[3].confirmed_at = Some(19);
    assert_eq!(found(&pixels)[0].confirmed_at, Some(19));
}

#[test]
fn salt_noise_thin_lines_and_small_spots_are_no_clearings() {
    let salt: Vec<_> = (0..40).flat_map(|i| block(3 * i..3 * i + 1, 0..1, 5)).collect();
    let river_edge = block(0..2, 0..60, 5);
    let spot = block(0..2, 0..4, 5);
    for pixels in [salt, river_edge, spot] {
        assert_eq!(found(&pixels), []);
    }
}

#[test]
fn a_line_of_single_pixels_that_leaves_a_clearing_is_not_part_of_it() {
    let mut pixels = block(0..5, 0..5, 5);
    pixels.extend(block(2..3, 5..30, 5));
    assert_eq!(found(&pixels)[0].component.pixels.len(), 25);
}

#[test]
fn a_time_that_the_series_does_not_have_is_refused() {
    assert!(candidates(&block(0..3, 0..3, 19), &dates()[..10], PIXEL_M2, &thresholds()).is_err());
}

/// A series of forest in which rectangles are cleared one after another.
fn any_cleared_series() -> impl Strategy<Value = Array3<f32>> {
    let clearing = (0_usize..30, 0_usize..30, 3_usize..14, 3_usize..14, 5_usize..19);
    let noise =
        prop::collection::vec(prop_oneof![9 => 0.66_f32..0.74, 1 => Just(f32::NAN)], 20 * 40 * 36);
    (noise, prop::collection::vec(clearing, 1..5)).prop_map(|(noise, clearings)| {
        let mut index = Array3::from_shape_vec((20, 40, 36), noise).unwrap();
        for (row, col, rows, cols, time) in clearings {
            let (end_row, end_col) = ((row + rows).min(40), (col + cols).min(36));
            index
                .slice_mut(s![time.., row..end_row, col..end_col])
                .mapv_inplace(|value| value - 0.6);
        }
        index
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn clearings_are_the_same_whatever_the_blocks_and_threads(index in any_cleared_series()) {
        let grid = GridGeometry {
            crs: "EPSG:32719".into(),
            transform: [0.0, 10.0, 0.0, 0.0, 0.0, -10.0],
            rows: 40,
            cols: 36,
        };
        let run = |block_px: usize, threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let mut pixels = Vec::new();
                // Blocks come back in any order from a queue: here in reverse.
                let blocks: Vec<Window> = grid.blocks(block_px).collect();
                for w in blocks.into_iter().rev() {
                    let part = index.slice(s![.., w.row..w.row + w.rows, w.col..w.col + w.cols]);
                    let breaks = watch(part, &[0.0; 20], &dates(), &thresholds()).unwrap().breaks(&thresholds());
                    pixels.extend(break_pixels(&breaks, w).unwrap());
                }
                found(&pixels)
            })
        };
        let whole = run(512, 1);
        for (block_px, threads) in [(512, 2), (7, 1), (16, 2), (33, 2)] {
            prop_assert_eq!(&whole, &run(block_px, threads));
        }
    }

    #[test]
    fn an_onset_ends_where_the_clearing_is_first_seen_and_confirmation_follows(index in any_cleared_series()) {
        let window = Window { row: 0, col: 0, rows: 40, cols: 36 };
        let breaks = watch(index.view(), &[0.0; 20], &dates(), &thresholds()).unwrap().breaks(&thresholds());
        for clearing in found(&break_pixels(&breaks, window).unwrap()) {
            prop_assert_eq!(clearing.onset.not_after, dates()[clearing.first_seen]);
            prop_assert!(clearing.onset.not_before < clearing.onset.not_after);
            prop_assert!(clearing.confirmed_at.is_none_or(|time| time > clearing.first_seen));
            let grown: u32 = clearing.growth.iter().map(|(_, pixels)| pixels).sum();
            prop_assert_eq!(grown as usize, clearing.component.pixels.len());
        }
    }
}
