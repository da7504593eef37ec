//! A whole series for tests, as one acquisition after the other.

use jiff::civil::Date;
use ndarray::ArrayView3;
use vigia_core::profile::SeriesThresholds;

use super::WatchState;
use crate::DetectError;

/// Returns the state that `index` leaves, taken in at once.
///
/// - `index`: shape `(time, row, col)`; `regional`, `dates`: shape `(time,)`. See
///   [`WatchState::update`].
///
/// # Errors
/// [`DetectError::Shape`] where the lengths in time differ, and those of an update.
pub(crate) fn watch(
    index: ArrayView3<'_, f32>,
    regional: &[f32],
    dates: &[Date],
    thresholds: &SeriesThresholds,
) -> Result<WatchState, DetectError> {
    let (times, rows, cols) = index.dim();
    if regional.len() != times || dates.len() != times {
        return Err(DetectError::Shape {
            expected: format!("{times} anomalies and dates"),
            found: format!("{} anomalies, {} dates", regional.len(), dates.len()),
        });
    }
    let mut state = WatchState::new((rows, cols), thresholds);
    for ((index, regional), date) in index.outer_iter().zip(regional).zip(dates) {
        state.update(index, *regional, *date, thresholds)?;
    }
    Ok(state)
}
