//! One pixel's state, and what one date makes of it.

use std::collections::BTreeMap;

use vigia_core::Sensor;
use vigia_core::profile::FusionThresholds;

use super::NO_DAY;
use super::evidence::{Evidence, log_odds_of};
use crate::DetectError;

/// The thresholds in the kernel's own number types.
#[derive(Clone, Debug)]
pub struct Fusion {
    pub(super) sensors: BTreeMap<Sensor, Evidence>,
    prior: f32,
    confirmed_min: f32,
    posterior_max: f32,
    recover_days_max: u32,
}

/// One pixel of a [`super::FusionState`].
pub(super) struct Pixel<'a> {
    pub(super) log_odds: &'a mut f32,
    pub(super) flagged: &'a mut u16,
    pub(super) last_intact: &'a mut u16,
    pub(super) confirmed: &'a mut u16,
    pub(super) recovered: &'a mut u16,
}

impl Fusion {
    /// Makes the thresholds ready for the kernel.
    ///
    /// # Errors
    /// [`DetectError::NotAModel`] unless prior < 0.5 < `confirmed_min` < `posterior_max`,
    /// all within 0 and 1, and each sensor tells disturbed ground (the wider spread) from
    /// intact.
    pub fn new(thresholds: &FusionThresholds) -> Result<Self, DetectError> {
        let FusionThresholds { prior, confirmed_min, posterior_max, .. } = *thresholds;
        let steps = [0.0, prior, 0.5, confirmed_min, posterior_max, 1.0];
        if !steps.windows(2).all(|pair| pair[0] < pair[1]) {
            return Err(DetectError::NotAModel {
                reason: format!("prior {prior}, {confirmed_min} and {posterior_max} do not rise"),
            });
        }
        let sensors = thresholds.sensors.iter();
        Ok(Self {
            sensors: sensors
                .map(|(sensor, evidence)| Ok((*sensor, Evidence::new(evidence)?)))
                .collect::<Result<_, DetectError>>()?,
            prior: log_odds_of(prior) as f32,
            confirmed_min: log_odds_of(confirmed_min) as f32,
            posterior_max: log_odds_of(posterior_max) as f32,
            recover_days_max: thresholds.recover_days_max,
        })
    }

    /// Adds one date's evidence of all sensors; NaN says nothing.
    pub(super) fn observe(&self, pixel: &mut Pixel<'_>, evidence: f32, day: u16) {
        if evidence.is_nan() {
            return;
        }
        // `max` takes the prior for NaN, a pixel never seen.
        let before = pixel.log_odds.max(self.prior);
        let log_odds = (before + evidence).clamp(self.prior, self.posterior_max);
        *pixel.log_odds = log_odds;
        let shows = evidence >= 0.0;
        let is_confirming = shows && log_odds >= self.confirmed_min;
        if *pixel.flagged == NO_DAY {
            *(if shows { &mut *pixel.flagged } else { &mut *pixel.last_intact }) = day;
        } else if *pixel.confirmed == NO_DAY {
            if is_confirming {
                *pixel.confirmed = day;
            } else if !shows && log_odds < 0.0 {
                pixel.erase(day);
            }
        } else if is_confirming {
            *pixel.recovered = NO_DAY;
        } else if !shows && log_odds <= self.prior && *pixel.recovered == NO_DAY {
            if u32::from(day - *pixel.flagged) <= self.recover_days_max {
                pixel.erase(day);
            } else {
                *pixel.recovered = day;
            }
        }
    }
}

impl Pixel<'_> {
    const fn erase(&mut self, day: u16) {
        *self.flagged = NO_DAY;
        *self.confirmed = NO_DAY;
        *self.last_intact = day;
    }
}
