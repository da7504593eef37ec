//! A working that rests, and whose ponds are then stirred up again.

use std::path::Path;

use vigia_core::{GridGeometry, Site};
use vigia_detect::shipped_profile::DEFAULT_PROFILE_TOML;

use crate::harness::{vigia, workspace};
use crate::sensors::{LANDSAT_KEYS, grid, landsat_scene};

const FOREST: [f64; 6] = [0.026, 0.045, 0.026, 0.272, 0.146, 0.063];
const SAND: [f64; 6] = [0.098, 0.137, 0.192, 0.255, 0.343, 0.268];
const TURBID: [f64; 6] = [0.080, 0.105, 0.135, 0.060, 0.020, 0.012];
const SETTLED: [f64; 6] = [0.050, 0.062, 0.035, 0.020, 0.012, 0.008];

/// Whether the ponds are turbid on each of the days after six of forest.
const PONDS: [bool; 7] = [true, true, false, false, false, true, true];

/// Writes thirteen scenes, 16 days apart: forest, and from the seventh on a working of sand
/// and ponds.
fn series(root: &Path) {
    let extent = GridGeometry { rows: 96, cols: 96, ..grid(30.0, 0.0) };
    let days = [
        "01-05", "01-21", "02-06", "02-22", "03-09", "03-25", "04-10", "04-26", "05-12", "05-28",
        "06-13", "06-29", "07-15",
    ];
    for (time, day) in days.into_iter().enumerate() {
        landsat_scene(root, &format!("2024-{day}"), &extent, |key, row, col| {
            if key == "qa_pixel" {
                return 21824;
            }
            let band = LANDSAT_KEYS.iter().position(|known| *known == key).unwrap();
            let is_worked = (40..52).contains(&row) && (40..52).contains(&col);
            let is_pond = row % 4 < 2 && col % 4 < 2;
            let ground = match time.checked_sub(6).filter(|_| is_worked) {
                None => FOREST,
                Some(_) if !is_pond => SAND,
                Some(later) if PONDS[later] => TURBID,
                Some(_) => SETTLED,
            };
            ((ground[band] + 0.2) / 0.000_027_5).round() as u16
        });
    }
}

fn sites(workspace: &Path) -> Vec<Site> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        vigia_store::Store::open(workspace).await.unwrap().sites().await.unwrap()
    })
}

#[test]
fn ponds_that_turn_turbid_again_are_told_where_the_profile_looks_for_them() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let root = folder.path().join("landsat");
    series(&root);
    vigia(&workspace, &["ingest", "scenes", &root.display().to_string()]).ok();
    let detected = |name: &str, watch: &str| {
        let profile = DEFAULT_PROFILE_TOML
            .replace("name = \"default\"", &format!("name = \"{name}\""))
            .replace("[ponds]\nwatch = false", &format!("[ponds]\nwatch = {watch}"))
            // What the model makes of ground this plain is not what is tested.
            .replace("threshold = 0.7\n", "threshold = 0.05\n");
        std::fs::write(workspace.join(format!("profiles/{name}.toml")), profile).unwrap();
        vigia(&workspace, &["detect", "--profile", name]).ok();
        let sites = sites(&workspace);
        let [site] = sites.as_slice() else { panic!("{} sites", sites.len()) };
        site.ponds_worked
    };
    assert_eq!(detected("ciego", "false"), None);
    let days = detected("pozas", "true").unwrap();
    assert_eq!(
        (days.not_before.to_string(), days.not_after.to_string()),
        ("2024-06-13".into(), "2024-06-29".into()),
    );
}
