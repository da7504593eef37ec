//! Precision, recall and their kin over labelled calls.

pub mod figures;
pub mod load;
pub mod rates;
pub mod scored;

use serde::Serialize;

/// Counts of a yes/no question, with abstentions among the positives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// Positives that were called.
    pub true_positive: usize,
    /// Positives that were not called.
    pub false_negative: usize,
    /// Those of `false_negative` that were not observable.
    pub positive_not_observable: usize,
    /// Negatives that were called.
    pub false_positive: usize,
    /// Negatives that were not called.
    pub true_negative: usize,
}

/// Ratios; `None` where the denominator is zero.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Ratios {
    /// Of what was called, how much was right.
    pub precision: Option<f64>,
    /// Of what is there, how much was called.
    pub recall: Option<f64>,
    /// The same over positives that could be observed.
    pub recall_observable: Option<f64>,
    /// Of what is not there, how much was not called.
    pub specificity: Option<f64>,
    /// Harmonic mean of precision and recall.
    pub f1: Option<f64>,
}

impl Confusion {
    /// Counts one labelled call.
    pub const fn count(&mut self, is_positive: bool, is_called: bool, is_observable: bool) {
        match (is_positive, is_called) {
            (true, true) => self.true_positive += 1,
            (true, false) => {
                self.false_negative += 1;
                if !is_observable {
                    self.positive_not_observable += 1;
                }
            }
            (false, true) => self.false_positive += 1,
            (false, false) => self.true_negative += 1,
        }
    }

    /// Adds the counts of `other`, `times` over.
    pub const fn add(&mut self, other: &Self, times: usize) {
        self.true_positive += other.true_positive * times;
        self.false_negative += other.false_negative * times;
        self.positive_not_observable += other.positive_not_observable * times;
        self.false_positive += other.false_positive * times;
        self.true_negative += other.true_negative * times;
    }

    /// Returns the ratios.
    #[must_use]
    pub fn ratios(&self) -> Ratios {
        let positives = self.true_positive + self.false_negative;
        let called = self.true_positive + self.false_positive;
        Ratios {
            precision: ratio(self.true_positive, called),
            recall: ratio(self.true_positive, positives),
            recall_observable: ratio(self.true_positive, positives - self.positive_not_observable),
            specificity: ratio(self.true_negative, self.true_negative + self.false_positive),
            f1: ratio(2 * self.true_positive, positives + called),
        }
    }
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_ratios_of_a_small_table_are_those_worked_by_hand() {
        let mut table = Confusion::default();
        for (positive, called, observable) in [
            (true, true, true),
            (true, true, true),
            (true, false, true),
            (true, false, false),
            (false, true, true),
            (false, false, true),
            (false, false, false),
        ] {
            table.count(positive, called, observable);
        }
        let ratios = table.ratios();
        assert_eq!(ratios.precision, Some(2.0 / 3.0));
        assert_eq!(ratios.recall, Some(0.5));
        assert_eq!(ratios.recall_observable, Some(2.0 / 3.0));
        assert_eq!(ratios.specificity, Some(2.0 / 3.0));
        assert_eq!(ratios.f1, Some(4.0 / 7.0));
    }

    #[test]
    fn a_table_added_twice_counts_twice() {
        let mut one = Confusion::default();
        one.count(true, false, false);
        one.count(false, true, true);
        let mut sum = Confusion::default();
        sum.add(&one, 2);
        assert_eq!(
            (sum.false_negative, sum.positive_not_observable, sum.false_positive),
            (2, 2, 2)
        );
    }

    #[test]
    fn no_call_has_no_precision_but_zero_recall() {
        let mut table = Confusion::default();
        table.count(true, false, true);
        assert_eq!(table.ratios().precision, None);
        assert_eq!(table.ratios().recall, Some(0.0));
        assert_eq!(table.ratios().f1, Some(0.0));
    }
}
