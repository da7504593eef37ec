//! The demo: one command from nothing to tied alerts.

use crate::harness::vigia;

#[test]
fn the_demo_finds_sites_and_says_so_twice_alike() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("demo");
    let demo = ["demo", "--small", "--no-serve", "--format", "json"];
    let first = vigia(&workspace, &demo).ok().json();
    for key in
        ["scenes", "layers", "reports", "alerts", "found", "missed", "false_alarms", "seconds"]
    {
        assert!(first[key].is_number(), "{key} in {first}");
    }
    for key in ["scenes", "layers", "reports", "alerts", "found"] {
        assert!(first[key].as_f64().unwrap() > 0.0, "{key} in {first}");
    }
    let ids = |run: &crate::harness::Run| run.json();
    let alerts = ids(&vigia(&workspace, &["alerts", "export"]).ok());
    let second = vigia(&workspace, &demo).ok().json();
    for key in ["scenes", "layers", "reports", "alerts", "found", "missed", "false_alarms"] {
        assert_eq!(first[key], second[key], "{key}");
    }
    assert_eq!(alerts, ids(&vigia(&workspace, &["alerts", "export"]).ok()));
}

#[test]
fn every_alert_says_where_when_how_sure_and_why() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("demo");
    vigia(&workspace, &["demo", "--small", "--no-serve", "--format", "json"]).ok();
    let collection = vigia(&workspace, &["alerts", "export", "--format", "geojson"]).ok().json();
    let features = collection["features"].as_array().unwrap();
    assert!(!features.is_empty());
    for feature in features {
        let properties = &feature["properties"];
        for key in [
            "id",
            "state",
            "driver",
            "confidence",
            "area_ha",
            "not_before",
            "not_after",
            "first_alerted",
            "sensors",
            "profile",
            "ties",
        ] {
            assert!(!properties[key].is_null(), "{key} in {properties}");
        }
        assert!(properties["not_before"].as_str() <= properties["not_after"].as_str());
        let (x, y) = first_position(&feature["geometry"]["coordinates"]);
        assert!((-75.0..-68.0).contains(&x) && (-15.0..-9.0).contains(&y), "lon, lat: {x}, {y}");
        let shown = vigia(&workspace, &["alerts", "show", properties["id"].as_str().unwrap()]).ok();
        assert!(shown.stdout().contains("probability"), "{}", shown.stdout());
    }
    let csv = vigia(&workspace, &["alerts", "export", "--format", "csv"]).ok().stdout();
    assert_eq!(csv.lines().count(), features.len() + 1);
    // What was taken away can be asked with: the ground of the file is that of the alerts.
    let file = folder.path().join("alertas.kml").display().to_string();
    vigia(&workspace, &["alerts", "export", "--format", "kml", "--output", &file]).ok();
    let here = vigia(&workspace, &["here", &file, "--format", "json"]).ok().json();
    assert_eq!(here["alerts"].as_array().unwrap().len(), features.len());
    assert!(!here["ties"].as_array().unwrap().is_empty());
    let (x, y) = first_position(&features[0]["geometry"]["coordinates"]);
    let at = vigia(&workspace, &["here", "--at", &format!("{x},{y}")]).ok().stdout();
    assert!(at.contains(features[0]["properties"]["id"].as_str().unwrap()), "{at}");
    let refused = vigia(&workspace, &["here", "--line", "-70,-12"]).civil();
    assert_eq!(refused.code(), Some(1));
}

fn first_position(coordinates: &serde_json::Value) -> (f64, f64) {
    match &coordinates[0] {
        value if value.is_number() => (value.as_f64().unwrap(), coordinates[1].as_f64().unwrap()),
        nested => first_position(nested),
    }
}
