#![allow(clippy::unwrap_used)]
use super::*;
use crate::evaluate::replay::outcome::outcomes;
use crate::evaluate::replay::unit_squares::{SQUARE_HA, alert, day, replay, strip, true_site};

fn tallies(alerts: Vec<ReplayedAlert>, truth: &[TrueSite]) -> [Tally; 2] {
    let replay = replay(alerts, truth);
    let (mines, alerts) = outcomes(&replay, truth);
    [Which::EverRaised, Which::StandingAtEnd]
        .map(|which| Tally::of(which, &replay, truth, &mines, &alerts))
}

fn close(value: Option<f64>, expected: f64) {
    assert!((value.unwrap() - expected).abs() < 1e-4, "{value:?} is not {expected}");
}

/// Two mines of a square each, one found in half; a false alert of two squares, withdrawn.
fn world() -> (Vec<ReplayedAlert>, Vec<TrueSite>) {
    let truth = vec![
        true_site("m", "mining", "2023-03-10", strip(0.0, 1.0)),
        true_site("n", "mining", "2023-03-10", strip(5.0, 1.0)),
        true_site("p", "pasture", "2023-03-10", strip(10.0, 1.0)),
    ];
    let right = alert("a", "2023-04-01", strip(0.5, 1.0));
    let mut wrong = alert("b", "2023-04-01", strip(10.0, 2.0));
    wrong.withdrawn = Some(day("2023-06-01"));
    (vec![right, wrong], truth)
}

#[test]
fn a_false_alert_that_was_withdrawn_was_raised_all_the_same() {
    let (alerts, truth) = world();
    let [ever, standing] = tallies(alerts, &truth);
    assert_eq!((ever.mines, ever.found, ever.missed), (2, 1, 1));
    assert_eq!((ever.alerts, ever.false_alerts), (2, 1));
    close(ever.precision.value, 0.5);
    close(ever.recall.value, 0.5);
    close(ever.f1.value, 0.5);
    assert_eq!((standing.alerts, standing.false_alerts), (1, 0));
    close(standing.precision.value, 1.0);
    close(standing.f1.value, 2.0 / 3.0);
}

#[test]
fn ground_is_counted_beside_places() {
    let (alerts, truth) = world();
    let [ever, standing] = tallies(alerts, &truth);
    let squares = |ha: f64| ha / SQUARE_HA;
    close(Some(squares(ever.area.true_ha)), 2.0);
    close(Some(squares(ever.area.found_ha)), 0.5);
    close(Some(squares(ever.area.missed_ha)), 1.5);
    close(Some(squares(ever.area.alerted_ha)), 3.0);
    close(Some(squares(ever.area.false_ha)), 2.5);
    close(ever.area.recall, 0.25);
    close(ever.area.precision, 0.5 / 3.0);
    close(ever.area.f1, 0.2);
    close(Some(squares(standing.area.false_ha)), 0.5);
}

#[test]
fn the_ground_of_a_mine_below_the_limit_is_no_false_ground_and_in_no_recall() {
    let small = strip(0.0, 0.1);
    let truth = vec![true_site("s", "mining", "2023-03-10", small.clone())];
    let [ever, _] = tallies(vec![alert("a", "2023-04-01", small)], &truth);
    assert_eq!((ever.mines, ever.alerts, ever.false_alerts), (0, 1, 0));
    assert_eq!((ever.recall.value, ever.area.recall), (None, None));
    close(ever.precision.value, 1.0);
    close(ever.area.precision, 1.0);
}

#[test]
fn intervals_draw_places_and_hold_the_figure() {
    let truth: Vec<TrueSite> = (0..20)
        .map(|i| {
            true_site(&format!("m{i}"), "mining", "2023-03-10", strip(f64::from(i) * 5.0, 1.0))
        })
        .collect();
    let alerts = truth.iter().take(10).map(|site| alert("a", "2023-04-01", site.outline.clone()));
    let [ever, _] = tallies(alerts.collect(), &truth);
    let recall = ever.recall;
    close(recall.value, 0.5);
    // Ten of twenty: the binomial interval is 0.28 to 0.72.
    assert!(
        (recall.low.unwrap() - 0.28).abs() < 0.05 && (recall.high.unwrap() - 0.72).abs() < 0.05
    );
    assert_eq!((ever.precision.low, ever.precision.high), (Some(1.0), Some(1.0)));
}

#[test]
fn what_was_never_seen_clearly_is_not_held_against_the_second_recall() {
    let (alerts, truth) = world();
    let mut replay = replay(alerts, &truth);
    replay.first_clear[1] = None;
    let (mines, alerts) = outcomes(&replay, &truth);
    let ever = Tally::of(Which::EverRaised, &replay, &truth, &mines, &alerts);
    close(ever.recall.value, 0.5);
    close(ever.recall_seen, 1.0);
}

#[test]
fn nothing_true_and_nothing_raised_have_no_figures() {
    let [ever, _] = tallies(Vec::new(), &[]);
    assert_eq!((ever.mines, ever.alerts), (0, 0));
    assert_eq!((ever.precision.value, ever.recall.value, ever.f1.value), (None, None, None));
    assert_eq!((ever.area.precision, ever.area.recall), (None, None));
}
