//! What a figure looks at: scores and calls of rows whose answer is known.

use crate::evaluate::judged::Judged;

/// Which rows count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// Positives in which a person saw new working, negatives whose picture does not
    /// contradict the label.
    Primary,
    /// Every positive and negative, whatever a person saw.
    Whole,
}

impl Set {
    /// Says whether `row` belongs to the set.
    #[must_use]
    pub const fn has(self, row: &Judged) -> bool {
        match self {
            Self::Primary => row.is_primary,
            Self::Whole => row.is_positive || row.is_negative,
        }
    }
}

/// One row with a known answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// Probability of new mining, 0–1.
    pub score: f64,
    /// Whether it is new mining.
    pub is_positive: bool,
    /// Whether it was called so.
    pub is_called: bool,
    /// Whether enough was clear for a call.
    pub is_observable: bool,
}

impl Scored {
    /// Takes what figures need from a row. A score that is no number counts as 0: nothing
    /// was found.
    #[must_use]
    pub fn of(row: &Judged) -> Self {
        Self {
            score: if row.score.is_nan() { 0.0 } else { row.score },
            is_positive: row.is_positive,
            is_called: row.is_called(),
            is_observable: row.is_observable(),
        }
    }
}
