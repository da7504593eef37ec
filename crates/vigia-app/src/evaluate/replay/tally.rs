//! Found, missed and false: by count and by ground.

use geo::{BooleanOps, MultiPolygon};
use serde::Serialize;
use vigia_ties::geodesic_area;

use super::outcome::{AlertOutcome, MineOutcome, Standing};
use super::{Replay, ReplayedAlert};
use crate::evaluate::bootstrap::{Estimate, estimates};
use crate::evaluate::truth::TrueSite;
use crate::evaluate::truth::matching::union;

/// Which alerts are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All that were ever raised: a person had to look at each of them.
    EverRaised,
    /// Those that stand at the end.
    StandingAtEnd,
}

/// Counted mines and alerts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tally {
    /// Mines in the headline.
    pub mines: usize,
    /// Those of them that were found.
    pub found: usize,
    /// Those that were not.
    pub missed: usize,
    /// Alerts.
    pub alerts: usize,
    /// Those that lie on no true mining.
    pub false_alerts: usize,
    /// Share of the alerts that are not false; intervals resample places.
    pub precision: Estimate,
    /// Share of the mines that were found.
    pub recall: Estimate,
    /// Harmonic mean of the two.
    pub f1: Estimate,
    /// Share found of those mines that were ever seen clearly.
    pub recall_seen: Option<f64>,
    /// The same by ground.
    pub area: AreaTally,
}

/// Ground of counted mines and of alerts, geodesic, overlaps once.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct AreaTally {
    /// Ground of the mines in the headline.
    pub true_ha: f64,
    /// Of it, what alerts cover.
    pub found_ha: f64,
    /// Of it, what none covers.
    pub missed_ha: f64,
    /// Ground of the alerts.
    pub alerted_ha: f64,
    /// Of it, what is no true mining of any size: false alerts and what right ones hold
    /// too much.
    pub false_ha: f64,
    /// Share of the alerted ground that is true mining.
    pub precision: Option<f64>,
    /// Share of the mines' ground that is alerted.
    pub recall: Option<f64>,
    /// Harmonic mean of the two.
    pub f1: Option<f64>,
}

impl Tally {
    /// Counts the outcomes of a replay.
    #[must_use]
    pub fn of(
        which: Which,
        replay: &Replay,
        truth: &[TrueSite],
        mines: &[MineOutcome],
        alerts: &[AlertOutcome],
    ) -> Self {
        let mines: Vec<&MineOutcome> =
            mines.iter().filter(|mine| mine.standing == Standing::Counted).collect();
        let is_counted = |withdrawn: bool| which == Which::EverRaised || !withdrawn;
        let alerts: Vec<&AlertOutcome> =
            alerts.iter().filter(|alert| is_counted(alert.withdrawn.is_some())).collect();
        let is_found = |mine: &MineOutcome| match which {
            Which::EverRaised => mine.is_found,
            Which::StandingAtEnd => mine.is_found_standing,
        };
        let found: Vec<bool> = mines.iter().map(|mine| is_found(mine)).collect();
        // A place is a true mine with the alerts that tell of it first, or a false alert.
        let alone = truth.len()..;
        let place_of = |(alert, own): (&&AlertOutcome, usize)| {
            alert.mine_sites.first().copied().unwrap_or(own)
        };
        let places = mines.iter().map(|mine| mine.site);
        let places = places.chain(alerts.iter().zip(alone).map(place_of)).collect();
        let ratios = estimates(&[places], |_, times| {
            let (of_mines, of_alerts) = times.split_at(mines.len());
            let recall = share(found.iter().copied().zip(of_mines.iter().copied()));
            let right = alerts.iter().map(|alert| !alert.is_false);
            let precision = share(right.zip(of_alerts.iter().copied()));
            vec![precision, recall, harmonic(precision, recall)]
        });
        let ratio = |index: usize| ratios.get(index).copied().unwrap_or_default();
        let seen = mines.iter().zip(&found).filter(|(mine, _)| mine.first_clear.is_some());
        let found_count = found.iter().filter(|found| **found).count();
        Self {
            mines: mines.len(),
            found: found_count,
            missed: mines.len() - found_count,
            alerts: alerts.len(),
            false_alerts: alerts.iter().filter(|alert| alert.is_false).count(),
            precision: ratio(0),
            recall: ratio(1),
            f1: ratio(2),
            recall_seen: share(seen.map(|(_, found)| (*found, 1))),
            area: AreaTally::of(
                replay.alerts.iter().filter(|alert| is_counted(alert.withdrawn.is_some())),
                truth,
                &mines,
            ),
        }
    }
}

impl AreaTally {
    fn of<'a>(
        alerts: impl Iterator<Item = &'a ReplayedAlert>,
        truth: &[TrueSite],
        mines: &[&MineOutcome],
    ) -> Self {
        let alerted = union(alerts.map(|alert| &alert.outline));
        let counted = union(mines.iter().filter_map(|mine| Some(&truth.get(mine.site)?.outline)));
        let mining = truth.iter().filter(|site| site.is_mining());
        let mining = union(mining.map(|site| &site.outline));
        // The area of nothing is −0, which a report would print.
        let ha = |outline: &MultiPolygon<f64>| 0.0 + geodesic_area(outline).0;
        let (true_ha, alerted_ha) = (ha(&counted), ha(&alerted));
        let found_ha = ha(&counted.intersection(&alerted));
        let right_ha = ha(&mining.intersection(&alerted));
        // Rounding may leave a part larger than its whole.
        let part = |of: f64, whole: f64| (whole > 0.0).then(|| (of / whole).min(1.0));
        let (precision, recall) = (part(right_ha, alerted_ha), part(found_ha, true_ha));
        Self {
            true_ha,
            found_ha,
            missed_ha: (true_ha - found_ha).max(0.0),
            alerted_ha,
            false_ha: (alerted_ha - right_ha).max(0.0),
            precision,
            recall,
            f1: harmonic(precision, recall),
        }
    }
}

/// The share of the rows that are so, each counted its times; nothing of none.
fn share(rows: impl Iterator<Item = (bool, u32)>) -> Option<f64> {
    let (mut are_so, mut all) = (0, 0);
    for (is_so, times) in rows {
        all += times;
        are_so += if is_so { times } else { 0 };
    }
    (all > 0).then(|| f64::from(are_so) / f64::from(all))
}

fn harmonic(precision: Option<f64>, recall: Option<f64>) -> Option<f64> {
    let (precision, recall) = (precision?, recall?);
    let sum = precision + recall;
    Some(if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 })
}

#[cfg(test)]
mod tests;
