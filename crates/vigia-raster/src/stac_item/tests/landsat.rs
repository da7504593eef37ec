//! Landsat as USGS, Element 84 and the Planetary Computer describe it.

use super::*;

const KEYS: [&str; 6] = ["blue", "green", "red", "nir08", "swir16", "swir22"];

/// An item with stated calibration, as Element 84 and the Planetary Computer write it.
fn landsat() -> Value {
    let mut assets = serde_json::Map::new();
    for (key, name) in KEYS.into_iter().zip(["B2", "B3", "B4", "B5", "B6", "B7"]) {
        assets.insert(
            key.into(),
            json!({
                "href": format!("./SR_{name}.TIF"), "type": TIFF, "roles": ["data"],
                "eo:bands": [{"name": format!("OLI_{name}"), "common_name": key}],
                "raster:bands": [
                    {"data_type": "uint16", "nodata": 0, "scale": 2.75e-05, "offset": -0.2}
                ],
            }),
        );
    }
    assets.insert(
        "qa_pixel".into(),
        json!({
            "href": "./QA_PIXEL.TIF", "type": TIFF, "roles": ["cloud", "cloud-shadow"],
            "raster:bands": [{"data_type": "uint16", "nodata": 1, "unit": "bit index"}],
        }),
    );
    assets.insert(
        "lwir11".into(),
        json!({
            "href": "./ST_B10.TIF", "type": TIFF, "roles": ["data"],
            "eo:bands": [{"name": "TIRS_B10", "common_name": "lwir11"}],
        }),
    );
    json!({
        "type": "Feature", "stac_version": "1.0.0", "id": "LC08_L2SP_003069_20230801_02_T1",
        "collection": "landsat-c2-l2",
        "properties": {
            "datetime": "2023-08-01T14:52:00Z", "platform": "landsat-8",
            "landsat:correction": "L2SP", "landsat:collection_number": "02",
            "landsat:wrs_path": "003", "landsat:wrs_row": "069", "grid:code": "WRS2-003069",
        },
        "assets": assets,
    })
}

/// The same as USGS writes it: another media type, and nothing of the bands but their names.
fn of_usgs() -> Value {
    let mut item = landsat();
    item["properties"]["platform"] = json!("LANDSAT_8");
    for (key, asset) in item["assets"].as_object_mut().unwrap() {
        let asset = asset.as_object_mut().unwrap();
        asset.remove("raster:bands");
        asset.insert("type".into(), json!("image/vnd.stac.geotiff; cloud-optimized=true"));
        if key == "qa_pixel" {
            asset.insert("classification:bitfields".into(), json!([{"name": "fill"}]));
        }
    }
    item
}

fn change(mut item: Value, of: impl FnOnce(&mut Value)) -> Result<SceneDraft, ProblemCode> {
    of(&mut item);
    read(&item)
}

fn without(item: &mut Value, names: &[&str]) {
    for name in names {
        item["properties"].as_object_mut().unwrap().remove(*name);
    }
}

#[test]
fn a_landsat_item_states_everything_that_a_scene_needs() {
    for item in [landsat(), of_usgs()] {
        let draft = read(&item).unwrap();
        assert_eq!(draft.sensor, Sensor::Landsat);
        assert_eq!(draft.series.as_deref(), Some("landsat:003069"));
        let bands: Vec<_> = draft.assets.iter().map(|asset| asset.band).collect();
        assert_eq!(bands, OPTICAL_BANDS.into_iter().chain([Band::QaPixel]).collect::<Vec<_>>());
        let (optical, qa) = draft.assets.split_at(6);
        assert!(optical.iter().all(|asset| (asset.scale, asset.offset) == (0.000_027_5, -0.2)));
        assert_eq!((qa[0].scale, qa[0].offset), (1.0, 0.0));
        assert!(optical[3].path.ends_with("SR_B5.TIF"), "nir08 is near infrared");
    }
}

