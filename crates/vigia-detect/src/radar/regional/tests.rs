#![allow(clippy::unwrap_used)]

use ndarray::{Array3, s};
use vigia_core::profile::RadarThresholds;

use super::super::synthetic::speckled;
use super::*;

const PIXELS: usize = 900;

/// Forest with a third of grass, under 36 looks; rain brightens forest by `rain` and grass
/// by its square.
fn samples(rain: &[f64]) -> Array3<f32> {
    let mut samples = Array3::zeros((rain.len(), 2, PIXELS));
    for (time, rain) in rain.iter().enumerate() {
        for channel in 0..2 {
            let ground = Array2::from_shape_fn((1, PIXELS), |(_, pixel)| {
                if pixel % 3 == 0 { 0.018 * rain * rain } else { 0.05 * rain }
            });
            let seed = (2 * time + channel) as u64 * 7919;
            let noise = speckled(&ground, 36, seed);
            samples.slice_mut(s![time, channel, ..]).assign(&noise.row(0));
        }
    }
    samples
}

#[test]
fn rain_is_taken_from_forest_and_looks_from_its_differences() {
    let rain = [1.0, 1.4, 1.0, 0.9, 1.6, 1.0, 1.1, 1.0];
    let found = regional(samples(&rain).view(), &RadarThresholds::default());
    for (brightness, rain) in found.brightness.outer_iter().zip(rain) {
        for channel in brightness {
            assert!((channel / rain - 1.0).abs() < 0.03, "{channel} {rain}");
        }
    }
    assert!((found.looks / 36.0 - 1.0).abs() < 0.12, "{}", found.looks);
}

#[test]
fn a_date_depends_on_no_later_one() {
    let rain = [1.0, 1.4, 1.0, 0.9, 1.6, 1.0, 1.1, 1.0, 1.3, 1.0];
    let samples = samples(&rain);
    let whole = regional(samples.view(), &RadarThresholds::default());
    // From the history on, the looks stand as well.
    for times in 7..10 {
        let part = regional(samples.slice(s![..times, .., ..]), &RadarThresholds::default());
        assert_eq!(part.brightness, whole.brightness.slice(s![..times, ..]));
        assert_eq!(part.looks.to_bits(), whole.looks.to_bits());
    }
}

#[test]
fn a_date_that_shows_little_forest_is_passed_over() {
    let mut samples = samples(&[1.0, 1.0, 1.5, 1.0]);
    samples.slice_mut(s![2, .., 30..]).fill(f32::NAN);
    let found = regional(samples.view(), &RadarThresholds::default());
    assert!(found.brightness.row(2).iter().all(|value| value.is_nan()));
    assert!(found.brightness.row(3).iter().all(|value| (value - 1.0).abs() < 0.03));
}
