#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ndarray::{Array2, Array3, concatenate, s};
use proptest::prelude::*;

use super::*;
use crate::shipped_profile::default_profile;

fn thresholds() -> SeriesThresholds {
    default_profile().unwrap().profile.series
}

fn grid(rows: usize, cols: usize) -> GridGeometry {
    GridGeometry {
        crs: "EPSG:32719".into(),
        transform: [0.0, 10.0, 0.0, 0.0, 0.0, -10.0],
        rows,
        cols,
    }
}

#[test]
fn a_season_that_all_forest_shares_is_the_anomaly() {
    let season = [0.02_f32, 0.0, -0.06, 0.0];
    let samples =
        Array2::from_shape_fn((4, 30), |(time, pixel)| 0.6 + pixel as f32 * 0.005 + season[time]);
    for (found, expected) in regional_anomaly(samples.view(), &thresholds()).iter().zip(season) {
        assert!((found - expected).abs() < 1e-6);
    }
}

#[test]
fn cleared_bare_and_farmed_pixels_do_not_speak_for_the_region() {
    // Most forest stays, some is cleared half-way; much more was bare all along or is cropped.
    let samples = Array2::from_shape_fn((10, 150), |(time, pixel)| match pixel {
        0..45 => 0.7,
        45..70 if time < 5 => 0.7,
        45..70 => 0.1,
        70..110 => 0.1 + time as f32 * 0.01,
        _ if time < 5 => 0.4,
        _ => 0.9,
    });
    assert!(regional_anomaly(samples.view(), &thresholds()).iter().all(|a| a.abs() < 1e-6));
}

#[test]
fn a_date_seen_only_through_gaps_in_cloud_says_nothing() {
    let mut samples = Array2::from_elem((4, 100), 0.7);
    samples.row_mut(2).iter_mut().skip(STABLE_PIXELS_MIN - 1).for_each(|v| *v = f32::NAN);
    let regional = regional_anomaly(samples.view(), &thresholds());
    assert!(regional[2].is_nan() && regional[1] == 0.0);
}

#[test]
fn what_was_said_of_a_date_stays_when_others_come() {
    let samples = Array2::from_shape_fn((16, 60), |(time, pixel)| {
        0.65 + ((time * 31 + pixel * 17) % 23) as f32 * 0.004 - time as f32 * 0.002
    });
    let whole = regional_anomaly(samples.view(), &thresholds());
    for until in thresholds().history_views..16 {
        let early = regional_anomaly(samples.slice(s![..until, ..]), &thresholds());
        assert_eq!(early, whole[..until]);
    }
    assert!(whole.iter().any(|anomaly| *anomaly != 0.0));
}

#[test]
fn a_tile_is_sampled_at_a_step_that_keeps_the_sample_small() {
    assert_eq!(sample_stride(&grid(48, 48)), 1);
    assert_eq!(sample_stride(&grid(10_980, 10_980)), 85);
}

#[test]
fn a_block_of_another_size_than_its_window_is_refused() {
    let index = Array3::zeros((2, 3, 3));
    assert!(sample_window(index.view(), grid(4, 4).full_window(), 1).is_err());
}

proptest! {
    #[test]
    fn the_anomaly_is_the_same_to_the_bit_whatever_the_blocks(
        values in prop::collection::vec(prop_oneof![5 => 0.55_f32..0.75, 1 => Just(f32::NAN)], 5 * 17 * 13),
        stride in 1_usize..3,
        block in 1_usize..20,
    ) {
        let index = Array3::from_shape_vec((5, 17, 13), values).unwrap();
        let grid = grid(17, 13);
        let whole = sample_window(index.view(), grid.full_window(), stride).unwrap();
        let parts: Vec<_> = grid.blocks(block).map(|w| {
            let part = index.slice(s![.., w.row..w.row + w.rows, w.col..w.col + w.cols]);
            sample_window(part, w, stride).unwrap()
        }).collect();
        let views: Vec<_> = parts.iter().rev().map(|part| part.view()).collect();
        let joined = concatenate(Axis(1), &views).unwrap();
        let bits = |samples: ArrayView2<'_, f32>| -> Vec<u32> {
            regional_anomaly(samples, &thresholds()).iter().map(|a| a.to_bits()).collect()
        };
        prop_assert_eq!(bits(whole.view()), bits(joined.view()));
    }
}
