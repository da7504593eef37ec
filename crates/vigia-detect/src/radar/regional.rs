//! What a whole radar scene does on a date, apart from any clearing: rain, moisture, drift.

use ndarray::{Array2, ArrayView3, Axis};
use vigia_core::profile::RadarThresholds;

use super::looks::looks_of_log_variance;
use crate::robust::{median_of, spread_of};

/// Fewer forest pixels than this say nothing about the region.
const FOREST_PIXELS_MIN: usize = 25;

/// The region's brightness on every date, and how much single pixels scatter about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Regional {
    /// Factor by which forest is brighter than on the first date, shape `(time, channel)`;
    /// NaN where too little of it is seen: such a date is to be passed over.
    pub brightness: Array2<f64>,
    /// Equivalent number of looks of the samples, speckle and patchy rain together; NaN
    /// where there are fewer than two dates.
    pub looks: f64,
}

/// Returns the region's brightness on every date.
///
/// - `samples`: power of sampled pixels, shape `(time, channel, pixel)`, VH first, linear;
///   NaN is missing; the order of the pixels does not matter. Pooled like what is watched.
///
/// Rain wets everything: a pixel's logarithm is compared with its own mean over the dates
/// before, and the median of these differences over forest is the region's. Forest is what
/// VH has shown so far to be above `forest_vh_db_min`. A date depends on itself and those
/// before it only.
///
/// `looks` come from the difference of a pixel between consecutive dates, in which texture
/// cancels; its robust spread holds speckle, whatever the correlation of neighbours, and
/// what rain leaves after levelling. They are taken from the dates of the history only, in
/// which nothing is decided yet.
#[must_use]
pub fn regional(samples: ArrayView3<'_, f32>, thresholds: &RadarThresholds) -> Regional {
    let (times, channels, pixels) = samples.dim();
    let forest_min = thresholds.forest_vh_db_min * std::f64::consts::LN_10 / 10.0;
    let mut brightness = Array2::from_elem((times, channels), f64::NAN);
    let mut known = Known::new(channels, pixels);
    let mut variances: Vec<f32> = Vec::new();
    for (time, date) in samples.outer_iter().enumerate() {
        let logarithms =
            date.mapv(|power| if power > 0.0 { f64::from(power).ln() } else { f64::NAN });
        let Some(levels) = known.levels(&logarithms, forest_min) else { continue };
        let levelled =
            Array2::from_shape_fn((channels, pixels), |at| logarithms[at] - levels[at.0]);
        if variances.len() < channels * thresholds.history_acquisitions as usize {
            variances.extend(known.variances(&levelled, forest_min));
        }
        known.add(levelled);
        for (out, level) in brightness.row_mut(time).iter_mut().zip(&levels) {
            *out = level.exp();
        }
    }
    Regional { brightness, looks: looks_of_log_variance(f64::from(median_of(&mut variances))) }
}

/// The sampled pixels as the dates so far show them, levelled, shape `(channel, pixel)`.
struct Known {
    sums: Array2<f64>,
    counts: Array2<f64>,
    last: Array2<f64>,
}

impl Known {
    fn new(channels: usize, pixels: usize) -> Self {
        Self {
            sums: Array2::zeros((channels, pixels)),
            counts: Array2::zeros((channels, pixels)),
            last: Array2::from_elem((channels, pixels), f64::NAN),
        }
    }

    /// The region's level on a date, by channel: 0 on the first. `None` where too little
    /// forest is seen.
    fn levels(&self, logarithms: &Array2<f64>, forest_min: f64) -> Option<Vec<f64>> {
        let is_first = self.counts.iter().all(|count| *count == 0.0);
        let means = if is_first { logarithms.clone() } else { &self.sums / &self.counts };
        let differences = logarithms - &means;
        let level = |channel: usize| {
            let mut forest = forest(&differences, &means, channel, forest_min);
            (forest.len() >= FOREST_PIXELS_MIN).then(|| f64::from(median_of(&mut forest)))
        };
        (0..means.len_of(Axis(0))).map(level).collect()
    }

    /// Half the variance of the forest's differences from the last date, by channel: that
    /// of one date.
    fn variances(&self, levelled: &Array2<f64>, forest_min: f64) -> Vec<f32> {
        let means = &self.sums / &self.counts;
        let differences = levelled - &self.last;
        let variance = |channel: usize| {
            let mut forest = forest(&differences, &means, channel, forest_min);
            let centre = median_of(&mut forest);
            let spread = spread_of(&mut forest, centre);
            (!spread.is_nan()).then(|| spread * spread / 2.0)
        };
        (0..means.len_of(Axis(0))).filter_map(variance).collect()
    }

    fn add(&mut self, levelled: Array2<f64>) {
        for (at, value) in levelled.indexed_iter().filter(|(_, value)| !value.is_nan()) {
            self.sums[at] += value;
            self.counts[at] += 1.0;
        }
        self.last = levelled;
    }
}

/// The differences in a channel of the pixels whose mean in the first is forest's.
fn forest(
    differences: &Array2<f64>,
    means: &Array2<f64>,
    channel: usize,
    forest_min: f64,
) -> Vec<f32> {
    let pairs = differences.row(channel);
    let pairs = pairs.iter().zip(means.row(0));
    let forest = pairs.filter(|(value, mean)| **mean >= forest_min && !value.is_nan());
    forest.map(|(value, _)| *value as f32).collect()
}

#[cfg(test)]
mod tests;
