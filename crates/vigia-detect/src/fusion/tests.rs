//! Worked by hand.
#![allow(clippy::unwrap_used)]

use jiff::civil::date;
use ndarray::arr2;
use vigia_core::profile::{FusionThresholds, SensorEvidence};

use super::evidence::log_odds_of;
use super::*;
use crate::shipped_profile::default_profile;

const INTACT: f32 = 0.0;
const GONE: f32 = -0.4;
const VH_GONE: f32 = -3.0;

fn shipped() -> FusionThresholds {
    default_profile().unwrap().profile.fusion
}

fn optical(thresholds: &FusionThresholds) -> SensorEvidence {
    thresholds.sensors[&Sensor::Sentinel2]
}

/// One pixel seen on days of January 2024.
fn pixel(seen: &[(i8, Sensor, f32)]) -> FusionState {
    let blocks: Vec<Array2<f32>> =
        seen.iter().map(|(_, _, residual)| arr2(&[[*residual]])).collect();
    let sightings: Vec<(Date, Sighting<'_>)> = seen
        .iter()
        .zip(&blocks)
        .map(|((day, sensor, _), block)| {
            (date(2024, 1, *day), Sighting { sensor: *sensor, residuals: block.view() })
        })
        .collect();
    fuse((1, 1), &sightings, &Fusion::new(&shipped()).unwrap()).unwrap()
}

/// Days of January: last intact, flagged, confirmed.
fn days(state: &FusionState) -> [Option<i8>; 3] {
    [&state.last_intact, &state.flagged, &state.confirmed]
        .map(|days| date_of(days[(0, 0)]).map(Date::day))
}

fn optical_days(residuals: &[f32]) -> [Option<i8>; 3] {
    let seen: Vec<(i8, Sensor, f32)> =
        (1..).zip(residuals).map(|(day, residual)| (day, Sensor::Sentinel2, *residual)).collect();
    days(&pixel(&seen))
}

#[test]
fn evidence_worked_by_hand() {
    let wide = SensorEvidence {
        probability_min: 1e-9,
        probability_max: 1.0 - 1e-9,
        ..optical(&shipped())
    };
    let evidence = Evidence::new(&wide).unwrap();
    // ln N(r; -0.35, 0.15²) − ln N(r; 0, 0.05²).
    let by_hand = |r: f64| 200.0 * r * r - (r + 0.35).powi(2) / 0.045 - 3_f64.ln();
    for residual in [-0.2, -0.1, -0.05, 0.0, 0.04] {
        let got = f64::from(evidence.log_odds(residual as f32));
        assert!((got - by_hand(residual)).abs() < 1e-4, "{residual}: {got}");
    }
    assert!(evidence.log_odds(f32::NAN).is_nan());
}

#[test]
fn a_pixel_greener_than_forest_is_not_cleared() {
    let evidence = Evidence::new(&optical(&shipped())).unwrap();
    assert_eq!(evidence.log_odds(0.6), evidence.log_odds(INTACT));
}

#[test]
fn two_optical_dates_confirm_and_the_first_is_the_flag() {
    assert_eq!(optical_days(&[INTACT, GONE]), [Some(1), Some(2), None]);
    assert_eq!(optical_days(&[INTACT, GONE, GONE]), [Some(1), Some(2), Some(3)]);
}

#[test]
fn a_missed_cloud_is_flagged_and_taken_back_by_the_next_intact_date() {
    assert_eq!(optical_days(&[INTACT, GONE, INTACT]), [Some(3), None, None]);
    assert_eq!(optical_days(&[INTACT, GONE, INTACT, GONE, GONE]), [Some(3), Some(4), Some(5)]);
}

#[test]
fn hidden_dates_change_nothing() {
    assert_eq!(
        optical_days(&[INTACT, f32::NAN, GONE, f32::NAN, GONE]),
        [Some(1), Some(3), Some(5)]
    );
    assert!(pixel(&[(1, Sensor::Sentinel2, f32::NAN)]).log_odds[(0, 0)].is_nan());
}

#[test]
fn radar_alone_takes_four_dates_and_two_beside_one_optical() {
    let radar = |days: &[i8]| -> Vec<(i8, Sensor, f32)> {
        days.iter().map(|day| (*day, Sensor::Sentinel1, VH_GONE)).collect()
    };
    assert_eq!(days(&pixel(&radar(&[1, 7, 13])))[2], None);
    assert_eq!(days(&pixel(&radar(&[1, 7, 13, 19])))[2], Some(19));
    let mut both = radar(&[1, 7]);
    both.push((9, Sensor::Sentinel2, GONE));
    assert_eq!(days(&pixel(&both)), [None, Some(1), Some(9)]);
}

#[test]
fn one_date_never_confirms_itself_however_many_sensors_agree() {
    let all =
        [(2, Sensor::Sentinel2, GONE), (2, Sensor::Sentinel1, VH_GONE), (2, Sensor::Optical, GONE)];
    assert_eq!(days(&pixel(&all))[1..], [Some(2), None]);
}

#[test]
fn two_views_of_one_sensor_on_one_day_are_one_witness_and_the_weaker_counts() {
    let twice = pixel(&[(2, Sensor::Sentinel2, GONE), (2, Sensor::Sentinel2, -0.12)]);
    assert_eq!(twice, pixel(&[(2, Sensor::Sentinel2, -0.12)]));
    let hidden = pixel(&[(2, Sensor::Sentinel2, GONE), (2, Sensor::Sentinel2, f32::NAN)]);
    assert_eq!(hidden.log_odds, pixel(&[(2, Sensor::Sentinel2, GONE)]).log_odds);
}

#[test]
fn intact_years_weigh_no_more_than_one_intact_date() {
    let months = vec![INTACT; 28];
    let long: Vec<f32> = months.into_iter().chain([GONE, GONE]).collect();
    assert_eq!(optical_days(&long), [Some(28), Some(29), Some(30)]);
}

/// A pixel disturbed for five days, then intact for four, the last of them so many days
/// after the first.
fn intact_again_after(days_after: i32) -> FusionState {
    let fusion = Fusion::new(&shipped()).unwrap();
    let mut state = FusionState::new((1, 1));
    let mut see = |days: i32, residual: f32| {
        let date = date(2020, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        let residuals = arr2(&[[residual]]);
        let sighting = Sighting { sensor: Sensor::Sentinel2, residuals: residuals.view() };
        state.update(date, &[sighting], &fusion).unwrap();
    };
    (0..5).for_each(|day| see(day, GONE));
    (0..4).for_each(|day| see(days_after - 3 + day, INTACT));
    state
}

#[test]
fn a_disturbance_soon_undone_was_none_and_one_undone_later_has_recovered() {
    let none = intact_again_after(180);
    assert_eq!([none.flagged[(0, 0)], none.confirmed[(0, 0)], none.recovered[(0, 0)]], [NO_DAY; 3]);
    let first = day_number(date(2020, 1, 1)).unwrap();
    let regrown = intact_again_after(181);
    assert_eq!(regrown.flagged[(0, 0)], first);
    assert_eq!(regrown.confirmed[(0, 0)], first + 1);
    assert_eq!(regrown.recovered[(0, 0)], first + 181);
}

#[test]
fn the_same_date_again_or_an_earlier_one_is_refused_and_changes_nothing() {
    let fusion = Fusion::new(&shipped()).unwrap();
    let mut state = pixel(&[(5, Sensor::Sentinel2, GONE)]);
    let before = state.clone();
    let residuals = arr2(&[[GONE]]);
    for (day, sensor) in [(5, Sensor::Sentinel2), (5, Sensor::Sentinel1), (4, Sensor::Sentinel2)] {
        let sighting = Sighting { sensor, residuals: residuals.view() };
        let late = DetectError::LateDate { date: date(2024, 1, day), last: date(2024, 1, 5) };
        assert_eq!(state.update(date(2024, 1, day), &[sighting], &fusion), Err(late));
    }
    assert_eq!(state, before);
}

#[test]
fn wrong_shapes_sensors_and_dates_are_refused() {
    let mut thresholds = shipped();
    thresholds.sensors.remove(&Sensor::Sentinel1);
    let fusion = Fusion::new(&thresholds).unwrap();
    let residuals = arr2(&[[GONE]]);
    let see = |shape: (usize, usize), year: i16, sensor| {
        let sighting = Sighting { sensor, residuals: residuals.view() };
        FusionState::new(shape).update(date(year, 1, 1), &[sighting], &fusion).unwrap_err()
    };
    assert!(matches!(see((1, 2), 2024, Sensor::Sentinel2), DetectError::Shape { .. }));
    let unknown = DetectError::UnknownSensor { sensor: Sensor::Sentinel1 };
    assert_eq!(see((1, 1), 2024, Sensor::Sentinel1), unknown);
    for year in [1969, 2150] {
        let error = see((1, 1), year, Sensor::Sentinel2);
        assert_eq!(error, DetectError::DateOutOfRange { date: date(year, 1, 1) });
    }
}

#[test]
fn days_and_dates_go_both_ways() {
    for wanted in [date(1970, 1, 1), date(2016, 2, 29), date(2149, 6, 5)] {
        assert_eq!(date_of(day_number(wanted).unwrap()), Some(wanted));
    }
    assert_eq!(date_of(NO_DAY), None);
}

#[test]
fn parameters_that_tell_no_two_grounds_apart_are_refused() {
    let sensor = optical(&shipped());
    for broken in [
        SensorEvidence { intact_sd: 0.15, ..sensor },
        SensorEvidence { intact_sd: f64::NAN, ..sensor },
        SensorEvidence { disturbed_drop: 0.0, ..sensor },
        SensorEvidence { probability_min: 0.5, ..sensor },
        SensorEvidence { probability_max: 1.0, ..sensor },
    ] {
        assert!(matches!(Evidence::new(&broken), Err(DetectError::NotAModel { .. })), "{broken:?}");
    }
    for broken in [
        FusionThresholds { prior: 0.5, ..shipped() },
        FusionThresholds { confirmed_min: 0.99, ..shipped() },
        FusionThresholds { posterior_max: 1.0, ..shipped() },
    ] {
        assert!(matches!(Fusion::new(&broken), Err(DetectError::NotAModel { .. })));
    }
}

#[test]
fn log_odds_of_one_half_are_zero() {
    assert_eq!(log_odds_of(0.5), 0.0);
}
