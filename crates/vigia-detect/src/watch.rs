//! Watches every pixel of a block for a fall that lasts, one acquisition at a time.

mod baseline;
mod follow;
mod planes;

use jiff::civil::Date;
use ndarray::{Array2, ArrayView2};
use vigia_core::profile::SeriesThresholds;

use crate::DetectError;
use crate::monitor::harmonic::HarmonicModel;
use baseline::{Baseline, Learning};
use follow::{Followed, Limits};

/// Stands for "no view" where a time index is expected.
pub const NO_VIEW: u16 = u16::MAX;

/// What is known of every pixel of a block after the acquisitions seen so far.
///
/// A new acquisition is an [`update`](Self::update), never a refit, and a state that was
/// saved ([`to_bytes`](Self::to_bytes)) goes on where it stood: the same acquisitions in
/// the same order give the same bits, whatever the block, the thread count, or how often
/// the state was put away.
///
/// A pixel's baseline is the median of its first `history_views` clear views, its spread
/// their median absolute deviation with a floor; every later view that shows it intact
/// teaches it its level and its own season (`watch/baseline.rs`). Where the baseline is vegetated (an old
/// mine, river or bar is not new ground), a view is *low* when it lies more than
/// `drop_spreads` spreads and more than `drop_min` below, and *intact* within half of that.
/// A low view opens a break, in the history too, for the median outvotes it. Low views on
/// `confirm_views` days, `confirm_days_min` apart, confirm the break; an intact view before
/// that erases it; `recover_views` intact views in a row within `recover_days_max` erase
/// it even after. Views between low and intact (mixed pixels, haze) decide nothing.
///
/// In memory 40 bytes a pixel, saved 36, and 8 for each view of a history that is not complete.
#[derive(Clone, Debug, PartialEq)]
pub struct WatchState {
    pixels: Array2<Pixel>,
    /// `history_views` samples for each pixel, row by row; emptied once all are complete.
    history: Vec<Sample>,
    history_views: usize,
    /// Day number of every acquisition seen.
    days: Vec<i32>,
}

