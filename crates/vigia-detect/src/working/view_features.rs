//! Numbers that tell workings from other ground, measured over one look at a square.

use ndarray::{Array2, Zip, s};

use crate::components::{Connectivity, label_image};
use crate::indices::Indices;
use crate::neighbourhood::{Averager, grown, opened, radius_px};

/// Half the side of the square that is judged as one; the model was fitted on such squares.
const HALF_SIDE_M: f64 = 240.0;
/// Share of the square that must be clear for it to be judged.
const CLEAR_SHARE_MIN: f64 = 0.1;
/// Ground with more vegetation than this is closed.
const OPEN_COVER: f32 = 0.6;
/// Fewest open pixels that a mean over them is taken of.
const OPEN_MIN_PX: usize = 6;
/// Radius of the neighbourhood that unevenness and mixture are measured in.
const AROUND_M: f64 = 20.0;
/// Narrower than twice this is thin: tracks, ditches, small ponds.
const THIN_M: f64 = 20.0;
/// Water this near to bare ground belongs to it.
const BESIDE_M: f64 = 20.0;
/// Sizes of a pond, in square metres: less is a wet pixel, more is a lake or a river.
const POND_M2: (f64, f64) = (150.0, 6_000.0);
/// Darkest mean brightness that is divided by.
const DARKEST: f64 = 0.01;

/// Names of the features of [`ViewFeatures`], in order.
///
/// All are shares, ratios of bands, or spreads against a mean: none is a level, a date or
/// a place. `open` below means ground with less than 60 % vegetation cover.
pub const VIEW_FEATURES: [&str; 20] = [
    // Shares of the clear square: neither water nor vegetated; water; water redder than green.
    "bare",
    "water",
    "turbid_water",
    // Mean and standard deviation over open ground of the ratios of `Indices`.
    "redness",
    "redness_sd",
    "swir_slope",
    "swir_slope_sd",
    "red_swir",
    "red_swir_sd",
    "wetness",
    "wetness_sd",
    // Mean over open ground of what the 50 m around a pixel vary.
    "local_unevenness",
    "local_wetness_sd",
    // Shares of broad bare ground, of thin bare ground and of narrow water.
    "solid_bare",
    "thin_bare",
    "narrow_water",
    // Natural logarithm of one plus the number of ponds.
    "ponds",
    // Share of water beside bare ground, of open ground, and the highest
    // 4 · share of bare · share of water in 50 m.
    "water_beside_bare",
    "open",
    "pond_mix_max",
];

/// [`VIEW_FEATURES`] of one square; all NaN where less than a tenth of it is clear. Those
/// of open ground are NaN where there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ViewFeatures([f64; VIEW_FEATURES.len()]);

impl ViewFeatures {
    /// Says whether enough of the square was clear.
    #[must_use]
    pub const fn is_seen(&self) -> bool {
        !self.0[0].is_nan()
    }

    /// Returns the value of the feature `name`, or `None` for a name that does not exist.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<f64> {
        VIEW_FEATURES.iter().position(|known| *known == name).map(|index| self.0[index])
    }

    /// Returns the values, in the order of [`VIEW_FEATURES`].
    #[must_use]
    pub const fn values(&self) -> &[f64] {
        &self.0
    }

    /// Measures `square` of a view; what lies outside it has no part.
    pub(crate) fn of(view: &Indices, square: &Square, pixel_size_m: (f64, f64)) -> Self {
        let clear = square.cut(&view.clear);
        let count = clear.iter().filter(|is_clear| **is_clear).count() as f64;
        if count < CLEAR_SHARE_MIN * clear.len() as f64 || count == 0.0 {
            return Self([f64::NAN; VIEW_FEATURES.len()]);
        }
        let (bare, water) = (square.cut(&view.bare), square.cut(&view.water));
        let (redness, wetness) = (square.cut(&view.redness), square.cut(&view.wetness));
        let open = square.cut(&view.cover).mapv(|cover| cover < OPEN_COVER);
        let around = Averager::new(&clear, radius_px(AROUND_M, pixel_size_m));
        let wide = |values: &Array2<f32>| values.mapv(f64::from);
        let brightness = wide(&square.cut(&view.brightness));
        let (mean, mut unevenness) = around.mean_and_spread(&brightness);
        Zip::from(&mut unevenness).and(&mean).for_each(|spread, mean| *spread /= mean.max(DARKEST));
        let pond_mix =
            4.0 * around.mean(&bare.mapv(f64::from)) * around.mean(&water.mapv(f64::from));
        let solid = opened(&bare, radius_px(THIN_M, pixel_size_m));
        let broad_water = opened(&water, radius_px(THIN_M, pixel_size_m));
        let share = |mask: &Array2<bool>| {
            mask.iter().zip(&clear).filter(|(is_it, is_clear)| **is_it && **is_clear).count() as f64
                / count
        };
        let turbid = both(&water, &redness.mapv(|redness| redness > 0.0));
        let beside_bare = grown(&bare, radius_px(BESIDE_M, pixel_size_m));
        let (redness, redness_sd) = moments(&wide(&redness), &open);
        let (swir_slope, swir_slope_sd) = moments(&wide(&square.cut(&view.swir_slope)), &open);
        let (red_swir, red_swir_sd) = moments(&wide(&square.cut(&view.red_swir)), &open);
        let (wetness_mean, wetness_sd) = moments(&wide(&wetness), &open);
        Self([
            share(&bare),
            share(&water),
            share(&turbid),
            redness,
            redness_sd,
            swir_slope,
            swir_slope_sd,
            red_swir,
            red_swir_sd,
            wetness_mean,
            wetness_sd,
            moments(&unevenness, &open).0,
            moments(&around.mean_and_spread(&wide(&wetness)).1, &open).0,
            share(&solid),
            share(&without(&bare, &solid)),
            share(&without(&water, &broad_water)),
            (ponds(&water, pixel_size_m) as f64).ln_1p(),
            share(&both(&water, &beside_bare)),
            share(&open),
            pond_mix.iter().copied().fold(0.0, f64::max),
        ])
    }
}

