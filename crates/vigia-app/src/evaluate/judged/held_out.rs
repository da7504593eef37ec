//! Rows judged by models that never saw their place.

use std::collections::BTreeMap;

use super::Judged;

/// A cross-validation: every row is called by a model fitted on other places, with a
/// threshold chosen there. Its rows are like any others, in one or more repeats.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeldOut {
    /// The model: all rows once a repeat, each repeat with other folds.
    pub repeats: Vec<Vec<Judged>>,
    /// What must not work as well, over the same folds: the earlier view alone, the place
    /// alone, simple rules.
    pub controls: Vec<Contender>,
    /// The model without one of its ideas, over the same folds.
    pub ablations: Vec<Contender>,
}

/// Another way to score the same rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contender {
    /// Its name, for instance `before_only`: a message id after `evaluation-contender-`,
    /// shown as it is where there is no such message.
    pub name: String,
    /// Its rows.
    pub repeats: Vec<Vec<Judged>>,
}

impl HeldOut {
    /// Returns one row a pair: its mean score, and the call that most repeats gave it (of
    /// two equally common, the first in the alphabet). Pairs come in the order of the first
    /// repeat.
    #[must_use]
    pub fn typical(&self) -> Vec<Judged> {
        let mut by_id: BTreeMap<&str, Vec<&Judged>> = BTreeMap::new();
        for row in self.repeats.iter().flatten() {
            by_id.entry(&row.id).or_default().push(row);
        }
        let Some(first) = self.repeats.first() else { return Vec::new() };
        first
            .iter()
            .filter_map(|row| {
                let rows = by_id.get(row.id.as_str())?;
                let count = rows.len() as f64;
                let mean = |value: fn(&Judged) -> f64| {
                    rows.iter().map(|row| value(row)).sum::<f64>() / count
                };
                let mut calls: BTreeMap<&'static str, usize> = BTreeMap::new();
                for row in rows {
                    *calls.entry(row.called).or_default() += 1;
                }
                // Of equals `max_by_key` takes the last, so they are looked at backwards.
                let called = calls.iter().rev().max_by_key(|(_, count)| **count)?.0;
                Some(Judged {
                    score: mean(|row| row.score),
                    threshold: mean(|row| row.threshold),
                    called,
                    ..row.clone()
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::evaluate::judged::tests::row;

    #[test]
    fn a_typical_row_has_the_mean_score_and_the_commonest_call() {
        let held_out = HeldOut {
            repeats: vec![
                vec![row(0, true, 0.9), row(1, false, 0.1)],
                vec![row(1, false, 0.7), row(0, true, 0.3)],
                vec![row(0, true, 0.6), row(1, false, 0.1)],
            ],
            ..HeldOut::default()
        };
        let typical = held_out.typical();
        assert_eq!([typical[0].id.as_str(), typical[1].id.as_str()], ["p0", "p1"]);
        assert!((typical[0].score - 0.6).abs() < 1e-12);
        assert!(typical[0].is_called() && !typical[1].is_called());
        assert!(HeldOut::default().typical().is_empty());
    }

    #[test]
    fn of_two_equally_common_calls_the_first_in_the_alphabet_counts() {
        let repeats = vec![vec![row(0, true, 0.9)], vec![row(0, true, 0.1)]];
        let typical = HeldOut { repeats, ..HeldOut::default() }.typical();
        assert_eq!(typical[0].called, "mining_new");
    }
}
