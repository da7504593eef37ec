use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;
use vigia_core::Hectares;

use super::*;
use crate::track::tests::thresholds;

/// Days after the first of January 2023, with the hectares known by then.
fn history(steps: &[(i64, f64)]) -> Vec<SiteExtent> {
    let extent = |(day, ha): &(i64, f64)| SiteExtent {
        date: date(2023, 1, 1) + day.days(),
        area: Hectares(*ha),
        area_sd: Hectares(0.0),
    };
    steps.iter().map(extent).collect()
}

fn state(steps: &[(i64, f64)], regrown_share: f64, today: i64) -> SiteState {
    of(&history(steps), regrown_share, None, date(2023, 1, 1) + today.days(), &thresholds())
}

fn check(steps: &[(i64, f64)], expected: &[(i64, SiteState)]) {
    for (today, expected) in expected {
        assert_eq!(state(steps, 0.0, *today), *expected, "{steps:?} on day {today}");
    }
}

use SiteState::{ActiveAgain, Dormant, Growing, New, PondsWorked, Recovering};

#[test]
fn a_site_is_new_for_ninety_days_and_dormant_after_half_a_year_without_new_ground() {
    check(&[(0, 1.0)], &[(0, New), (89, New), (90, Growing), (179, Growing), (180, Dormant)]);
}

#[test]
fn new_ground_keeps_a_site_growing_for_half_a_year() {
    check(&[(0, 1.0), (100, 1.5)], &[(100, Growing), (279, Growing), (280, Dormant)]);
    // Steady growth is never "again".
    check(&[(0, 1.0), (100, 1.5), (200, 2.0), (300, 2.5)], &[(310, Growing)]);
}

#[test]
fn a_site_is_active_again_for_ninety_days_after_a_rest() {
    let rested = [(0, 1.0), (300, 2.0)];
    check(&rested, &[(299, Dormant), (300, ActiveAgain), (389, ActiveAgain), (390, Growing)]);
    check(&rested, &[(479, Growing), (480, Dormant)]);
}

#[test]
fn turbid_ponds_keep_a_site_from_rest_but_not_from_growth() {
    let day = |day: i64| date(2023, 1, 1) + day.days();
    let with_ponds = |steps: &[(i64, f64)], today| {
        of(&history(steps), 0.9, Some(day(250)), day(today), &thresholds())
    };
    assert_eq!(with_ponds(&[(0, 1.0)], 260), PondsWorked);
    assert_eq!(with_ponds(&[(0, 1.0)], 429), PondsWorked);
    assert_eq!(with_ponds(&[(0, 1.0)], 430), Recovering);
    assert_eq!(with_ponds(&[(0, 1.0), (255, 2.0)], 260), ActiveAgain);
}

#[test]
fn a_stray_pixel_neither_keeps_a_site_active_nor_wakes_it() {
    // 0.05 ha are less than the 0.2 that count.
    check(&[(0, 1.0), (150, 1.05)], &[(179, Growing), (180, Dormant), (329, Dormant)]);
    // With it the rest from day 180 to 300 is a rest all the same.
    check(&[(0, 1.0), (150, 1.05), (300, 2.0)], &[(299, Dormant), (300, ActiveAgain)]);
}

#[test]
fn small_steps_count_once_they_add_up() {
    // 0.15 ha on day 300, 0.35 ha by day 350.
    let steps = [(0, 1.0), (300, 1.15), (350, 1.35)];
    check(&steps, &[(300, Dormant), (350, ActiveAgain), (439, ActiveAgain), (440, Growing)]);
}

#[test]
fn a_site_whose_first_pixels_were_too_few_is_not_active_again_when_more_come() {
    check(&[(0, 0.1), (100, 0.5)], &[(99, Dormant), (100, Growing), (279, Growing)]);
}

#[test]
fn a_large_site_needs_a_share_of_what_it_was() {
    // One per cent of 100 ha.
    check(&[(0, 100.0), (300, 100.9)], &[(300, Dormant)]);
    check(&[(0, 100.0), (300, 101.1)], &[(300, ActiveAgain)]);
}

#[test]
fn ground_that_regrows_is_recovering_unless_new_ground_breaks() {
    assert_eq!(state(&[(0, 1.0)], 0.5, 200), Recovering);
    assert_eq!(state(&[(0, 1.0)], 0.49, 200), Dormant);
    assert_eq!(state(&[(0, 1.0)], 0.9, 100), Growing);
    assert_eq!(state(&[(0, 1.0), (300, 2.0)], 0.9, 310), ActiveAgain);
    assert_eq!(state(&[(0, 1.0)], 0.9, 10), New);
}

proptest! {
    #[test]
    fn the_state_of_a_day_does_not_know_what_came_later(
        steps in prop::collection::btree_map(0_i64..900, 0.01_f64..0.5, 1..20), today in 0_i64..900,
    ) {
        let mut area = 0.0;
        let steps: Vec<(i64, f64)> =
            steps.into_iter().map(|(day, more)| { area += more; (day, area) }).collect();
        let today = today.max(steps[0].0);
        let by_then: Vec<_> = steps.iter().copied().filter(|(day, _)| *day <= today).collect();
        prop_assert_eq!(state(&steps, 0.0, today), state(&by_then, 0.0, today));
    }
}
