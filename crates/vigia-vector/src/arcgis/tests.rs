#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
//! Pages on the disk, through the whole reader.

use std::path::{Path, PathBuf};

use geo::Area;
use geo_types::Geometry;
use serde_json::{Value, json};
use vigia_core::layer::LayerKind;
use vigia_core::{Problem, ProblemCode};

use super::*;
use crate::{LayerContent, ReadOptions, read_layer};

/// A square right of 1 km, clockwise, in zone 19S.
fn square(x: f64, y: f64, side: f64) -> Value {
    json!([[x, y], [x, y + side], [x + side, y + side], [x + side, y], [x, y]])
}

fn right(id: i64) -> Value {
    let x = 350_000.0 + 1_000.0 * id as f64;
    json!({
        "attributes": {"OBJECTID": id, "CODIGOU": format!("R{id}"), "CONCESION": "EJEMPLO Ñ",
            "FEC_DENU": 1_304_398_800_000_i64, "ESTADO": "T", "HAS": 100.0, "NADA": null},
        "geometry": {"rings": [square(x, 8_570_000.0, 1_000.0)]}
    })
}

fn page(features: &[Value]) -> Value {
    json!({
        "displayFieldName": "CONCESION", "objectIdFieldName": "OBJECTID",
        "geometryType": "esriGeometryPolygon",
        "spatialReference": {"wkid": 32719, "latestWkid": 32719},
        "fields": [{"name": "OBJECTID", "type": "esriFieldTypeOID"},
            {"name": "FEC_DENU", "type": "esriFieldTypeDate", "length": 8}],
        "features": features
    })
}

fn rights(ids: std::ops::RangeInclusive<i64>) -> Value {
    page(&ids.map(right).collect::<Vec<_>>())
}

fn folder(files: &[(&str, Value)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content.to_string()).unwrap();
    }
    folder
}

fn read(path: &Path) -> Result<LayerContent, Problem> {
    let loaded_on = Some(jiff::civil::date(2026, 1, 15));
    read_layer(path, &ReadOptions { loaded_on, ..ReadOptions::of_kind(LayerKind::MiningRight) })
}

fn codes(content: &LayerContent) -> Vec<&str> {
    content.features.iter().map(|feature| feature.code.as_str()).collect()
}

#[test]
fn pages_are_read_in_their_order_and_what_stands_on_two_is_one_feature() {
    let folder = folder(&[
        ("pagina10.json", rights(5..=6)),
        ("pagina2.json", rights(3..=5)),
        ("pagina1.json", rights(1..=2)),
    ]);
    let content = read(folder.path()).unwrap();
    assert_eq!(codes(&content), ["R1", "R2", "R3", "R4", "R5", "R6"]);
    assert_eq!(content.source_crs, "EPSG:32719");
    let first = &content.features[0];
    assert_eq!(first.valid_from, Some(jiff::civil::date(2011, 5, 3)));
    assert_eq!(first.attributes["FEC_DENU"], "2011-05-03T05:00:00Z");
    assert_eq!((first.status.as_deref(), first.name.as_str()), (Some("T"), "EJEMPLO Ñ"));
    assert!(!first.attributes.contains_key("NADA") && first.repairs.is_empty());
    assert!(content.problems.is_empty(), "{:?}", content.problems);
    let names: Vec<PathBuf> = page_files(folder.path()).unwrap();
    assert!(names[2].ends_with("pagina10.json"), "{names:?}");
}

#[test]
fn one_saved_answer_is_a_layer_of_its_own() {
    let folder = folder(&[("consulta.json", rights(1..=3))]);
    assert_eq!(read(&folder.path().join("consulta.json")).unwrap().features.len(), 3);
}

#[test]
fn a_layer_of_which_the_service_held_something_back_is_refused() {
    let mut cut = rights(3..=4);
    cut["exceededTransferLimit"] = json!(true);
    let folder = folder(&[("p1.json", rights(1..=2)), ("p2.json", cut.clone())]);
    for path in [folder.path().to_path_buf(), folder.path().join("p2.json")] {
        let problem = read(&path).unwrap_err();
        assert_eq!(problem.code, ProblemCode::LayerIncomplete);
        assert!(problem.detail.contains("exceededTransferLimit"), "{problem}");
    }
    // An earlier page may say so: the later one holds the rest.
    std::fs::write(folder.path().join("p0.json"), cut.to_string()).unwrap();
    std::fs::write(folder.path().join("p2.json"), rights(3..=4).to_string()).unwrap();
    assert_eq!(read(folder.path()).unwrap().features.len(), 4);
}

