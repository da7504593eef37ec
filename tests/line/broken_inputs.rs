//! Every broken input ends in a message that names the file, the reason and the remedy,
//! or in a quarantine entry; everything else is kept.

use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::{Run, small_world, vigia, workspace};

/// Checks that `run` refused `name` with `code` and taught the remedy.
fn check_refused(run: &Run, workspace: &Path, name: &str, code: &str) {
    assert!(run.code().is_some() && !run.stderr().contains("panicked"), "{}", run.stderr());
    let said = format!("{}{}", run.stdout(), run.stderr());
    assert!(said.contains(name), "{name} is named in: {said}");
    let entries = vigia(workspace, &["quarantine", "--format", "json"]).ok().json();
    let entry = entries
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| entry["subject"].as_str().is_some_and(|subject| subject.contains(name)));
    let entry = entry.unwrap_or_else(|| panic!("{name} is in quarantine: {entries}"));
    assert_eq!(entry["code"], code, "{entry}");
    assert!(entry["remedy"].as_str().is_some_and(|remedy| !remedy.is_empty()), "{entry}");
}

/// Copies one scene folder of the small world.
fn one_scene(to: &Path) -> PathBuf {
    let mut scenes: Vec<PathBuf> = fs::read_dir(small_world().join("scenes"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("B04.tif").exists())
        .collect();
    scenes.sort();
    let target = to.join(scenes[0].file_name().unwrap());
    fs::create_dir_all(&target).unwrap();
    for entry in fs::read_dir(&scenes[0]).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, target.join(path.file_name().unwrap())).unwrap();
    }
    target
}

fn ingest(workspace: &Path, what: &str, path: &Path) -> Run {
    vigia(workspace, &["ingest", what, &path.display().to_string()]).civil()
}

#[test]
fn a_truncated_tiff_is_quarantined() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let scene = one_scene(&folder.path().join("in"));
    let bytes = fs::read(scene.join("B04.tif")).unwrap();
    fs::write(scene.join("B04.tif"), &bytes[..bytes.len() * 2 / 3]).unwrap();
    let run = ingest(&workspace, "scenes", &scene);
    assert_ne!(run.code(), Some(0));
    check_refused(&run, &workspace, "B04.tif", "raster-truncated");
}

#[test]
fn a_raster_of_random_bytes_is_quarantined() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let scene = one_scene(&folder.path().join("in"));
    fs::write(scene.join("B03.tif"), b"this is no raster at all").unwrap();
    check_refused(&ingest(&workspace, "scenes", &scene), &workspace, "B03.tif", "format-unknown");
}

#[test]
fn an_item_whose_asset_is_absent_is_quarantined() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let scene = one_scene(&folder.path().join("in"));
    fs::remove_file(scene.join("B02.tif")).unwrap();
    check_refused(&ingest(&workspace, "scenes", &scene), &workspace, "B02.tif", "file-unreadable");
}

#[test]
fn an_item_without_calibration_is_quarantined_never_guessed() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let scene = one_scene(&folder.path().join("in"));
    let path = scene.join("item.json");
    let text = fs::read_to_string(&path)
        .unwrap()
        .replace("\"offset\"", "\"was_offset\"")
        .replace("\"scale\"", "\"was_scale\"");
    fs::write(&path, text).unwrap();
    check_refused(
        &ingest(&workspace, "scenes", &scene),
        &workspace,
        "item.json",
        "calibration-missing",
    );
}

#[test]
fn swapped_axes_are_recognised() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let path = folder.path().join("ejes.geojson");
    fs::write(&path, r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"CODIGOU":"1"},
        "geometry":{"type":"Polygon","coordinates":[[[-12.9,-70.0],[-12.9,-69.9],[-12.8,-69.9],[-12.9,-70.0]]]}}]}"#).unwrap();
    let run = ingest(&workspace, "layer", &path);
    assert_ne!(run.code(), Some(0));
    check_refused(&run, &workspace, "ejes.geojson", "axes-swapped");
}

#[test]
fn an_empty_geometry_is_reported_and_the_other_features_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let path = folder.path().join("vacio.geojson");
    fs::write(&path, r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"CODIGOU":"1"},"geometry":null},
        {"type":"Feature","properties":{"CODIGOU":"2"},"geometry":{"type":"Polygon","coordinates":[[[-70.0,-12.9],[-69.9,-12.9],[-69.9,-12.8],[-70.0,-12.9]]]}}]}"#).unwrap();
    let run = ingest(&workspace, "layer", &path);
    check_refused(&run, &workspace, "vacio.geojson", "geometry-empty");
    assert!(run.stdout().contains("accepted"), "{}", run.stdout());
}

#[test]
fn a_bad_row_is_reported_and_the_other_rows_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let path = folder.path().join("campo.csv");
    fs::write(&path, "fecha;longitud;latitud;nota\n2024-05-01;-70,01;-12,91;draga\n2024-05-02;mal;-12,9;?\n2024-05-03;-70,02;-12,92;campamento\n").unwrap();
    let run = ingest(&workspace, "reports", &path);
    check_refused(&run, &workspace, "campo.csv", "row-invalid");
    assert!(run.stdout().contains('2'), "two reports are kept: {}", run.stdout());
}

#[test]
fn a_photo_without_gps_is_quarantined() {
    let Some(photo) = vigia_testkit::shared_data("field/exif/jolla.jpg") else { return };
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let run = ingest(&workspace, "reports", &photo);
    assert_ne!(run.code(), Some(0));
    check_refused(&run, &workspace, "jolla.jpg", "photo-without-gps");
}

#[test]
fn a_path_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let run = ingest(&workspace, "scenes", &folder.path().join("no-such-folder"));
    assert_ne!(run.code(), Some(0));
    assert!(run.stderr().contains("no-such-folder"), "{}", run.stderr());
}

#[test]
fn a_command_outside_a_workspace_says_how_to_make_one() {
    let folder = tempfile::tempdir().unwrap();
    let run = vigia(&folder.path().join("nowhere"), &["alerts", "list"]).civil();
    assert_ne!(run.code(), Some(0));
    assert!(run.stderr().contains("vigia init"), "{}", run.stderr());
}
