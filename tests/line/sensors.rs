//! Landsat, radar in decibels and four-band mosaics: from STAC items to readings.

use std::path::Path;

use ndarray::Array2;
use serde_json::{Value, json};
use vigia_core::{Band, Clearing, Fingerprint, GridGeometry, Scene, Sensor};
use vigia_raster::{CogBand, CogOptions, CogPixels, SceneReader, write_cog};

use crate::harness::{vigia, workspace};

const TIFF: &str = "image/tiff; application=geotiff; profile=cloud-optimized";
const ROWS: usize = 12;
const COLS: usize = 10;
pub const LANDSAT_KEYS: [&str; 7] =
    ["blue", "green", "red", "nir08", "swir16", "swir22", "qa_pixel"];

/// North of zone 19 south, `shift` pixels right of and below a corner of Landsat's lattice.
pub fn grid(pixel: f64, shift: f64) -> GridGeometry {
    let (x, y) = (300_015.0 + shift * pixel, 8_580_015.0 - shift * pixel);
    let transform = [x, pixel, 0.0, y, 0.0, -pixel];
    GridGeometry { crs: "EPSG:32719".into(), transform, rows: ROWS, cols: COLS }
}

fn write(path: &Path, grid: &GridGeometry, pixels: &[CogPixels<'_>]) {
    let band = |pixels: &_| CogBand { pixels: *pixels, nodata: None, description: "" };
    let layers: Vec<CogBand<'_>> = pixels.iter().map(band).collect();
    write_cog(path, grid, &layers, &CogOptions::default()).unwrap();
}

fn write_item(folder: &Path, mut item: Value) {
    item["type"] = json!("Feature");
    item["stac_version"] = json!("1.0.0");
    std::fs::write(folder.join("item.json"), item.to_string()).unwrap();
}

/// Writes a Landsat scene whose item states no scale, as those of USGS; `number` says what
/// the file `key` holds at (row, column).
pub fn landsat_scene(
    root: &Path,
    day: &str,
    grid: &GridGeometry,
    number: impl Fn(&str, usize, usize) -> u16,
) {
    let folder = root.join(day);
    std::fs::create_dir_all(&folder).unwrap();
    let mut assets = serde_json::Map::new();
    for key in LANDSAT_KEYS {
        let pixels =
            Array2::from_shape_fn((grid.rows, grid.cols), |(row, col)| number(key, row, col));
        write(&folder.join(format!("{key}.tif")), grid, &[CogPixels::U16(pixels.view())]);
        assets.insert(key.into(), json!({"href": format!("./{key}.tif"), "type": TIFF}));
    }
    let properties = json!({
        "datetime": format!("{day}T14:52:00Z"), "platform": "landsat-9",
        "landsat:correction": "L2SP", "landsat:collection_number": "02",
        "landsat:wrs_path": "003", "landsat:wrs_row": "069",
    });
    let id = format!("LC09_L2SP_003069_{day}");
    write_item(&folder, json!({"id": id, "properties": properties, "assets": assets}));
}

/// Writes a Landsat scene of one number a band, with fill in a corner and a cloud.
fn landsat(root: &Path, day: &str, shift: f64) {
    let numbers = [8182_u16, 8546, 9091, 18182, 12728, 9455, 21824];
    landsat_scene(root, day, &grid(30.0, shift), |key, row, col| match (key, row, col) {
        ("qa_pixel", 0, 0) => 1,
        (_, 0, 0) => 0,
        ("qa_pixel", 6, 5) => 22280,
        _ => numbers[LANDSAT_KEYS.iter().position(|known| *known == key).unwrap()],
    });
}

/// Writes a radar scene of one number; its item says nothing of the unit if it is `None`.
fn radar(root: &Path, id: &str, unit: Option<&str>, vv: f32, vh: f32) {
    let folder = root.join(id);
    std::fs::create_dir_all(&folder).unwrap();
    let mut assets = serde_json::Map::new();
    for (key, number) in [("vv", vv), ("vh", vh)] {
        let pixels = Array2::from_elem((ROWS, COLS), number);
        write(
            &folder.join(format!("{key}.tif")),
            &grid(20.0, 0.0),
            &[CogPixels::F32(pixels.view())],
        );
        let mut band = json!({"data_type": "float32"});
        if let Some(unit) = unit {
            band["unit"] = json!(unit);
        }
        let asset = json!({"href": format!("./{key}.tif"), "type": TIFF, "raster:bands": [band]});
        assets.insert(key.into(), asset);
    }
    let properties = json!({
        "datetime": "2024-06-01T10:00:00Z", "platform": "sentinel-1a",
        "sar:instrument_mode": "IW", "sat:orbit_state": "descending", "grid:code": "MGRS-19LCG",
    });
    write_item(&folder, json!({"id": id, "properties": properties, "assets": assets}));
}

/// Returns the scenes of a series, and where their files are.
fn catalogued(workspace: &Path, series: &str) -> (Vec<Scene>, vigia_store::Store) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = vigia_store::Store::open(workspace).await.unwrap();
        (store.scenes(series).await.unwrap(), store)
    })
}

