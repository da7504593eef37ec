//! Fusion on real series of single pixels; skipped, aloud, where the shared data are absent.
//!
//! | series | by | last intact | flagged | confirmed | recovered |
//! |---|---|---|---|---|---|
//! | Bolivia, cleared early 2016 | Landsat NDVI | 2015-12-17 | 2016-01-18 | 2016-02-11 | |
//! | | Sentinel-1 VV | 2015-12-30 | 2016-01-05 | 2016-01-29 | |
//! | | both | 2015-12-30 | 2016-01-05 | 2016-01-18 | |
//! | the same with bayts' parameters | both | 2015-12-30 | 2016-01-05 | 2016-01-18 | |
//! | Peru/Brazil, 243 dates from 1990 | Landsat NDMI | 2005-09-11 | 2005-09-27 | 2005-10-13 | 2008-07-01 |
//!
//! Rondônia, Landsat 8 NDVI, 40 pixels of each label: flagged at the end and confirmed are
//! 21 and 17 of Deforestation, 1 and 0 of Forest, 4 and 2 of NatNonForest, 14 and 4 of
//! Pasture.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use ndarray::Array2;
use vigia_core::Sensor;
use vigia_core::profile::{FusionThresholds, SensorEvidence};
use vigia_detect::fusion::{Fusion, FusionState, Sighting, date_of, fuse};
use vigia_detect::shipped_profile::default_profile;
use vigia_testkit::shared_rows;

/// Day and residual.
type Residuals = Vec<(Date, f32)>;

fn shipped() -> FusionThresholds {
    default_profile().unwrap().profile.fusion
}

/// Dates and values of one pixel; `NA` is hidden.
fn values<'a>(
    rows: impl IntoIterator<Item = &'a BTreeMap<String, String>>,
    [day, value]: [&str; 2],
) -> Residuals {
    let rows = rows.into_iter();
    rows.map(|row| (row[day].parse().unwrap(), row[value].parse().unwrap_or(f32::NAN))).collect()
}

/// Median of the first `count` clear values.
fn median_of_first(count: usize, values: &Residuals) -> f32 {
    let clear = values.iter().map(|(_, value)| *value).filter(|value| !value.is_nan());
    let mut first: Vec<f32> = clear.take(count).collect();
    first.sort_by(f32::total_cmp);
    f32::midpoint(first[(first.len() - 1) / 2], first[first.len() / 2])
}

fn less(expected: f32, values: &Residuals) -> Residuals {
    values.iter().map(|(day, value)| (*day, value - expected)).collect()
}

