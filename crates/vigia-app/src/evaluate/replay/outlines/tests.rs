#![allow(clippy::unwrap_used)]
use super::*;
use crate::evaluate::replay::ReplayedAlert;
use crate::evaluate::replay::outcome::outcomes;
use crate::evaluate::replay::unit_squares::{SQUARE_HA, alert, replay, strip, true_site};

fn fit(alerts: Vec<ReplayedAlert>, truth: &[TrueSite]) -> Fit {
    let replay = replay(alerts, truth);
    let (mines, alerts) = outcomes(&replay, truth);
    Fit::of(&replay, truth, &mines, &alerts)
}

fn close(value: Option<f64>, expected: f64) {
    assert!((value.unwrap() - expected).abs() < 1e-4, "{value:?} is not {expected}");
}

#[test]
fn an_outline_that_lies_half_beside_shares_a_third() {
    let truth = [true_site("m", "mining", "2023-03-10", strip(0.0, 1.0))];
    let fit = fit(vec![alert("a", "2023-03-20", strip(0.5, 1.0))], &truth);
    close(fit.outline_iou.median, 1.0 / 3.0);
    close(fit.area_error_ha.median, 0.0);
    assert_eq!((fit.onset_hits, fit.onsets, fit.onset_hit_share), (1, 1, Some(1.0)));
    assert_eq!(fit.onset_width_days.median, Some(10.0));
}

#[test]
fn parts_of_one_mine_are_measured_together_and_so_are_mines_of_one_alert() {
    let mine = |id: &str, x: f64| true_site(id, "mining", "2023-03-10", strip(x, 1.0));
    let truth = [mine("m", 0.0), mine("n", 1.0), mine("o", 9.0)];
    let parts = vec![
        alert("a", "2023-03-20", strip(0.0, 1.5)),
        alert("b", "2023-03-20", strip(1.5, 0.5)),
        alert("c", "2023-03-20", strip(9.0, 3.0)),
    ];
    let fit = fit(parts, &truth);
    assert_eq!(fit.workings, 2);
    // Both mines drawn whole; the third three times too large.
    close(fit.area_error_ha.lower_quartile.map(|ha| ha / SQUARE_HA), 0.5);
    close(fit.relative_area_error.values.last().copied(), 2.0);
    close(fit.outline_iou.values.last().copied(), 1.0);
    close(fit.outline_iou.values.first().copied(), 1.0 / 3.0);
}

#[test]
fn false_alerts_and_missed_mines_are_in_no_fit() {
    let truth = [true_site("m", "mining", "2023-03-10", strip(0.0, 1.0))];
    let fit = fit(vec![alert("a", "2023-03-20", strip(4.0, 1.0))], &truth);
    assert_eq!((fit.workings, fit.onsets, fit.onset_hit_share), (0, 0, None));
    assert_eq!(fit.outline_iou, Distribution::default());
}
