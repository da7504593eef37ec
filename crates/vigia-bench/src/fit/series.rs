//! A block of series with a season, noise and gaps.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use ndarray::{Array2, Array3};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use vigia_detect::monitor::harmonic::HarmonicModel;

const DATES: i64 = 200;
const DAYS_APART: i64 = 8;
const SIDE: usize = 512;
const HIDDEN_SHARE: f64 = 0.35;

/// The model of the benchmarks.
pub const MODEL: HarmonicModel = HarmonicModel { order: 2, trend_from: None };

/// The series and what their dates look like to the model.
pub struct SeriesBlock {
    pub dates: Vec<Date>,
    /// Shape `(time, row, col)`.
    pub index: Array3<f32>,
    /// Shape `(time, coef)`.
    pub design: Array2<f64>,
}

impl SeriesBlock {
    /// Makes the block, the same one every time.
    pub fn new() -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(7);
        let dates: Vec<Date> =
            (0..DATES).map(|view| date(2019, 1, 1) + (view * DAYS_APART).days()).collect();
        let design = MODEL.design(&dates);
        let index = Array3::from_shape_fn((dates.len(), SIDE, SIDE), |(time, _, _)| {
            let value = 0.7 + 0.1 * design[(time, 1)] + random.random_range(-0.03..0.03);
            if random.random_bool(HIDDEN_SHARE) { f32::NAN } else { value as f32 }
        });
        Self { dates, index, design }
    }

    /// Pixels of the block.
    pub const fn pixels(&self) -> usize {
        SIDE * SIDE
    }
}
