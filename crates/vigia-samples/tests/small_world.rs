//! A small world through the whole generator, onto a disk.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::Path;

use serde_json::Value;
use vigia_samples::{WorldSpec, WorldSummary, generate};

fn made(folder: &Path, spec: &WorldSpec, threads: usize) -> WorldSummary {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    // Progress is told on the caller's thread; rayon carries the work.
    pool.install(|| generate(folder, spec, &mut |_, _, _| {}).unwrap())
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn items(folder: &Path) -> Vec<Value> {
    let mut paths: Vec<_> = std::fs::read_dir(folder.join("scenes"))
        .unwrap()
        .map(|entry| entry.unwrap().path().join("item.json"))
        .collect();
    paths.sort();
    paths.iter().map(|path| json(path)).collect()
}

#[test]
fn the_same_specification_gives_the_same_bytes_on_one_thread_and_on_two() {
    let (one, two, other) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = made(one.path(), &WorldSpec::small(7), 1);
    let second = made(two.path(), &WorldSpec::small(7), 2);
    assert_eq!(first, second);
    assert_ne!(first.fingerprint, made(other.path(), &WorldSpec::small(8), 2).fingerprint);
}

#[test]
fn a_whole_world_is_left_alone_and_a_broken_one_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let spec = WorldSpec::small(3);
    let first = made(folder.path(), &spec, 2);
    assert!(!first.already_there);
    let again = made(folder.path(), &spec, 2);
    assert!(again.already_there && again.fingerprint == first.fingerprint);

    std::fs::write(folder.path().join("truth/manifest.json"), "{}").unwrap();
    let mended = made(folder.path(), &spec, 2);
    assert!(!mended.already_there && mended.fingerprint == first.fingerprint);

    // As a run that was killed leaves it: marked as unfinished, with half of a scene.
    std::fs::rename(folder.path().join("world.json"), folder.path().join("world.unfinished"))
        .unwrap();
    std::fs::remove_file(folder.path().join("README.md")).unwrap();
    assert_eq!(made(folder.path(), &spec, 2).fingerprint, first.fingerprint);
    assert!(!folder.path().join("world.unfinished").exists());
}

#[test]
fn a_folder_with_other_things_in_it_is_refused_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("tesis.txt"), "tres años").unwrap();
    let refused = generate(folder.path(), &WorldSpec::small(1), &mut |_, _, _| {});
    assert!(refused.unwrap_err().to_string().contains("no sample world"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn every_item_says_that_it_is_synthetic_and_declares_its_offset() {
    let folder = tempfile::tempdir().unwrap();
    let mut told = Vec::new();
    let summary = generate(folder.path(), &WorldSpec::small(5), &mut |done, total, _| {
        told.push((done, total))
    })
    .unwrap();
    let items = items(folder.path());
    assert_eq!(items.len(), summary.optical_scenes + summary.radar_scenes);
    assert_eq!(told.last(), Some(&(items.len(), items.len())));
    assert!(items.iter().all(|item| item["properties"]["vigia:synthetic"] == true));

    let optical = |item: &&Value| item["properties"]["constellation"] == "sentinel-2";
    let offset = |item: &Value| {
        let red = &item["assets"]["red"];
        let (old, new) = (&red["raster:bands"][0]["offset"], &red["bands"][0]["raster:offset"]);
        old.as_f64().or(new.as_f64()).unwrap()
    };
    for tile in ["18LZM", "19LAG"] {
        let mut series: Vec<(String, f64, String)> = items
            .iter()
            .filter(optical)
            .filter(|item| item["properties"]["grid:code"] == format!("MGRS-{tile}"))
            .map(|item| {
                let text = |key: &str| item["properties"][key].as_str().unwrap().to_owned();
                (text("datetime"), offset(item), text("s2:processing_baseline"))
            })
            .collect();
        series.sort_by(|a, b| a.0.cmp(&b.0));
        let changed = series.iter().position(|(_, offset, _)| *offset != 0.0).unwrap();
        assert!(changed >= series.len() / 3 && changed <= 2 * series.len() / 3, "{series:?}");
        assert!(
            series[changed..].iter().all(|(_, offset, base)| *offset == -0.1 && base == "04.00")
        );
        assert!(
            series[..changed].iter().all(|(_, offset, base)| *offset == 0.0 && base == "03.01")
        );
    }
}

#[test]
fn every_listed_layer_stands_there_with_a_known_kind() {
    let folder = tempfile::tempdir().unwrap();
    let summary = made(folder.path(), &WorldSpec::small(6), 2);
    let list = json(&folder.path().join("layers/layers.json"));
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), summary.layers);
    for layer in list {
        let text = |key: &str| layer[key].as_str().unwrap();
        assert!(folder.path().join("layers").join(text("file")).exists(), "{layer}");
        assert!(text("kind").parse::<vigia_core::layer::LayerKind>().is_ok(), "{layer}");
        assert!(text("dated").parse::<jiff::civil::Date>().is_ok(), "{layer}");
    }
}

#[test]
fn every_scene_is_understood_by_the_reader_of_stac_items() {
    let folder = tempfile::tempdir().unwrap();
    let summary = made(folder.path(), &WorldSpec::small(9), 2);
    let found = vigia_raster::discover(&folder.path().join("scenes")).unwrap();
    assert_eq!(found.items.len(), summary.optical_scenes + summary.radar_scenes);
    assert!(found.unknown.is_empty(), "{:?}", found.unknown);
    for path in found.items {
        let draft = vigia_raster::stac_item::read_item(&path).unwrap();
        let series = draft.series.clone().unwrap();
        assert!(["tile:18LZM", "tile:19LAG"].contains(&series.as_str()), "{series}");
        assert!(draft.assets.iter().all(|asset| asset.path.exists()), "{draft:?}");
        match draft.sensor {
            vigia_core::Sensor::Sentinel2 => {
                assert_eq!(draft.assets.len(), 7, "{draft:?}");
                let expected =
                    if draft.processing_baseline.as_deref() == Some("04.00") { -0.1 } else { 0.0 };
                assert_eq!((draft.assets[0].scale, draft.assets[0].offset), (0.0001, expected));
            }
            _ => assert_eq!(draft.assets.len(), 2, "{draft:?}"),
        }
    }
}
