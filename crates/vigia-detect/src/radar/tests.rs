#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::shipped_profile::default_profile;

const SAMPLE: RadarSample = RadarSample { object_px: 100, ring_px: 400 };
const FOREST: f64 = 0.04;

fn thresholds() -> SeriesThresholds {
    SeriesThresholds {
        radar_looks: 4.0,
        radar_drop_db_min: 1.5,
        radar_z_min: 3.0,
        ..default_profile().unwrap().profile.series
    }
}

fn dates(count: usize) -> Vec<Date> {
    (0..count).map(|i| date(2023, 1, 1) + (12 * i as i64).days()).collect()
}

/// Cleared between the acquisitions with these indices.
fn between(last: usize, first: usize) -> DateInterval {
    let dates = dates(first + 1);
    DateInterval { not_before: dates[last], not_after: dates[first] }
}

fn change(object: &[f64], ring: &[f64], onset: DateInterval) -> Option<RadarChange> {
    radar_change(object, ring, &dates(object.len()), onset, SAMPLE, &thresholds()).unwrap()
}

#[test]
fn a_fall_to_half_is_three_decibels_with_the_error_of_its_speckle() {
    let object = [FOREST, FOREST, FOREST, FOREST, 0.02, 0.02, 0.02, 0.02];
    let found = change(&object, &[FOREST; 8], between(3, 4)).unwrap();
    assert!((found.change_db + 3.0103).abs() < 1e-4);
    // 1/(4 · 100) + 1/(4 · 400) = 0.003125, over four before and three after.
    let error = (0.003_125_f64 / 4.0 + 0.003_125 / 3.0).sqrt();
    assert!((found.z + std::f64::consts::LN_2 / error).abs() < 1e-9);
    assert_eq!(found.first_seen, Some(4));
    assert!(found.confirms(&thresholds()));
}

#[test]
fn rain_that_wets_both_confirms_nothing() {
    let wet = [1.0, 1.8, 1.0, 1.5, 0.6, 0.5, 0.6, 0.5].map(|rain| rain * FOREST);
    let found = change(&wet, &wet, between(3, 4)).unwrap();
    assert!(found.change_db.abs() < 1e-9);
    assert!(!found.confirms(&thresholds()) && found.first_seen.is_none());
}

#[test]
fn radar_sees_within_the_wet_season_what_optics_date_after_it() {
    let mut object = vec![FOREST; 6];
    object.extend([0.015; 8]);
    let found = change(&object, &[FOREST; 14], between(4, 11)).unwrap();
    assert_eq!(found.first_seen, Some(6));
}

#[test]
fn one_low_acquisition_is_not_a_clearing() {
    let mut object = [FOREST; 9];
    object[5] = 0.01;
    assert_eq!(change(&object, &[FOREST; 9], between(3, 6)).unwrap().first_seen, None);
}

#[test]
fn a_restless_place_needs_a_larger_fall() {
    let quiet = [0.040, 0.041, 0.039, 0.040, 0.040, 0.025, 0.025];
    let restless = [0.040, 0.080, 0.020, 0.070, 0.030, 0.025, 0.025];
    let certainty = |object: &[f64]| change(object, &[FOREST; 7], between(4, 5)).unwrap().z;
    assert!(certainty(&quiet) < -3.0 && certainty(&restless) > -3.0);
}

#[test]
fn too_few_acquisitions_are_not_observable_which_is_not_no_change() {
    assert_eq!(change(&[FOREST; 5], &[FOREST; 5], between(1, 2)), None);
    assert_eq!(change(&[FOREST; 5], &[FOREST; 5], between(3, 4)), None);
    let missing = [f64::NAN, 0.0, FOREST, FOREST, FOREST, -0.1];
    assert_eq!(change(&missing, &[FOREST; 6], between(3, 4)), None);
}

#[test]
fn series_of_two_lengths_are_refused() {
    let onset = between(1, 2);
    let result = radar_change(&[FOREST; 3], &[FOREST; 4], &dates(4), onset, SAMPLE, &thresholds());
    assert!(matches!(result, Err(DetectError::Shape { .. })));
}

/// Sentinel-1 VV of one pixel in Bolivia (bayts, Reiche et al.), cleared early in 2016:
/// one pixel, the other polarisation, no ring; its speckle is filtered, hence 60 looks.
#[test]
fn backscatter_of_a_bolivian_clearing_falls_after_it() {
    let Some(rows) = vigia_testkit::shared_rows("series/bayts_bolivia_s1vv.csv") else { return };
    // `NA` is missing.
    let dated = rows.iter().map(|row| {
        (row["date"].parse::<Date>().unwrap(), row["vv_db"].parse().unwrap_or(f64::NAN))
    });
    let (dates, db): (Vec<Date>, Vec<f64>) = dated.unzip();
    let power: Vec<f64> = db.iter().map(|db| 10_f64.powf(db / 10.0)).collect();
    let onset = DateInterval { not_before: date(2015, 12, 17), not_after: date(2016, 2, 11) };
    let one = RadarSample { object_px: 1, ring_px: usize::MAX };
    let ring = vec![1.0; dates.len()];
    let looks = SeriesThresholds { radar_looks: 60.0, ..thresholds() };
    let found = radar_change(&power, &ring, &dates, onset, one, &looks).unwrap().unwrap();
    assert!(found.confirms(&looks), "{found:?}");
    assert_eq!(dates[found.first_seen.unwrap()], date(2016, 1, 5));
}

proptest! {
    #[test]
    fn rain_on_both_changes_nothing(
        object in prop::collection::vec(0.005_f64..0.08, 12),
        rain in prop::collection::vec(0.5_f64..3.0, 12),
    ) {
        let ring = [FOREST; 12];
        let wet = |values: &[f64]| -> Vec<f64> {
            values.iter().zip(&rain).map(|(value, rain)| value * rain).collect()
        };
        let dry = change(&object, &ring, between(6, 7)).unwrap();
        let rained = change(&wet(&object), &wet(&ring), between(6, 7)).unwrap();
        prop_assert!((dry.change_db - rained.change_db).abs() < 1e-9);
        prop_assert!((dry.z - rained.z).abs() < 1e-6 * dry.z.abs().max(1.0));
    }
}
