//! What an evaluation found: the JSON of `vigia evaluate`.

use std::collections::BTreeMap;

use geo::Point;
use serde::Serialize;
use vigia_core::{Problem, Reason};
use vigia_detect::pair::PairCall;
use vigia_train::place::{PLACE_KM, Position, groups_of_positions};

use super::judged::Judged;
use super::manifest::LabelledPair;
use super::metrics::figures::Figures;
use super::metrics::load::{Load, Look};
use super::metrics::rates::Rates;
use super::metrics::scored::Set;
use super::metrics::{Confusion, Ratios};
use super::pairs::{Controls, PairViews};
use super::thumbnails::Pictures;

/// What was measured.
///
/// The figures at the top and in `headline` are those of pairs that the model never saw;
/// pairs that it was fitted on are in `seen` alone.
#[derive(Clone, Debug, Serialize)]
pub struct PairReport {
    /// Pairs that were called.
    pub pairs: usize,
    /// Those of them that the model was fitted on.
    pub pairs_trained_on: usize,
    /// Profile, as `<name>@<version>#<hash>`.
    pub profile: String,
    /// Calls by label, of all pairs.
    pub by_label: BTreeMap<String, BTreeMap<&'static str, usize>>,
    /// `mining_new` against `other_human` and `natural`, over all unseen ones of them.
    #[serde(flatten)]
    pub ratios: Ratios,
    /// The counts behind the ratios.
    pub counts: Confusion,
    /// The same over the primary set: positives in which a person saw new working,
    /// negatives whose picture does not contradict the label.
    pub primary: Ratios,
    /// The counts behind them.
    pub primary_counts: Confusion,
    /// Figures with intervals, over unseen pairs.
    pub headline: RowsMeasured,
    /// Figures over pairs that the model was fitted on: optimistic.
    pub seen: RowsMeasured,
    /// False alerts on ground without new mining.
    pub load: GroundLoad,
    /// Pairs called not observable although a person saw both views clear.
    pub abstained_clear: usize,
    /// One entry a pair.
    pub predictions: Vec<Prediction>,
    /// Pairs that could not be read; they are in no figure.
    pub unreadable: Vec<Problem>,
    /// Pictures for the HTML report, by id.
    #[serde(skip)]
    pub pictures: Pictures,
}

/// The figures of some rows.
#[derive(Clone, Debug, Serialize)]
pub struct RowsMeasured {
    /// Rows of every label.
    pub rows: usize,
    /// Figures of the primary set.
    pub primary: Figures,
    /// Figures of every positive and negative.
    pub whole: Figures,
    /// Rates that need other labels.
    pub rates: Rates,
}

impl RowsMeasured {
    /// Measures rows, over one or more repeats of the same experiment.
    #[must_use]
    pub fn of<R: AsRef<[Judged]>>(repeats: &[R]) -> Self {
        Self {
            rows: repeats.first().map_or(0, |first| first.as_ref().len()),
            primary: Figures::of(repeats, Set::Primary),
            whole: Figures::of(repeats, Set::Whole),
            rates: Rates::of(repeats),
        }
    }
}

/// False alerts by kind of ground without new mining, of pairs seen and unseen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct GroundLoad {
    /// Negatives that the model never saw.
    pub negatives: Load,
    /// Negatives that it was fitted on: optimistic.
    pub negatives_seen: Load,
    /// Each view beside itself; with a report only.
    pub same_view: Load,
    /// Positives and negatives with their views in the other order; with a report only.
    pub reversed: Load,
}

/// What one pair was called.
#[derive(Clone, Debug, Serialize)]
pub struct Prediction {
    /// Its label, call, score and place.
    #[serde(flatten)]
    pub judged: Judged,
    /// Share of its pixels that is clear before and after, 0–1.
    pub clear_share: (f64, f64),
    /// Its area, geodesic.
    pub area_km2: f64,
    /// Clearings called mining.
    pub clearings: usize,
    /// What moved the score most.
    pub reasons: Vec<Reason>,
    /// What caused another change than mining, where the pair shows one.
    pub cause: Option<&'static str>,
    /// What the person who looked at it noted.
    pub audit_note: String,
    /// Alerts where there can be none.
    #[serde(skip)]
    pub(super) controls: Option<Controls>,
}

impl Prediction {
    /// Notes what `pair` was called; place and training yet unsaid.
    pub(super) fn of(
        pair: &LabelledPair,
        call: &PairCall,
        views: &PairViews,
        threshold: f64,
    ) -> Self {
        Self {
            judged: Judged::of(pair, call.called.name(), call.score, threshold),
            clear_share: (call.clear_share_before, call.clear_share_after),
            area_km2: views.area_km2,
            clearings: call.clearings.len(),
            reasons: call.reasons.clone(),
            cause: call.cause.as_ref().map(|call| call.cause.name()),
            audit_note: pair.audit_note.clone(),
            controls: None,
        }
    }

    const fn look(&self, alerts: usize) -> Look {
        Look { place: self.judged.place, area_km2: self.area_km2, alerts }
    }
}

