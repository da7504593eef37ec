//! Sentinel-2 as ESA delivers it: SAFE folders in, alone and among broken ones.

use std::fs;
use std::path::Path;

use crate::harness::{Run, vigia, workspace};
use crate::made_safe::MadeSafe;

fn ingest(workspace: &Path, folder: &Path) -> Run {
    vigia(workspace, &["ingest", "scenes", &folder.display().to_string()]).civil()
}

fn quarantine(workspace: &Path) -> String {
    vigia(workspace, &["quarantine", "--format", "json"]).ok().stdout()
}

#[test]
fn a_sound_product_goes_in_whatever_is_wrong_with_its_neighbours() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let root = folder.path().join("descargas");
    let made = |day: &'static str| MadeSafe { day, ..MadeSafe::default() }.write(&root);
    made("20240613");
    let cut = MadeSafe::image(&made("20240623"), "B11");
    let bytes = fs::read(&cut).unwrap();
    fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    let bare = made("20240703");
    fs::remove_dir_all(bare.join("GRANULE")).unwrap();
    MadeSafe { day: "20240713", level: "Level-1C", ..MadeSafe::default() }.write(&root);
    let hostile = made("20240723").join("MTD_MSIL2A.xml");
    fs::write(&hostile, r#"<!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>"#).unwrap();

    let run = ingest(&workspace, &root);
    assert_ne!(run.code(), Some(0), "something was refused");
    assert!(run.stdout().contains("1 accepted") && run.stdout().contains("4 quarantined"));
    let refused = quarantine(&workspace);
    for code in ["raster-truncated", "safe-incomplete", "level-unsuitable", "safe-invalid"] {
        assert!(refused.contains(code), "{code} in {refused}");
    }
    assert!(refused.contains("_B11_20m.jp2"), "{refused}");

    // What was missing arrives; the rest is known.
    fs::write(&cut, &bytes).unwrap();
    let again = ingest(&workspace, &root);
    assert!(again.stdout().contains("1 accepted, 1 unchanged"), "{}", again.stdout());
    assert!(!quarantine(&workspace).contains("_B11_20m.jp2"), "mended");
}

#[test]
fn the_same_acquisition_processed_again_does_not_count_twice() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let root = folder.path().join("descargas");
    MadeSafe::default().write(&root);
    ingest(&workspace, &root).ok();
    MadeSafe { baseline: "05.11", brighter: 1, ..MadeSafe::default() }.write(&root);
    let run = ingest(&workspace, &root);
    assert!(run.stdout().contains("0 accepted, 1 unchanged, 1 quarantined"), "{}", run.stdout());
    assert!(quarantine(&workspace).contains("scene-conflict"));
}

#[test]
fn an_original_is_kept_as_it_came_and_named_by_its_hash() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let safe = MadeSafe::default().write(&folder.path().join("descargas"));
    ingest(&workspace, &safe).ok();
    let original = fs::read(MadeSafe::image(&safe, "B08")).unwrap();
    assert!(is_kept(&workspace, &original), "the JP2, byte by byte");
}

/// Says whether some file below the workspace has exactly these bytes.
pub fn is_kept(workspace: &Path, bytes: &[u8]) -> bool {
    let mut pending = vec![workspace.to_path_buf()];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else if fs::read(&path).is_ok_and(|found| found == bytes) {
                return true;
            }
        }
    }
    false
}
