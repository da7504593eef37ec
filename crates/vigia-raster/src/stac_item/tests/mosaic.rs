//! Four-band mosaics.

use super::*;

/// A quad as the Planetary Computer describes it; `bands` as given.
fn mosaic(bands: Value) -> Value {
    json!({
        "type": "Feature", "stac_version": "1.0.0",
        "id": "planet_medres_normalized_analytic_2022-06_mosaic-618-1024",
        "collection": "planet-nicfi-analytic",
        "properties": {
            "datetime": null,
            "start_datetime": "2022-06-01T00:00:00Z", "end_datetime": "2022-06-30T23:59:59Z",
        },
        "assets": {
            "data": {"href": "./quad.tif", "type": TIFF, "roles": ["data"], "eo:bands": bands},
            "thumbnail": {"href": "./t.tif", "type": TIFF, "roles": ["thumbnail"]},
        },
    })
}

#[test]
fn a_mosaic_is_four_bands_of_a_range_of_dates() {
    let named = json!([
        {"name": "Blue", "common_name": "blue"}, {"name": "Green", "common_name": "green"},
        {"name": "Red", "common_name": "red"}, {"name": "NIR", "common_name": "nir"},
    ]);
    for bands in [named, json!(null)] {
        let draft = read(&mosaic(bands)).unwrap();
        assert_eq!((draft.sensor, &draft.series), (Sensor::Mosaic, &None));
        assert_eq!(draft.acquired_start.to_string(), "2022-06-01T00:00:00Z");
        assert_eq!(draft.acquired_end.to_string(), "2022-06-30T23:59:59Z");
        let found: Vec<_> = draft.assets.iter().map(|a| (a.band, a.band_number)).collect();
        assert_eq!(found, [(Band::Blue, 1), (Band::Green, 2), (Band::Red, 3), (Band::Nir, 4)]);
        assert!(draft.assets.iter().all(|asset| (asset.scale, asset.offset) == (0.0001, 0.0)));
    }
}

#[test]
fn names_win_over_the_usual_places_of_the_bands() {
    let reversed = json!([{"name": "nir"}, {"name": "red"}, {"name": "green"}, {"name": "blue"}]);
    let numbers: Vec<_> =
        read(&mosaic(reversed)).unwrap().assets.iter().map(|a| a.band_number).collect();
    assert_eq!(numbers, [4, 3, 2, 1]);
    // Three bands are no four-band mosaic.
    let three = json!([{"name": "b1"}, {"name": "b2"}, {"name": "b3"}]);
    assert_eq!(read(&mosaic(three)), Err(ProblemCode::BandsUnknown));
}

#[test]
fn one_moment_does_not_date_a_mosaic() {
    let mut item = mosaic(json!(null));
    item["properties"] = json!({"datetime": "2022-06-01T00:00:00Z"});
    assert_eq!(read(&item), Err(ProblemCode::SceneUndated));
}

#[test]
fn places_of_bands_hold_for_known_mosaics_only() {
    for collection in ["planet-nicfi-visual", "mosaico-propio"] {
        let mut item = mosaic(json!(null));
        item["collection"] = json!(collection);
        assert_eq!(read(&item), Err(ProblemCode::BandsUnknown), "{collection}");
    }
}
