//! A real series of one pixel; skipped, aloud, where the shared data are absent.
#![allow(clippy::unwrap_used)]

use jiff::civil::{Date, date};

use super::omnibus::{Change, Sequence, SequenceTest};

/// bayts (Reiche et al.), Sentinel-1 VV in dB, Bolivia, filtered: cleared early in 2016 (the
/// Landsat series of the same pixel breaks on 2016-01-18).
fn acquisitions() -> Option<Vec<(Date, f64)>> {
    let rows = vigia_testkit::shared_rows("series/bayts_bolivia_s1vv.csv")?;
    let seen = rows.iter().filter_map(|row| {
        let decibels: f64 = row["vv_db"].parse().ok()?;
        Some((row["date"].parse().unwrap(), 10.0_f64.powf(decibels / 10.0)))
    });
    Some(seen.collect())
}

/// Mean² / variance over the first year, before anything happened: speckle and rain.
fn looks(series: &[(Date, f64)]) -> f64 {
    let year: Vec<f64> = series
        .iter()
        .filter(|(day, _)| *day < date(2015, 10, 7))
        .map(|(_, power)| *power)
        .collect();
    let mean = year.iter().sum::<f64>() / year.len() as f64;
    let squares: f64 = year.iter().map(|power| (power - mean).powi(2)).sum();
    mean * mean * (year.len() - 1) as f64 / squares
}

fn changes(series: &[(Date, f64)], persistence: u32) -> Vec<Change> {
    let test = SequenceTest::<1>::new(looks(series), 1e-4, persistence);
    let mut sequence = Sequence::EMPTY;
    let steps = series.iter().enumerate();
    steps.filter_map(|(time, (_, power))| sequence.step(time as u16, [*power], &test)).collect()
}

#[test]
fn a_bolivian_clearing_is_seen_by_radar_a_fortnight_before_landsat_and_nothing_before_it() {
    let Some(series) = acquisitions() else { return };
    for (persistence, confirmed) in [(1, date(2016, 1, 5)), (2, date(2016, 1, 18))] {
        let change = changes(&series, persistence)[0];
        let day = |time: u16| series[usize::from(time)].0;
        assert_eq!(day(change.last_before), date(2015, 12, 30));
        assert_eq!(day(change.first), date(2016, 1, 5));
        assert_eq!(day(change.confirmed_at), confirmed);
        assert!(change.fall_db() > 2.0, "{} looks, {change:?}", looks(&series));
    }
}
