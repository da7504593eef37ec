#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use serde_json::json;
use vigia_core::Sensor;
use vigia_core::sensor::OPTICAL_BANDS;
use vigia_testkit::shared_data;

use super::*;

mod landsat;
mod mosaic;

const TIFF: &str = "image/tiff; application=geotiff; profile=cloud-optimized";

/// A Sentinel-2 item as STAC 1.0 with one file a band, baseline 05.09.
fn sentinel_2() -> Value {
    let mut assets = serde_json::Map::new();
    for (key, name) in [
        ("blue", "B02"),
        ("green", "B03"),
        ("red", "B04"),
        ("nir", "B08"),
        ("swir16", "B11"),
        ("swir22", "B12"),
    ] {
        assets.insert(
            key.into(),
            json!({
                "href": format!("./{name}.tif"), "type": TIFF,
                "eo:bands": [{"name": name, "common_name": key}],
                "raster:bands": [
                    {"data_type": "uint16", "nodata": 0, "scale": 0.0001, "offset": -0.1}
                ],
            }),
        );
    }
    assets.insert("scl".into(), json!({"href": "./SCL.tif", "type": TIFF}));
    json!({
        "type": "Feature", "stac_version": "1.0.0", "id": "S2_T19LCG_20240101",
        "properties": {
            "datetime": "2024-01-01T14:50:00Z", "constellation": "sentinel-2",
            "s2:processing_baseline": "05.09", "grid:code": "MGRS-19LCG",
        },
        "assets": assets,
    })
}

fn sentinel_1() -> Value {
    json!({
        "type": "Feature", "stac_version": "1.1.0", "id": "S1_20240101",
        "properties": {
            "datetime": "2024-01-01T10:00:00Z", "platform": "sentinel-1a",
            "sat:orbit_state": "Descending", "sar:polarizations": ["VV", "VH"],
        },
        "assets": {
            "vv": {"href": "vv.tif", "type": TIFF, "bands": [{"name": "VV", "unit": "1"}]},
            "vh": {"href": "vh.tif", "type": TIFF, "bands": [{"name": "VH", "unit": "1"}]},
        },
    })
}

fn read(item: &Value) -> Result<SceneDraft, ProblemCode> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("item.json");
    std::fs::write(&path, item.to_string()).unwrap();
    super::read_item(&path).map_err(|problem| {
        assert!(problem.subject.ends_with("item.json"), "the problem names the file: {problem}");
        problem.code
    })
}

/// Reads `item` after `change`, and returns red's (scale, offset).
fn red_after(mut item: Value, change: impl FnOnce(&mut Value)) -> Result<(f64, f64), ProblemCode> {
    change(&mut item);
    let draft = read(&item)?;
    let red = draft.assets.iter().find(|asset| asset.band == Band::Red).unwrap();
    Ok((red.scale, red.offset))
}

fn for_each_band(item: &mut Value, change: impl Fn(&mut Value)) {
    for (_, asset) in item["assets"].as_object_mut().unwrap() {
        if asset["raster:bands"].is_array() {
            change(&mut asset["raster:bands"][0]);
        }
    }
}

fn without_offset(item: &mut Value) {
    for_each_band(item, |band| {
        band.as_object_mut().unwrap().remove("offset");
    });
}

#[test]
fn a_sentinel_2_item_states_everything_that_a_scene_needs() {
    let draft = read(&sentinel_2()).unwrap();
    assert_eq!(draft.sensor, Sensor::Sentinel2);
    assert_eq!(draft.series.as_deref(), Some("tile:19LCG"));
    assert_eq!(draft.processing_baseline.as_deref(), Some("05.09"));
    let bands: Vec<_> = draft.assets.iter().map(|asset| asset.band).collect();
    assert_eq!(bands, OPTICAL_BANDS.into_iter().chain([Band::Scl]).collect::<Vec<_>>());
    let nir = &draft.assets[3];
    assert!(nir.path.ends_with("B08.tif") && nir.path.is_absolute());
    assert_eq!((nir.scale, nir.offset, nir.nodata), (0.0001, -0.1, Some(0.0)));
    assert_eq!((draft.assets[6].scale, draft.assets[6].offset), (1.0, 0.0));
}

