//! Whether a scene's numbers became the right reflectance.

use vigia_core::gate::GateFinding;
use vigia_core::profile::GateThresholds;
use vigia_core::sensor::OPTICAL_BANDS;

use super::sample::{Pair, Sample};
use crate::indices::bands_of;
use crate::robust::median_of;

const BANDS: usize = OPTICAL_BANDS.len();
/// What Sentinel-2's numbers carry from processing baseline 04.00 on, as reflectance.
const OFFSET: f32 = 0.1;
/// Fewest pixels for a level.
const PIXELS_MIN: usize = 500;
/// Median of a visible band that atmospheric correction may end with, not more.
const BELOW_ZERO: f32 = -0.02;
/// Median of the reference's darkest band, above which the reference itself carries the
/// offset and the scene is not the odd one out.
const DARKEST_MAX: f32 = 0.09;
/// NDVI from which a pixel is vegetation in both.
const STABLE_NDVI: f32 = 0.6;
/// Fewest such pixels.
const STABLE_MIN_PX: usize = 100;
/// Added to both levels before they are divided: haze doubles what is nearly black.
const LEVEL_FLOOR: f32 = 0.05;

/// Returns a finding where the ground is darker than black in blue, green and red: the
/// offset was taken off twice, or off numbers that carry none.
pub(super) fn below_zero(sample: &Sample) -> Option<GateFinding> {
    let visible = [0, 1, 2].map(|band| {
        let mut values: Vec<f32> = Vec::new();
        for view in sample.views() {
            values.extend(bands_of(view)[band].iter().filter(|value| !value.is_nan()));
        }
        if values.len() < PIXELS_MIN { f32::NAN } else { median_of(&mut values) }
    });
    let is_below = visible.iter().all(|level| *level < BELOW_ZERO);
    let lowest = visible.iter().copied().fold(f32::INFINITY, f32::min);
    is_below.then(|| GateFinding::OffsetMixed { offset: f64::from(lowest) })
}

/// Returns a finding where every band lies 0.1 above the reference: the offset was not
/// taken off. One that lies 0.1 below is at fault only if it is [`below_zero`]; else the
/// reference is.
pub(super) fn offset_mixed(pairs: &[Pair<'_>], thresholds: &GateThresholds) -> Option<GateFinding> {
    let mut differences: [Vec<f32>; BANDS] = Default::default();
    let mut darkest = Vec::new();
    for pair in pairs {
        pair.each(|scene, reference| {
            for (band, found) in differences.iter_mut().enumerate() {
                found.push(scene[band] - reference[band]);
            }
            darkest.push(reference.iter().copied().fold(f32::INFINITY, f32::min));
        });
    }
    if darkest.len() < PIXELS_MIN || median_of(&mut darkest) > DARKEST_MAX {
        return None;
    }
    let levels = differences.map(|mut found| median_of(&mut found));
    let tolerance = thresholds.offset_tolerance as f32;
    let is_offset = levels.iter().all(|level| (level - OFFSET).abs() <= tolerance);
    let mean = levels.iter().sum::<f32>() / BANDS as f32;
    is_offset.then(|| GateFinding::OffsetMixed { offset: f64::from(mean) })
}

/// Returns the band in which vegetation that stayed differs most from the reference, where
/// the ratio of their levels leaves the profile's limits.
pub(super) fn jump(pairs: &[Pair<'_>], thresholds: &GateThresholds) -> Option<GateFinding> {
    let mut ratios: [Vec<f32>; BANDS] = Default::default();
    for pair in pairs {
        pair.each(|scene, reference| {
            if ndvi(&scene) > STABLE_NDVI && ndvi(&reference) > STABLE_NDVI {
                for (band, found) in ratios.iter_mut().enumerate() {
                    found.push((scene[band] + LEVEL_FLOOR) / (reference[band] + LEVEL_FLOOR));
                }
            }
        });
    }
    if ratios[0].len() < STABLE_MIN_PX {
        return None;
    }
    let ratios = ratios.map(|mut found| f64::from(median_of(&mut found)));
    let bands = OPTICAL_BANDS.into_iter().zip(ratios);
    let steepest = |ratio: f64| ratio.max(1.0 / ratio);
    let (band, ratio) = bands.max_by(|a, b| steepest(a.1).total_cmp(&steepest(b.1)))?;
    (steepest(ratio) > thresholds.jump_ratio_max)
        .then_some(GateFinding::RadiometricJump { band, ratio })
}

/// NDVI; NaN for a pixel without light, which no comparison takes for vegetation.
fn ndvi(pixel: &[f32; BANDS]) -> f32 {
    let [_, _, red, nir, _, _] = pixel;
    (nir - red) / (nir + red)
}
