#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use jiff::ToSpan;
use jiff::civil::{Date, date};
use tempfile::TempDir;
use vigia_core::scene::Asset;
use vigia_core::{Fingerprint, GridGeometry, SceneId, Sensor};
use vigia_detect::shipped_profile::default_profile;
use vigia_raster::{CogBand, CogOptions, CogPixels, write_cog};

use super::*;

mod synthetic_world;

const SIDE: usize = 48;

fn grid() -> GridGeometry {
    GridGeometry {
        crs: "EPSG:32719".into(),
        transform: [300_000.0, 20.0, 0.0, 8_600_000.0, 0.0, -20.0],
        rows: SIDE,
        cols: SIDE,
    }
}

pub(in crate::detect) fn day(index: usize) -> Date {
    date(2023, 1, 1) + (12 * index as i64).days()
}

/// Speckle of some ten looks: the mean of uniform numbers from a hash of the place.
fn speckle(seed: u64) -> f32 {
    let unit = |step: u64| {
        let mut value = (seed ^ step.rotate_left(40)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        value = (value ^ (value >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        (value >> 40) as f32 / (1_u64 << 24) as f32
    };
    0.5 + (unit(1) + unit(2) + unit(3)) / 3.0
}

/// A workspace in which series are made of scenes written here.
pub(in crate::detect) struct World {
    folder: TempDir,
    pub(in crate::detect) workspace: Workspace,
}

impl World {
    pub(in crate::detect) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Workspace::init(folder.path()).await.unwrap();
        let workspace = Workspace::open(folder.path(), "vigia".into()).await.unwrap();
        Self { folder, workspace }
    }

    /// A scene of both bands; `ground` is the mean VH of a pixel, NaN for no data.
    fn scene(&self, day: Date, orbit: &str, ground: impl Fn(usize, usize) -> f32) -> Scene {
        let id = format!("{orbit}-{day}-{}", ground(0, 0).is_nan());
        let band = |band: Band, factor: f32| {
            let seed = Fingerprint::of(format!("{id}{band:?}").as_bytes());
            let seed = u64::from_str_radix(&seed.short(16), 16).unwrap();
            self.asset(&id, band, |row, col| {
                factor * ground(row, col) * speckle(seed.wrapping_add((row * SIDE + col) as u64))
            })
        };
        let assets = vec![band(Band::Vh, 1.0), band(Band::Vv, 4.0)];
        scene_of(&id, Sensor::Sentinel1, day, Some(orbit), assets)
    }

    /// An optical scene of forest; where it is not seen, hidden.
    pub(in crate::detect) fn optical(
        &self,
        day: Date,
        is_seen: impl Fn(usize, usize) -> bool,
    ) -> Scene {
        let id = format!("optical-{day}-{}", is_seen(SIDE / 2, SIDE / 2));
        let forest = [(Band::Red, 0.03), (Band::Nir, 0.35), (Band::Swir2, 0.06)];
        let asset = |(band, value)| {
            self.asset(&id, band, |row, col| if is_seen(row, col) { value } else { f32::NAN })
        };
        scene_of(&id, Sensor::Sentinel2, day, None, forest.map(asset).to_vec())
    }

    fn asset(&self, id: &str, band: Band, value: impl Fn(usize, usize) -> f32) -> Asset {
        let pixels = Array2::from_shape_fn((SIDE, SIDE), |(row, col)| value(row, col));
        let file_name = format!("{id}-{band:?}.tif");
        let path = self.folder.path().join(&file_name);
        let layer =
            CogBand { pixels: CogPixels::F32(pixels.view()), description: "", nodata: None };
        write_cog(&path, &grid(), &[layer], &CogOptions::default()).unwrap();
        Asset {
            band,
            fingerprint: self.workspace.store().blobs().put_file(&path).unwrap(),
            size_bytes: std::fs::metadata(&path).unwrap().len(),
            file_name,
            band_number: 1,
            scale: 1.0,
            offset: 0.0,
            is_decibels: false,
            nodata: None,
            grid: grid(),
        }
    }

    /// Passes of one direction; from the tenth on a square of 7.84 ha is bare.
    pub(in crate::detect) fn passes(&self, orbit: &str, count: usize) -> Vec<Scene> {
        let ground = |index: usize| {
            move |row: usize, col: usize| {
                if index >= 9 && is_cleared(row, col) { 0.011 } else { 0.05 }
            }
        };
        (0..count).map(|index| self.scene(day(index), orbit, ground(index))).collect()
    }
}

/// Says whether [`World::passes`] clears a place.
pub(in crate::detect) fn is_cleared(row: usize, col: usize) -> bool {
    (12..26).contains(&row) && (9..23).contains(&col)
}

fn scene_of(id: &str, sensor: Sensor, day: Date, orbit: Option<&str>, assets: Vec<Asset>) -> Scene {
    let midnight = day.to_datetime(jiff::civil::Time::midnight());
    let acquired = jiff::tz::Offset::UTC.to_timestamp(midnight).unwrap();
    Scene {
        id: SceneId::new(id),
        sensor,
        series: "tile:19LCG".into(),
        acquired_start: acquired,
        acquired_end: acquired,
        processing_baseline: None,
        orbit_state: orbit.map(str::to_owned),
        grid: grid(),
        assets,
    }
}

#[tokio::test]
async fn a_clearing_is_found_on_its_day_from_each_side() {
    let world = World::new().await;
    let mut scenes = world.passes("descending", 14);
    scenes.extend(world.passes("ascending", 14));
    scenes.reverse();
    let profile = default_profile().unwrap().profile;
    let found = radar_clearings(&world.workspace, &scenes, None, &profile).unwrap();
    assert_eq!(found.len(), 2);
    for RadarClearings { track, candidates } in found {
        assert_eq!(track.dates().len(), 14);
        let [clearing] = &candidates[..] else { panic!("{candidates:?}") };
        assert!((144..=205).contains(&clearing.component.pixels.len()));
        assert_eq!((clearing.onset.not_before, clearing.onset.not_after), (day(8), day(9)));
        assert_eq!(clearing.confirmed_at, Some(10));
        assert_eq!(track.scenes(10)[0].dates().not_before, day(10));
    }
}

#[tokio::test]
async fn blocks_and_later_scenes_change_nothing() {
    let world = World::new().await;
    let scenes = world.passes("descending", 14);
    let profile = default_profile().unwrap().profile;
    let bands = [Band::Vh, Band::Vv];
    let broken = |scenes: &[Scene], block_px: usize| {
        let track = RadarTrack::all_of(scenes).remove(0);
        let blocks: Vec<Window> = track.grid().blocks(block_px).collect();
        let mut broken = broken_pixels(&world.workspace, &track, bands, &profile, &blocks).unwrap();
        broken.sort_unstable();
        broken
    };
    let whole = broken(&scenes, BLOCK_SIZE_PX);
    assert!(whole.len() > 140);
    for block_px in [11, 16, 47] {
        assert_eq!(broken(&scenes, block_px), whole, "{block_px}");
    }
    for times in [9, 10, 11, 12, 13] {
        let known = whole.iter().filter(|pixel| usize::from(pixel.confirmed_at.unwrap()) < times);
        let known: Vec<_> = known.map(|p| (p.row, p.col, p.first_break, p.confirmed_at)).collect();
        let as_of = broken(&scenes[..times], BLOCK_SIZE_PX);
        let as_of: Vec<_> =
            as_of.iter().map(|p| (p.row, p.col, p.first_break, p.confirmed_at)).collect();
        assert_eq!(as_of, known, "{times}");
    }
}

#[tokio::test]
async fn slices_of_one_pass_are_one_acquisition() {
    let world = World::new().await;
    let half = |keeps_north: bool| {
        move |row: usize, _col: usize| if (row < SIDE / 2) == keeps_north { 0.05 } else { f32::NAN }
    };
    let scenes = [
        world.scene(day(0), "descending", half(true)),
        world.scene(day(0), "descending", half(false)),
        world.scene(day(1), "descending", |_, _| 0.05),
    ];
    let tracks = RadarTrack::all_of(&scenes);
    assert_eq!((tracks.len(), tracks[0].dates()), (1, &[day(0), day(1)][..]));
    let readers = tracks[0].open(&world.workspace).unwrap();
    let slices = readers.acquisitions().next().unwrap();
    let [vh] = track::power(slices, [Band::Vh], grid().full_window()).unwrap();
    assert!(vh.iter().all(|power| *power > 0.0));
}

#[tokio::test]
async fn a_short_history_says_nothing() {
    let world = World::new().await;
    let profile = default_profile().unwrap().profile;
    for count in [1, 5] {
        let scenes = world.passes("descending", count);
        let found = radar_clearings(&world.workspace, &scenes, None, &profile).unwrap();
        assert!(found[0].candidates.is_empty());
    }
    assert!(radar_clearings(&world.workspace, &[], None, &profile).unwrap().is_empty());
}

#[tokio::test]
async fn only_ground_near_a_box_is_read() {
    let world = World::new().await;
    let scenes = world.passes("descending", 14);
    let profile = default_profile().unwrap().profile;
    let found = |x: f64, y: f64| {
        let near = Rect::new((x, y), (x + 100.0, y + 100.0));
        let found = radar_clearings(&world.workspace, &scenes, Some(&[near]), &profile).unwrap();
        found[0].candidates.clone()
    };
    let whole = radar_clearings(&world.workspace, &scenes, None, &profile).unwrap();
    assert_eq!(found(300_300.0, 8_599_500.0), whole[0].candidates);
    assert_eq!(found(302_500.0, 8_599_500.0), []);
}
