//! Clouds, and haze too thick to see through.

use ndarray::{Array2, Zip};

use super::around::{grown, mostly};
use super::forest::ForestLine;
use super::pixels::{Pixel, Pixels};
use super::{Reach, witness};

/// Bright at 0.84 and 1.6 µm, as cloud is and turbid water is not.
const NIR_MIN: f32 = 0.14;
const THICK_SWIR1_MIN: f32 = 0.16;
const THIN_SWIR1_MIN: f32 = 0.12;
/// Dry bare ground is brighter at 1.6 than at 0.84 µm; ice and water drops are not.
const SWIR1_OF_NIR_MAX: f32 = 1.05;
/// Thick cloud is bright and white; sand is blue at most 0.8 of red.
const THICK_BLUE_MIN: f32 = 0.13;
const THICK_BLUE_OF_RED: f32 = 0.92;
/// Thin cloud adds white. From 0.05 more blue on, forest falls below NDVI 0.6: the veil
/// alone would look like a clearing.
const THIN_BLUE_MIN: f32 = 0.09;
const ADDED_BLUE_MIN: f32 = 0.05;
const ADDED_BLUE_OF_RED: f32 = 0.95;
const THIN_BLUE_OF_RED: f32 = 0.85;
const THIN_EXCESS_MIN: f32 = 0.03;
/// Where 1.6 µm falls, water came and not a cloud.
const SWIR1_KEPT: f32 = 0.8;

/// Where clouds are, each of shape `(row, col)`.
pub(super) struct Clouds {
    /// The clouds themselves: what throws shadows.
    pub solid: Array2<bool>,
    /// The clouds and their margin.
    pub hidden: Array2<bool>,
}

/// Returns the clouds of `view`, with the other date as witness if there is one.
pub(super) fn clouds(
    view: &Pixels<'_>,
    other: Option<&Pixels<'_>>,
    line: &ForestLine,
    reach: &Reach,
) -> Clouds {
    let Some(other) = other else {
        let solid = mostly(&view.map(is_thick), reach.solid_px);
        return Clouds { hidden: grown(&solid, reach.margin_px), solid };
    };
    let mut cloudy =
        view.map_beside(other, |now, then| is_thick(now) || was_veiled(now, then, line));
    if !cloudy.iter().any(|is_cloudy| *is_cloudy) {
        return Clouds { hidden: cloudy.clone(), solid: cloudy };
    }
    let persistent = witness::persistent(view, other, reach.pattern_px);
    cloudy.zip_mut_with(&persistent, |is_cloudy, persists| *is_cloudy &= !persists);
    let solid = mostly(&cloudy, reach.solid_px);
    // The margin stops at ground that the witness knows.
    let hidden = Zip::from(&grown(&solid, reach.margin_px))
        .and(&solid)
        .and(&persistent)
        .map_collect(|is_near, is_solid, persists| *is_solid || *is_near && !persists);
    Clouds { solid, hidden }
}

/// A missing pixel is NaN, zero or less, and fails here.
fn is_thick(pixel: Pixel) -> bool {
    // What few pixels are comes first: this runs for every one.
    pixel.blue > THICK_BLUE_MIN
        && pixel.blue > THICK_BLUE_OF_RED * pixel.red
        && pixel.swir1 > THICK_SWIR1_MIN
        && is_bright_in_infrared(pixel)
        && pixel.is_whole()
}

fn is_bright_in_infrared(pixel: Pixel) -> bool {
    pixel.nir > NIR_MIN && pixel.swir1 < SWIR1_OF_NIR_MAX * pixel.nir
}

/// Whether what was added since (or before) the witness is white.
fn was_veiled(now: Pixel, then: Pixel, line: &ForestLine) -> bool {
    let (added_blue, added_red) = (now.blue - then.blue, now.red - then.red);
    added_blue > ADDED_BLUE_MIN
        && added_blue > ADDED_BLUE_OF_RED * added_red
        && now.blue > THIN_BLUE_MIN
        && now.blue > THIN_BLUE_OF_RED * now.red
        && now.excess_blue() - line.intercept > THIN_EXCESS_MIN
        && now.swir1 > THIN_SWIR1_MIN
        && now.swir1 > SWIR1_KEPT * then.swir1
        && is_bright_in_infrared(now)
        && now.is_whole()
        && then.is_whole()
}