/// A part of a view: first row and column, rows and columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Square {
    pub(crate) origin: (usize, usize),
    pub(crate) size: (usize, usize),
}

impl Square {
    /// Returns the part of `values` in the square.
    pub(crate) fn cut<T: Copy>(&self, values: &Array2<T>) -> Array2<T> {
        let ((row, col), (rows, cols)) = (self.origin, self.size);
        values.slice(s![row..row + rows, col..col + cols]).to_owned()
    }
}

/// Returns the square of 480 m around the mean of `pixels`, moved into the view; the whole
/// view where that is smaller. `pixels` must not be empty.
pub(crate) fn square_around(
    pixels: &[(u32, u32)],
    shape: (usize, usize),
    pixel_size_m: (f64, f64),
) -> Square {
    let half = radius_px(HALF_SIDE_M, pixel_size_m);
    let place = |total: u64, length: usize| {
        let side = (2 * half).min(length);
        let mean = (total / pixels.len().max(1) as u64) as usize;
        (mean.saturating_sub(half).min(length - side), side)
    };
    let (row, rows) = place(pixels.iter().map(|at| u64::from(at.0)).sum(), shape.0);
    let (col, cols) = place(pixels.iter().map(|at| u64::from(at.1)).sum(), shape.1);
    Square { origin: (row, col), size: (rows, cols) }
}

fn both(a: &Array2<bool>, b: &Array2<bool>) -> Array2<bool> {
    Zip::from(a).and(b).map_collect(|a, b| *a && *b)
}

fn without(mask: &Array2<bool>, taken: &Array2<bool>) -> Array2<bool> {
    Zip::from(mask).and(taken).map_collect(|is_it, is_taken| *is_it && !is_taken)
}

/// Mean and standard deviation of `values` where `inside`; NaN over too few pixels.
fn moments(values: &Array2<f64>, inside: &Array2<bool>) -> (f64, f64) {
    let taken = || values.iter().zip(inside).filter(|(_, inside)| **inside).map(|(value, _)| value);
    let count = taken().count();
    if count < OPEN_MIN_PX {
        return (f64::NAN, f64::NAN);
    }
    let mean = taken().sum::<f64>() / count as f64;
    let square = taken().map(|value| (value - mean).powi(2)).sum::<f64>() / count as f64;
    (mean, square.sqrt())
}

/// Number of connected waters of a pond's size.
fn ponds(water: &Array2<bool>, pixel_size_m: (f64, f64)) -> usize {
    let pixel_m2 = (pixel_size_m.0 * pixel_size_m.1).abs();
    let (image, count) = label_image(water.view(), Connectivity::Eight);
    let mut pixels = vec![0_u32; count as usize + 1];
    for number in image {
        pixels[number as usize] += 1;
    }
    let is_pond = |pixels: u32| (POND_M2.0..POND_M2.1).contains(&(f64::from(pixels) * pixel_m2));
    // Those of number 0 are land.
    pixels.into_iter().skip(1).filter(|pixels| is_pond(*pixels)).count()
}
