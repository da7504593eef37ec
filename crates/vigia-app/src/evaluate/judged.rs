//! A labelled pair with its call: the row that every figure is made of.

pub mod held_out;
pub mod seen;

use serde::Serialize;

use super::manifest::LabelledPair;

/// The call that counts as an alert of new mining.
pub const CALLED_NEW: &str = "mining_new";
/// The call for a pair of which too little is clear.
pub const CALLED_HIDDEN: &str = "not_observable";

/// What a pair is and what it was called, by the shipped model or by one that never saw
/// its place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judged {
    /// Name of the pair.
    pub id: String,
    /// Its label.
    pub label: String,
    /// The call, one of [`CALLS`](super::pairs::CALLS).
    pub called: &'static str,
    /// Probability of new mining, 0–1.
    pub score: f64,
    /// The probability from which it is called new mining.
    pub threshold: f64,
    /// Group of pairs that lie close together; intervals draw whole groups.
    pub place: usize,
    /// Whether it must alert.
    pub is_positive: bool,
    /// Whether it must not alert as mining.
    pub is_negative: bool,
    /// Whether it belongs to the primary set.
    pub is_primary: bool,
    /// Whether a person found a view hidden (`true`), or both clear (`false`).
    pub is_hidden: Option<bool>,
    /// Whether the model was fitted on it: then its score is optimistic.
    pub was_trained_on: bool,
}

impl Judged {
    /// Returns the row of `pair` as it was called, place and training yet unsaid.
    #[must_use]
    pub fn of(pair: &LabelledPair, called: &'static str, score: f64, threshold: f64) -> Self {
        Self {
            id: pair.id.clone(),
            label: pair.label.clone(),
            called,
            score,
            threshold,
            place: 0,
            is_positive: pair.is_positive(),
            is_negative: pair.is_negative(),
            is_primary: pair.is_primary(),
            is_hidden: if pair.is_audited_hidden() {
                Some(true)
            } else {
                pair.is_audited_clear().then_some(false)
            },
            was_trained_on: false,
        }
    }

    /// Says whether it was called new mining.
    #[must_use]
    pub fn is_called(&self) -> bool {
        self.called == CALLED_NEW
    }

    /// Says whether enough of it was clear for a call.
    #[must_use]
    pub fn is_observable(&self) -> bool {
        self.called != CALLED_HIDDEN
    }

    /// Says whether new mining was not called where it is.
    #[must_use]
    pub fn is_missed(&self) -> bool {
        self.is_positive && !self.is_called()
    }

    /// Says whether new mining was called where there is none.
    #[must_use]
    pub fn is_false_alarm(&self) -> bool {
        self.is_negative && self.is_called()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A row of the primary set, positive or negative, each at a place of its own.
    pub fn row(index: usize, is_positive: bool, score: f64) -> Judged {
        Judged {
            id: format!("p{index}"),
            label: if is_positive { "mining_new" } else { "natural" }.to_owned(),
            called: if score >= 0.5 { CALLED_NEW } else { "no_change" },
            score,
            threshold: 0.5,
            place: index,
            is_positive,
            is_negative: !is_positive,
            is_primary: true,
            is_hidden: None,
            was_trained_on: false,
        }
    }

    #[test]
    fn an_audit_says_hidden_clear_or_nothing() {
        let pair = |before: &str, after: &str| LabelledPair {
            id: "a".into(),
            split: String::new(),
            label: "mining_new".into(),
            before: "b".into(),
            after: "c".into(),
            visible_change: "yes".into(),
            clear_before: before.into(),
            clear_after: after.into(),
            label_conflict: String::new(),
            audit_note: String::new(),
        };
        let hidden =
            |before, after| Judged::of(&pair(before, after), CALLED_HIDDEN, 0.0, 0.5).is_hidden;
        assert_eq!(hidden("yes", "yes"), Some(false));
        assert_eq!(hidden("yes", "no"), Some(true));
        assert_eq!(hidden("partly", "yes"), None);
        assert_eq!(hidden("", ""), None);
        let row = Judged::of(&pair("yes", "yes"), "no_change", 0.1, 0.5);
        assert!(row.is_missed() && row.is_primary && !row.is_false_alarm());
    }
}