/// Returns what detection with the profile `label` found.
fn clearings(workspace: &Path, label: &str) -> Vec<Clearing> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = vigia_store::Store::open(workspace).await.unwrap();
        store.all_clearings(label).await.unwrap()
    })
}

fn read(scene: &Scene, store: &vigia_store::Store, grid: &GridGeometry) -> SceneReader {
    let locate = |fingerprint: &Fingerprint| store.blobs().path(fingerprint);
    SceneReader::open_on(scene, grid, &locate).unwrap()
}

#[test]
fn landsat_scenes_of_one_path_and_row_are_one_series_whatever_their_extents() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let root = folder.path().join("landsat");
    landsat(&root, "2024-06-01", 0.0);
    landsat(&root, "2024-06-17", 2.0);
    // Half a pixel off: resampled by somebody.
    landsat(&root, "2024-07-03", 0.5);
    let run = vigia(&workspace, &["ingest", "scenes", &root.display().to_string()]).civil();
    assert!(run.stdout().contains("2 accepted, 0 unchanged, 1 quarantined"), "{}", run.stdout());
    let refused = vigia(&workspace, &["quarantine", "--format", "json"]).ok().stdout();
    assert!(refused.contains("grid-mismatch") && refused.contains("2024-07-03"), "{refused}");

    let (scenes, store) = catalogued(&workspace, "landsat:003069");
    let [first, second] = scenes.as_slice() else { panic!("{} scenes", scenes.len()) };
    let common = first.grid.union(&second.grid).unwrap();
    assert_eq!((common.rows, common.cols), (ROWS + 2, COLS + 2));
    let reader = read(second, &store, &common);
    let red = reader.read_band(Band::Red, common.full_window()).unwrap();
    assert!(red[(0, 0)].is_nan(), "beyond the scene");
    assert!(red[(2, 2)].is_nan(), "fill");
    // 9091 * 0.0000275 - 0.2, by hand.
    assert!((red[(3, 3)] - 0.050_002_5).abs() < 1e-7, "{}", red[(3, 3)]);
    let mask = reader.read_mask(common.full_window()).unwrap().unwrap();
    let shown = |row, col| mask.meaning.shows_ground(mask.numbers[(row, col)]);
    assert!(shown(3, 3) && !shown(0, 0) && !shown(2, 2) && !shown(8, 7), "cloud is at (6, 5)");
}

/// What the clouded days of [`landsat_series`] show at (row, column) of the ground.
fn under_cloud(row: usize, col: usize) -> bool {
    (50..70).contains(&row) && (46..60).contains(&col)
}

/// Writes eight scenes of forest, two extents in turn. From the seventh on, 180 m by 180 m
/// are sand. Those two days a cloud stands one pixel east of it; the pixel between, which
/// the mask calls clear, is bright haze.
fn landsat_series(root: &Path) {
    let forest = [0.026, 0.045, 0.026, 0.272, 0.146, 0.063];
    let sand = [0.098, 0.137, 0.192, 0.255, 0.343, 0.268];
    let days = ["04-01", "04-17", "05-03", "05-19", "06-04", "06-20", "07-06", "07-22"];
    for (time, day) in days.into_iter().enumerate() {
        let shift = 2 * (time % 2);
        let extent = GridGeometry { rows: 96, cols: 96, ..grid(30.0, shift as f64) };
        landsat_scene(root, &format!("2024-{day}"), &extent, |key, row, col| {
            let (row, col) = (row + shift, col + shift);
            let is_late = time >= 6;
            let is_sand = is_late && (55..61).contains(&row) && (39..45).contains(&col);
            let is_haze = is_late && (50..70).contains(&row) && col == 45;
            let is_cloud = is_late && under_cloud(row, col);
            let band = LANDSAT_KEYS.iter().position(|known| *known == key).unwrap();
            if key == "qa_pixel" {
                // High confidence of cloud, or clear (USGS LSDS-1619).
                return if is_cloud { 22280 } else { 21824 };
            }
            let reflectance = match (is_cloud || is_haze, is_sand) {
                (true, _) => 0.45,
                (false, true) => sand[band],
                (false, false) => forest[band],
            };
            ((reflectance + 0.2) / 0.000_027_5_f64).round() as u16
        });
    }
}

