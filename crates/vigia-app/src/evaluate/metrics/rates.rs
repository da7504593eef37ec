//! How often rows of a kind get a call: the figures that no curve shows.

use serde::Serialize;

use crate::evaluate::bootstrap::{Estimate, estimates};
use crate::evaluate::judged::Judged;

/// The label of pairs that show workings at both dates.
const WORKED_BEFORE: &str = "mining_before";

/// A share of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Rate {
    /// Rows of the kind, those of the first repeat.
    pub rows: usize,
    /// How many of them got the call; of the first repeat.
    pub called: usize,
    /// The share, over all repeats.
    pub share: Estimate,
}

/// The rates that are stated beside the figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Rates {
    /// Of the pairs worked at both dates: called new mining.
    pub worked_before_called_new: Rate,
    /// Of the pairs in which a person found a view hidden: called not observable.
    pub hidden_called_hidden: Rate,
    /// Of the pairs in which a person found both views clear: called not observable.
    pub clear_called_hidden: Rate,
}

impl Rates {
    /// Measures the rates, over one or more repeats of the same experiment.
    #[must_use]
    pub fn of<R: AsRef<[Judged]>>(repeats: &[R]) -> Self {
        Self {
            worked_before_called_new: rate(
                repeats,
                |row| row.label == WORKED_BEFORE,
                Judged::is_called,
            ),
            hidden_called_hidden: rate(
                repeats,
                |row| row.is_hidden == Some(true),
                |row| !row.is_observable(),
            ),
            clear_called_hidden: rate(
                repeats,
                |row| row.is_hidden == Some(false),
                |row| !row.is_observable(),
            ),
        }
    }
}

fn rate<R: AsRef<[Judged]>>(
    repeats: &[R],
    is_of_kind: impl Fn(&Judged) -> bool,
    has_call: impl Fn(&Judged) -> bool,
) -> Rate {
    let rows: Vec<Vec<&Judged>> = repeats
        .iter()
        .map(|repeat| repeat.as_ref().iter().filter(|row| is_of_kind(row)).collect())
        .collect();
    let places: Vec<Vec<usize>> =
        rows.iter().map(|rows| rows.iter().map(|row| row.place).collect()).collect();
    let calls: Vec<Vec<bool>> =
        rows.iter().map(|rows| rows.iter().map(|row| has_call(row)).collect()).collect();
    let share = estimates(&places, |repeat, times| {
        let all: u32 = times.iter().sum();
        let called: u32 =
            calls[repeat].iter().zip(times).filter(|(called, _)| **called).map(|(_, t)| t).sum();
        vec![(all > 0).then(|| f64::from(called) / f64::from(all))]
    });
    Rate {
        rows: rows.first().map_or(0, Vec::len),
        called: calls.first().map_or(0, |calls| calls.iter().filter(|called| **called).count()),
        share: share.first().copied().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::judged::CALLED_HIDDEN;
    use crate::evaluate::judged::tests::row;

    #[test]
    fn each_rate_counts_its_own_rows() {
        let worked = |index, score| Judged {
            label: WORKED_BEFORE.into(),
            is_negative: false,
            is_primary: false,
            ..row(index, false, score)
        };
        let hidden = |index, is_hidden| Judged {
            called: CALLED_HIDDEN,
            is_hidden: Some(is_hidden),
            ..row(index, true, 0.0)
        };
        let rows = vec![
            worked(0, 0.9),
            worked(1, 0.1),
            worked(2, 0.2),
            worked(3, 0.3),
            hidden(4, true),
            Judged { is_hidden: Some(true), ..row(5, true, 0.9) },
            hidden(6, false),
            Judged { is_hidden: Some(false), ..row(7, true, 0.9) },
            Judged { is_hidden: Some(false), ..row(8, true, 0.9) },
        ];
        let rates = Rates::of(&[rows]);
        let share = |rate: Rate| (rate.rows, rate.called, rate.share.value);
        assert_eq!(share(rates.worked_before_called_new), (4, 1, Some(0.25)));
        assert_eq!(share(rates.hidden_called_hidden), (2, 1, Some(0.5)));
        assert_eq!(share(rates.clear_called_hidden), (3, 1, Some(1.0 / 3.0)));
    }

    #[test]
    fn without_rows_there_is_no_share() {
        assert_eq!(Rates::of(&[Vec::<Judged>::new()]), Rates::default());
    }
}
