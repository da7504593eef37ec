//! Dates are intervals: between the last clear view before and the first clear view after.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A closed interval of calendar days (UTC) in which something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DateInterval {
    /// First day on which it can have happened.
    pub not_before: Date,
    /// Last day on which it can have happened.
    pub not_after: Date,
}

/// The interval ends before it begins.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("an interval cannot end on {not_after} before it begins on {not_before}")]
pub struct EndsBeforeItBegins {
    /// The given first day.
    pub not_before: Date,
    /// The given last day.
    pub not_after: Date,
}

impl DateInterval {
    /// Makes the interval.
    ///
    /// # Errors
    /// [`EndsBeforeItBegins`] where `not_after` is earlier than `not_before`.
    pub fn new(not_before: Date, not_after: Date) -> Result<Self, EndsBeforeItBegins> {
        if not_after < not_before {
            return Err(EndsBeforeItBegins { not_before, not_after });
        }
        Ok(Self { not_before, not_after })
    }

    /// Returns the smallest interval that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            not_before: self.not_before.min(other.not_before),
            not_after: self.not_after.max(other.not_after),
        }
    }

    /// Says whether the two share a day.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.not_before <= other.not_after && other.not_before <= self.not_after
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_interval_that_ends_before_it_begins_is_refused() {
        assert!(DateInterval::new(date(2024, 2, 1), date(2024, 1, 1)).is_err());
    }

    #[test]
    fn the_hull_of_two_intervals_holds_both() {
        let a = DateInterval::new(date(2024, 1, 1), date(2024, 1, 5)).unwrap();
        let b = DateInterval::new(date(2024, 1, 9), date(2024, 1, 12)).unwrap();
        let hull = a.hull(b);
        assert_eq!((hull.not_before, hull.not_after), (date(2024, 1, 1), date(2024, 1, 12)));
        assert!(!a.overlaps(b) && hull.overlaps(a));
    }
}