#[test]
fn a_landsat_series_is_watched_at_thirty_metres_and_not_through_its_clouds() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let root = folder.path().join("landsat");
    landsat_series(&root);
    let run = vigia(&workspace, &["ingest", "scenes", &root.display().to_string()]).ok();
    assert!(run.stdout().contains("8 accepted"), "{}", run.stdout());
    vigia(&workspace, &["detect"]).ok();

    let profile = vigia_detect::shipped_profile::default_profile().unwrap().label();
    let found = clearings(&workspace, &profile);
    let [clearing] = found.as_slice() else { panic!("{} clearings", found.len()) };
    assert_eq!(clearing.series, "landsat:003069");
    assert_eq!(clearing.sensors, [Sensor::Landsat].into());
    // 36 pixels of 900 m², by hand; the ellipsoid differs from the plane by under 0.2 %. A
    // margin of no pixel would add the haze, one of three (Sentinel-2's) would hide two
    // columns of sand.
    assert!((clearing.area.0 - 3.24).abs() < 0.01, "{}", clearing.area.0);
    assert_eq!(clearing.onset.not_before.to_string(), "2024-06-20");
    assert_eq!(clearing.onset.not_after.to_string(), "2024-07-06");
    let confirmed = clearing.confirmed_by.as_ref().unwrap();
    assert_eq!(confirmed.as_str(), "LC09_L2SP_003069_2024-07-22");

    let decisions = vigia(&workspace, &["scenes", "list"]).ok().stdout();
    assert_eq!(decisions.matches("LC09_L2SP_003069").count(), 8, "{decisions}");
}

#[test]
fn radar_in_decibels_reads_like_its_twin_and_an_unknown_unit_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let root = folder.path().join("radar");
    let (vv, vh) = (0.16_f32, 0.035_f32);
    radar(&root, "potencia", None, vv, vh);
    radar(&root, "decibelios", None, 10.0 * vv.log10(), 10.0 * vh.log10());
    radar(&root, "dichos", Some("dB"), 10.0 * vv.log10(), 10.0 * vh.log10());
    radar(&root, "amplitud", None, vv.sqrt(), vh.sqrt());
    let run = vigia(&workspace, &["ingest", "scenes", &root.display().to_string()]).civil();
    let said = run.stdout();
    assert!(said.contains("3 accepted, 0 unchanged, 1 quarantined"), "{said}");
    assert!(
        said.contains("Radar images in decibels, which are read as linear power: 2."),
        "{said}"
    );
    let refused = vigia(&workspace, &["quarantine", "--format", "json"]).ok().stdout();
    assert!(refused.contains("calibration-missing") && refused.contains("amplitud"), "{refused}");

    let (scenes, store) = catalogued(&workspace, "tile:19LCG");
    assert_eq!(scenes.len(), 3);
    for scene in &scenes {
        assert_eq!(scene.orbit_state.as_deref(), Some("descending"));
        let reader = read(scene, &store, &scene.grid);
        for (band, power) in [(Band::Vv, vv), (Band::Vh, vh)] {
            let found = reader.read_band(band, scene.grid.full_window()).unwrap()[(3, 3)];
            assert!((found - power).abs() < 1e-6 * power, "{}: {found}, {power}", scene.id);
        }
    }
}

#[test]
fn a_four_band_mosaic_is_catalogued_by_its_range_of_dates_and_said_to_lack_infrared() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let root = folder.path().join("mosaico");
    std::fs::create_dir_all(&root).unwrap();
    let bands = [300_u16, 500, 400, 3500].map(|number| Array2::from_elem((ROWS, COLS), number));
    let pixels: Vec<_> = bands.iter().map(|band| CogPixels::U16(band.view())).collect();
    let grid = grid(4.5, 0.0);
    write(&root.join("quad.tif"), &grid, &pixels);
    write_item(
        &root,
        json!({
            "id": "planet_medres_normalized_analytic_2022-06_mosaic-618-1024",
            "collection": "planet-nicfi-analytic",
            "properties": {
                "datetime": null, "start_datetime": "2022-06-01T00:00:00Z",
                "end_datetime": "2022-06-30T23:59:59Z",
            },
            "assets": {"data": {"href": "./quad.tif", "type": TIFF, "roles": ["data"]}},
        }),
    );
    let run = vigia(&workspace, &["ingest", "scenes", &root.display().to_string()]).ok();
    assert!(run.stdout().contains("1 accepted"), "{}", run.stdout());
    let run = vigia(&workspace, &["detect"]).ok();
    assert!(run.stdout().contains("optical bands are missing"), "{}", run.stdout());

    let series = vigia_raster::scene_draft::grid_series(&grid);
    let (scenes, store) = catalogued(&workspace, &series);
    let dates = scenes[0].dates();
    assert_eq!(dates.not_before.to_string(), "2022-06-01");
    assert_eq!(dates.not_after.to_string(), "2022-06-30");
    let reader = read(&scenes[0], &store, &grid);
    let nir = reader.read_band(Band::Nir, grid.full_window()).unwrap();
    assert!((nir[(1, 1)] - 0.35).abs() < 1e-7);
    assert!(reader.read_mask(grid.full_window()).unwrap().is_none());
}