#[test]
fn features_that_are_listed_but_missing_are_counted_and_the_layer_is_refused() {
    let ids = json!({"objectIdFieldName": "OBJECTID", "objectIds": [1, 2, 3, 4, 7]});
    let folder = folder(&[("p1.json", rights(1..=2)), ("objectIds.json", ids)]);
    let problem = read(folder.path()).unwrap_err();
    assert_eq!(problem.code, ProblemCode::LayerIncomplete);
    assert!(problem.detail.contains("3 of 5") && problem.detail.contains("id 3"), "{problem}");
    let beyond = page(&[right(3), right(4), right(5), right(7)]);
    std::fs::write(folder.path().join("p2.json"), beyond.to_string()).unwrap();
    let problem = read(folder.path()).unwrap_err();
    assert!(problem.detail.contains("1 features are not in the list"), "{problem}");
    let mut rest = page(&[right(3), right(4), right(7)]);
    // The list of ids says more than this flag, which answers to a list of ids carry too.
    rest["exceededTransferLimit"] = json!(true);
    std::fs::write(folder.path().join("p2.json"), rest.to_string()).unwrap();
    assert_eq!(codes(&read(folder.path()).unwrap()), ["R1", "R2", "R3", "R4", "R7"]);
}

#[test]
fn an_error_that_was_saved_as_a_page_is_refused_with_its_message() {
    let error = json!({"error": {"code": 400, "message": "Failed to execute query.",
        "details": ["tiempo agotado"]}});
    let folder = folder(&[("p1.json", rights(1..=2)), ("p2.json", error)]);
    let problem = read(folder.path()).unwrap_err();
    assert_eq!(problem.code, ProblemCode::LayerIncomplete);
    assert!(problem.subject.ends_with("p2.json"));
    assert!(problem.detail.contains("400 Failed to execute query. tiempo agotado"), "{problem}");
    assert_eq!(read(&folder.path().join("p2.json")).unwrap_err().code, problem.code);
}

#[test]
fn pages_of_two_layers_or_of_two_states_of_one_are_refused() {
    let mut other_zone = rights(3..=4);
    other_zone["spatialReference"] = json!({"wkid": 24879});
    let mut other_kind = rights(3..=4);
    other_kind["geometryType"] = json!("esriGeometryPoint");
    let mut changed = right(2);
    changed["attributes"]["ESTADO"] = json!("X");
    for (second, code) in [
        (other_zone, ProblemCode::LayerUnreadable),
        (other_kind, ProblemCode::LayerUnreadable),
        (page(&[changed]), ProblemCode::LayerIncomplete),
    ] {
        let folder = folder(&[("p1.json", rights(1..=2)), ("p2.json", second)]);
        let problem = read(folder.path()).unwrap_err();
        assert_eq!((problem.code, problem.subject.ends_with("p2.json")), (code, true), "{problem}");
    }
}

#[test]
fn a_feature_with_a_broken_geometry_is_told_of_and_does_not_count_as_missing() {
    let broken = json!({"attributes": {"OBJECTID": 2}, "geometry": {"rings": [[[1.0]]]}});
    let curved = json!({"attributes": {"OBJECTID": 3}, "geometry": {"curveRings": [[]]}});
    let empty = json!({"attributes": {"OBJECTID": 4}, "geometry": null});
    let ids = json!({"objectIds": [1, 2, 3, 4]});
    let folder =
        folder(&[("p1.json", page(&[right(1), broken, curved, empty])), ("objectIds.json", ids)]);
    let content = read(folder.path()).unwrap();
    let found: Vec<_> = content.problems.iter().map(|problem| problem.code).collect();
    use ProblemCode::{GeometryEmpty, RowInvalid};
    assert_eq!((content.features.len(), found), (1, vec![RowInvalid, RowInvalid, GeometryEmpty]));
}

