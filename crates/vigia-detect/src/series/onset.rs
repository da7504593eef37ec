//! When a clearing began and when it was confirmed, past single noisy pixels.

use jiff::civil::Date;
use vigia_core::DateInterval;
use vigia_core::profile::SeriesThresholds;

use super::BreakPixel;

/// One in this many of the earliest pixels is left out: those last seen intact longest
/// ago, usually under a mask of their own, would stretch the interval by months.
const TRIMMED_ONE_IN: usize = 10;

pub(super) struct Onset {
    pub(super) days: DateInterval,
    pub(super) first_seen: usize,
    pub(super) confirmed_at: Option<usize>,
}

/// Returns the onset of a clearing made of `members`, of which there is at least one.
pub(super) fn find(members: &[BreakPixel], dates: &[Date], thresholds: &SeriesThresholds) -> Onset {
    let enough = enough_px(members.len(), thresholds);
    let mut breaks: Vec<u16> = members.iter().map(|pixel| pixel.first_break).collect();
    let first_seen = nth(&mut breaks, enough).unwrap_or(0);
    let mut confirmations: Vec<u16> = members.iter().filter_map(|p| p.confirmed_at).collect();
    let confirmed_at = nth(&mut confirmations, enough);
    let early = members.iter().filter(|pixel| pixel.first_break <= first_seen);
    let mut intact: Vec<u16> = early.map(|pixel| pixel.last_clear_before).collect();
    let trimmed = intact.len() / TRIMMED_ONE_IN;
    let last_intact = nth(&mut intact, trimmed + 1).unwrap_or(0);
    let not_after = dates[usize::from(first_seen)];
    Onset {
        days: DateInterval {
            not_before: dates[usize::from(last_intact)].min(not_after),
            not_after,
        },
        first_seen: usize::from(first_seen),
        confirmed_at: confirmed_at.map(usize::from),
    }
}

/// Pixels that must agree before the clearing is believed to have begun.
fn enough_px(members: usize, thresholds: &SeriesThresholds) -> usize {
    let share = (members as f64 * thresholds.onset_share).ceil() as usize;
    share.max(thresholds.onset_px).clamp(1, members.max(1))
}

/// Returns the `count`-th smallest of `times`, or `None` where there are fewer.
fn nth(times: &mut [u16], count: usize) -> Option<u16> {
    let index = count.checked_sub(1).filter(|index| *index < times.len())?;
    Some(*times.select_nth_unstable(index).1)
}
