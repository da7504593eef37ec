//! What a replay made of every true mine, and what every alert turned out to be.

use jiff::civil::Date;
use serde::Serialize;
use vigia_core::{DateInterval, Sensor};

use super::{Replay, ReplayedAlert};
use crate::evaluate::truth::TrueSite;
use crate::evaluate::truth::matching::{FOUND_SHARE, Matching};

/// A true mine counts in the headline from this final area on: the smallest that the
/// fastest system in the field states (RADD, 0.2 ha).
pub const COUNTED_HA: f64 = 0.2;

/// Why a true mine is counted in the headline, or is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It is large enough and began while the series ran.
    Counted,
    /// It began before the first image: nobody can have seen it begin.
    BeforeSeries,
    /// It began after the last image.
    AfterSeries,
    /// Its final area is below [`COUNTED_HA`].
    TooSmall,
}

/// What became of one true mine.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MineOutcome {
    /// Its name.
    pub id: String,
    /// Its place in the truth.
    #[serde(skip)]
    pub site: usize,
    /// The day on which it began.
    pub onset: Date,
    /// Its final area, geodesic.
    pub area_ha: f64,
    /// Whether it is in the headline.
    pub standing: Standing,
    /// Share of it that alerts cover which were ever raised, 0–1.
    pub covered_share: f64,
    /// Whether alerts that were ever raised cover enough of it.
    pub is_found: bool,
    /// The same of alerts that stand at the end.
    pub is_found_standing: bool,
    /// First acquisition day from its onset on when it was seen clearly.
    pub first_clear: Option<Date>,
    /// Day after which an alert first told of it. Nothing where it was not found, and
    /// where every alert that reached it began elsewhere or before its onset: on which day
    /// such an alert came to tell of this place is not known.
    pub provisional: Option<Date>,
    /// Day after which such an alert was confirmed.
    pub confirmed: Option<Date>,
    /// Onset that the alert states which covers most of it.
    pub stated_onset: Option<DateInterval>,
    /// Whether that onset holds the true one.
    pub is_onset_hit: Option<bool>,
    /// Sites of the alerts that tell of it.
    pub alerts: Vec<String>,
}

/// What one alert turned out to be.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AlertOutcome {
    /// Its site.
    pub site: String,
    /// Last area while it stood, geodesic.
    pub area_ha: f64,
    /// Onset, as last stated.
    pub onset: DateInterval,
    /// Day after which it first stood.
    pub provisional: Date,
    /// Day after which it was confirmed.
    pub confirmed: Option<Date>,
    /// Day after which it no longer stood.
    pub withdrawn: Option<Date>,
    /// Highest probability while it stood, 0–1.
    pub confidence: f64,
    /// Names of the sensors that saw it.
    pub sensors: Vec<&'static str>,
    /// Share of it that lies on true mining, 0–1.
    pub on_mining_share: f64,
    /// Whether that share is too little.
    pub is_false: bool,
    /// Whether it was raised before the mines below it began: right by luck.
    pub is_early: bool,
    /// What kind of other true change lies below it, where it is false and there is one.
    pub look_alike: Option<String>,
    /// The place of that change in the truth.
    #[serde(skip)]
    pub look_alike_site: Option<usize>,
    /// Names of the true mines that it tells of.
    pub mines: Vec<String>,
    /// Places of these in the truth, the one that it covers most first.
    #[serde(skip)]
    pub mine_sites: Vec<usize>,
}

/// Judges every true mine and every alert of a replay, in their given orders.
///
/// `replay.first_clear` holds the day of each entry of `truth`.
#[must_use]
pub fn outcomes(replay: &Replay, truth: &[TrueSite]) -> (Vec<MineOutcome>, Vec<AlertOutcome>) {
    let outlines = replay.alerts.iter().map(|alert| &alert.outline).collect();
    let first_outlines = replay.alerts.iter().map(|alert| &alert.first_outline).collect();
    let judge = Judge {
        replay,
        truth,
        last: Matching::of(outlines, truth),
        first: Matching::of(first_outlines, truth),
    };
    let mines = truth.iter().enumerate().filter(|(_, site)| site.is_mining());
    let mines = mines.map(|(index, site)| judge.mine(index, site)).collect();
    let alerts = replay.alerts.iter().enumerate();
    (mines, alerts.map(|(index, alert)| judge.alert(index, alert)).collect())
}

