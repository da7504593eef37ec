//! What a whole region does on a date: seasons and haze, apart from any clearing.

use ndarray::{Array2, ArrayView2, ArrayView3, ArrayViewMut1, Axis, s};
use vigia_core::profile::SeriesThresholds;
use vigia_core::{GridGeometry, Window};

use crate::DetectError;
use crate::robust::{median_of, spread_of};

/// Pixels that a sample aims at: enough for a median to a thousandth of index, few enough
/// to hold every date of a tile in memory.
const SAMPLE_PIXELS: usize = 16_384;

/// Fewer clear stable pixels than this say nothing about the region.
const STABLE_PIXELS_MIN: usize = 25;

/// Clear views that a pixel needs before it can be called stable.
const STABLE_VIEWS_MIN: usize = 3;

/// Largest spread over time of a stable pixel, in index units.
const STABLE_SPREAD_MAX: f32 = 0.12;

/// Returns the step, in rows and columns, at which `grid` is sampled: a function of its
/// size only, so that every block and every run takes the same pixels.
#[must_use]
pub const fn sample_stride(grid: &GridGeometry) -> usize {
    let per_sample = grid.rows.saturating_mul(grid.cols) / SAMPLE_PIXELS;
    let stride = per_sample.isqrt();
    if stride == 0 { 1 } else { stride }
}

/// Returns the sample's share in one block, shape `(time, pixel)`: the pixels whose row
/// and column in the whole grid are multiples of `stride_px`.
///
/// - `index`: shape `(time, row, col)` of `window`, without halo.
///
/// The blocks' samples are joined along axis 1, in any order.
///
/// # Errors
/// [`DetectError::Shape`] where `index` is not as large as `window`.
pub fn sample_window(
    index: ArrayView3<'_, f32>,
    window: Window,
    stride_px: usize,
) -> Result<Array2<f32>, DetectError> {
    let (times, rows, cols) = index.dim();
    if (rows, cols) != (window.rows, window.cols) {
        return Err(DetectError::Shape {
            expected: format!("(time, {}, {})", window.rows, window.cols),
            found: format!("{:?}", index.dim()),
        });
    }
    let stride = stride_px.max(1);
    let (row, col) = (first_multiple(window.row, stride), first_multiple(window.col, stride));
    let sampled = index.slice(s![.., row.min(rows)..;stride, col.min(cols)..;stride]);
    let pixels = sampled.len_of(Axis(1)) * sampled.len_of(Axis(2));
    let flat = sampled.iter().copied().collect();
    Array2::from_shape_vec((times, pixels), flat).map_err(|error| DetectError::Shape {
        expected: format!("({times}, {pixels})"),
        found: error.to_string(),
    })
}

/// Returns, per date, how far the region's stable vegetation lies above (+) or below (−)
/// its own median, in index units.
///
/// - `samples`: shape `(time, pixel)` from [`sample_window`]; NaN is hidden; the order of
///   the pixels does not matter.
/// - Result: shape `(time,)`; NaN where too few stable pixels are clear. Such a date shows
///   the ground through gaps in cloud only, and is not to be trusted: [`crate::watch`]
///   treats it as hidden.
///
/// A pixel's median is that of its first `history_views` dates for those, and of all dates
/// so far for a later one: what was said of a date never changes when another comes.
///
/// Stable is a pixel with a median above `vegetated_min` and a small spread over that time,
/// so that a clearing, a river bar or a field never speaks for the region.
#[must_use]
pub fn regional_anomaly(samples: ArrayView2<'_, f32>, thresholds: &SeriesThresholds) -> Vec<f32> {
    let times = samples.len_of(Axis(0));
    let mut anomalies = samples.to_owned();
    let mut seen = Vec::with_capacity(times);
    for pixel in anomalies.axis_iter_mut(Axis(1)) {
        centre_where_stable(pixel, thresholds, &mut seen);
    }
    let mut clear = Vec::with_capacity(samples.len_of(Axis(1)));
    let regional = anomalies.outer_iter().map(|date| {
        clear.clear();
        clear.extend(date.iter().copied().filter(|anomaly| !anomaly.is_nan()));
        if clear.len() < STABLE_PIXELS_MIN { f32::NAN } else { median_of(&mut clear) }
    });
    regional.collect()
}

/// Subtracts the pixel's median so far, or hides it where it is not stable vegetation.
fn centre_where_stable(
    mut pixel: ArrayViewMut1<'_, f32>,
    thresholds: &SeriesThresholds,
    seen: &mut Vec<f32>,
) {
    let history = thresholds.history_views.clamp(1, pixel.len().max(1));
    let vegetated_min = thresholds.vegetated_min as f32;
    let mut scratch = Vec::with_capacity(pixel.len());
    let mut stable_median = |seen: &[f32]| {
        scratch.clear();
        scratch.extend_from_slice(seen);
        let median = median_of(&mut scratch);
        let is_stable = seen.len() >= STABLE_VIEWS_MIN
            && median >= vegetated_min
            && spread_of(&mut scratch, median) <= STABLE_SPREAD_MAX;
        if is_stable { median } else { f32::NAN }
    };
    seen.clear();
    seen.extend(pixel.iter().take(history).copied().filter(|value| !value.is_nan()));
    let median = stable_median(seen);
    pixel.iter_mut().take(history).for_each(|value| *value -= median);
    for value in pixel.iter_mut().skip(history).filter(|value| !value.is_nan()) {
        seen.push(*value);
        *value -= stable_median(seen);
    }
}

/// Returns the distance from `start` to the next multiple of `stride`.
const fn first_multiple(start: usize, stride: usize) -> usize {
    start.next_multiple_of(stride) - start
}

#[cfg(test)]
mod tests;
