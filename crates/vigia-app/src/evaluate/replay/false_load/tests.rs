#![allow(clippy::unwrap_used)]
use super::*;
use crate::evaluate::replay::outcome::outcomes;
use crate::evaluate::replay::unit_squares::{alert, day, replay, strip, true_site};

#[test]
fn false_alerts_are_counted_by_ground_time_and_kind() {
    let place = |driver: &str, x: f64| true_site("p", driver, "2023-03-10", strip(x, 1.0));
    let truth = [
        place("mining", 0.0),
        place("pasture", 5.0),
        place("pasture", 10.0),
        place("sandbar", 15.0),
    ];
    let mut gone = alert("b", "2023-04-01", strip(5.2, 0.5));
    gone.withdrawn = Some(day("2023-06-01"));
    let alerts = vec![
        alert("a", "2023-04-01", strip(0.0, 1.0)),
        gone,
        alert("c", "2023-04-01", strip(5.7, 0.5)),
        alert("d", "2023-04-01", strip(30.0, 1.0)),
    ];
    let replay = replay(alerts, &truth);
    let (_, alerts) = outcomes(&replay, &truth);
    let load = FalseLoad::of(&replay, &truth, &alerts);
    assert_eq!((load.alerts, load.withdrawn), (3, 1));
    // 500 km², twelve dates, from 1 January to 1 December: 334 days.
    assert!((load.per_1000_km2_and_date.unwrap() - 0.5).abs() < 1e-9);
    assert!((load.per_1000_km2_and_year.unwrap() - 6.0 / (334.0 / 365.25)).abs() < 1e-9);
    let kind = |kind: &str, places, silent, false_alerts| Kind {
        kind: kind.into(),
        places,
        silent,
        false_alerts,
    };
    assert_eq!(
        load.kinds,
        [kind("pasture", 2, 1, 2), kind(NO_KIND, 0, 0, 1), kind("sandbar", 1, 1, 0)]
    );
}

#[test]
fn ground_that_nobody_watched_has_no_load() {
    let load = FalseLoad::of(&Replay::default(), &[], &[]);
    assert_eq!((load.per_1000_km2_and_date, load.per_1000_km2_and_year), (None, None));
}
