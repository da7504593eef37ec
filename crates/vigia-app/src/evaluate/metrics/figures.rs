//! The figures by which a detector is judged, each with its interval over places.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::Confusion;
use super::scored::{Scored, Set};
use crate::evaluate::bootstrap::{Estimate, estimates};
use crate::evaluate::curve::Ranking;
use crate::evaluate::judged::Judged;
use crate::evaluate::reliability::Reliability;

/// Precision at which recall is stated.
pub const STATED_PRECISION: f64 = 0.95;

/// A figure over rows with known answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Largest recall of any threshold with at least [`STATED_PRECISION`].
    RecallAtPrecision,
    /// F1 of the calls as they were made.
    F1,
    /// Precision of the calls.
    Precision,
    /// Recall of the calls.
    Recall,
    /// Recall of the calls over positives that could be observed.
    RecallObservable,
    /// Share of the negatives that was not called.
    Specificity,
    /// Area below the ROC curve of the score.
    Auc,
    /// Area below the precision-recall curve of the score.
    AveragePrecision,
    /// Largest F1 of any threshold: optimistic, it is chosen on these rows.
    BestF1,
    /// Expected calibration error of the score, in ten bins.
    CalibrationError,
}

impl Figure {
    /// All figures, in the order of tables.
    pub const ALL: [Self; 10] = [
        Self::RecallAtPrecision,
        Self::F1,
        Self::Precision,
        Self::Recall,
        Self::RecallObservable,
        Self::Specificity,
        Self::Auc,
        Self::AveragePrecision,
        Self::BestF1,
        Self::CalibrationError,
    ];

    /// Returns the name used in JSON and, with hyphens, in message ids.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::RecallAtPrecision => "recall_at_precision_95",
            Self::F1 => "f1",
            Self::Precision => "precision",
            Self::Recall => "recall",
            Self::RecallObservable => "recall_observable",
            Self::Specificity => "specificity",
            Self::Auc => "auc",
            Self::AveragePrecision => "average_precision",
            Self::BestF1 => "best_f1",
            Self::CalibrationError => "calibration_error",
        }
    }
}

/// The figures of a set of rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Rows that must alert, those of the first repeat.
    pub positives: usize,
    /// Rows that must not.
    pub negatives: usize,
    /// Places that the rows lie in.
    pub places: usize,
    /// Estimates in the order of [`Figure::ALL`]; empty without rows.
    estimates: Vec<Estimate>,
}

impl Figures {
    /// Measures the rows of `set`, over one or more repeats of the same experiment.
    #[must_use]
    pub fn of<R: AsRef<[Judged]>>(repeats: &[R], set: Set) -> Self {
        let rows: Vec<Vec<&Judged>> = repeats
            .iter()
            .map(|repeat| repeat.as_ref().iter().filter(|row| set.has(row)).collect())
            .collect();
        let Some(first) = rows.first().filter(|first| !first.is_empty()) else {
            return Self::default();
        };
        let places: Vec<Vec<usize>> =
            rows.iter().map(|rows| rows.iter().map(|row| row.place).collect()).collect();
        let prepared: Vec<Prepared> = rows.iter().map(|rows| Prepared::of(rows)).collect();
        let positives = first.iter().filter(|row| row.is_positive).count();
        let distinct: std::collections::BTreeSet<usize> =
            places.iter().flatten().copied().collect();
        Self {
            positives,
            negatives: first.len() - positives,
            places: distinct.len(),
            estimates: estimates(&places, |repeat, times| prepared[repeat].figures(times)),
        }
    }

    /// Returns one figure; nothing known where there are no rows.
    #[must_use]
    pub fn get(&self, figure: Figure) -> Estimate {
        let index = Figure::ALL.iter().position(|known| *known == figure);
        index.and_then(|index| self.estimates.get(index)).copied().unwrap_or_default()
    }

    /// Says whether there are no rows.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.estimates.is_empty()
    }
}

impl Serialize for Figures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("positives", &self.positives)?;
        map.serialize_entry("negatives", &self.negatives)?;
        map.serialize_entry("places", &self.places)?;
        for figure in Figure::ALL {
            map.serialize_entry(figure.name(), &self.get(figure))?;
        }
        map.end()
    }
}

