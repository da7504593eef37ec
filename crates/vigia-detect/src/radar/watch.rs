//! Clearings by radar alone: falls of VH in forest that last.

use jiff::civil::Date;
use ndarray::{Array2, ArrayView2};
use vigia_core::Window;
use vigia_core::profile::RadarThresholds;

use super::monitor::Monitor;
use super::omnibus::{Change, SequenceTest};
use super::pooling::pooled;
use super::regional::Regional;
use crate::DetectError;
use crate::series::BreakPixel;
use crate::watch::NO_VIEW;

/// One block of a radar series with its halo, watched acquisition by acquisition. The first
/// channel is VH; a second one, VV, adds to the significance of its falls.
pub struct RadarWatch<'a, const P: usize> {
    dates: &'a [Date],
    regional: &'a Regional,
    thresholds: &'a RadarThresholds,
    monitor: Monitor<P>,
    /// Acquisitions of each pixel that were not missing.
    seen: Array2<u16>,
    time: usize,
}

impl<'a, const P: usize> RadarWatch<'a, P> {
    /// Starts without acquisitions.
    ///
    /// - `shape`: `(row, col)` of the block with a halo of
    ///   [`RadarThresholds::pool_radius_px`] around it.
    /// - `dates`: acquisition days, shape `(time,)`, in order; one orbit direction, for the
    ///   other sees other sides of the crowns.
    /// - `regional`: [`super::regional::regional`] of the whole tile over the same dates.
    ///
    /// # Errors
    /// [`DetectError::Shape`] where times or channels differ; [`DetectError::DatesOutOfOrder`].
    pub fn new(
        shape: (usize, usize),
        dates: &'a [Date],
        regional: &'a Regional,
        thresholds: &'a RadarThresholds,
    ) -> Result<Self, DetectError> {
        if regional.brightness.dim() != (dates.len(), P) || dates.len() >= usize::from(NO_VIEW) {
            return Err(DetectError::Shape {
                expected: format!("({}, {P}), fewer than {NO_VIEW}", dates.len()),
                found: format!("{:?}", regional.brightness.dim()),
            });
        }
        if let Some(before) = dates.windows(2).position(|pair| pair[1] < pair[0]) {
            return Err(DetectError::DatesOutOfOrder { index: before + 1 });
        }
        let test = SequenceTest::new(
            regional.looks,
            thresholds.significance,
            thresholds.confirm_acquisitions,
        );
        let monitor = Monitor::new(shape, test);
        Ok(Self { dates, regional, thresholds, monitor, seen: Array2::zeros(shape), time: 0 })
    }

    /// Takes the next acquisition.
    ///
    /// - `power`: by channel, linear, native pixels; NaN or not above zero is missing.
    ///
    /// # Errors
    /// [`DetectError::Shape`] where `power` is not as large as the block, or there are more
    /// acquisitions than dates.
    pub fn update(&mut self, power: [ArrayView2<'_, f32>; P]) -> Result<(), DetectError> {
        if self.time >= self.dates.len() || power.iter().any(|p| p.dim() != self.seen.dim()) {
            return Err(DetectError::Shape {
                expected: format!("{} acquisitions of {:?}", self.dates.len(), self.seen.dim()),
                found: format!("{:?} after {}", power.map(|p| p.dim()), self.time),
            });
        }
        let brightness = self.regional.brightness.row(self.time);
        let radius_px = self.thresholds.pool_radius_px();
        let levelled: [Array2<f64>; P] =
            std::array::from_fn(|channel| pooled(power[channel], radius_px) / brightness[channel]);
        for (seen, vh) in self.seen.iter_mut().zip(&levelled[0]) {
            *seen += u16::from(!vh.is_nan());
        }
        let keep = |kept, change| kept_of(kept, change, self.dates, self.thresholds);
        self.monitor.update(std::array::from_fn(|channel| levelled[channel].view()), keep)?;
        self.time += 1;
        Ok(())
    }

    /// Returns the pixels of `window` that are cleared as of the last acquisition, in the
    /// coordinates of the whole grid; all are confirmed.
    ///
    /// - `around`: the block with its halo, which holds `window`.
    #[must_use]
    pub fn broken(&self, window: Window, around: Window) -> Vec<BreakPixel> {
        let found = self.monitor.found();
        let inside = |row: usize, col: usize| {
            (window.row..window.row + window.rows).contains(&row)
                && (window.col..window.col + window.cols).contains(&col)
        };
        let cleared = found.indexed_iter().filter_map(|((row, col), change)| {
            let change = change.filter(|change| is_clearing(change, self.thresholds))?;
            let place = (around.row + row, around.col + col);
            inside(place.0, place.1).then(|| BreakPixel {
                row: place.0 as u32,
                col: place.1 as u32,
                first_break: change.first,
                last_clear_before: change.last_before,
                // Radar sees every pixel on every pass.
                history_views: change.first,
                confirmed_at: Some(change.confirmed_at),
                clear_views: self.seen[(row, col)],
                // One that looked intact again for long enough is not here any more.
                regrown: false,
            })
        });
        cleared.collect()
    }
}

/// What stands of a pixel after `change`, given what stood.
///
/// Ground that was forest long enough and falls is kept; a further fall is measured from the
/// forest, so that what is cleared bit by bit adds up. A clearing is dated once. It is taken
/// back where the ground is as bright as before within `recover_days_max` (a flood that
/// drained); later, it has regrown.
fn kept_of(
    kept: Option<Change>,
    change: Change,
    dates: &[Date],
    thresholds: &RadarThresholds,
) -> Option<Change> {
    let Some(kept) = kept else {
        let is_forest = change.before_acquisitions >= thresholds.history_acquisitions
            && decibels(change.before) >= thresholds.forest_vh_db_min;
        return Some(change).filter(|change| is_forest && change.fall_db() > 0.0);
    };
    let joined =
        Change { before: kept.before, before_acquisitions: kept.before_acquisitions, ..change };
    let is_back = joined.fall_db() < thresholds.drop_db_min / 2.0;
    if !is_clearing(&kept, thresholds) {
        return Some(joined).filter(|_| !is_back);
    }
    let [fell, rose] = [kept.first, change.first].map(|time| dates[usize::from(time)]);
    let days = fell.duration_until(rose).as_hours() / 24;
    Some(kept).filter(|_| !(is_back && days <= i64::from(thresholds.recover_days_max)))
}

fn is_clearing(change: &Change, thresholds: &RadarThresholds) -> bool {
    change.fall_db() >= thresholds.drop_db_min
}

fn decibels(power: f64) -> f64 {
    10.0 * power.log10()
}

#[cfg(test)]
mod tests;
