//! A cadastre that changes: what was said stays, and a later reading stands beside it.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::harness::vigia;

/// A small world with its layers taken in.
fn demo(folder: &Path) -> PathBuf {
    let workspace = folder.join("demo");
    // This seed has an alert on a mining right that was drawn in PSAD56.
    let demo = ["demo", "--small", "--seed", "2", "--no-serve", "--quiet"];
    vigia(&workspace, &demo).ok();
    workspace
}

fn alerts(workspace: &Path) -> Vec<Value> {
    let listed = vigia(workspace, &["alerts", "list", "--format", "json"]).ok().json();
    listed.as_array().unwrap().clone()
}

/// Ties to the community of the world, whose layer the test changes.
fn community(alert: &Value) -> Vec<&Value> {
    let ties = alert["ties"].as_array().unwrap().iter();
    let is_it = |tie: &&Value| tie["kind"] == "native_community" && tie["relation"] != "near";
    ties.filter(is_it).collect()
}

#[test]
fn a_changed_layer_never_rewrites_what_was_said_but_adds_a_reading() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = demo(folder.path());
    let before = alerts(&workspace);
    let alert = before.iter().find(|alert| !community(alert).is_empty()).unwrap();
    let said = community(alert)[0].clone();
    assert_eq!(said["reading"], "at_onset");
    assert!(said["certainty"]["touches"].as_f64().unwrap() > 0.9, "{said}");

    let layer = workspace.join("sample-world/layers/comunidad_nativa.geojson");
    let text = std::fs::read_to_string(layer).unwrap();
    assert!(text.contains("TITULADA"));
    let changed = folder.path().join("comunidad.geojson");
    std::fs::write(&changed, text.replace("TITULADA", "EN TRÁMITE")).unwrap();
    let id = said["snapshot"].as_str().unwrap().split('@').next().unwrap();
    let path = changed.display().to_string();
    let ingest = [
        "ingest",
        "layer",
        &path,
        "--layer",
        id,
        "--kind",
        "native_community",
        "--dated",
        "2026-01-15",
    ];
    vigia(&workspace, &ingest).ok();
    vigia(&workspace, &["detect"]).ok();

    let after = alerts(&workspace);
    let same = after.iter().find(|other| other["id"] == alert["id"]).unwrap();
    let ties = community(same);
    assert_eq!((ties.len(), ties[0]), (2, &said), "what was said stands");
    assert_eq!((&ties[1]["reading"], &ties[1]["status"]), (&"later".into(), &"EN TRÁMITE".into()));
    // The rules are asked of what held when the clearing may have begun.
    assert_eq!(same["indications"], alert["indications"]);

    let from = said["snapshot"].as_str().unwrap();
    let to = ties[1]["snapshot"].as_str().unwrap();
    let listed = vigia(&workspace, &["layers", "list"]).ok().stdout();
    assert!(listed.contains(from) && listed.contains(to), "{listed}");
    let changes = vigia(&workspace, &["layers", "changes", from, to, "--format", "json"]).ok();
    let changes = changes.json();
    let of_it = changes.as_array().unwrap();
    let of_it = of_it.iter().find(|one| one["code"] == said["feature_code"]).unwrap();
    assert_eq!(of_it["changes"][0]["change"], "status", "{changes}");
    assert_eq!(of_it["changes"][0]["to"], "EN TRÁMITE");
}

#[test]
fn an_alert_names_the_norms_its_facts_and_that_nobody_has_reviewed_them() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = demo(folder.path());
    let alerts = alerts(&workspace);
    let indications: Vec<&Value> =
        alerts.iter().flat_map(|alert| alert["indications"].as_array().unwrap()).collect();
    let on_a_title = indications.iter().find(|one| one["rule"] == "titulo-no-es-permiso").unwrap();
    assert_eq!(on_a_title["standing"], "met");
    assert_eq!(on_a_title["facts"][0]["kind"], "mining_right");
    assert!(on_a_title["text"]["es"].as_str().unwrap().contains("no es por eso el autor"));
    assert!(indications.iter().all(|one| one["reviewed_by"].is_null()));
    // Unreviewed rules stay out of what leaves the house.
    let export = vigia(&workspace, &["alerts", "export"]).ok().stdout();
    assert!(!export.contains("titulo-no-es-permiso"));
}

#[test]
fn rules_are_tested_by_their_own_examples() {
    let folder = tempfile::tempdir().unwrap();
    let run = vigia(folder.path(), &["rules", "test"]).ok();
    assert!(run.stdout().contains("examples are kept"), "{}", run.stdout());
    let shipped = vigia(folder.path(), &["rules", "show"]).ok().stdout();
    let broken = folder.path().join("mine.toml");
    let weaker = shipped.replacen(
        "tie.touches >= 0.5 && tie.status in ['T'",
        "tie.touches >= 2.0 && tie.status in ['T'",
        1,
    );
    assert_ne!(weaker, shipped);
    std::fs::write(&broken, weaker).unwrap();
    let run = vigia(folder.path(), &["rules", "test", &broken.display().to_string()]).civil();
    assert!(run.stdout().contains("titulo-no-es-permiso"), "{}", run.stdout());
    std::fs::write(&broken, shipped.replacen("size(matched) > 0", "size(", 1)).unwrap();
    let run = vigia(folder.path(), &["rules", "test", &broken.display().to_string()]).civil();
    assert!(run.stderr().contains("titulo-no-es-permiso"), "{}", run.stderr());
}