fn fused(series: &[(Sensor, &Residuals)], thresholds: &FusionThresholds) -> FusionState {
    let all = series.iter().flat_map(|(sensor, residuals)| {
        residuals
            .iter()
            .map(|(day, residual)| (*day, *sensor, Array2::from_elem((1, 1), *residual)))
    });
    let all: Vec<(Date, Sensor, Array2<f32>)> = all.collect();
    let sightings: Vec<(Date, Sighting<'_>)> = all
        .iter()
        .map(|(day, sensor, block)| (*day, Sighting { sensor: *sensor, residuals: block.view() }))
        .collect();
    fuse((1, 1), &sightings, &Fusion::new(thresholds).unwrap()).unwrap()
}

/// Last intact, flagged, confirmed, recovered.
fn dates(state: &FusionState) -> [Option<Date>; 4] {
    [&state.last_intact, &state.flagged, &state.confirmed, &state.recovered]
        .map(|days| date_of(days[(0, 0)]))
}

/// Residuals of the Bolivian pixel from 2015 on: optical, radar.
fn bolivia(expected: Option<[f32; 2]>) -> Option<[Residuals; 2]> {
    let series = [
        values(&shared_rows("series/bayts_bolivia_lndvi.csv")?, ["date", "ndvi"]),
        values(&shared_rows("series/bayts_bolivia_s1vv.csv")?, ["date", "vv_db"]),
    ];
    let history =
        |values: &Residuals| values.iter().filter(|(day, _)| *day < date(2015, 1, 1)).count();
    let own = series.each_ref().map(|values| median_of_first(history(values), values));
    let [optical, radar] = expected.unwrap_or(own);
    let [optical, radar] = [less(optical, &series[0]), less(radar, &series[1])];
    let from_2015 = |residuals: Residuals| -> Residuals {
        residuals.into_iter().filter(|(day, _)| *day >= date(2015, 1, 1)).collect()
    };
    Some([optical, radar].map(from_2015))
}

/// bayts (Reiche et al.), Landsat NDVI and Sentinel-1 VV: cleared in the first days of 2016,
/// after a cloud that the optical mask missed in March 2015.
#[test]
fn a_bolivian_clearing_is_flagged_by_radar_and_confirmed_weeks_before_either_sensor_alone() {
    let Some([optical, radar]) = bolivia(None) else { return };
    let alone = [(Sensor::Optical, &optical), (Sensor::Sentinel1, &radar)];
    let [by_optical, by_radar] = alone.map(|one| dates(&fused(&[one], &shipped())));
    let by_both = dates(&fused(&alone, &shipped()));
    let found = |days: [(i16, i8, i8); 3]| {
        let [intact, flagged, confirmed] = days.map(|(y, m, d)| Some(date(y, m, d)));
        [intact, flagged, confirmed, None]
    };
    assert_eq!(by_optical, found([(2015, 12, 17), (2016, 1, 18), (2016, 2, 11)]));
    assert_eq!(by_radar, found([(2015, 12, 30), (2016, 1, 5), (2016, 1, 29)]));
    assert_eq!(by_both, found([(2015, 12, 30), (2016, 1, 5), (2016, 1, 18)]));
}

/// The package's own example: its densities, caps and chi; its rule gives these dates too.
#[test]
fn with_the_parameters_of_bayts_its_example_is_dated_as_by_bayts() {
    let Some([optical, radar]) = bolivia(Some([0.85, -7.0])) else { return };
    let sensor = |intact_sd, disturbed_drop, disturbed_sd| SensorEvidence {
        intact_sd,
        disturbed_drop,
        disturbed_sd,
        probability_min: 0.1,
        probability_max: 0.9,
    };
    let sensors = BTreeMap::from([
        (Sensor::Optical, sensor(0.075, 0.45, 0.125)),
        (Sensor::Sentinel1, sensor(0.75, 4.5, 1.0)),
    ]);
    let bayts = FusionThresholds { sensors, prior: 0.1, confirmed_min: 0.9, ..shipped() };
    let alone = [(Sensor::Optical, &optical), (Sensor::Sentinel1, &radar)];
    let [by_optical, by_radar] = alone.map(|one| dates(&fused(&[one], &bayts)));
    let both = dates(&fused(&alone, &bayts));
    let day = |month, day| Some(date(2016, month, day));
    assert_eq!(by_optical[1..3], [day(1, 18), day(2, 11)]);
    assert_eq!(by_radar[1..3], [day(1, 5), day(1, 18)]);
    assert_eq!(both[1..3], [day(1, 5), day(1, 18)]);
}

/// rgrowth (DeVries), Landsat NDMI: 243 dates with a dozen missed clouds, cleared in
/// September 2005, regrown by 2010.
#[test]
fn a_peruvian_clearing_is_dated_past_fifteen_years_of_missed_clouds_and_seen_to_regrow() {
    let Some(rows) = shared_rows("series/rgrowth_ndmi_wrs002068.csv") else { return };
    let ndmi = values(&rows, ["date", "ndmi"]);
    let residuals = less(median_of_first(6, &ndmi), &ndmi);
    let found = dates(&fused(&[(Sensor::Optical, &residuals)], &shipped()));
    let days = [(2005, 9, 11), (2005, 9, 27), (2005, 10, 13), (2008, 7, 1)];
    assert_eq!(found, days.map(|(year, month, day)| Some(date(year, month, day))));
}

/// sits (Rondônia, Landsat 8 NDVI, one year; gaps filled by straight lines, so that one
/// missed cloud is several low views in a row).
#[test]
fn forest_pixels_of_rondonia_are_never_confirmed_and_cleared_ones_are() {
    let Some(rows) = shared_rows("series/sits_rondonia_l8_ts.csv") else { return };
    let mut pixels: BTreeMap<(&str, &str), Vec<&BTreeMap<String, String>>> = BTreeMap::new();
    for row in &rows {
        pixels.entry((&row["label"], &row["sample"])).or_default().push(row);
    }
    let vegetated_min = default_profile().unwrap().profile.series.vegetated_min as f32;
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for ((label, _), rows) in &pixels {
        let ndvi = values(rows.iter().copied(), ["Index", "NDVI"]);
        let expected = median_of_first(6, &ndvi);
        if expected < vegetated_min {
            continue;
        }
        let residuals = less(expected, &ndvi);
        let [_, flagged, confirmed, _] =
            dates(&fused(&[(Sensor::Optical, &residuals)], &shipped()));
        let count = counts.entry(label).or_default();
        count.0 += usize::from(flagged.is_some());
        count.1 += usize::from(confirmed.is_some());
    }
    let stated = [
        ("Deforestation", (21, 17)),
        ("Forest", (1, 0)),
        ("NatNonForest", (4, 2)),
        ("Pasture", (14, 4)),
    ];
    assert_eq!(counts, BTreeMap::from(stated));
}
