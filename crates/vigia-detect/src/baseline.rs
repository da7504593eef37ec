//! A baseline for each pixel of a series, and the views that fall below it.

mod monitor;

use jiff::civil::Date;
use ndarray::{Array2, ArrayView3, Axis, s};
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use vigia_core::profile::SeriesThresholds;

use crate::DetectError;
use crate::robust::{median_of, spread_of};
use monitor::Limits;

/// Stands for "no view" where a time index is expected.
pub const NO_VIEW: u16 = u16::MAX;

/// What [`watch`] found; every array has the shape `(row, col)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Breaks {
    /// Time index of the first view that shows the ground cleared, or [`NO_VIEW`].
    pub first_break: Array2<u16>,
    /// Time index of the last view before it that shows the pixel intact, or [`NO_VIEW`].
    pub last_clear_before: Array2<u16>,
    /// Time index of the later acquisition that shows it again, or [`NO_VIEW`]: the break
    /// is provisional until there is one.
    pub confirmed_at: Array2<u16>,
    /// Clear views of the pixel.
    pub clear_views: Array2<u16>,
    /// Fall of the index below the baseline at the first view, in index units; NaN
    /// without a break.
    pub drop: Array2<f32>,
    /// Median of the history, in index units, the region's anomaly removed; NaN where the
    /// pixel had too few clear views to be watched.
    pub baseline: Array2<f32>,
}

/// Watches every pixel of a series for a fall that lasts.
///
/// - `index`: [`crate::canopy::canopy_index`] or another index that falls when vegetation
///   goes, shape `(time, row, col)`; NaN is hidden.
/// - `regional`: [`crate::phenology::regional_anomaly`] of the whole tile, shape
///   `(time,)`, taken off before anything else; a date with NaN there is hidden altogether.
/// - `dates`: acquisition days, shape `(time,)`, in order; views of one day are one
///   acquisition and never confirm each other.
///
/// A pixel's baseline is the median of its first `history_views` clear views, its spread
/// their median absolute deviation with a floor. Where the baseline is vegetated (an old
/// mine, river or bar is not new ground), a view is *low* when it lies more than
/// `drop_spreads` spreads and more than `drop_min` below, and *intact* within half of that.
/// A low view opens a break, in the history too, for the median outvotes it. Low views on
/// `confirm_views` days, `confirm_days_min` apart, confirm the break; an intact view before
/// that erases it; `recover_views` intact views in a row within `recover_days_max` erase
/// it even after. Views between low and intact (mixed pixels, haze) decide nothing.
///
/// Each pixel is worked alone, so the result is the same to the bit whatever the window or
/// thread count; there is no halo.
///
/// # Errors
/// [`DetectError::Shape`] where the lengths in time differ, or reach [`NO_VIEW`];
/// [`DetectError::DatesOutOfOrder`].
pub fn watch(
    index: ArrayView3<'_, f32>,
    regional: &[f32],
    dates: &[Date],
    thresholds: &SeriesThresholds,
) -> Result<Breaks, DetectError> {
    let (times, rows, cols) = index.dim();
    check_times(times, regional, dates)?;
    let limits = Limits::new(thresholds);
    let days: Vec<i32> = dates.iter().map(|date| day_number(*date)).collect();
    let mut found = Array2::from_elem((rows, cols), PixelBreak::NONE);
    found.axis_iter_mut(Axis(0)).into_par_iter().enumerate().for_each_init(
        || (vec![0.0; cols * times], Vec::with_capacity(limits.history_views)),
        |(series, history), (row, mut out)| {
            let pixels = index.slice(s![.., row, ..]);
            // Whole rows date by date: a pixel's own views lie a raster apart in memory.
            for (time, (views, anomaly)) in pixels.outer_iter().zip(regional).enumerate() {
                for (col, value) in views.iter().enumerate() {
                    series[col * times + time] = value - anomaly;
                }
            }
            for (out, views) in out.iter_mut().zip(series.chunks(times.max(1))) {
                *out = watch_pixel(views, &days, &limits, history);
            }
        },
    );
    Ok(Breaks {
        first_break: found.mapv(|pixel| pixel.first_break),
        last_clear_before: found.mapv(|pixel| pixel.last_clear_before),
        confirmed_at: found.mapv(|pixel| pixel.confirmed_at),
        clear_views: found.mapv(|pixel| pixel.clear_views),
        drop: found.mapv(|pixel| pixel.drop),
        baseline: found.mapv(|pixel| pixel.baseline),
    })
}

#[derive(Clone, Copy)]
struct PixelBreak {
    first_break: u16,
    last_clear_before: u16,
    confirmed_at: u16,
    clear_views: u16,
    drop: f32,
    baseline: f32,
}

impl PixelBreak {
    const NONE: Self = Self {
        first_break: NO_VIEW,
        last_clear_before: NO_VIEW,
        confirmed_at: NO_VIEW,
        clear_views: 0,
        drop: f32::NAN,
        baseline: f32::NAN,
    };
}

fn watch_pixel(views: &[f32], days: &[i32], limits: &Limits, history: &mut Vec<f32>) -> PixelBreak {
    let clear_views = views.iter().filter(|value| !value.is_nan()).count() as u16;
    let mut result = PixelBreak { clear_views, ..PixelBreak::NONE };
    history.clear();
    let clear = views.iter().copied().filter(|value| !value.is_nan());
    history.extend(clear.take(limits.history_views));
    if history.is_empty() || history.len() < limits.history_views {
        return result;
    }
    result.baseline = median_of(history);
    let spread = spread_of(history, result.baseline);
    if result.baseline < limits.vegetated_min {
        return result;
    }
    if let Some(run) = monitor::follow(views, days, result.baseline, spread, limits) {
        result.first_break = run.first;
        result.last_clear_before = run.last_intact;
        result.confirmed_at = run.confirmed.unwrap_or(NO_VIEW);
        result.drop = run.drop;
    }
    result
}

fn check_times(times: usize, regional: &[f32], dates: &[Date]) -> Result<(), DetectError> {
    if regional.len() != times || dates.len() != times || times >= usize::from(NO_VIEW) {
        return Err(DetectError::Shape {
            expected: format!("{times} anomalies and dates, fewer than {NO_VIEW}"),
            found: format!("{} anomalies, {} dates", regional.len(), dates.len()),
        });
    }
    match dates.windows(2).position(|pair| pair[1] < pair[0]) {
        Some(before) => Err(DetectError::DatesOutOfOrder { index: before + 1 }),
        None => Ok(()),
    }
}

/// Returns days since 1970-01-01.
fn day_number(date: Date) -> i32 {
    jiff::civil::date(1970, 1, 1).duration_until(date).as_hours() as i32 / 24
}

#[cfg(test)]
mod real_series;
#[cfg(test)]
mod tests;