/// The same rights, once as they are and once with the datum misread.
#[test]
fn a_cadastre_whose_datum_was_misread_is_told_by_how_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = demo(folder.path());
    let listed = vigia(&workspace, &["layers", "list", "--format", "json"]).ok().json();
    let loads: Vec<&str> =
        listed.as_array().unwrap().iter().map(|load| load["id"].as_str().unwrap()).collect();
    let right = loads.iter().find(|id| id.contains("wgs84")).unwrap();
    let file = workspace.join("sample-world/layers/derechos_wgs84.geojson");
    let text = std::fs::read_to_string(file).unwrap();
    let mut content: Value = serde_json::from_str(&text).unwrap();
    content.as_object_mut().unwrap().remove("crs");
    let misread = folder.path().join("leido_mal.geojson");
    std::fs::write(&misread, content.to_string()).unwrap();
    let path = misread.display().to_string();
    let ingest = ["ingest", "layer", &path, "--kind", "mining_right", "--layer", "leido-mal"];
    let run = vigia(
        &workspace,
        &[&ingest[..], &["--crs", "EPSG:24879", "--dated", "2024-06-30"]].concat(),
    );
    run.ok();
    let listed = vigia(&workspace, &["layers", "list", "--format", "json"]).ok().json();
    let wrong = listed.as_array().unwrap().iter().map(|load| load["id"].as_str().unwrap());
    let wrong = wrong.clone().find(|id| id.starts_with("leido-mal")).unwrap();
    let picture = folder.path().join("corrimiento.svg");
    let drawn = picture.display().to_string();
    let check = ["layers", "check", wrong, "--reference", right, "--picture", &drawn];
    let run = vigia(&workspace, &check).civil();
    let said = run.stdout();
    let svg = std::fs::read_to_string(&picture).unwrap();
    let count = content["features"].as_array().unwrap().len();
    assert_eq!(svg.matches("fill-opacity").count(), count, "{svg}");
    assert!(svg.contains("WGS 84 read as PSAD56") && svg.trim_end().ends_with("</svg>"));
    assert!(said.contains("WGS 84 coordinates had been read as PSAD56"), "{said}");
    vigia(&workspace, &["layers", "check", right, "--reference", right]).ok();
}

/// The same rights as files that state nothing, too little or the wrong thing.
#[test]
fn a_file_is_checked_before_it_is_loaded_in_every_crs_that_it_may_be_in() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = demo(folder.path());
    let listed = vigia(&workspace, &["layers", "list", "--format", "json"]).ok().json();
    let loads = listed.as_array().unwrap().iter().map(|load| load["id"].as_str().unwrap());
    let right = loads.clone().find(|id| id.contains("wgs84")).unwrap();
    let file = workspace.join("sample-world/layers/derechos_wgs84.geojson");
    let stated = std::fs::read_to_string(&file).unwrap();
    let mut silent: Value = serde_json::from_str(&stated).unwrap();
    silent.as_object_mut().unwrap().remove("crs");
    let path = folder.path().join("catastro.geojson");
    let picture = folder.path().join("donde.svg").display().to_string();
    let check = |content: &str, options: &[&str]| {
        std::fs::write(&path, content).unwrap();
        let file = path.display().to_string();
        let asked = ["layers", "check", &file, "--reference", right, "--picture", &picture];
        vigia(&workspace, &[&asked[..], options].concat()).civil()
    };
    let run = check(&stated, &[]);
    assert_eq!(run.code(), Some(0), "{}", run.stdout());
    assert!(run.stdout().contains("EPSG:32719 WGS 84 / UTM 19S (stated)"), "{}", run.stdout());
    let svg = std::fs::read_to_string(&picture).unwrap();
    assert!(svg.contains("EPSG:32719") && svg.contains("EPSG:24879"), "{svg}");
    let silent = silent.to_string();
    let run = check(&silent, &[]);
    assert_eq!(run.code(), Some(1));
    assert!(run.stdout().contains("does not state its CRS"), "{}", run.stdout());
    for (crs, remedy) in
        [("EPSG:24879", "EPSG:32719 lies far nearer"), ("EPSG:32718", "EPSG:32719 lies")]
    {
        let run = check(&silent, &["--crs", crs]);
        assert_eq!(run.code(), Some(1), "{crs}");
        assert!(run.stdout().contains(remedy), "{crs}: {}", run.stdout());
    }
    assert_eq!(check(&silent, &["--crs", "EPSG:32719"]).code(), Some(0));
    let swapped = r#"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[-12.9,-70.0]}}"#;
    let run = check(swapped, &[]);
    assert_eq!(run.code(), Some(1));
    assert!(run.stderr().contains("swapped"), "{}", run.stderr());
    // Nothing of all this was loaded.
    let after = vigia(&workspace, &["layers", "list", "--format", "json"]).ok().json();
    assert_eq!(after, listed);
}
