//! What the figures have to reach.

use crate::evaluate::metrics::figures::Figure;
use crate::evaluate::metrics::scored::Set;

/// A bound for a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Goal {
    AtLeast(f64),
    AtMost(f64),
}

/// Of workings seen at both dates, the share that may be called new.
pub(super) const WORKED_BEFORE_CALLED_NEW: Goal = Goal::AtMost(0.10);
/// Of pairs with a hidden view, the share that must be called not observable.
pub(super) const HIDDEN_CALLED_HIDDEN: Goal = Goal::AtLeast(0.90);
/// Of clear pairs, the share that may be called so.
pub(super) const CLEAR_CALLED_HIDDEN: Goal = Goal::AtMost(0.05);

impl Goal {
    /// Returns the goal of a figure, where it has one.
    pub const fn of(figure: Figure, set: Set) -> Option<Self> {
        match (figure, set) {
            (Figure::RecallAtPrecision, Set::Primary) => Some(Self::AtLeast(0.94)),
            (Figure::RecallAtPrecision, Set::Whole) => Some(Self::AtLeast(0.78)),
            (Figure::F1, Set::Primary) => Some(Self::AtLeast(0.97)),
            (Figure::F1, Set::Whole) => Some(Self::AtLeast(0.90)),
            (Figure::CalibrationError, _) => Some(Self::AtMost(0.05)),
            _ => None,
        }
    }

    /// Says whether `value` reaches the goal, rounded as it is printed.
    pub fn is_met(self, value: f64) -> bool {
        let printed = (value * 1_000.0).round() / 1_000.0;
        match self {
            Self::AtLeast(bound) => printed >= bound,
            Self::AtMost(bound) => printed <= bound,
        }
    }

    /// Returns the goal as a sign and a number.
    pub fn in_signs(self) -> String {
        match self {
            Self::AtLeast(bound) => format!("≥ {bound:.2}"),
            Self::AtMost(bound) => format!("≤ {bound:.2}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_met_as_it_is_printed() {
        assert!(Goal::AtLeast(0.94).is_met(0.9396));
        assert!(!Goal::AtLeast(0.94).is_met(0.9394));
        assert!(Goal::AtMost(0.05).is_met(0.05) && !Goal::AtMost(0.05).is_met(0.051));
    }
}
