//! Fusion on 29 yearly rasters of a mining district; skipped, saying so, where the shared
//! data are absent.
//!
//! Photosynthetic vegetation, Madre de Dios, 30 m, 1990–2018, in percent (csaybar,
//! ForesToolboxRS). Forest is what stood at 80 % or more in the median of the first five
//! years; what is flagged in a year and confirmed by a later one is cleared in it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use ndarray::{Array2, Zip};
use vigia_core::profile::{FusionThresholds, SensorEvidence};
use vigia_core::scene::Asset;
use vigia_core::{Band, Fingerprint, Scene, SceneId, Sensor};
use vigia_detect::fusion::{Fusion, FusionState, NO_DAY, Sighting, date_of, fuse};
use vigia_detect::shipped_profile::default_profile;
use vigia_raster::SceneReader;
use vigia_raster::probe::inspect;
use vigia_testkit::shared_data;

const PIXEL_HA: f64 = 0.09;
const HISTORY_YEARS: usize = 5;
const FOREST_MIN_PERCENT: f32 = 80.0;

/// Reads the only band of a raster; NaN is no data.
fn cover(path: &Path) -> Array2<f32> {
    let info = inspect(path, 1 << 20).unwrap();
    let fingerprint = Fingerprint::of(b"cover");
    let asset = Asset {
        band: Band::Nir,
        fingerprint,
        size_bytes: 0,
        file_name: String::new(),
        band_number: 1,
        scale: 1.0,
        offset: 0.0,
        is_decibels: false,
        nodata: info.bands[0].nodata,
        grid: info.grid.clone(),
    };
    let scene = Scene {
        id: SceneId::new("cover"),
        sensor: Sensor::Optical,
        series: String::new(),
        acquired_start: Timestamp::UNIX_EPOCH,
        acquired_end: Timestamp::UNIX_EPOCH,
        processing_baseline: None,
        orbit_state: None,
        grid: info.grid,
        assets: vec![asset],
    };
    let reader = SceneReader::open(&scene, &|_| path.to_owned()).unwrap();
    reader.read_band(Band::Nir, scene.grid.full_window()).unwrap()
}

/// Cover of each year.
fn years() -> Option<BTreeMap<i16, Array2<f32>>> {
    let folder = shared_data("series/mdd-pv-1990-2018")?;
    vigia_raster::configure();
    Some(
        (1990..=2018)
            .map(|year| (year, cover(&folder.join(format!("{year}_PV_Prueba.tif")))))
            .collect(),
    )
}

/// Median of the first years where it is forest; NaN elsewhere.
fn forest(years: &BTreeMap<i16, Array2<f32>>) -> Array2<f32> {
    let history: Vec<&Array2<f32>> = years.values().take(HISTORY_YEARS).collect();
    Array2::from_shape_fn(history[0].dim(), |at| {
        let mut seen: Vec<f32> =
            history.iter().map(|cover| cover[at]).filter(|value| !value.is_nan()).collect();
        seen.sort_by(f32::total_cmp);
        let median = match seen.len() {
            0 => f32::NAN,
            count => f32::midpoint(seen[(count - 1) / 2], seen[count / 2]),
        };
        if median >= FOREST_MIN_PERCENT { median } else { f32::NAN }
    })
}

/// Sightings in percent of cover: intact within 5, disturbed 30 lower.
fn fused(seen: &[(Date, Array2<f32>)]) -> FusionState {
    let percent = SensorEvidence {
        intact_sd: 5.0,
        disturbed_drop: 30.0,
        disturbed_sd: 12.0,
        probability_min: 0.1,
        probability_max: 0.9,
    };
    let sensors = BTreeMap::from([(Sensor::Optical, percent)]);
    let shipped = default_profile().unwrap().profile.fusion;
    let fusion = Fusion::new(&FusionThresholds { sensors, ..shipped }).unwrap();
    let sighting = |residuals| Sighting { sensor: Sensor::Optical, residuals };
    let sightings: Vec<(Date, Sighting<'_>)> =
        seen.iter().map(|(day, residuals)| (*day, sighting(residuals.view()))).collect();
    fuse(seen[0].1.dim(), &sightings, &fusion).unwrap()
}

/// Confirmed hectares by the year of their flag.
fn cleared_ha(state: &FusionState) -> BTreeMap<i16, f64> {
    let mut by_year = BTreeMap::new();
    Zip::from(&state.flagged).and(&state.confirmed).for_each(|flagged, confirmed| {
        if let Some(day) = date_of(*flagged).filter(|_| *confirmed != NO_DAY) {
            *by_year.entry(day.year()).or_default() += PIXEL_HA;
        }
    });
    by_year
}

fn sum(by_year: &BTreeMap<i16, f64>, years: RangeInclusive<i16>) -> f64 {
    by_year.range(years).map(|(_, hectares)| hectares).sum()
}

/// Hectares: 1990–2000 171, 2001–2005 241, 2006–2013 759. The raster of 2012 is that of
/// 2011 once more; taken for a view of its own it would confirm, as of 2011, another 103.
#[test]
fn clearing_grows_over_the_gold_rush_and_a_repeated_year_adds_nothing() {
    let Some(years) = years() else { return };
    assert_eq!(
        years[&2011].mapv(f32::to_bits),
        years[&2012].mapv(f32::to_bits),
        "the repeat that this test is about"
    );
    let expected = forest(&years);
    let residuals = |year: i16| &years[&year] - &expected;
    let distinct: Vec<(Date, Array2<f32>)> = years
        .keys()
        .filter(|year| **year != 2012)
        .map(|year| (date(*year, 7, 1), residuals(*year)))
        .collect();
    let state = fused(&distinct);
    let by_year = cleared_ha(&state);
    println!("{by_year:.0?}");
    let [before, road, rush] =
        [1990..=2000, 2001..=2005, 2006..=2013].map(|years| sum(&by_year, years));
    println!("{before:.1} {road:.1} {rush:.1}");
    assert!(rush > 3.0 * before, "{rush} ha in the rush, {before} ha before");
    assert!(rush / 8.0 > road / 5.0 && road / 5.0 > before / 11.0, "the yearly rate grows");

    // Taken for what it is, one acquisition given twice.
    let mut repeated = distinct.clone();
    repeated.push((date(2011, 7, 1), residuals(2012)));
    let again = fused(&repeated);
    assert_eq!(again.log_odds.mapv(f32::to_bits), state.log_odds.mapv(f32::to_bits));
    assert_eq!(cleared_ha(&again), by_year);
}
