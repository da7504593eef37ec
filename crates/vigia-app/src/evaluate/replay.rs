//! A series replayed as it would have arrived, beside what is true.
//!
//! A replay is what the detector would have said on every acquisition day had it known
//! nothing later. [`outcome`] judges its alerts and the true mines; [`tally`], [`delay`],
//! [`outlines`], [`false_load`] and [`strata`] count what was judged.

pub mod delay;
pub mod distribution;
pub mod false_load;
pub mod outcome;
pub mod outlines;
pub mod strata;
pub mod tally;
#[cfg(test)]
pub(crate) mod unit_squares;

use std::collections::BTreeSet;

use geo::MultiPolygon;
use jiff::civil::Date;
use vigia_core::{DateInterval, Hectares, Reason, Sensor, SiteId};

/// One alert as a replay saw it come, change and go.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplayedAlert {
    /// The place that it is about.
    pub site: SiteId,
    /// Outline when it was first raised, EPSG:4326.
    pub first_outline: MultiPolygon<f64>,
    /// The last outline while it stood, EPSG:4326.
    pub outline: MultiPolygon<f64>,
    /// Geodesic area of `outline`.
    pub area: Hectares,
    /// When the first of it was cleared, as last stated.
    pub onset: DateInterval,
    /// Acquisition day after which it first stood.
    pub provisional: Date,
    /// Acquisition day after which it was confirmed.
    pub confirmed: Option<Date>,
    /// Acquisition day after which it no longer stood.
    pub withdrawn: Option<Date>,
    /// Highest probability while it stood, 0–1.
    pub confidence: f64,
    /// Sensors that saw it.
    pub sensors: BTreeSet<Sensor>,
    /// Largest contributions and facts, as last stated.
    pub reasons: Vec<Reason>,
}

/// What a replay saw.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replay {
    /// Every alert that was ever raised.
    pub alerts: Vec<ReplayedAlert>,
    /// Ground covered by the series, overlaps once.
    pub watched_km2: f64,
    /// Acquisition days replayed, in order, without repeats.
    pub dates: Vec<Date>,
    /// For each place asked for, in the given order: the first acquisition day from its
    /// onset on when it was seen clearly; nothing where there was none.
    pub first_clear: Vec<Option<Date>>,
}

/// A place of which a replay is asked when it was first seen clearly.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Outline, EPSG:4326.
    pub outline: MultiPolygon<f64>,
    /// The day on which it began.
    pub onset: Date,
}
