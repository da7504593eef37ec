#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use super::*;
use crate::probe::BandInfo;

fn grid(pixel: f64) -> GridGeometry {
    let transform = [300_000.0, pixel, 0.0, 8_600_000.0, 0.0, -pixel];
    GridGeometry { crs: "EPSG:32719".into(), transform, rows: 4, cols: 4 }
}

fn file(pixel: f64, data_type: &str, scale: Option<f64>, offset: Option<f64>) -> InspectedFile {
    let band = BandInfo {
        data_type: data_type.into(),
        nodata: None,
        scale,
        offset,
        description: String::new(),
        unit: String::new(),
        sampled: None,
        block_cols: 4,
        block_rows: 4,
    };
    InspectedFile {
        fingerprint: Fingerprint::of(b"x"),
        size_bytes: 1,
        info: RasterInfo {
            grid: grid(pixel),
            bands: vec![band],
            driver: "GTiff".into(),
            metadata: Default::default(),
        },
    }
}

fn draft(bands: &[(Band, &str)]) -> SceneDraft {
    SceneDraft {
        id: SceneId::new("s"),
        sensor: Sensor::Sentinel2,
        series: None,
        acquired_start: "2024-01-01T00:00:00Z".parse().unwrap(),
        acquired_end: "2024-01-01T00:00:00Z".parse().unwrap(),
        processing_baseline: None,
        orbit_state: None,
        assets: bands
            .iter()
            .map(|(band, path)| AssetDraft {
                band: *band,
                path: path.into(),
                band_number: 1,
                scale: 0.0001,
                offset: -0.1,
                is_decibels: Some(false),
                nodata: None,
            })
            .collect(),
    }
}

#[test]
fn the_finest_asset_gives_the_grid_and_zero_is_no_data_in_sentinel_2_integers() {
    let scene = draft(&[(Band::Swir1, "coarse"), (Band::Red, "fine")])
        .complete(|path| {
            let coarse = path.ends_with("coarse");
            Ok(file(if coarse { 20.0 } else { 10.0 }, "UInt16", None, None))
        })
        .unwrap();
    assert_eq!(scene.grid, grid(10.0));
    assert_eq!(scene.series, grid_series(&grid(10.0)));
    assert_eq!(scene.asset(Band::Red).unwrap().nodata, Some(0.0));
}

#[test]
fn a_file_that_states_another_calibration_than_its_item_is_refused() {
    let refused = draft(&[(Band::Red, "f")])
        .complete(|_| Ok(file(10.0, "UInt16", Some(0.0001), Some(0.0))))
        .unwrap_err();
    assert_eq!(refused.code, ProblemCode::CalibrationMissing);
    let agreeing =
        draft(&[(Band::Red, "f")]).complete(|_| Ok(file(10.0, "UInt16", Some(0.0001), Some(-0.1))));
    assert!(agreeing.is_ok());
}

#[test]
fn a_band_number_beyond_the_file_is_refused() {
    let mut draft = draft(&[(Band::Red, "f")]);
    draft.assets[0].band_number = 2;
    let refused = draft.complete(|_| Ok(file(10.0, "UInt16", None, None))).unwrap_err();
    assert_eq!(refused.code, ProblemCode::BandsUnknown);
}

#[test]
fn a_products_integers_are_scaled_and_floating_points_are_not_scaled_twice() {
    let landsat = |data_type: &'static str| {
        let mut draft = draft(&[(Band::Red, "f")]);
        draft.sensor = Sensor::Landsat;
        (draft.assets[0].scale, draft.assets[0].offset) = (0.000_027_5, -0.2);
        draft.complete(|_| Ok(file(30.0, data_type, None, None)))
    };
    let red = landsat("UInt16").unwrap().assets.remove(0);
    assert_eq!(red.nodata, Some(0.0), "fill");
    // LSDS-1619: 7273 is 0, 43636 is 1.
    assert!(red.quantity(7273.0).abs() < 1e-5 && (red.quantity(43636.0) - 1.0).abs() < 1e-5);
    assert_eq!(landsat("Float32").unwrap_err().code, ProblemCode::CalibrationMissing);
}
