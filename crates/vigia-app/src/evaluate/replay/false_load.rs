//! False alerts for the ground that is watched, and what lies below them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Replay;
use super::delay::days_between;
use super::outcome::AlertOutcome;
use crate::evaluate::truth::TrueSite;

/// Ground that is counted by.
const PER_KM2: f64 = 1_000.0;
const DAYS_OF_A_YEAR: f64 = 365.25;
/// Kind of a false alert below which nothing true lies.
pub const NO_KIND: &str = "none";

/// False alerts that were ever raised.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FalseLoad {
    /// How many.
    pub alerts: usize,
    /// Of them, withdrawn before the end.
    pub withdrawn: usize,
    /// Days between the first and the last image, in years.
    pub years: f64,
    /// For 1,000 km² and acquisition date.
    pub per_1000_km2_and_date: Option<f64>,
    /// For 1,000 km² and year.
    pub per_1000_km2_and_year: Option<f64>,
    /// By kind of true change below them.
    pub kinds: Vec<Kind>,
}

/// One kind of true change that is no mining, or [`NO_KIND`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Kind {
    /// Its name in the truth.
    pub kind: String,
    /// How many there are.
    pub places: usize,
    /// Those of them that no false alert lies on.
    pub silent: usize,
    /// False alerts on them.
    pub false_alerts: usize,
}

impl FalseLoad {
    /// Counts the false alerts of a replay.
    #[must_use]
    pub fn of(replay: &Replay, truth: &[TrueSite], alerts: &[AlertOutcome]) -> Self {
        let wrong: Vec<&AlertOutcome> = alerts.iter().filter(|alert| alert.is_false).collect();
        let days = match (replay.dates.first(), replay.dates.last()) {
            (Some(first), Some(last)) => days_between(*first, *last),
            _ => 0.0,
        };
        let years = days / DAYS_OF_A_YEAR;
        let rate = |times: f64| {
            let watched = replay.watched_km2 * times;
            (watched > 0.0).then(|| PER_KM2 * wrong.len() as f64 / watched)
        };
        Self {
            alerts: wrong.len(),
            withdrawn: wrong.iter().filter(|alert| alert.withdrawn.is_some()).count(),
            years,
            per_1000_km2_and_date: rate(replay.dates.len() as f64),
            per_1000_km2_and_year: rate(years),
            kinds: kinds(truth, &wrong),
        }
    }
}

fn kinds(truth: &[TrueSite], wrong: &[&AlertOutcome]) -> Vec<Kind> {
    let loud: BTreeSet<usize> = wrong.iter().filter_map(|alert| alert.look_alike_site).collect();
    let mut kinds: BTreeMap<&str, Kind> = BTreeMap::new();
    for (index, site) in truth.iter().enumerate().filter(|(_, site)| !site.is_mining()) {
        let kind = kinds.entry(&site.driver).or_default();
        kind.places += 1;
        kind.silent += usize::from(!loud.contains(&index));
    }
    for alert in wrong {
        kinds.entry(alert.look_alike.as_deref().unwrap_or(NO_KIND)).or_default().false_alerts += 1;
    }
    let mut kinds: Vec<Kind> =
        kinds.into_iter().map(|(name, kind)| Kind { kind: name.to_owned(), ..kind }).collect();
    // What raises most first.
    kinds.sort_by(|a, b| b.false_alerts.cmp(&a.false_alerts).then(a.kind.cmp(&b.kind)));
    kinds
}

#[cfg(test)]
mod tests;
