//! Layers in the formats and columns in which people have them.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::harness::vigia;

/// Two rights of fictitious holders, one of them petitioned on a day that is none.
fn rights(folder: &Path) -> PathBuf {
    let right = |code: &str, west: f64, day: &str| {
        let ring = [[west, -12.91], [west + 0.01, -12.91], [west + 0.01, -12.9], [west, -12.9]];
        let ring: Vec<_> = ring.iter().chain(&ring[..1]).collect();
        json!({
            "type": "Feature",
            "properties": { "EXPEDIENTE": code, "RAZON": "TITULAR FICTICIO", "INICIO": day },
            "geometry": { "type": "Polygon", "coordinates": [ring] },
        })
    };
    let layer = json!({
        "type": "FeatureCollection",
        "features": [right("E-1", -70.0, "03/05/2011"), right("E-2", -69.9, "31/02/2011")],
    });
    let path = folder.join("derechos.geojson");
    std::fs::write(&path, layer.to_string()).unwrap();
    path
}

fn converted(from: &Path, driver: &str, to: &Path) {
    let status = Command::new("ogr2ogr").args(["-f", driver]).arg(to).arg(from).status().unwrap();
    assert!(status.success(), "{driver}");
}

fn load(workspace: &Path, path: &Path, layer: &str) -> crate::harness::Run {
    let path = path.display().to_string();
    let more = ["--layer", layer, "--kind", "mining_right", "--dated", "2024-01-15"];
    vigia(workspace, &[&["ingest", "layer", &path], &more[..]].concat())
}

fn loads(workspace: &Path) -> Vec<Value> {
    let listed = vigia(workspace, &["layers", "list", "--format", "json"]).ok().json();
    listed.as_array().unwrap().clone()
}

#[test]
fn one_layer_is_the_same_in_every_format_and_its_columns_may_be_named_in_the_workspace() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("w");
    vigia(&workspace, &["init"]).ok();
    let mappings = workspace.join("mappings");
    std::fs::create_dir(&mappings).unwrap();
    let mapping = "kinds = [\"mining_right\"]\ncode = [\"EXPEDIENTE\"]\nholder = [\"RAZON\"]\n\
                   valid_from = [\"INICIO\"]\n";
    std::fs::write(mappings.join("propio.toml"), mapping).unwrap();
    let source = rights(folder.path());
    let formats = [("FlatGeobuf", "fgb"), ("LIBKML", "kml"), ("GPKG", "gpkg")];
    let mut paths = vec![source.clone()];
    for (driver, ending) in formats {
        let path = folder.path().join(format!("{ending}.{ending}"));
        converted(&source, driver, &path);
        paths.push(path);
    }
    for path in &paths {
        let name = path.extension().unwrap().to_string_lossy().into_owned();
        let run = load(&workspace, path, &name).civil();
        // The day that is none is told, and the right is kept without it.
        assert!(run.stderr().contains("31/02/2011"), "{name}: {}", run.stderr());
    }
    let loads = loads(&workspace);
    assert_eq!(loads.len(), paths.len());
    for other in &loads[1..] {
        let args = ["layers", "changes", loads[0]["id"].as_str().unwrap()];
        let args = [&args[..], &[other["id"].as_str().unwrap(), "--format", "json"]].concat();
        assert_eq!(vigia(&workspace, &args).ok().json(), json!([]), "{}", other["id"]);
    }
    std::fs::write(mappings.join("propio.toml"), "kinds = [\"mining_right\"]\ncodigo = []")
        .unwrap();
    let run = load(&workspace, &source, "otra").civil();
    assert_ne!(run.code(), Some(0));
    assert!(run.stderr().contains("propio.toml") && run.stderr().contains("codigo"));
}

#[test]
fn a_load_that_fails_leaves_the_one_before_it_in_use() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("w");
    vigia(&workspace, &["init"]).ok();
    let source = rights(folder.path());
    load(&workspace, &source, "derechos").civil();
    let before = loads(&workspace);
    let text = std::fs::read_to_string(&source).unwrap();
    let pages = folder.path().join("paginas");
    std::fs::create_dir(&pages).unwrap();
    let page = r#"{"error":{"code":500,"message":"Error performing query operation"}}"#;
    std::fs::write(pages.join("page-1-2.json"), page).unwrap();
    for (name, bytes) in [
        ("cut.geojson", text.as_bytes()[..text.len() / 2].to_vec()),
        ("none.geojson", br#"{"type":"FeatureCollection","features":[]}"#.to_vec()),
        ("noise.fgb", (0..4096_u32).map(|byte| (byte * 31 % 251) as u8).collect()),
        ("noise.kmz", b"PK\x03\x04 and nothing else".to_vec()),
        (
            "entity.kml",
            br#"<!DOCTYPE k [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml>&x;</kml>"#.to_vec(),
        ),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let run = load(&workspace, &path, "derechos").civil();
        assert_eq!(run.code(), Some(3), "{name}: {}{}", run.stdout(), run.stderr());
        assert!(run.stderr().contains('→'), "{name} says what to do: {}", run.stderr());
    }
    let run = load(&workspace, &pages, "derechos").civil();
    assert_eq!(run.code(), Some(3));
    assert!(run.stderr().contains("Error performing query operation"), "{}", run.stderr());
    assert_eq!(loads(&workspace), before);
}
