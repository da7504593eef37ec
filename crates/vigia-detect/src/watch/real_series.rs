//! Real series of single pixels; skipped, aloud, where the shared data are absent.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use jiff::civil::date;
use ndarray::{Array2, Array3};

use vigia_testkit::shared_rows;

use super::at_once::watch;
use super::*;
use crate::shipped_profile::default_profile;

fn shipped() -> SeriesThresholds {
    default_profile().unwrap().profile.series
}

/// Dates and values of one pixel; `NA` is hidden.
fn series(rows: &[&BTreeMap<String, String>], day: &str, value: &str) -> (Vec<Date>, Vec<f32>) {
    let dated = rows
        .iter()
        .map(|row| (row[day].parse::<Date>().unwrap(), row[value].parse().unwrap_or(f32::NAN)));
    dated.unzip()
}

/// First break, last intact view before it, confirmation.
fn watched(
    (dates, values): &(Vec<Date>, Vec<f32>),
    thresholds: &SeriesThresholds,
) -> Option<(Date, Date, Option<Date>)> {
    let index = Array3::from_shape_vec((values.len(), 1, 1), values.clone()).unwrap();
    let state = watch(index.view(), &vec![0.0; dates.len()], dates, thresholds).unwrap();
    let breaks = state.breaks(thresholds);
    let at = |times: &Array2<u16>| dates.get(usize::from(times[(0, 0)])).copied();
    Some((at(&breaks.first_break)?, at(&breaks.last_clear_before)?, at(&breaks.confirmed_at)))
}

/// bayts (Reiche et al.), Landsat NDVI, Bolivia: cleared early in 2016 after a cloud that
/// its mask missed in March 2015 (0.44 between 0.84 and 0.87).
#[test]
fn a_bolivian_clearing_is_dated_within_a_month_and_a_missed_cloud_is_none() {
    let Some(rows) = shared_rows("series/bayts_bolivia_lndvi.csv") else { return };
    let pixel = series(&rows.iter().collect::<Vec<_>>(), "date", "ndvi");
    assert_eq!(
        watched(&pixel, &shipped()),
        Some((date(2016, 1, 18), date(2015, 12, 17), Some(date(2016, 2, 11))))
    );
}

/// rgrowth (DeVries), Landsat NDMI, Peru/Brazil: 243 dates, cleared in September 2005,
/// regrown by 2010; a dozen views with missed cloud. NDMI of forest is lower than the
/// canopy index, so `vegetated_min` is.
#[test]
fn a_peruvian_clearing_is_found_after_fifteen_years_of_missed_clouds_and_outlives_regrowth() {
    let Some(rows) = shared_rows("series/rgrowth_ndmi_wrs002068.csv") else { return };
    let pixel = series(&rows.iter().collect::<Vec<_>>(), "date", "ndmi");
    let thresholds = SeriesThresholds { vegetated_min: 0.25, ..shipped() };
    assert_eq!(
        watched(&pixel, &thresholds),
        Some((date(2005, 9, 27), date(2005, 9, 11), Some(date(2005, 10, 13))))
    );
}

/// sits (Rondônia, Landsat 8 NDVI, one year, gaps filled by straight lines: harder than
/// raw views, for one missed cloud becomes several low views in a row).
#[test]
fn forest_pixels_of_rondonia_raise_no_break_and_cleared_ones_do() {
    let Some(rows) = shared_rows("series/sits_rondonia_l8_ts.csv") else { return };
    let mut pixels: BTreeMap<(&str, &str), Vec<&BTreeMap<String, String>>> = BTreeMap::new();
    for row in &rows {
        pixels.entry((&row["label"], &row["sample"])).or_default().push(row);
    }
    let mut confirmed: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for ((label, _), rows) in &pixels {
        let found = watched(&series(rows, "Index", "NDVI"), &shipped());
        let count = confirmed.entry(label).or_default();
        count.0 += usize::from(found.is_some_and(|(_, _, confirmation)| confirmation.is_some()));
        count.1 += usize::from(found.is_some());
    }
    // Confirmed, all; some clearings fall into the history or between gaps.
    assert_eq!(confirmed["Forest"], (0, 0));
    assert!(confirmed["Deforestation"].0 >= 14, "{confirmed:?}");
}
