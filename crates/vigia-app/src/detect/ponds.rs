//! Reads what the ponds of a working have looked like since new ground last broke.

use ndarray::Array2;
use vigia_core::profile::PondThresholds;
use vigia_core::{Clearing, DateInterval, Window};
use vigia_detect::ponds::{PondView, worked_again};

use super::series_watch::SeriesWatch;
use crate::error::AppError;

/// Returns when ponds on `clearing` last turned turbid again; `ground` are its pixels in
/// `window`. One view is held at a time, however many there are.
pub(super) fn ponds_worked(
    watch: &SeriesWatch<'_>,
    until: usize,
    window: Window,
    ground: &Array2<bool>,
    pixel_area_m2: f64,
    clearing: &Clearing,
    thresholds: &PondThresholds,
) -> Result<Option<DateInterval>, AppError> {
    let dates = &watch.series().dates[..until];
    let first = dates.partition_point(|date| *date < clearing.last_disturbed());
    let views: Vec<PondView> = watch.with_scenes(|scenes| {
        let view = |time: usize| -> Result<PondView, AppError> {
            let view = scenes.view(time, window)?;
            Ok(PondView::of(&view, ground, dates[time], pixel_area_m2)?)
        };
        (first..until).map(view).collect()
    })?;
    Ok(worked_again(&views, thresholds))
}