/// Rows with their order, so that a resample only counts.
struct Prepared {
    rows: Vec<Scored>,
    ranking: Ranking,
    tables: Vec<Confusion>,
}

impl Prepared {
    fn of(rows: &[&Judged]) -> Self {
        let rows: Vec<Scored> = rows.iter().map(|row| Scored::of(row)).collect();
        let table = |row: &Scored| {
            let mut table = Confusion::default();
            table.count(row.is_positive, row.is_called, row.is_observable);
            table
        };
        let tables = rows.iter().map(table).collect();
        Self { ranking: Ranking::of(&rows), rows, tables }
    }

    /// In the order of [`Figure::ALL`].
    fn figures(&self, times: &[u32]) -> Vec<Option<f64>> {
        let curve = self.ranking.curve(times);
        let mut counts = Confusion::default();
        for (table, times) in self.tables.iter().zip(times) {
            counts.add(table, *times as usize);
        }
        let ratios = counts.ratios();
        let figure = |figure: Figure| match figure {
            Figure::RecallAtPrecision => curve.recall_at_precision(STATED_PRECISION),
            Figure::F1 => ratios.f1,
            Figure::Precision => ratios.precision,
            Figure::Recall => ratios.recall,
            Figure::RecallObservable => ratios.recall_observable,
            Figure::Specificity => ratios.specificity,
            Figure::Auc => curve.auc(),
            Figure::AveragePrecision => curve.average_precision(),
            Figure::BestF1 => curve.best_f1().map(|best| best.f1),
            Figure::CalibrationError => Reliability::of(&self.rows, times).error(),
        };
        Figure::ALL.map(figure).to_vec()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::evaluate::judged::tests::row;

    fn rows() -> Vec<Judged> {
        [(true, 0.9), (true, 0.7), (true, 0.2), (false, 0.6), (false, 0.1), (false, 0.3)]
            .iter()
            .cycle()
            .take(60)
            .enumerate()
            .map(|(index, (is_positive, score))| row(index, *is_positive, *score))
            .collect()
    }

    #[test]
    fn figures_are_those_worked_by_hand_inside_their_intervals() {
        let figures = Figures::of(&[rows()], Set::Primary);
        assert_eq!((figures.positives, figures.negatives, figures.places), (30, 30, 60));
        for (figure, expected) in [
            (Figure::RecallAtPrecision, 2.0 / 3.0),
            (Figure::Precision, 2.0 / 3.0),
            (Figure::Recall, 2.0 / 3.0),
            (Figure::Specificity, 2.0 / 3.0),
            (Figure::F1, 2.0 / 3.0),
            (Figure::Auc, 7.0 / 9.0),
            (Figure::BestF1, 0.8),
        ] {
            let found = figures.get(figure);
            assert!((found.value.unwrap() - expected).abs() < 1e-12, "{figure:?} {found:?}");
            assert!(found.low < found.value && found.value < found.high, "{figure:?} {found:?}");
        }
    }

    #[test]
    fn rows_outside_the_set_do_not_count() {
        let mut rows = rows();
        rows.iter_mut().step_by(2).for_each(|row| row.is_primary = false);
        rows.push(Judged { is_negative: false, ..row(60, false, 0.99) });
        let counted = |set| {
            let figures = Figures::of(&[&rows[..]], set);
            figures.positives + figures.negatives
        };
        assert_eq!((counted(Set::Primary), counted(Set::Whole)), (31, 60));
    }

    #[test]
    fn no_rows_have_no_figures_and_say_so_in_json() {
        let none = Figures::of(&[Vec::<Judged>::new()], Set::Whole);
        assert!(none.is_empty());
        let json = serde_json::to_value(&none).unwrap();
        assert!(json["f1"]["value"].is_null() && json["positives"] == 0);
    }

    #[test]
    fn two_equal_repeats_are_one() {
        let (once, twice) = (vec![rows()], vec![rows(), rows()]);
        assert_eq!(Figures::of(&once, Set::Whole), Figures::of(&twice, Set::Whole));
    }
}