#[test]
fn path_and_row_are_read_from_any_of_their_places() {
    let series = |of: &dyn Fn(&mut Value)| change(landsat(), of).unwrap().series;
    let parts = ["landsat:wrs_path", "landsat:wrs_row"];
    assert_eq!(series(&|item| without(item, &parts)).as_deref(), Some("landsat:003069"));
    assert_eq!(series(&|item| without(item, &["grid:code"])).as_deref(), Some("landsat:003069"));
    assert_eq!(series(&|item| without(item, &[parts[0], parts[1], "grid:code"])), None);
    // A tile of Sentinel-2 is not Landsat's lattice.
    let tile = |item: &mut Value| {
        without(item, &parts);
        item["properties"]["grid:code"] = json!("MGRS-19LCG");
    };
    assert_eq!(series(&tile), None);
}

#[test]
fn numbers_are_bands_of_the_platform_that_the_item_names() {
    let numbered = |item: &mut Value| {
        for (_, asset) in item["assets"].as_object_mut().unwrap() {
            if asset["eo:bands"].is_array() {
                asset["eo:bands"][0].as_object_mut().unwrap().remove("common_name");
                let href = asset["href"].as_str().unwrap();
                let name = href.trim_start_matches("./").trim_end_matches(".TIF").to_owned();
                asset["eo:bands"][0]["name"] = json!(name);
            }
        }
    };
    let files = |draft: SceneDraft| -> Vec<String> {
        let name = |a: &AssetDraft| a.path.file_name().unwrap().to_str().unwrap().to_owned();
        draft.assets[..6].iter().map(name).collect()
    };
    let oli = files(change(landsat(), numbered).unwrap());
    assert_eq!(oli, ["2", "3", "4", "5", "6", "7"].map(|n| format!("SR_B{n}.TIF")));
    let etm = |item: &mut Value| {
        item["properties"]["platform"] = json!("landsat-7");
        for (key, n) in KEYS.into_iter().zip([1, 2, 3, 4, 5, 7]) {
            item["assets"][key]["href"] = json!(format!("./SR_B{n}.TIF"));
        }
        numbered(item);
    };
    let etm = files(change(landsat(), etm).unwrap());
    assert_eq!(etm, ["1", "2", "3", "4", "5", "7"].map(|n| format!("SR_B{n}.TIF")));
    let unnamed = |item: &mut Value| {
        without(item, &["platform"]);
        numbered(item);
    };
    assert_eq!(change(landsat(), unnamed).map(files), Err(ProblemCode::BandsUnknown));
}

#[test]
fn another_product_of_landsat_is_refused() {
    let refused = Err(ProblemCode::CalibrationMissing);
    let stated = |name: &'static str, value: &'static str| {
        move |item: &mut Value| item["properties"][name] = json!(value)
    };
    assert_eq!(change(landsat(), stated("landsat:correction", "L1TP")), refused);
    assert_eq!(change(landsat(), stated("landsat:collection_number", "01")), refused);
    // Neither scale nor product: it could be anything.
    let silent = ["landsat:correction", "landsat:collection_number"];
    assert_eq!(change(of_usgs(), |item| without(item, &silent)), refused);
    assert!(change(landsat(), |item| without(item, &silent)).is_ok(), "the scale is stated");
}

#[test]
fn a_stated_calibration_wins_and_half_of_another_is_refused() {
    let stated = |scale: f64, offset: Option<f64>| {
        change(landsat(), |item| {
            let red = &mut item["assets"]["red"]["raster:bands"][0];
            red["scale"] = json!(scale);
            red["offset"] = json!(offset);
        })
        .map(|draft| (draft.assets[2].scale, draft.assets[2].offset))
    };
    assert_eq!(stated(0.0001, Some(0.0)), Ok((0.0001, 0.0)));
    assert_eq!(stated(2.75e-05, None), Ok((2.75e-05, -0.2)));
    assert_eq!(stated(1.0, Some(0.0)), Ok((2.75e-05, -0.2)), "rio-stac's way to say nothing");
    // Collection 1 had 0.0001 and no offset.
    assert_eq!(stated(0.0001, None), Err(ProblemCode::CalibrationMissing));
}
