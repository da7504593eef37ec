//! Follows one pixel through time: intact, falling, cleared.

use vigia_core::profile::SeriesThresholds;

/// Within this share of the limit a view counts as intact.
const INTACT_SHARE: f32 = 0.5;

/// The thresholds in the kernel's own number types.
pub(super) struct Limits {
    pub(super) history_views: usize,
    pub(super) vegetated_min: f32,
    drop_spreads: f32,
    spread_floor: f32,
    drop_min: f32,
    confirm_views: usize,
    confirm_days_min: i32,
    recover_views: usize,
    recover_days_max: i32,
}

impl Limits {
    pub(super) fn new(thresholds: &SeriesThresholds) -> Self {
        let days = |days: u32| i32::try_from(days).unwrap_or(i32::MAX);
        Self {
            history_views: thresholds.history_views,
            vegetated_min: thresholds.vegetated_min as f32,
            drop_spreads: thresholds.drop_spreads as f32,
            spread_floor: thresholds.spread_floor as f32,
            drop_min: thresholds.drop_min as f32,
            confirm_views: thresholds.confirm_views,
            confirm_days_min: days(thresholds.confirm_days_min),
            recover_views: thresholds.recover_views,
            recover_days_max: days(thresholds.recover_days_max),
        }
    }
}

/// A break that is open or confirmed; times are indices.
pub(super) struct Run {
    pub(super) first: u16,
    pub(super) last_intact: u16,
    pub(super) confirmed: Option<u16>,
    pub(super) drop: f32,
    low_days: usize,
    last_low_day: i32,
    intact_views: usize,
}

/// Returns the break that the series ends with, if any.
///
/// - `views`: index values in order of time, NaN is hidden.
/// - `days`: day number of each view.
pub(super) fn follow(
    views: &[f32],
    days: &[i32],
    baseline: f32,
    spread: f32,
    limits: &Limits,
) -> Option<Run> {
    let low_from = (limits.drop_spreads * spread.max(limits.spread_floor)).max(limits.drop_min);
    let mut last_intact = None;
    let mut run: Option<Run> = None;
    for (time, (value, day)) in views.iter().zip(days).enumerate() {
        let drop = baseline - value;
        if drop.is_nan() {
            continue;
        }
        let is_intact = drop <= low_from * INTACT_SHARE;
        if drop > low_from {
            match &mut run {
                Some(run) => run.see_low(time as u16, *day, days, limits),
                None => run = last_intact.map(|intact| Run::open(time as u16, *day, intact, drop)),
            }
        } else if let Some(open) = &mut run {
            if is_intact && open.is_erased_by_intact(*day, days, limits) {
                run = None;
            } else if !is_intact {
                open.intact_views = 0;
            }
        }
        if is_intact && run.is_none() {
            last_intact = Some(time as u16);
        }
    }
    run
}

impl Run {
    const fn open(first: u16, day: i32, last_intact: u16, drop: f32) -> Self {
        Self {
            first,
            last_intact,
            confirmed: None,
            drop,
            low_days: 1,
            last_low_day: day,
            intact_views: 0,
        }
    }

    fn see_low(&mut self, time: u16, day: i32, days: &[i32], limits: &Limits) {
        self.intact_views = 0;
        // Two products of one acquisition are one witness.
        if day > self.last_low_day {
            self.low_days += 1;
            self.last_low_day = day;
        }
        let is_apart = day - days[usize::from(self.first)] >= limits.confirm_days_min.max(1);
        if self.confirmed.is_none() && is_apart && self.low_days >= limits.confirm_views {
            self.confirmed = Some(time);
        }
    }

    fn is_erased_by_intact(&mut self, day: i32, days: &[i32], limits: &Limits) -> bool {
        self.intact_views += 1;
        let since_days = day - days[usize::from(self.first)];
        self.confirmed.is_none()
            || (self.intact_views >= limits.recover_views && since_days <= limits.recover_days_max)
    }
}
