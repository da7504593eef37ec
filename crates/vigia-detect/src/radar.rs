//! What radar says about a clearing, through cloud: backscatter against the surroundings.
//!
//! [`radar_change`] asks it of a clearing that is known. The modules find clearings with
//! radar alone: [`regional`] levels the dates of a tile, [`watch`] follows its pixels by the
//! sequential [`omnibus`] test, and [`crate::series`] makes clearings of them. [`scale`],
//! [`looks`] and [`speckle`] tell what a product is and smooth it for the eye.

pub mod looks;
pub mod monitor;
pub mod omnibus;
pub mod pooling;
#[cfg(test)]
mod real_series;
pub mod regional;
pub mod scale;
pub mod speckle;
#[cfg(test)]
mod synthetic;
pub mod watch;

use jiff::civil::Date;
use vigia_core::DateInterval;
use vigia_core::profile::SeriesThresholds;

use crate::DetectError;

/// Acquisitions before the onset below which nothing can be said.
const BEFORE_MIN: usize = 3;

/// Decibels per unit of natural logarithm.
const DB_PER_NEPER: f64 = 10.0 / std::f64::consts::LN_10;

/// How many pixels stand behind each mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RadarSample {
    /// Pixels of the clearing.
    pub object_px: usize,
    /// Pixels of the undisturbed surroundings.
    pub ring_px: usize,
}

/// Change of VH in a clearing against its surroundings, over the onset.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RadarChange {
    /// Mean after minus mean before, in dB; negative where trees went.
    pub change_db: f64,
    /// The same in standard errors.
    pub z: f64,
    /// Index of the acquisition in which the fall is first seen; `None` where it is not
    /// seen, or not again in the next acquisition.
    pub first_seen: Option<usize>,
}

impl RadarChange {
    /// Says whether the fall is large and certain enough to confirm a clearing.
    #[must_use]
    pub fn confirms(&self, thresholds: &SeriesThresholds) -> bool {
        -self.change_db >= thresholds.radar_drop_db_min && -self.z >= thresholds.radar_z_min
    }
}

/// Returns how the backscatter of a clearing changed against a ring of undisturbed ground
/// around it, or `None` where it is not observable: fewer than three acquisitions before
/// the onset, or none after.
///
/// - `object_vh`, `ring_vh`: mean VH of each acquisition over the clearing and the ring,
///   linear power, shape `(time,)`; NaN or not above zero is missing. One orbit direction
///   only: the other looks from the other side.
/// - `dates`: acquisition days in order.
/// - `onset`: acquisitions within it belong to neither side.
///
/// The logarithm of the ratio is compared, in which rain cancels, for it wets both. Its
/// variance is that of speckle, 1/(looks · pixels) for each mean, or what the acquisitions
/// before the onset really show, where that is larger (patchy rain, texture). Leaving
/// forest for bare ground or water lowers VH, for the volume that scattered it is gone.
///
/// `first_seen` looks at every acquisition after `onset.not_before`: radar may see in the
/// wet season what optical views date months later.
///
/// # Errors
/// [`DetectError::Shape`] where the lengths differ; [`DetectError::DatesOutOfOrder`].
///
/// # Source
/// Log-ratio and its speckle: Oliver & Quegan (2004), Understanding SAR Images, ch. 4 and
/// 12. VH after forest loss: Reiche et al. (2021), Environ. Res. Lett. 16 024005 (RADD).
pub fn radar_change(
    object_vh: &[f64],
    ring_vh: &[f64],
    dates: &[Date],
    onset: DateInterval,
    sample: RadarSample,
    thresholds: &SeriesThresholds,
) -> Result<Option<RadarChange>, DetectError> {
    check_lengths(object_vh, ring_vh, dates)?;
    let ratios: Vec<(usize, f64)> = object_vh
        .iter()
        .zip(ring_vh)
        .map(|(object, ring)| (object / ring).ln())
        .enumerate()
        .filter(|(time, ratio)| ratio.is_finite() && object_vh[*time] > 0.0)
        .collect();
    let side = |is_on: &dyn Fn(Date) -> bool| -> Vec<f64> {
        ratios.iter().filter(|(time, _)| is_on(dates[*time])).map(|(_, ratio)| *ratio).collect()
    };
    let before = side(&|date| date <= onset.not_before);
    let after = side(&|date| date > onset.not_after);
    if before.len() < BEFORE_MIN || after.is_empty() {
        return Ok(None);
    }
    let baseline = mean(&before);
    let variance = speckle(sample, thresholds.radar_looks).max(variance(&before, baseline));
    let change = mean(&after) - baseline;
    let error = (variance / before.len() as f64 + variance / after.len() as f64).sqrt();
    let single_error = (variance + variance / before.len() as f64).sqrt();
    let is_fallen = |ratio: f64| {
        let fall = baseline - ratio;
        fall * DB_PER_NEPER >= thresholds.radar_drop_db_min
            && fall / single_error >= thresholds.radar_z_min
    };
    let watched = ratios.iter().position(|(time, _)| dates[*time] > onset.not_before);
    let watched = &ratios[watched.unwrap_or(ratios.len())..];
    let first = watched.windows(2).find(|pair| pair.iter().all(|(_, ratio)| is_fallen(*ratio)));
    Ok(Some(RadarChange {
        change_db: change * DB_PER_NEPER,
        z: change / error,
        first_seen: first.map(|pair| pair[0].0),
    }))
}

/// Variance that speckle alone gives the logarithm of the ratio of two means.
fn speckle(sample: RadarSample, looks: f64) -> f64 {
    [sample.object_px, sample.ring_px]
        .iter()
        .map(|pixels| 1.0 / (looks * (*pixels).max(1) as f64))
        .sum()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn variance(values: &[f64], mean: f64) -> f64 {
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    squares / (values.len() - 1).max(1) as f64
}

fn check_lengths(object_vh: &[f64], ring_vh: &[f64], dates: &[Date]) -> Result<(), DetectError> {
    if object_vh.len() != dates.len() || ring_vh.len() != dates.len() {
        return Err(DetectError::Shape {
            expected: format!("({},)", dates.len()),
            found: format!("({},) and ({},)", object_vh.len(), ring_vh.len()),
        });
    }
    match dates.windows(2).position(|pair| pair[1] < pair[0]) {
        Some(before) => Err(DetectError::DatesOutOfOrder { index: before + 1 }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
