//! How much a single view looks like worked ground.

use ndarray::{Array2, Zip};
use vigia_core::profile::DriverModel;

use crate::DetectError;
use crate::indices::Indices;
use crate::logistic::probability_of;
use crate::neighbourhood::{Averager, radius_px};

/// Radius of the neighbourhood that is judged.
const NEIGHBOURHOOD_M: f64 = 20.0;
/// Ground with more vegetation than this is not judged.
const COVER_MAX: f32 = 0.6;
/// Darkest mean brightness that is divided by.
const DARKEST: f64 = 0.01;
/// Terms of the neighbourhood, as profiles name them.
pub const TERMS: [&str; 10] = [
    "bare",
    "water",
    "pond_mix",
    "brightness",
    "unevenness",
    "redness",
    "swir_slope",
    "red_swir",
    "wetness_sd",
    "cover",
];

/// Returns the share of the clear pixels that look worked at `model`'s threshold, 0–1;
/// 0 where nothing is clear.
///
/// A weak witness, of one date only: an open pit of another trade looks much the same.
///
/// # Errors
/// [`DetectError::UnknownFeature`] where the model names no term of [`TERMS`].
pub fn worked_share(
    indices: &Indices,
    pixel_size_m: (f64, f64),
    model: &DriverModel,
) -> Result<f64, DetectError> {
    let terms = terms(indices, pixel_size_m);
    let mut weighted = Vec::with_capacity(model.features.len());
    for feature in &model.features {
        let index = TERMS.iter().position(|known| *known == feature.name);
        let index =
            index.ok_or_else(|| DetectError::UnknownFeature { name: feature.name.clone() })?;
        weighted.push((feature, &terms[index]));
    }
    let looks_worked = |at: (usize, usize)| {
        let log_odds: f64 = weighted.iter().map(|(feature, term)| feature.log_odds(term[at])).sum();
        probability_of(model.intercept + log_odds) > model.threshold
    };
    let mut clear = 0_u32;
    let mut worked = 0_u32;
    for (at, _) in indices.clear.indexed_iter().filter(|(_, is_clear)| **is_clear) {
        clear += 1;
        worked += u32::from(indices.cover[at] < COVER_MAX && looks_worked(at));
    }
    Ok(f64::from(worked) / f64::from(clear.max(1)))
}

/// Returns the [`TERMS`], each of shape `(row, col)`.
pub(crate) fn terms(indices: &Indices, pixel_size_m: (f64, f64)) -> [Array2<f64>; 10] {
    let around = Averager::new(&indices.clear, radius_px(NEIGHBOURHOOD_M, pixel_size_m));
    let wide = |values: &Array2<f32>| values.mapv(f64::from);
    let bare = around.mean(&indices.bare.mapv(f64::from));
    let water = around.mean(&indices.water.mapv(f64::from));
    let brightness = around.mean(&wide(&indices.brightness));
    let mut unevenness = around.spread(&wide(&indices.brightness));
    Zip::from(&mut unevenness)
        .and(&brightness)
        .for_each(|spread, mean| *spread /= mean.max(DARKEST));
    let pond_mix = 4.0 * &bare * &water;
    [
        bare,
        water,
        pond_mix,
        brightness,
        unevenness,
        around.mean(&wide(&indices.redness)),
        around.mean(&wide(&indices.swir_slope)),
        around.mean(&wide(&indices.red_swir)),
        around.spread(&wide(&indices.wetness)),
        around.mean(&wide(&indices.cover)),
    ]
}

#[cfg(test)]
mod tests;