struct Judge<'a> {
    replay: &'a Replay,
    truth: &'a [TrueSite],
    last: Matching<'a>,
    first: Matching<'a>,
}

impl Judge<'_> {
    fn mine(&self, index: usize, site: &TrueSite) -> MineOutcome {
        let alerts = &self.replay.alerts;
        let covered_share = self.last.covered_share(index, |_| true);
        let standing_share =
            self.last.covered_share(index, |alert| alerts[alert].withdrawn.is_none());
        let is_found = covered_share >= FOUND_SHARE;
        // Only an alert that began here and not before the onset says when it was found.
        let dated = || {
            let from_the_start = self.first.on_site(index).filter(|touch| {
                self.first.tells_of(touch) && alerts[touch.outline].provisional >= site.onset
            });
            from_the_start.map(|touch| &alerts[touch.outline]).filter(|_| is_found)
        };
        let telling: Vec<_> =
            self.last.on_site(index).filter(|touch| self.last.tells_of(touch)).collect();
        let most = telling
            .iter()
            .max_by(|a, b| a.shared_ha.total_cmp(&b.shared_ha).then(b.outline.cmp(&a.outline)));
        let stated_onset = most.filter(|_| is_found).map(|touch| alerts[touch.outline].onset);
        MineOutcome {
            id: site.id.clone(),
            site: index,
            onset: site.onset,
            area_ha: site.area_ha(),
            standing: self.standing(site),
            covered_share,
            is_found,
            is_found_standing: standing_share >= FOUND_SHARE,
            first_clear: self.replay.first_clear.get(index).copied().flatten(),
            provisional: dated().map(|alert| alert.provisional).min(),
            confirmed: dated().filter_map(|alert| alert.confirmed).min(),
            stated_onset,
            is_onset_hit: stated_onset
                .map(|stated| stated.not_before <= site.onset && site.onset <= stated.not_after),
            alerts: telling.iter().map(|touch| alerts[touch.outline].site.to_string()).collect(),
        }
    }

    fn standing(&self, site: &TrueSite) -> Standing {
        if self.replay.dates.first().is_none_or(|first| site.onset < *first) {
            Standing::BeforeSeries
        } else if self.replay.dates.last().is_none_or(|last| site.onset > *last) {
            Standing::AfterSeries
        } else if site.area_ha() < COUNTED_HA {
            Standing::TooSmall
        } else {
            Standing::Counted
        }
    }

    fn alert(&self, index: usize, alert: &ReplayedAlert) -> AlertOutcome {
        let is_false = self.last.is_false(index);
        let mut mines: Vec<_> = self
            .last
            .of_outline(index)
            .filter(|touch| self.truth[touch.site].is_mining() && self.last.tells_of(touch))
            .collect();
        mines.sort_by(|a, b| b.shared_ha.total_cmp(&a.shared_ha).then(a.site.cmp(&b.site)));
        let below = self.last.look_alike_below(index).filter(|_| is_false);
        let begun = mines.iter().map(|touch| self.truth[touch.site].onset).min();
        AlertOutcome {
            site: alert.site.to_string(),
            area_ha: alert.area.0,
            onset: alert.onset,
            provisional: alert.provisional,
            confirmed: alert.confirmed,
            withdrawn: alert.withdrawn,
            confidence: alert.confidence,
            sensors: alert.sensors.iter().map(|sensor: &Sensor| sensor.name()).collect(),
            on_mining_share: self.last.on_mining_share(index),
            is_false,
            is_early: !is_false && begun.is_some_and(|onset| alert.provisional < onset),
            look_alike: below.map(|site| self.truth[site].driver.clone()),
            look_alike_site: below,
            mines: mines.iter().map(|touch| self.truth[touch.site].id.clone()).collect(),
            mine_sites: mines.iter().map(|touch| touch.site).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
