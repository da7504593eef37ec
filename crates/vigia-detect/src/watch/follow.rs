//! Follows one pixel through time: intact, falling, cleared.

use vigia_core::profile::SeriesThresholds;

use super::NO_VIEW;

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
            history_views: thresholds.history_views.max(1),
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

    /// Returns the fall below the baseline from which a view is low.
    pub(super) fn low_from(&self, spread: f32) -> f32 {
        (self.drop_spreads * spread.max(self.spread_floor)).max(self.drop_min)
    }
}

/// Where a pixel stands. Times are indices, [`NO_VIEW`] where there is none; what follows
/// `first` counts only while a break is open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Followed {
    pub(super) last_intact: u16,
    pub(super) first: u16,
    pub(super) intact_before: u16,
    pub(super) views_before: u16,
    pub(super) confirmed: u16,
    pub(super) last_low: u16,
    pub(super) drop: f32,
    pub(super) low_days: u8,
    pub(super) intact_views: u8,
}

impl Followed {
    pub(super) const NOTHING: Self = Self {
        last_intact: NO_VIEW,
        first: NO_VIEW,
        intact_before: NO_VIEW,
        views_before: 0,
        confirmed: NO_VIEW,
        last_low: NO_VIEW,
        drop: f32::NAN,
        low_days: 0,
        intact_views: 0,
    };

    /// Takes in a view that lies `drop` below the baseline, after `seen` others.
    pub(super) fn see(
        &mut self,
        drop: f32,
        low_from: f32,
        seen: u16,
        time: u16,
        days: &[i32],
        limits: &Limits,
    ) {
        let is_intact = drop <= low_from * INTACT_SHARE;
        if drop > low_from {
            if self.first != NO_VIEW {
                self.see_low(time, days, limits);
            } else if self.last_intact != NO_VIEW {
                self.open(seen, time, drop);
            }
        } else if self.first != NO_VIEW {
            if !is_intact {
                self.intact_views = 0;
            } else if self.is_erased_by_intact(time, days, limits) {
                *self = Self { last_intact: self.last_intact, ..Self::NOTHING };
            }
        }
        if is_intact && self.first == NO_VIEW {
            self.last_intact = time;
        }
    }

    const fn open(&mut self, seen: u16, time: u16, drop: f32) {
        *self = Self {
            first: time,
            intact_before: self.last_intact,
            views_before: seen,
            last_low: time,
            drop,
            low_days: 1,
            ..*self
        };
    }

    fn see_low(&mut self, time: u16, days: &[i32], limits: &Limits) {
        let day = |time: u16| days[usize::from(time)];
        self.intact_views = 0;
        // Two products of one acquisition are one witness.
        if day(time) > day(self.last_low) {
            self.low_days = self.low_days.saturating_add(1);
            self.last_low = time;
        }
        let is_apart = day(time) - day(self.first) >= limits.confirm_days_min.max(1);
        let is_enough = usize::from(self.low_days) >= limits.confirm_views;
        if self.confirmed == NO_VIEW && is_apart && is_enough {
            self.confirmed = time;
        }
    }

    fn is_erased_by_intact(&mut self, time: u16, days: &[i32], limits: &Limits) -> bool {
        self.intact_views = self.intact_views.saturating_add(1);
        let since_days = days[usize::from(time)] - days[usize::from(self.first)];
        self.confirmed == NO_VIEW
            || (usize::from(self.intact_views) >= limits.recover_views
                && since_days <= limits.recover_days_max)
    }
}
