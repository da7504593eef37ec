//! Damaged scenes are refused or noted, each with its code, and the rest goes on; a sound
//! world loses nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gdal::raster::Buffer;
use gdal::{Dataset, DatasetOptions, GdalOpenFlags};
use serde_json::Value;

use crate::harness::{small_world, vigia, workspace};

const BANDS: [&str; 6] = ["B02", "B03", "B04", "B08", "B11", "B12"];

/// Returns the optical scene folders of one tile of the small world, by date.
fn scenes(world: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(world.join("scenes"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains("SYN_S2_18LZM"))
        .collect();
    found.sort();
    found
}

fn copied(scene: &Path, to: &Path) -> PathBuf {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(scene).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
    to.to_owned()
}

/// Rewrites the pixels of one file of a scene: `(row, col, cols, all pixels)` to a value.
fn damage<T>(scene: &Path, name: &str, value: impl Fn(usize, usize, usize, &[T]) -> T)
where
    T: gdal::raster::GdalType + Copy,
{
    let path = scene.join(format!("{name}.tif"));
    let update = DatasetOptions {
        open_flags: GdalOpenFlags::GDAL_OF_UPDATE,
        // A COG keeps its layout only as long as nothing is written to it.
        open_options: Some(&["IGNORE_COG_LAYOUT_BREAK=YES"]),
        ..DatasetOptions::default()
    };
    let dataset = Dataset::open_ex(&path, update).unwrap();
    let mut band = dataset.rasterband(1).unwrap();
    let (cols, rows) = band.size();
    let pixels = band.read_as::<T>((0, 0), (cols, rows), (cols, rows), None).unwrap();
    let old = pixels.data();
    let new: Vec<T> = (0..rows * cols).map(|at| value(at / cols, at % cols, cols, old)).collect();
    band.write((0, 0), (cols, rows), &mut Buffer::new((cols, rows), new)).unwrap();
}

/// Moves the ground three 10 m pixels down; what comes in at the top is the first row.
fn shift(scene: &Path) {
    for name in BANDS {
        let by = if name.starts_with("B1") { 2 } else { 3 };
        damage::<u16>(scene, name, |row, col, cols, old| old[row.saturating_sub(by) * cols + col]);
    }
}

fn exchange(scene: &Path, first: &str, second: &str) {
    let path = |name: &str| scene.join(format!("{name}.tif"));
    fs::rename(path(first), path("other")).unwrap();
    fs::rename(path(second), path(first)).unwrap();
    fs::rename(path("other"), path(second)).unwrap();
}

/// Gives a scene another identifier and processing baseline.
fn reprocess(scene: &Path, id: &str, baseline: &str) {
    let path = scene.join("item.json");
    let mut item: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    item["id"] = id.into();
    item["properties"]["s2:processing_baseline"] = baseline.into();
    fs::write(&path, item.to_string()).unwrap();
}

/// Ingests scenes, and returns what became of each: its state and the codes found.
fn judged(workspace: &Path, scenes: &Path) -> BTreeMap<String, (String, Vec<String>)> {
    vigia(workspace, &["ingest", "scenes", &scenes.display().to_string()]).ok();
    decisions(workspace)
}

fn decisions(workspace: &Path) -> BTreeMap<String, (String, Vec<String>)> {
    let listed = vigia(workspace, &["scenes", "list", "--format", "json"]).ok().json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    listed
        .as_array()
        .unwrap()
        .iter()
        .map(|scene| {
            let problems = scene["problems"].as_array().unwrap();
            let codes = problems.iter().map(|problem| text(&problem["code"])).collect();
            (text(&scene["scene"]), (text(&scene["state"]), codes))
        })
        .collect()
}

#[test]
fn damaged_scenes_are_told_apart_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let damaged = folder.path().join("scenes");
    let made: Vec<PathBuf> = scenes(small_world())
        .iter()
        .map(|scene| copied(scene, &damaged.join(scene.file_name().unwrap())))
        .collect();
    shift(&made[2]);
    exchange(&made[5], "B04", "B08");
    for name in BANDS {
        damage::<u16>(&made[6], name, |row, col, cols, old| match old[row * cols + col] {
            0 => 0,
            number => number + 1000,
        });
        damage::<u16>(&made[9], name, |row, col, cols, old| {
            let row_10m = if name.starts_with("B1") { 2 * row } else { row };
            if row_10m % 12 < 4 { 0 } else { old[row * cols + col] }
        });
    }
    damage::<u8>(&made[7], "SCL", |_, _, _, _| 9);
    let old = copied(&made[3], &damaged.join("reprocessed"));
    reprocess(&old, "SYN_S2_18LZM_OLD", "02.09");
    damage::<u16>(
        &made[0],
        "B03",
        |row, col, cols, old| {
            if row < 8 { u16::MAX } else { old[row * cols + col] }
        },
    );

    let workspace = workspace(folder.path());
    let said = judged(&workspace, &damaged);
    let id = |at: usize| made[at].file_name().unwrap().to_string_lossy().into_owned();
    let check = |id: &str, state: &str, code: &str| {
        let (found, codes) = &said[id];
        assert_eq!(found, state, "{id}: {said:#?}");
        assert!(codes.iter().any(|found| found == code), "{id} {code}: {codes:?}");
    };
    check(&id(2), "refused", "scene-misaligned");
    check(&id(5), "refused", "bands-out-of-order");
    check(&id(6), "refused", "offset-mixed");
    check(&id(9), "refused", "nodata-stripes");
    check("SYN_S2_18LZM_OLD", "refused", "scene-duplicate");
    check(&id(7), "admitted", "no-clear-ground");
    check(&id(0), "admitted", "pixels-saturated");
    for at in [1, 3, 4, 8] {
        assert_eq!(said[&id(at)].0, "admitted", "{}: {said:#?}", id(at));
    }
    vigia(&workspace, &["detect"]).ok();

    // What a person ruled counts, and stays through another run.
    let shifted = id(2);
    let release = ["scenes", "release", &shifted, "--why", "the others are off", "--by", "rosa"];
    vigia(&workspace, &release).ok();
    vigia(&workspace, &["detect"]).ok();
    assert_eq!(decisions(&workspace)[&shifted].0, "admitted");
    let listed = vigia(&workspace, &["scenes", "list"]).ok().stdout();
    assert!(listed.contains("Released by rosa"), "{listed}");
    assert!(listed.contains("not used") && listed.contains("→"), "{listed}");
    let held = vigia(&workspace, &["scenes", "list", "--held"]).ok().stdout();
    assert_eq!(held.trim(), "There is none.");
}

#[test]
fn a_sound_world_loses_no_scene() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let said = judged(&workspace, &small_world().join("scenes"));
    assert_eq!(said.len(), 20);
    assert!(said.values().all(|(state, _)| state == "admitted"), "{said:#?}");
}

#[test]
fn a_ruling_on_an_unknown_scene_says_where_to_look() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let run = vigia(&workspace, &["scenes", "refuse", "nada", "--why", "x"]).civil();
    assert_ne!(run.code(), Some(0));
    assert!(run.stderr().contains("vigia scenes list"), "{}", run.stderr());
}
