//! How well and how fast a workspace's series would have alerted: the JSON of
//! `vigia evaluate --truth`.

use std::path::Path;

use jiff::civil::Date;
use serde::Serialize;

use super::replay::delay::Delays;
use super::replay::false_load::FalseLoad;
use super::replay::outcome::{AlertOutcome, MineOutcome, Standing, outcomes};
use super::replay::outlines::Fit;
use super::replay::strata::{Stratum, by_area, by_season};
use super::replay::tally::{Tally, Which};
use super::replay::{Place, Replay};
use super::truth::{TrueSite, read_truth};
use crate::detect;
use crate::error::AppError;
use crate::progress::Progress;
use crate::synthetic::is_synthetic;
use crate::workspace::Workspace;

/// What was measured.
#[derive(Clone, Debug, Serialize)]
pub struct ReplayReport {
    /// Whether the world is made, not seen: such figures say nothing of the field.
    pub synthetic: bool,
    /// Profile, as `<name>@<version>#<hash>`.
    pub profile: String,
    /// First acquisition day that was replayed.
    pub first_date: Option<Date>,
    /// Last one.
    pub last_date: Option<Date>,
    /// Acquisition days.
    pub dates: usize,
    /// Ground covered by the series, overlaps once.
    pub watched_km2: f64,
    /// What the truth holds.
    pub truth: Scope,
    /// Every alert that was ever raised: the headline.
    pub ever_raised: Tally,
    /// Alerts that stand at the end.
    pub standing: Tally,
    /// Alerts that were withdrawn.
    pub withdrawn: usize,
    /// Of them, those that lie on true mining.
    pub withdrawn_on_mining: usize,
    /// Alerts on true mining that were raised before it began.
    pub early: usize,
    /// By class of final area.
    pub by_area: Vec<Stratum>,
    /// By season of the onset.
    pub by_season: Vec<Stratum>,
    /// Days to detection.
    pub delays: Delays,
    /// Outlines and onsets of what was found.
    pub fit: Fit,
    /// False alerts and what lies below them.
    pub false_load: FalseLoad,
    /// One entry a true mine.
    pub mines: Vec<MineOutcome>,
    /// One entry an alert.
    pub alerts: Vec<AlertOutcome>,
}

/// What a truth holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Scope {
    /// Mines in the headline.
    pub counted: usize,
    /// Mines below its least area.
    pub too_small: usize,
    /// Mines that began before the first image.
    pub before_series: usize,
    /// Mines that began after the last image.
    pub after_series: usize,
    /// Changes that are no mining.
    pub look_alikes: usize,
}

impl ReplayReport {
    /// Measures a replay beside the truth; `replay.first_clear` holds the day of each entry
    /// of `truth`.
    #[must_use]
    pub fn of(replay: &Replay, truth: &[TrueSite], profile: String, synthetic: bool) -> Self {
        let (mines, alerts) = outcomes(replay, truth);
        let count = |standing| mines.iter().filter(|mine| mine.standing == standing).count();
        let withdrawn = || alerts.iter().filter(|alert| alert.withdrawn.is_some());
        Self {
            synthetic,
            profile,
            first_date: replay.dates.first().copied(),
            last_date: replay.dates.last().copied(),
            dates: replay.dates.len(),
            watched_km2: replay.watched_km2,
            truth: Scope {
                counted: count(Standing::Counted),
                too_small: count(Standing::TooSmall),
                before_series: count(Standing::BeforeSeries),
                after_series: count(Standing::AfterSeries),
                look_alikes: truth.len() - mines.len(),
            },
            ever_raised: Tally::of(Which::EverRaised, replay, truth, &mines, &alerts),
            standing: Tally::of(Which::StandingAtEnd, replay, truth, &mines, &alerts),
            withdrawn: withdrawn().count(),
            withdrawn_on_mining: withdrawn().filter(|alert| !alert.is_false).count(),
            early: alerts.iter().filter(|alert| alert.is_early).count(),
            by_area: by_area(&mines),
            by_season: by_season(&mines),
            delays: Delays::of(&mines),
            fit: Fit::of(replay, truth, &mines, &alerts),
            false_load: FalseLoad::of(replay, truth, &alerts),
            mines,
            alerts,
        }
    }

    /// Returns the mines of the headline that were not found.
    pub fn missed(&self) -> impl Iterator<Item = &MineOutcome> {
        self.mines.iter().filter(|mine| mine.standing == Standing::Counted && !mine.is_found)
    }

    /// Returns the false alerts that were ever raised.
    pub fn false_alerts(&self) -> impl Iterator<Item = &AlertOutcome> {
        self.alerts.iter().filter(|alert| alert.is_false)
    }
}

/// A replay with the truth that it was measured against.
pub struct Measured {
    /// What was measured.
    pub report: ReplayReport,
    /// What was replayed.
    pub replay: Replay,
    /// What is true.
    pub truth: Vec<TrueSite>,
}

/// Replays the workspace's series with the profile `profile` and measures its alerts
/// against the truth of the file `truth`.
///
/// # Errors
/// As [`read_truth`] and [`detect::replay::replay`].
pub async fn evaluate(
    workspace: &Workspace,
    truth: &Path,
    profile: &str,
    progress: Progress<'_>,
) -> Result<Measured, AppError> {
    let truth = read_truth(truth)?;
    let label = workspace.profile(profile)?.label();
    let places: Vec<Place> = truth
        .iter()
        .map(|site| Place { outline: site.outline.clone(), onset: site.onset })
        .collect();
    let replay = detect::replay::replay(workspace, profile, &places, progress).await?;
    let is_made = is_synthetic(&workspace.store().snapshots().await?)
        || truth.iter().any(|site| site.is_synthetic);
    let report = tokio::task::block_in_place(|| ReplayReport::of(&replay, &truth, label, is_made));
    Ok(Measured { report, replay, truth })
}
