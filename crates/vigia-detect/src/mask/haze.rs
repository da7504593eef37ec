//! Haze through which the ground is still read.

use ndarray::Array2;

use super::Reach;
use super::around::mostly;
use super::forest::ForestLine;
use super::pixels::{Pixel, Pixels};

/// Blue above the line of clear forest.
const EXCESS_MIN: f32 = 0.02;
/// Bare ground lies above the line too, but is redder: blue less 0.7 of red, of which
/// clear forest has 0.0075 to 0.0127.
const RED_SHARE: f32 = 0.7;
const WHITENESS_MIN: f32 = 0.0135;
const BLUE_MIN: f32 = 0.05;
/// Water is darker.
const SWIR1_MIN: f32 = 0.08;
const NIR_MIN: f32 = 0.14;
/// Dry bare ground is brighter at 1.6 µm.
const SWIR1_OF_NIR_MAX: f32 = 1.05;

/// Returns where haze lies over most of the neighbourhood, shape `(row, col)`.
pub(super) fn hazy(view: &Pixels<'_>, line: &ForestLine, reach: &Reach) -> Array2<bool> {
    mostly(&view.map(|pixel| is_hazy(pixel, line)), reach.solid_px)
}

fn is_hazy(pixel: Pixel, line: &ForestLine) -> bool {
    // What few pixels are comes first: this runs for every one.
    pixel.excess_blue() - line.intercept > EXCESS_MIN
        && pixel.blue - RED_SHARE * pixel.red > WHITENESS_MIN
        && pixel.blue > BLUE_MIN
        && pixel.swir1 > SWIR1_MIN
        && pixel.nir > NIR_MIN
        && pixel.swir1 < SWIR1_OF_NIR_MAX * pixel.nir
        && pixel.is_whole()
}
