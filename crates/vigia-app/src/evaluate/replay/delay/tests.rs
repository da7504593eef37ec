use super::*;
use crate::evaluate::replay::outcome::outcomes;
use crate::evaluate::replay::unit_squares::{alert, day, replay, strip, true_site};
use crate::evaluate::truth::TrueSite;

/// Five mines that begin on 10 March; three are told of after 22, 52 and 82 days, one of
/// them confirmed 30 days later; one is missed; one grew out of an older alert.
fn delays() -> Delays {
    let truth: Vec<TrueSite> = (0..5)
        .map(|i| true_site("m", "mining", "2023-03-10", strip(f64::from(i) * 5.0, 1.0)))
        .collect();
    let on = |site: usize, date: &str| alert("a", date, truth[site].outline.clone());
    let mut first = on(0, "2023-04-01");
    first.confirmed = Some(day("2023-05-01"));
    let alerts = vec![first, on(1, "2023-05-01"), on(2, "2023-05-31"), on(4, "2023-01-01")];
    let mut replay = replay(alerts, &truth);
    replay.first_clear[2] = None;
    Delays::of(&outcomes(&replay, &truth).0)
}

#[test]
fn days_run_from_the_onset_and_what_is_missing_stands_beside() {
    let delay = delays().provisional_from_onset;
    assert_eq!(delay.days.values, [22.0, 52.0, 82.0]);
    assert_eq!((delay.mines, delay.undated, delay.never), (5, 1, 1));
    assert_eq!(delay.never_share, Some(0.2));
    assert_eq!(delay.days.median, Some(52.0));
    // The third of five: the missed one and the undated one wait forever.
    assert_eq!(delay.median_of_all, Some(82.0));
}

#[test]
fn a_mine_that_was_never_confirmed_waits_forever() {
    let delay = delays().confirmed_from_onset;
    assert_eq!(delay.days.values, [52.0]);
    assert_eq!((delay.undated, delay.never, delay.median_of_all), (1, 3, None));
}

#[test]
fn without_a_clear_view_there_is_no_day_to_count_from() {
    // The first clear view is that of 1 April.
    let delay = delays().provisional_from_clear;
    assert_eq!(delay.days.values, [0.0, 30.0]);
    assert_eq!((delay.mines, delay.without_start, delay.never), (4, 1, 1));
}

#[test]
fn what_was_told_of_before_the_first_clear_view_has_negative_days() {
    assert!((days_between(day("2023-03-01"), day("2023-02-27")) + 2.0).abs() < 1e-9);
}

#[test]
fn no_mines_have_no_delay() {
    let delay = Delays::of(&[]).provisional_from_onset;
    assert_eq!((delay.mines, delay.never_share, delay.median_of_all), (0, None, None));
}
