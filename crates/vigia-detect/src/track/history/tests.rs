#![allow(clippy::unwrap_used)]

use jiff::ToSpan;
use jiff::civil::date;
use vigia_core::{ClearingExtent, ClearingId};

use super::*;
use crate::track::tests::clearing;

/// A clearing of 10 by 10 steps, 1.2 ha, that grew by these shares (of 1) on these days.
fn growing(id: &str, x: i32, first_day: i64, growth: &[(i64, f64)]) -> Clearing {
    let extent = |(day, share): &(i64, f64)| ClearingExtent {
        date: date(2023, 1, 1) + day.days(),
        // Pixels on the grid's plane: not quite the hectares of the ellipsoid.
        area: Hectares(1.21 * share),
    };
    let growth = growth.iter().map(extent).collect();
    Clearing { growth, ..clearing(id, x, 0, 10, 10, first_day) }
}

fn history(members: &[Clearing]) -> Vec<SiteExtent> {
    of(&own_ground(&members.iter().collect::<Vec<_>>()))
}

/// Day and share of one such clearing.
fn check(members: &[Clearing], expected: &[(i64, f64)]) {
    let whole = area_ha(&members[0].outline);
    let found = history(members);
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (extent, (day, share)) in found.iter().zip(expected) {
        assert_eq!(extent.date, date(2023, 1, 1) + day.days());
        assert!((extent.area.0 / whole - share).abs() < 1e-6, "{found:?}");
    }
}

#[test]
fn a_clearing_grows_by_the_share_of_its_pixels() {
    check(&[growing("a", 0, 5, &[(5, 0.25), (30, 1.0)])], &[(5, 0.25), (30, 1.0)]);
}

#[test]
fn one_without_growth_is_seen_whole_at_its_onset() {
    check(&[growing("a", 0, 5, &[])], &[(5, 1.0)]);
}

#[test]
fn pixels_that_broke_before_the_onset_count_from_it_on() {
    check(&[growing("a", 0, 40, &[(5, 0.1), (40, 0.6), (70, 1.0)])], &[(40, 0.6), (70, 1.0)]);
}

#[test]
fn the_same_clearing_from_two_tiles_has_the_history_of_one() {
    let growth = [(5, 0.25), (30, 1.0)];
    let mut tiles = [growing("a", 0, 5, &growth), growing("b", 0, 5, &growth)];
    tiles[1].series = "tile:18LZM".into();
    for tile in &mut tiles {
        tile.area_sd = Some(Hectares(0.1));
    }
    assert_eq!(history(&tiles), history(&tiles[..1]));
    assert_eq!(history(&tiles), history(&tiles[1..]));
}

#[test]
fn ground_seen_again_by_radar_is_dated_by_the_sensor_that_saw_it_first() {
    let optical = growing("a", 0, 20, &[(20, 0.5), (50, 1.0)]);
    let radar = growing("b", 0, 8, &[(8, 0.3), (32, 1.0)]);
    check(&[optical, radar], &[(8, 0.3), (32, 1.0)]);
}

#[test]
fn a_clearing_adds_only_the_ground_that_no_earlier_one_had() {
    // The second lies half on the first.
    let first = growing("a", 0, 5, &[(5, 1.0)]);
    let second = growing("b", 5, 20, &[(20, 0.5), (30, 1.0)]);
    check(&[first, second], &[(5, 1.0), (20, 1.25), (30, 1.5)]);
}

#[test]
fn errors_of_clearings_add_as_squares_and_shared_ground_errs_once() {
    let sd = |x, sds: [f64; 2]| {
        let [mut first, mut second] = [growing("a", 0, 5, &[]), growing("b", x, 20, &[])];
        (first.area_sd, second.area_sd) = (Some(Hectares(sds[0])), Some(Hectares(sds[1])));
        history(&[first, second]).last().unwrap().area_sd.0
    };
    assert!((sd(12, [0.3, 0.4]) - 0.5).abs() < 1e-9);
    assert!((sd(0, [0.3, 0.4]) - 0.3).abs() < 1e-9);
    // Half of the second's variance: √(0.09 + 0.08).
    assert!((sd(5, [0.3, 0.4]) - 0.412_310_6).abs() < 1e-6);
}

#[test]
fn what_is_not_observed_has_not_regrown() {
    let share = |shares: [Option<f64>; 2]| {
        let [mut a, mut b] = [growing("a", 0, 5, &[]), growing("b", 12, 5, &[])];
        (a.regrown_share, b.regrown_share) = (shares[0], shares[1]);
        regrown_share(&own_ground(&[&a, &b]))
    };
    assert!((share([Some(1.0), Some(0.5)]) - 0.75).abs() < 1e-9);
    assert!((share([Some(0.9), None]) - 0.45).abs() < 1e-9);
    // Another clearing on the same ground says nothing of its own.
    let twice = [growing("a", 0, 5, &[]), growing("b", 0, 6, &[])];
    let mut twice = twice.map(|one| Clearing { regrown_share: Some(0.8), ..one });
    twice[1].id = ClearingId::new("z");
    assert!((regrown_share(&own_ground(&twice.iter().collect::<Vec<_>>())) - 0.8).abs() < 1e-9);
}
