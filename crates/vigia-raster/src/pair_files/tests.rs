#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use std::collections::BTreeMap;

use jiff::civil::date;
use vigia_core::{Band, GridGeometry, Sensor};
use vigia_testkit::shared_data;

use super::*;
use crate::probe::{BandInfo, RasterInfo};

const HEADER: &str = "id,before,after,before_start,before_end,after_start,after_end";

fn manifest(text: &str) -> Result<PairManifest, Problem> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pairs.csv");
    std::fs::write(&path, text).unwrap();
    read_manifest(&path)
}

fn row() -> PairRow {
    let line = "laguna,a.tif,b.tif,2019-01-01,2019-12-31,2021-01-01,2021-12-31";
    manifest(&format!("{HEADER}\n{line}\n")).unwrap().rows.remove(0)
}

fn info(names: &[&str], metadata: &[(&str, &str)]) -> RasterInfo {
    RasterInfo {
        grid: GridGeometry {
            crs: "EPSG:4326".into(),
            transform: [-70.0, 1e-4, 0.0, -12.0, 0.0, -1e-4],
            rows: 4,
            cols: 4,
        },
        bands: names
            .iter()
            .map(|name| BandInfo {
                data_type: "Int16".into(),
                nodata: None,
                scale: None,
                offset: None,
                description: (*name).into(),
                unit: String::new(),
                sampled: None,
                block_cols: 4,
                block_rows: 4,
            })
            .collect(),
        driver: "GTiff".into(),
        metadata: metadata
            .iter()
            .map(|(k, v)| ((*k).into(), (*v).into()))
            .collect::<BTreeMap<_, _>>(),
    }
}

const STATED: [(&str, &str); 2] = [("scale", "0.0001"), ("offset", "0")];
const NAMES: [&str; 6] = ["B02", "B03", "B04", "B08", "B11", "B12"];

#[test]
fn a_pair_becomes_two_scenes_of_one_series_dated_by_its_manifest() {
    let [before, after] = row()
        .drafts(&info(&NAMES, &STATED), &info(&NAMES, &STATED), &PairOptions::default())
        .unwrap();
    assert_eq!(before.id.as_str(), "pair:laguna:before");
    assert_eq!(after.series.as_deref(), Some("pair:laguna"));
    assert_eq!(before.sensor, Sensor::Sentinel2);
    assert_eq!(before.acquired_start.to_string(), "2019-01-01T00:00:00Z");
    assert_eq!(after.acquired_end.to_string(), "2021-12-31T23:59:59Z");
    assert_eq!(after.assets.iter().map(|a| a.band_number).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    assert!(after.assets.iter().all(|a| (a.scale, a.offset) == (0.0001, 0.0)));
}

#[test]
fn a_pair_whose_calibration_or_bands_nobody_states_is_refused() {
    let code = |names: &[&str], metadata: &[(&str, &str)], options: &PairOptions| {
        row().drafts(&info(names, metadata), &info(names, metadata), options).unwrap_err().code
    };
    let nothing = PairOptions::default();
    assert_eq!(code(&NAMES, &[], &nothing), ProblemCode::CalibrationMissing);
    assert_eq!(code(&NAMES, &STATED[..1], &nothing), ProblemCode::CalibrationMissing);
    assert_eq!(code(&[""; 6], &STATED, &nothing), ProblemCode::BandsUnknown);
    let twice = ["B02", "B03", "B04", "B08", "B11", "B11"];
    assert_eq!(code(&twice, &STATED, &nothing), ProblemCode::BandsUnknown);
    let integers_as_they_are = PairOptions { scale: Some(1.0), offset: Some(0.0), ..nothing };
    assert_eq!(code(&NAMES, &[], &integers_as_they_are), ProblemCode::CalibrationMissing);
}

#[test]
fn an_operator_overrules_the_manifest_and_that_the_file() {
    let options = PairOptions {
        bands: Some(PairOptions::bands_from_names("swir22 swir16 nir red green blue")),
        scale: Some(0.001),
        ..PairOptions::default()
    };
    let mut row = row();
    row.options = PairOptions { scale: Some(0.5), offset: Some(-0.1), ..PairOptions::default() };
    let bare = info(&[""; 6], &STATED);
    let [before, _] = row.drafts(&bare, &bare, &options).unwrap();
    let blue = before.assets.iter().find(|asset| asset.band == Band::Blue).unwrap();
    assert_eq!((blue.band_number, blue.scale, blue.offset), (6, 0.001, -0.1));
}

#[test]
fn two_pictures_on_different_grids_are_no_pair() {
    let mut moved = info(&NAMES, &STATED);
    moved.grid.transform[0] += 1e-4;
    let refused =
        row().drafts(&info(&NAMES, &STATED), &moved, &PairOptions::default()).unwrap_err();
    assert_eq!(refused.code, ProblemCode::GridMismatch);
}

#[test]
fn a_bad_row_is_left_out_with_its_number_and_the_rest_is_kept() {
    let text = format!(
        "{HEADER}\n\
         a,a1.tif,a2.tif,2019-01-01,2019-12-31,2021-01-01,2021-12-31\n\
         b,b1.tif,b2.tif,2019-13-01,2019-12-31,2021-01-01,2021-12-31\n\
         c,,c2.tif,2019-01-01,2019-12-31,2021-01-01,2021-12-31\n\
         d,d1.tif,d2.tif,2021-01-01,2021-12-31,2019-01-01,2019-12-31\n\
         a,e1.tif,e2.tif,2019-01-01,2019-12-31,2021-01-01,2021-12-31\n\
         f,f1.tif\n"
    );
    let manifest = manifest(&text).unwrap();
    assert_eq!(manifest.rows.len(), 1);
    assert_eq!(manifest.rows[0].before_window.not_before, date(2019, 1, 1));
    let subjects: Vec<_> =
        manifest.problems.iter().map(|p| p.subject.rsplit(' ').next().unwrap()).collect();
    assert_eq!(subjects, ["3", "4", "5", "6", "7"]);
}

#[test]
fn a_table_without_the_date_columns_is_refused() {
    let refused = manifest("id,before,after\na,x.tif,y.tif\n").unwrap_err();
    assert_eq!(refused.code, ProblemCode::ColumnsUnknown);
    assert!(refused.detail.contains("before_start"));
}

#[test]
fn the_real_manifest_is_read_without_a_bad_row() {
    let Some(path) = shared_data("s2-pairs/manifest.csv") else { return };
    assert!(is_manifest(&path));
    let manifest = read_manifest(&path).unwrap();
    assert_eq!(
        (manifest.rows.len(), manifest.problems.len()),
        (634, 0),
        "{:?}",
        manifest.problems.first()
    );
    assert!(manifest.rows.iter().all(|row| row.before.exists() && row.after.exists()));
}