#[test]
fn stac_1_1_bands_with_inherited_fields_read_the_same() {
    let mut item = sentinel_2();
    item["stac_version"] = json!("1.1.0");
    for (key, asset) in item["assets"].as_object_mut().unwrap() {
        if key == "scl" {
            continue;
        }
        let asset = asset.as_object_mut().unwrap();
        let (eo, _) = (asset.remove("eo:bands").unwrap(), asset.remove("raster:bands"));
        let name = &eo[0]["name"];
        asset.insert("bands".into(), json!([{"name": name, "eo:common_name": key}]));
        asset.insert("nodata".into(), json!(0));
        asset.insert("data_type".into(), json!("uint16"));
    }
    item["properties"]["raster:scale"] = json!(0.0001);
    item["properties"]["raster:offset"] = json!(-0.1);
    // Classes are not scaled: an item-wide scale would contradict them.
    item["assets"].as_object_mut().unwrap().remove("scl");
    let mut expected = read(&sentinel_2()).unwrap().assets;
    expected.pop();
    let found = read(&item).unwrap().assets;
    for (a, b) in found.iter().zip(&expected) {
        assert_eq!((a.band, a.scale, a.offset, a.nodata), (b.band, b.scale, b.offset, b.nodata));
    }
    assert_eq!(found.len(), expected.len());
}

#[test]
fn reflectance_without_a_stated_scale_is_refused() {
    let refused = red_after(sentinel_2(), |item| {
        for_each_band(item, |band| {
            band.as_object_mut().unwrap().remove("scale");
        });
    });
    assert_eq!(refused, Err(ProblemCode::CalibrationMissing));
    // rio-stac's (1, 0) for integers states nothing, whatever the baseline.
    let refused = red_after(sentinel_2(), |item| {
        item["properties"]["s2:processing_baseline"] = json!("02.12");
        for_each_band(item, |band| {
            band["scale"] = json!(1.0);
            band["offset"] = json!(0.0);
        });
    });
    assert_eq!(refused, Err(ProblemCode::CalibrationMissing));
}

#[test]
fn an_offset_that_contradicts_the_baseline_is_refused() {
    let refused = Err(ProblemCode::CalibrationMissing);
    assert_eq!(red_after(sentinel_2(), without_offset), refused);
    let zero = |item: &mut Value| for_each_band(item, |band| band["offset"] = json!(0));
    assert_eq!(red_after(sentinel_2(), zero), refused);
    let old_with_offset =
        |item: &mut Value| item["properties"]["s2:processing_baseline"] = json!("02.12");
    assert_eq!(red_after(sentinel_2(), old_with_offset), refused);
    // Acquired after the change, so the baseline can only be a later one.
    let unstated = |item: &mut Value| {
        zero(item);
        item["properties"].as_object_mut().unwrap().remove("s2:processing_baseline");
    };
    assert_eq!(red_after(sentinel_2(), unstated), refused);
}

#[test]
fn an_omitted_offset_is_zero_before_baseline_04_or_where_it_was_applied() {
    let old = |item: &mut Value| {
        without_offset(item);
        item["properties"]["s2:processing_baseline"] = json!("03.01");
    };
    assert_eq!(red_after(sentinel_2(), old), Ok((0.0001, 0.0)));
    let applied = |item: &mut Value| {
        item["properties"]["earthsearch:boa_offset_applied"] = json!(true);
    };
    // Earth Search states −0.1 beside the flag: the flag wins.
    assert_eq!(red_after(sentinel_2(), applied), Ok((0.0001, 0.0)));
    let baseline_in_esas_other_spelling = |item: &mut Value| {
        without_offset(item);
        item["properties"]["s2:processing_baseline"] = json!("N0214");
    };
    assert_eq!(red_after(sentinel_2(), baseline_in_esas_other_spelling), Ok((0.0001, 0.0)));
}