#[test]
fn holes_parts_and_turned_rings_keep_their_ground() {
    let ring = |x: f64, side: f64| square(350_000.0 + x, 8_570_000.0 + x, side);
    let reversed = |ring: &Value| {
        let mut points = ring.as_array().unwrap().clone();
        points.reverse();
        Value::Array(points)
    };
    let rings = json!([reversed(&ring(200.0, 400.0)), ring(2_000.0, 500.0), ring(0.0, 1_000.0)]);
    let feature =
        |rings: Value| json!({"attributes": {"OBJECTID": 1}, "geometry": {"rings": rings}});
    let read_rings = |rings: Value| {
        let folder = folder(&[("p.json", page(&[feature(rings)]))]);
        read(folder.path()).unwrap().features.remove(0)
    };
    let found = read_rings(rings.clone());
    assert_eq!(found.source_geometry.unsigned_area(), 1e6 - 16e4 + 25e4);
    assert!(matches!(found.source_geometry, Geometry::MultiPolygon(_)) && found.repairs.is_empty());
    let turned: Vec<Value> = rings.as_array().unwrap().iter().map(reversed).collect();
    let found = read_rings(turned.into());
    assert_eq!(found.source_geometry.unsigned_area(), 1e6 - 16e4 + 25e4);
    assert!(found.repairs[0].contains("3 ring(s) run against the rule"), "{:?}", found.repairs);
}

#[test]
fn points_and_lines_are_read_too_and_empty_points_told_of() {
    let shaped = |kind: &str, shapes: &[Value]| {
        let features: Vec<Value> = shapes
            .iter()
            .enumerate()
            .map(|(id, shape)| json!({"attributes": {"OBJECTID": id}, "geometry": shape}))
            .collect();
        let mut page = page(&features);
        page["geometryType"] = json!(kind);
        let folder = folder(&[("p.json", page)]);
        read(folder.path()).unwrap()
    };
    let (x, y) = (350_000.0, 8_570_000.0);
    let points = shaped(
        "esriGeometryPoint",
        &[json!({"x": x, "y": y, "z": null}), json!({"x": "NaN", "y": "NaN"}), json!({"x": null})],
    );
    assert_eq!((points.features.len(), points.problems.len()), (1, 2));
    let several =
        shaped("esriGeometryMultipoint", &[json!({"points": [[x, y], [x, y, 1.0, null]]})]);
    assert!(matches!(several.features[0].geometry, Geometry::MultiPoint(_)));
    let paths = json!({"paths": [[[x, y], [x + 9.0, y]], [[x, y]]]});
    let lines = shaped("esriGeometryPolyline", &[paths]);
    assert!(matches!(lines.features[0].geometry, Geometry::LineString(_)));
    assert!(lines.features[0].repairs[0].contains("1 path(s)"));
}

#[test]
fn the_crs_is_the_one_that_the_service_states_and_none_is_guessed() {
    let stated = |reference: Value| {
        let mut page = rights(1..=1);
        page["spatialReference"] = reference;
        let folder = folder(&[("p.json", page)]);
        read(folder.path()).map(|content| content.source_crs)
    };
    assert_eq!(stated(json!({"wkid": 24879})).unwrap(), "EPSG:24879");
    assert_eq!(stated(json!({"wkid": 102_719, "latestWkid": 32719})).unwrap(), "EPSG:32719");
    assert_eq!(stated(json!({"wkid": 104_000})).unwrap_err().code, ProblemCode::CrsUnknown);
    assert_eq!(stated(json!({})).unwrap_err().code, ProblemCode::LayerWithoutCrs);
    assert_eq!(stated(Value::Null).unwrap_err().code, ProblemCode::LayerWithoutCrs);
}

#[test]
fn a_folder_of_other_files_is_no_folder_of_pages() {
    let geojson = json!({"type": "FeatureCollection", "features": []});
    let other = folder(&[("a.json", geojson), ("p.json", rights(1..=1))]);
    assert!(!is_page_folder(other.path()));
    assert_eq!(read(other.path()).unwrap_err().code, ProblemCode::FileUnreadable);
    assert!(is_page_folder(folder(&[("p.json", rights(1..=1))]).path()));
    assert!(!is_page_folder(folder(&[]).path()));
}
