//! Days to detection: how long a mine worked before an alert told of it.

use jiff::civil::Date;
use serde::Serialize;

use super::distribution::Distribution;
use super::outcome::{MineOutcome, Standing};

/// Days until the counted mines were told of.
///
/// The quantiles are over dated mines alone. What was never found has no days, and would
/// make them look better than they are: its count and share stand beside them, and
/// [`Delay::median_of_all`] has it wait forever.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Delay {
    /// Mines that are counted: of the headline, with a day to count from.
    pub mines: usize,
    /// Mines without a day to count from: never seen clearly.
    pub without_start: usize,
    /// Days of the dated ones.
    pub days: Distribution,
    /// Mines that were found, by an alert that began elsewhere or before the onset, so
    /// that the day is not known.
    pub undated: usize,
    /// Mines that were never told of (or never confirmed).
    pub never: usize,
    /// Share of the mines that were never told of, 0–1.
    pub never_share: Option<f64>,
    /// Days after which half of all mines were told of, undated and missed ones included
    /// as never; nothing where fewer than half were.
    pub median_of_all: Option<f64>,
}

/// The four delays that are reported.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Delays {
    /// First alert, from the onset.
    pub provisional_from_onset: Delay,
    /// First alert, from the first clear view; negative where radar or a part of the place
    /// told of it earlier.
    pub provisional_from_clear: Delay,
    /// First confirmed alert, from the onset.
    pub confirmed_from_onset: Delay,
    /// First confirmed alert, from the first clear view.
    pub confirmed_from_clear: Delay,
}

impl Delays {
    /// Measures the counted mines.
    #[must_use]
    pub fn of(mines: &[MineOutcome]) -> Self {
        let onset = |mine: &MineOutcome| Some(mine.onset);
        let clear = |mine: &MineOutcome| mine.first_clear;
        let first = |mine: &MineOutcome| mine.provisional;
        let confirmed = |mine: &MineOutcome| mine.confirmed;
        Self {
            provisional_from_onset: Delay::of(mines, onset, first),
            provisional_from_clear: Delay::of(mines, clear, first),
            confirmed_from_onset: Delay::of(mines, onset, confirmed),
            confirmed_from_clear: Delay::of(mines, clear, confirmed),
        }
    }
}

impl Delay {
    /// Measures the days between `start` and `end` of the counted mines.
    #[must_use]
    pub fn of(
        mines: &[MineOutcome],
        start: impl Fn(&MineOutcome) -> Option<Date>,
        end: impl Fn(&MineOutcome) -> Option<Date>,
    ) -> Self {
        let counted = mines.iter().filter(|mine| mine.standing == Standing::Counted);
        let (started, without): (Vec<_>, Vec<_>) = counted.partition(|mine| start(mine).is_some());
        let days = started.iter().filter_map(|mine| Some(days_between(start(mine)?, end(mine)?)));
        let days = Distribution::of(days);
        // Of a mine that was found and dated, but never confirmed, the end is known: never.
        let is_undated = |mine: &&&MineOutcome| mine.is_found && mine.provisional.is_none();
        let undated = started.iter().filter(is_undated).count();
        let never = started.len() - days.count - undated;
        let share = |count: usize| count as f64 / started.len() as f64;
        Self {
            mines: started.len(),
            without_start: without.len(),
            undated,
            never,
            never_share: (!started.is_empty()).then(|| share(never)),
            median_of_all: days.values.get(started.len().div_ceil(2).saturating_sub(1)).copied(),
            days,
        }
    }
}

/// Returns the days from `start` to `end`, negative where that is earlier.
pub(super) fn days_between(start: Date, end: Date) -> f64 {
    end.duration_since(start).as_hours() as f64 / 24.0
}

#[cfg(test)]
mod tests;