impl PairReport {
    /// Measures the predictions; `positions` are the middles of their ground.
    pub(super) fn of(
        profile: String,
        mut predictions: Vec<Prediction>,
        positions: &[Point<f64>],
        unreadable: Vec<Problem>,
    ) -> Self {
        let positions: Vec<Position> =
            positions.iter().map(|position| (position.x(), position.y())).collect();
        let places = groups_of_positions(&positions, PLACE_KM);
        for (prediction, place) in predictions.iter_mut().zip(places) {
            prediction.judged.place = place;
        }
        let rows_where = |was_trained_on: bool| -> Vec<Judged> {
            let judged = predictions.iter().map(|prediction| &prediction.judged);
            judged.filter(|row| row.was_trained_on == was_trained_on).cloned().collect()
        };
        let (unseen, seen) = (rows_where(false), rows_where(true));
        let (counts, primary_counts) =
            (confusion(&unseen, Set::Whole), confusion(&unseen, Set::Primary));
        Self {
            pairs: predictions.len(),
            pairs_trained_on: seen.len(),
            profile,
            by_label: calls_by_label(predictions.iter().map(|prediction| &prediction.judged)),
            ratios: counts.ratios(),
            counts,
            primary: primary_counts.ratios(),
            primary_counts,
            headline: RowsMeasured::of(&[unseen]),
            seen: RowsMeasured::of(&[seen]),
            load: ground_load(&predictions),
            abstained_clear: predictions
                .iter()
                .filter(|prediction| {
                    let row = &prediction.judged;
                    row.is_hidden == Some(false) && !row.is_observable()
                })
                .count(),
            predictions,
            unreadable,
            pictures: Pictures::default(),
        }
    }

    /// Says whether the model was fitted on pairs of the manifest and too few others are
    /// left to measure it by.
    #[must_use]
    pub const fn lacks_headline(&self) -> bool {
        let whole = &self.headline.whole;
        self.pairs_trained_on > 0 && (whole.positives == 0 || whole.negatives == 0)
    }

    /// Returns the rows of all pairs.
    pub fn rows(&self) -> impl Iterator<Item = &Judged> {
        self.predictions.iter().map(|prediction| &prediction.judged)
    }
}

/// Counts the calls of each label.
pub fn calls_by_label<'a>(
    rows: impl Iterator<Item = &'a Judged>,
) -> BTreeMap<String, BTreeMap<&'static str, usize>> {
    let mut by_label: BTreeMap<String, BTreeMap<&'static str, usize>> = BTreeMap::new();
    for row in rows {
        *by_label.entry(row.label.clone()).or_default().entry(row.called).or_default() += 1;
    }
    by_label
}

fn confusion(rows: &[Judged], set: Set) -> Confusion {
    let mut counts = Confusion::default();
    for row in rows.iter().filter(|row| set.has(row)) {
        counts.count(row.is_positive, row.is_called(), row.is_observable());
    }
    counts
}

fn ground_load(predictions: &[Prediction]) -> GroundLoad {
    let negatives = |was_trained_on: bool| -> Vec<Look> {
        predictions
            .iter()
            .filter(|prediction| {
                let row = &prediction.judged;
                row.is_negative && row.is_observable() && row.was_trained_on == was_trained_on
            })
            .map(|prediction| prediction.look(prediction.clearings))
            .collect()
    };
    let mut same_view = Vec::new();
    let mut reversed = Vec::new();
    for prediction in predictions {
        let Some(controls) = prediction.controls else { continue };
        let row = &prediction.judged;
        same_view
            .extend(controls.same_view.iter().flatten().map(|alerts| prediction.look(*alerts)));
        // Of older workings the other order may well show growth.
        if row.is_positive || row.is_negative {
            reversed.extend(controls.reversed.map(|alerts| prediction.look(alerts)));
        }
    }
    GroundLoad {
        negatives: Load::of(&negatives(false)),
        negatives_seen: Load::of(&negatives(true)),
        same_view: Load::of(&same_view),
        reversed: Load::of(&reversed),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::evaluate::judged::tests::row;

    fn prediction(judged: Judged) -> Prediction {
        Prediction {
            clearings: usize::from(judged.is_called()),
            judged,
            clear_share: (1.0, 1.0),
            area_km2: 0.25,
            reasons: Vec::new(),
            cause: None,
            audit_note: String::new(),
            controls: None,
        }
    }

    fn report(rows: Vec<Judged>) -> PairReport {
        let positions: Vec<_> = (0..rows.len()).map(|i| Point::new(i as f64, 0.0)).collect();
        let predictions = rows.into_iter().map(prediction).collect();
        PairReport::of("p".into(), predictions, &positions, Vec::new())
    }

    #[test]
    fn pairs_that_were_trained_on_are_kept_out_of_the_headline() {
        let seen = |row: Judged| Judged { was_trained_on: true, ..row };
        let report = report(vec![
            row(0, true, 0.9),
            row(1, true, 0.1),
            row(2, false, 0.2),
            seen(row(3, true, 0.9)),
            seen(row(4, false, 0.1)),
        ]);
        assert_eq!((report.pairs, report.pairs_trained_on), (5, 2));
        assert!(!report.lacks_headline());
        assert_eq!((report.counts.true_positive, report.counts.false_negative), (1, 1));
        assert_eq!(report.ratios.recall, Some(0.5));
        assert_eq!((report.headline.rows, report.seen.rows), (3, 2));
        assert_eq!(report.by_label["mining_new"]["mining_new"], 2);
        assert_eq!((report.load.negatives.looks, report.load.negatives_seen.looks), (1, 1));
    }

    #[test]
    fn where_all_pairs_were_trained_on_there_is_no_headline() {
        let rows = (0..4).map(|i| Judged { was_trained_on: true, ..row(i, i < 2, 0.9) });
        let report = report(rows.collect());
        assert!(report.lacks_headline());
        let json = serde_json::to_value(report).unwrap();
        assert!(json["f1"].is_null() && json["headline"]["whole"]["f1"]["value"].is_null());
        assert!(json["seen"]["whole"]["f1"]["value"].is_number());
        assert_eq!(json["predictions"][0]["was_trained_on"], true);
    }
}
