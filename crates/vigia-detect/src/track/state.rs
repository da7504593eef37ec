//! How a site goes on: a function of its dated history, of nothing remembered.

use std::collections::BTreeSet;

use jiff::civil::Date;
use vigia_core::profile::SiteThresholds;
use vigia_core::{SiteExtent, SiteState};

/// Returns the state as of a day.
///
/// - `history`: oldest first, cumulative.
/// - `regrown_share`: of the ground, 0–1.
/// - `ponds_worked`: first day on which ponds were seen turbid again.
/// - `as_of`: last acquisition day.
///
/// A site is active on a day if the ground that broke in the `dormant_days` up to it is
/// enough: `growth_min_ha`, or `growth_min_share` of what was cleared before. By the first
/// rule that holds it is:
///
/// 1. **new**, if it was first seen less than `new_days` ago;
/// 2. while active, **active again**, if it was active before, then was not, and has been
///    again for less than `new_days`; else **growing**;
/// 3. **ponds worked**, if ponds turned turbid again in the `dormant_days` up to that day;
/// 4. **recovering**, if `regrown_share_min` of it looks vegetated again;
/// 5. **dormant**.
pub(super) fn of(
    history: &[SiteExtent],
    regrown_share: f64,
    ponds_worked: Option<Date>,
    as_of: Date,
    thresholds: &SiteThresholds,
) -> SiteState {
    let Some(first) = history.first() else { return SiteState::default() };
    let day = |date: Date| first.date.duration_until(date).as_hours() / 24;
    let steps: Vec<(i64, f64)> =
        history.iter().map(|extent| (day(extent.date), extent.area.0)).collect();
    let (today, recently) = (day(as_of), i64::from(thresholds.new_days));
    if today < recently {
        return SiteState::New;
    }
    let window = i64::from(thresholds.dormant_days);
    // Activity begins on a step, and ends where one leaves the window.
    let turns = steps.iter().flat_map(|(day, _)| [*day, day + window]);
    let turns: BTreeSet<i64> = turns.filter(|turn| *turn <= today).collect();
    let (mut is_active, mut begun) = (false, Vec::new());
    for turn in turns {
        let was_active = is_active;
        is_active = is_enough(&steps, turn, thresholds);
        if is_active && !was_active {
            begun.push(turn);
        }
    }
    let is_recent = |day: Option<i64>| day.is_some_and(|day| today - day < window);
    match (is_active, begun.as_slice()) {
        (true, [_, .., last]) if today - last < recently => SiteState::ActiveAgain,
        (true, _) => SiteState::Growing,
        (false, _) if is_recent(ponds_worked.map(day)) => SiteState::PondsWorked,
        (false, _) if regrown_share >= thresholds.regrown_share_min => SiteState::Recovering,
        (false, _) => SiteState::Dormant,
    }
}

/// Whether enough ground broke in the `dormant_days` up to `day`, that day included.
fn is_enough(steps: &[(i64, f64)], day: i64, thresholds: &SiteThresholds) -> bool {
    let by = |day: i64| {
        let count = steps.partition_point(|(step, _)| *step <= day);
        count.checked_sub(1).map_or(0.0, |last| steps[last].1)
    };
    let before = by(day - i64::from(thresholds.dormant_days));
    let broken = by(day) - before;
    broken > 0.0
        && broken >= thresholds.growth_min_ha
        && broken >= thresholds.growth_min_share * before
}

#[cfg(test)]
mod tests;
