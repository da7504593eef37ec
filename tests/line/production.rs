//! Declared production beside what the sample world shows.

use std::path::Path;

use serde_json::{Value, json};

use crate::harness::vigia;

fn declare(workspace: &Path, file: &Path, rows: &[(&str, &str)]) {
    let mut text = "codigo;mes;sustancia;cantidad;unidad\n".to_owned();
    for (right, kilograms) in rows {
        for month in 1..=12 {
            text += &format!("{right};2023-{month:02};oro;{kilograms};kg\n");
        }
    }
    std::fs::write(file, text).unwrap();
    let file = file.display().to_string();
    vigia(workspace, &["production", "load", &file, "--dated", "2024-12-31"]).ok();
}

fn findings(workspace: &Path) -> Value {
    vigia(workspace, &["production", "findings", "--format", "json"]).ok().json()
}

fn of<'a>(findings: &'a Value, right: &str) -> Option<&'a Value> {
    let mut all = findings["findings"].as_array().unwrap().iter();
    all.find(|one| one["right"] == right)
}

/// In this world a mine lies on right 4, forest that six scenes see covers right 3, and two
/// scenes see right 6.
#[test]
fn gold_from_standing_forest_is_told_what_clouds_hide_is_not_and_a_mine_without_papers_is() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("demo");
    vigia(&workspace, &["demo", "--small", "--seed", "2", "--no-serve"]).ok();
    let [mined, forest, hidden] = ["019900004", "019900003", "019900006"];
    let table = folder.path().join("produccion.csv");
    declare(&workspace, &table, &[(forest, "0,5"), (hidden, "0,5"), ("099", "1")]);

    let found = findings(&workspace);
    assert_eq!(found["permitted_use"], "intelligence_only");
    let phantom = of(&found, forest).unwrap();
    assert_eq!(phantom["kind"], "declared_without_working");
    assert_eq!(
        (&phantom["declared"]["kilograms"], &phantom["not_observable"]),
        (&json!(6.0), &Value::Null)
    );
    assert!(phantom["looks"].as_u64().unwrap() >= 3, "{phantom}");
    assert!(phantom["open"].as_f64().unwrap() < 0.2, "{phantom}");
    assert_eq!(of(&found, hidden).unwrap()["not_observable"], "cloud");
    let worked = of(&found, mined).unwrap();
    assert_eq!(worked["kind"], "working_without_declaration");
    assert!(worked["workings"][0]["area"].as_f64().unwrap() > 0.2, "{worked}");
    assert_eq!(found["unknown_rights"], json!(["099"]));

    // What is declared of the mine explains it, and it is no phantom.
    declare(&workspace, &table, &[(mined, "0,5"), (forest, "0,01")]);
    let found = findings(&workspace);
    assert_eq!(of(&found, mined), None);
    assert_eq!(of(&found, forest).unwrap()["not_observable"], "too_small");
    // Nothing of it is in what leaves for the field or the map.
    let export = vigia(&workspace, &["alerts", "export"]).ok().stdout();
    assert!(!export.contains("declared") && !export.contains("production"));
}

#[test]
fn holders_are_linked_by_what_tells_them_and_joined_only_where_a_person_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("w");
    vigia(&workspace, &["init"]).ok();
    let right = |code: &str, holder: &str, ruc: &str, west: f64| {
        let ring = [[west, -12.91], [west + 0.01, -12.91], [west + 0.01, -12.9], [west, -12.91]];
        json!({
            "type": "Feature",
            "properties": { "CODIGOU": code, "TIT_CONCES": holder, "RUC": ruc },
            "geometry": { "type": "Polygon", "coordinates": [ring] },
        })
    };
    // A number that checks by SUNAT's rule and belongs to nobody here.
    let layer = json!({
        "type": "FeatureCollection",
        "features": [
            right("01", "MINERA FICTICIA S.A.C.", "20131312955", -70.0),
            right("02", "MINERA FICTICIA DEL SUR SAC", "20131312955", -69.9),
            right("03", "Minera Fictícia SAC", "", -69.8),
            right("04", "MINERA FICTICIA SAC", "20131312954", -69.7),
        ],
    });
    let path = folder.path().join("derechos.geojson");
    std::fs::write(&path, layer.to_string()).unwrap();
    vigia(&workspace, &["ingest", "layer", &path.display().to_string()]).ok();
    let holders = || {
        let listed = vigia(&workspace, &["holders", "list", "--format", "json"]).ok().json();
        let one = |one: &Value| {
            let features = one["holder"]["features"].as_array().unwrap().len();
            (one["holder"]["key"].as_str().unwrap().to_owned(), features)
        };
        let mut found: Vec<_> = listed.as_array().unwrap().iter().map(one).collect();
        found.sort();
        found
    };
    let (name, ruc) = ("name:minera ficticia sac".to_owned(), "ruc:20131312955".to_owned());
    // The number with one wrong digit is nobody's, and its record goes by its name.
    assert_eq!(holders(), [(name.clone(), 2), (ruc.clone(), 2)]);
    let suggested = ["holders", "suggestions", "--format", "json"];
    let found = vigia(&workspace, &suggested).ok().json();
    assert_eq!((&found[0]["a"], &found[0]["b"]), (&json!(name), &json!(ruc)));
    vigia(&workspace, &["holders", "same", &ruc, &name]).ok();
    assert_eq!(holders(), [(name.clone(), 4)]);
    assert_eq!(vigia(&workspace, &suggested).ok().json(), json!([]));
    vigia(&workspace, &["holders", "different", &ruc, &name]).ok();
    assert_eq!(holders(), [(name, 2), (ruc, 2)]);
    let refused = vigia(&workspace, &["holders", "same", "name:nadie", "name:nada"]).civil();
    assert_ne!(refused.code(), Some(0));
}