#[test]
fn names_that_merely_count_are_no_band_names() {
    let mut item = sentinel_2();
    let names = ["B02", "B03", "B04", "B08", "B11", "B12"];
    let bands: Vec<_> =
        (1..=6).map(|n| json!({"name": format!("b{n}"), "description": names[n - 1]})).collect();
    let raster: Vec<_> =
        (0..6).map(|_| json!({"data_type": "uint16", "scale": 0.0001, "offset": -0.1})).collect();
    item["assets"] = json!({"asset": {"href": "s.tif", "eo:bands": bands, "raster:bands": raster}});
    let draft = read(&item).unwrap();
    let numbers: Vec<_> = draft.assets.iter().map(|a| (a.band, a.band_number)).collect();
    assert_eq!(numbers, OPTICAL_BANDS.into_iter().zip(1..=6).collect::<Vec<_>>());

    for band in item["assets"]["asset"]["eo:bands"].as_array_mut().unwrap() {
        band.as_object_mut().unwrap().remove("description");
    }
    assert_eq!(read(&item), Err(ProblemCode::BandsUnknown));
}

#[test]
fn a_common_name_settles_the_role_whatever_the_name() {
    let mut item = sentinel_2();
    item["assets"]["nir"]["eo:bands"] = json!([{"name": "B08", "common_name": "pan"}]);
    assert_eq!(read(&item), Err(ProblemCode::BandsUnknown));
}

#[test]
fn of_several_local_geotiffs_the_finest_is_taken_and_a_tie_is_refused() {
    let mut item = sentinel_2();
    let mut coarse = item["assets"]["red"].clone();
    coarse["href"] = json!("B04_20m.tif");
    coarse["gsd"] = json!(20);
    item["assets"]["red"]["gsd"] = json!(10);
    item["assets"]["red_20m"] = coarse.clone();
    let draft = read(&item).unwrap();
    assert!(draft.assets[2].path.ends_with("B04.tif"));
    item["assets"]["red_20m"]["gsd"] = json!(10);
    assert_eq!(read(&item), Err(ProblemCode::BandsUnknown));
}

#[test]
fn remote_assets_and_other_formats_are_refused() {
    let mut item = sentinel_2();
    item["assets"]["red"]["href"] = json!("https://example.org/B04.tif");
    assert_eq!(read(&item), Err(ProblemCode::FileUnreadable));
    let mut item = sentinel_2();
    item["assets"]["red"]["type"] = json!("image/jp2");
    assert_eq!(read(&item), Err(ProblemCode::FormatUnknown));
}

#[test]
fn dates_are_read_as_an_interval_and_never_invented() {
    let mut item = sentinel_2();
    item["properties"]["datetime"] = json!(null);
    assert_eq!(read(&item), Err(ProblemCode::SceneUndated));
    item["properties"]["start_datetime"] = json!("2023-01-01T00:00:00Z");
    assert_eq!(read(&item), Err(ProblemCode::SceneUndated));
    item["properties"]["end_datetime"] = json!("2023-12-31T23:59:59Z");
    let draft = read(&item).unwrap();
    assert_eq!(draft.acquired_start.to_string(), "2023-01-01T00:00:00Z");
    assert_eq!(draft.acquired_end.to_string(), "2023-12-31T23:59:59Z");
    item["properties"]["end_datetime"] = json!("2022-12-31T23:59:59Z");
    assert_eq!(read(&item), Err(ProblemCode::SceneUndated));
    item["properties"]["end_datetime"] = json!("2023-12-31 sin zona");
    assert_eq!(read(&item), Err(ProblemCode::SceneUndated));
}

