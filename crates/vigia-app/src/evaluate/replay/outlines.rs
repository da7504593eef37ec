//! How well the outlines and onsets of found mines fit the true ones.

use geo::{BooleanOps, MultiPolygon};
use serde::Serialize;
use vigia_core::DateInterval;
use vigia_ties::geodesic_area;

use super::Replay;
use super::delay::days_between;
use super::distribution::Distribution;
use super::outcome::{AlertOutcome, MineOutcome, Standing};
use crate::evaluate::truth::TrueSite;
use crate::evaluate::truth::matching::union;

/// Fit of outlines and onsets, over found mines of the headline.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fit {
    /// Workings measured: mines that one alert tells of together are one.
    pub workings: usize,
    /// Detected minus true area, hectares.
    pub area_error_ha: Distribution,
    /// The same for one hectare of true area.
    pub relative_area_error: Distribution,
    /// Shared area over joint area of both outlines, 0–1.
    pub outline_iou: Distribution,
    /// Mines whose true onset lies within the onset that their alert states.
    pub onset_hits: usize,
    /// Mines with an alert that states one.
    pub onsets: usize,
    /// Share of hits, 0–1.
    pub onset_hit_share: Option<f64>,
    /// Width of the stated onsets, days: an interval of one day has none.
    pub onset_width_days: Distribution,
}

impl Fit {
    /// Measures the found mines of the headline.
    #[must_use]
    pub fn of(
        replay: &Replay,
        truth: &[TrueSite],
        mines: &[MineOutcome],
        alerts: &[AlertOutcome],
    ) -> Self {
        let mines: Vec<&MineOutcome> = mines
            .iter()
            .filter(|mine| mine.standing == Standing::Counted && mine.is_found)
            .collect();
        let pairs: Vec<_> = workings(&mines, alerts)
            .into_iter()
            .map(|working| working.outlines(replay, truth))
            .collect();
        let ha = |outline: &MultiPolygon<f64>| geodesic_area(outline).0;
        let measured: Vec<(f64, f64, f64)> = pairs
            .iter()
            .map(|(drawn, real)| (ha(drawn), ha(real), ha(&drawn.intersection(real))))
            .collect();
        let stated: Vec<DateInterval> = mines.iter().filter_map(|mine| mine.stated_onset).collect();
        let hits = mines.iter().filter(|mine| mine.is_onset_hit == Some(true)).count();
        Self {
            workings: measured.len(),
            area_error_ha: Distribution::of(measured.iter().map(|(drawn, real, _)| drawn - real)),
            relative_area_error: Distribution::of(
                measured.iter().map(|(drawn, real, _)| (drawn - real) / real),
            ),
            outline_iou: Distribution::of(
                measured.iter().map(|(drawn, real, shared)| shared / (drawn + real - shared)),
            ),
            onset_hits: hits,
            onsets: stated.len(),
            onset_hit_share: (!stated.is_empty()).then(|| hits as f64 / stated.len() as f64),
            onset_width_days: Distribution::of(
                stated.iter().map(|stated| days_between(stated.not_before, stated.not_after)),
            ),
        }
    }
}

/// Mines and the alerts that tell of them, chained.
#[derive(Default)]
struct Working {
    sites: Vec<usize>,
    alerts: Vec<usize>,
}

impl Working {
    /// Returns what alerts drew and what is true.
    fn outlines(
        &self,
        replay: &Replay,
        truth: &[TrueSite],
    ) -> (MultiPolygon<f64>, MultiPolygon<f64>) {
        let drawn = self.alerts.iter().filter_map(|alert| replay.alerts.get(*alert));
        let real = self.sites.iter().filter_map(|site| truth.get(*site));
        (union(drawn.map(|alert| &alert.outline)), union(real.map(|site| &site.outline)))
    }
}

/// Returns the workings of found mines; a mine that no single alert tells of is in none.
fn workings(mines: &[&MineOutcome], alerts: &[AlertOutcome]) -> Vec<Working> {
    let mut workings: Vec<Working> = Vec::new();
    for (index, alert) in alerts.iter().enumerate() {
        let is_measured = |site: &&usize| mines.iter().any(|mine| mine.site == **site);
        // An alert over a mine of no headline would be measured against half of the truth.
        if alert.mine_sites.is_empty() || !alert.mine_sites.iter().all(|site| is_measured(&site)) {
            continue;
        }
        let (met, mut others): (Vec<Working>, Vec<Working>) = workings
            .into_iter()
            .partition(|working| working.sites.iter().any(|site| alert.mine_sites.contains(site)));
        let mut joined = Working { sites: alert.mine_sites.clone(), alerts: vec![index] };
        for working in met {
            joined.sites.extend(working.sites);
            joined.alerts.extend(working.alerts);
        }
        joined.sites.sort_unstable();
        joined.sites.dedup();
        others.push(joined);
        workings = others;
    }
    workings
}

#[cfg(test)]
mod tests;