/// What a state says; every array has the shape `(row, col)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Breaks {
    /// Time index of the first view that shows the ground cleared, or [`NO_VIEW`].
    pub first_break: Array2<u16>,
    /// Time index of the last view before it that shows the pixel intact, or [`NO_VIEW`].
    pub last_clear_before: Array2<u16>,
    /// Clear views of the pixel before the first that shows the ground cleared; 0 without a
    /// break.
    pub history_views: Array2<u16>,
    /// Time index of the later acquisition that shows it again, or [`NO_VIEW`]: the break
    /// is provisional until there is one.
    pub confirmed_at: Array2<u16>,
    /// Clear views of the pixel.
    pub clear_views: Array2<u16>,
    /// Fall of the index below the baseline at the first view, in index units; NaN
    /// without a break.
    pub drop: Array2<f32>,
    /// What the pixel looks like intact, in index units, its season and the region's anomaly
    /// removed; NaN where it had too few clear views to be watched.
    pub baseline: Array2<f32>,
    /// Whether the last views since the break, at least `recover_views` of them, look
    /// intact again.
    pub regrown: Array2<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Pixel {
    clear_views: u16,
    baseline: Baseline,
    followed: Followed,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Sample {
    value: f32,
    time: u16,
}

impl WatchState {
    /// Returns the state before the first acquisition.
    #[must_use]
    pub fn new(shape: (usize, usize), thresholds: &SeriesThresholds) -> Self {
        let history_views = thresholds.history_views.max(1);
        let unseen =
            Pixel { clear_views: 0, baseline: Baseline::UNKNOWN, followed: Followed::NOTHING };
        Self {
            pixels: Array2::from_elem(shape, unseen),
            history: vec![Sample::default(); shape.0 * shape.1 * history_views],
            history_views,
            days: Vec::new(),
        }
    }

    /// Returns how many acquisitions it has seen.
    #[must_use]
    pub const fn acquisitions(&self) -> usize {
        self.days.len()
    }

    /// Takes in one acquisition, in the calling thread: a tile's blocks are worked side by
    /// side, and a worker that waits within one would begin another and hold both.
    ///
    /// - `index`: [`crate::canopy::canopy_index`] or another index that falls when
    ///   vegetation goes, shape `(row, col)`; NaN is hidden.
    /// - `regional`: the date's [`crate::phenology::regional_anomaly`], taken off before
    ///   anything else; a date with NaN there is hidden altogether.
    /// - `date`: not before the last one; views of one day are one acquisition and never
    ///   confirm each other.
    ///
    /// # Errors
    /// [`DetectError::Shape`] for another shape, or where time indices would reach
    /// [`NO_VIEW`]; [`DetectError::DatesOutOfOrder`]: a late acquisition needs a state that
    /// has not seen what came after it.
    pub fn update(
        &mut self,
        index: ArrayView2<'_, f32>,
        regional: f32,
        date: Date,
        thresholds: &SeriesThresholds,
    ) -> Result<(), DetectError> {
        let time = self.check(index, date)?;
        self.days.push(day_number(date));
        let limits = Limits::new(thresholds);
        let learning = Learning::new(thresholds);
        let year = cosine_and_sine(date);
        let mut scratch = Vec::with_capacity(self.history_views);
        let mut histories = self.history.chunks_mut(self.history_views);
        for (pixel, value) in self.pixels.iter_mut().zip(index) {
            let own = histories.next().unwrap_or_default();
            let value = value - regional;
            if pixel.see(value, year, time, own, &self.days, &limits, &mut scratch) {
                pixel.baseline.learn(value, year, pixel.clear_views, &learning);
            }
        }
        self.drop_complete_histories();
        Ok(())
    }

    /// Returns what the acquisitions so far show.
    #[must_use]
    pub fn breaks(&self, thresholds: &SeriesThresholds) -> Breaks {
        let regrown_views = thresholds.recover_views.max(1);
        let is_open = |pixel: &Pixel| pixel.followed.first != NO_VIEW;
        Breaks {
            first_break: self.pixels.map(|pixel| pixel.followed.first),
            last_clear_before: self.pixels.map(|pixel| pixel.followed.intact_before),
            history_views: self.pixels.map(|pixel| pixel.followed.views_before),
            confirmed_at: self.pixels.map(|pixel| pixel.followed.confirmed),
            clear_views: self.pixels.map(|pixel| pixel.clear_views),
            drop: self.pixels.map(|pixel| pixel.followed.drop),
            baseline: self.pixels.map(|pixel| pixel.baseline.level),
            regrown: self.pixels.map(|pixel| {
                is_open(pixel) && usize::from(pixel.followed.intact_views) >= regrown_views
            }),
        }
    }

    /// Returns how many pixels are watched: forest with a complete history.
    #[must_use]
    pub fn watched(&self, thresholds: &SeriesThresholds) -> usize {
        let vegetated_min = thresholds.vegetated_min as f32;
        self.pixels.iter().filter(|pixel| pixel.baseline.level >= vegetated_min).count()
    }

    fn check(&self, index: ArrayView2<'_, f32>, date: Date) -> Result<u16, DetectError> {
        if index.dim() != self.pixels.dim() {
            return Err(DetectError::Shape {
                expected: format!("{:?}", self.pixels.dim()),
                found: format!("{:?}", index.dim()),
            });
        }
        if self.days.last().is_some_and(|last| day_number(date) < *last) {
            return Err(DetectError::DatesOutOfOrder { index: self.days.len() });
        }
        u16::try_from(self.days.len()).ok().filter(|time| *time < NO_VIEW).ok_or_else(|| {
            DetectError::Shape {
                expected: format!("fewer than {NO_VIEW} acquisitions"),
                found: format!("{}", self.days.len() + 1),
            }
        })
    }

    fn drop_complete_histories(&mut self) {
        if self.history.is_empty() {
            return;
        }
        let is_complete = |pixel: &Pixel| usize::from(pixel.clear_views) >= self.history_views;
        if self.pixels.iter().all(is_complete) {
            self.history = Vec::new();
        }
    }
}

impl Pixel {
    /// Takes in one view, and says whether it shows the pixel intact after a complete
    /// history; `history` is this pixel's own.
    #[expect(clippy::too_many_arguments, reason = "one call, in the innermost loop")]
    fn see(
        &mut self,
        value: f32,
        year: [f32; 2],
        time: u16,
        history: &mut [Sample],
        days: &[i32],
        limits: &Limits,
        scratch: &mut Vec<f32>,
    ) -> bool {
        if value.is_nan() {
            return false;
        }
        let seen = usize::from(self.clear_views);
        self.clear_views = self.clear_views.saturating_add(1);
        if seen >= limits.history_views {
            let expected = self.baseline.expected(year);
            return self.follow(expected - value, self.clear_views - 1, time, days, limits);
        }
        history[seen] = Sample { value, time };
        if seen + 1 < limits.history_views {
            return false;
        }
        scratch.clear();
        scratch.extend(history.iter().map(|sample| sample.value));
        self.baseline = Baseline::of(scratch);
        for (seen, sample) in (0..).zip(history) {
            self.follow(self.baseline.level - sample.value, seen, sample.time, days, limits);
        }
        false
    }

    /// Takes in a view that lies `drop` below the baseline, after `seen` others; says
    /// whether it shows the pixel intact.
    fn follow(&mut self, drop: f32, seen: u16, time: u16, days: &[i32], limits: &Limits) -> bool {
        if self.baseline.level >= limits.vegetated_min {
            let low_from = limits.low_from(self.baseline.spread);
            self.followed.see(drop, low_from, seen, time, days, limits);
        }
        self.followed.last_intact == time
    }
}

fn cosine_and_sine(date: Date) -> [f32; 2] {
    let annual = HarmonicModel { order: 1, trend_from: None }.regressors(date);
    [annual[1] as f32, annual[2] as f32]
}

/// Returns days since 1970-01-01.
fn day_number(date: Date) -> i32 {
    jiff::civil::date(1970, 1, 1).duration_until(date).as_hours() as i32 / 24
}

#[cfg(test)]
pub(crate) mod at_once;
#[cfg(test)]
mod real_series;
#[cfg(test)]
mod tests;