#[test]
fn radar_is_taken_in_linear_power_or_decibels_and_no_other_unit() {
    let draft = read(&sentinel_1()).unwrap();
    assert_eq!(draft.sensor, Sensor::Sentinel1);
    assert_eq!(draft.orbit_state.as_deref(), Some("descending"));
    assert_eq!(draft.series, None);
    assert_eq!(draft.assets.iter().map(|a| a.band).collect::<Vec<_>>(), [Band::Vv, Band::Vh]);
    assert!(draft.assets.iter().all(|asset| asset.is_decibels == Some(false)));
    // Unstated is left to the numbers of the file.
    for (unit, is_decibels) in [(json!("dB"), Some(true)), (json!(null), None)] {
        let mut item = sentinel_1();
        item["assets"]["vh"]["bands"][0]["unit"] = unit;
        assert_eq!(read(&item).unwrap().assets[1].is_decibels, is_decibels);
    }
    let mut item = sentinel_1();
    item["assets"]["vh"]["bands"][0]["unit"] = json!("amplitude");
    assert_eq!(read(&item), Err(ProblemCode::CalibrationMissing));
}

#[test]
fn top_of_atmosphere_reflectance_is_not_surface_reflectance() {
    let mut item = sentinel_2();
    item["properties"]["processing:level"] = json!("L1C");
    assert_eq!(read(&item), Err(ProblemCode::CalibrationMissing));
}

#[test]
fn what_is_not_an_item_is_refused_with_a_reason() {
    for (json, code) in [
        (json!({"type": "Catalog", "stac_version": "1.0.0"}), ProblemCode::StacInvalid),
        (json!({"type": "Feature", "stac_version": "0.9.0"}), ProblemCode::StacInvalid),
        (json!([1, 2]), ProblemCode::StacInvalid),
    ] {
        assert_eq!(read(&json), Err(code));
    }
    let mut item = sentinel_2();
    item["id"] = json!("");
    assert_eq!(read(&item), Err(ProblemCode::StacInvalid));
}

#[test]
fn tiles_are_named_alike_whatever_the_writer() {
    for (field, value) in
        [("s2:mgrs_tile", "19LCG"), ("grid:code", "MGRS-19LCG"), ("s2:mgrs_tile", "T19LCG")]
    {
        let mut item = sentinel_2();
        item["properties"].as_object_mut().unwrap().remove("grid:code");
        item["properties"][field] = json!(value);
        assert_eq!(read(&item).unwrap().series.as_deref(), Some("tile:19LCG"));
    }
    let mut item = sentinel_2();
    item["properties"].as_object_mut().unwrap().remove("grid:code");
    item["properties"]["mgrs:utm_zone"] = json!(19);
    item["properties"]["mgrs:latitude_band"] = json!("L");
    item["properties"]["mgrs:grid_square"] = json!("CG");
    assert_eq!(read(&item).unwrap().series.as_deref(), Some("tile:19LCG"));
}

#[test]
fn items_written_by_stactools_are_read() {
    let Some(folder) = shared_data("safe") else { return };
    let product = "S2B_MSIL2A_20220413T150759_N0400_R025_T33XWJ_20220414T082126.SAFE";
    let draft = read_item(&folder.join(product).join("expected_output.json")).unwrap();
    assert_eq!(draft.series.as_deref(), Some("tile:33XWJ"));
    assert_eq!(draft.processing_baseline.as_deref(), Some("04.00"));
    let names: Vec<_> = draft
        .assets
        .iter()
        .map(|asset| asset.path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    let expected = ["B02_10m", "B03_10m", "B04_10m", "B08_10m", "B11_20m", "B12_20m", "SCL_20m"];
    for (name, end) in names.iter().zip(expected) {
        assert!(name.ends_with(&format!("{end}.tif")), "{name} is not {end}");
    }
    assert!(draft.assets[..6].iter().all(|a| (a.scale, a.offset) == (0.0001, -0.1)));

    // The same catalogue with JPEG 2000 files: told, not guessed.
    let tile = "S2A_OPER_MSI_L2A_TL_VGS1_20220401T110010_A035382_T34LBP";
    let refused = read_item(&folder.join(tile).join("expected_output.json")).unwrap_err();
    assert_eq!(refused.code, ProblemCode::FormatUnknown);
}
