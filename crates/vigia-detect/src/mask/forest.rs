//! How a pair's clear forest looks: the level against which haze and shadow are measured.

use super::pixels::{Pixel, Pixels};
use crate::View;
use crate::robust::median_of;

/// Most pixels that are looked at; a tile is sampled on a grid.
const SAMPLE_MAX: usize = 1 << 16;
/// Fewest vegetated pixels to measure with.
const VEGETATED_MIN: usize = 100;
/// What the intercept can be: of 200 views that people called clear, nine in ten lie
/// between -0.007 and 0.010. Above zero it would be haze at both dates.
const INTERCEPT: (f32, f32) = (-0.01, 0.0);
/// NDVI of closed forest.
const FOREST_NDVI: f32 = 0.6;

/// The clear forest of a pair of views.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ForestLine {
    /// Blue reflectance of clear vegetation less 0.4 of that at 2.2 µm, at the clearer of
    /// the two dates; 0 where there is too little vegetation.
    pub intercept: f32,
    /// Median reflectance of this view's forest at 0.84 and 1.6 µm; `None` where there is
    /// too little.
    pub forest: Option<(f32, f32)>,
}

impl ForestLine {
    /// Measures `view`, and the other date's line if there is one.
    #[must_use]
    pub fn of(view: &View, witness: Option<&View>) -> Self {
        let view = Pixels::of(view);
        let intercepts = [intercept(&view), witness.map(Pixels::of).as_ref().and_then(intercept)];
        let lowest = intercepts.into_iter().flatten().fold(INTERCEPT.1, f32::min);
        let is_forest = |pixel: &Pixel| pixel.is_vegetated() && pixel.ndvi() > FOREST_NDVI;
        let of_forest = |value: fn(Pixel) -> f32| typical(&view, is_forest, value);
        Self {
            intercept: lowest.max(INTERCEPT.0),
            forest: of_forest(|pixel| pixel.nir).zip(of_forest(|pixel| pixel.swir1)),
        }
    }
}

fn intercept(view: &Pixels<'_>) -> Option<f32> {
    typical(view, |pixel| pixel.is_vegetated(), Pixel::excess_blue)
}

/// Median over the chosen pixels; `None` where they are too few.
fn typical(
    view: &Pixels<'_>,
    is_chosen: impl Fn(&Pixel) -> bool,
    value: impl Fn(Pixel) -> f32,
) -> Option<f32> {
    let chosen = view.sample(SAMPLE_MAX).map(|(_, pixel)| pixel).filter(|pixel| is_chosen(pixel));
    let mut values: Vec<f32> = chosen.map(value).collect();
    (values.len() >= VEGETATED_MIN).then(|| median_of(&mut values))
}
