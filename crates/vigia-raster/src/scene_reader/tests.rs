#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use ndarray::{Array2, array, s};
use proptest::prelude::*;
use vigia_core::{SceneId, Sensor};

use super::*;
use crate::{CogBand, CogOptions, CogPixels, write_cog};

fn grid(crs: &str, origin: (f64, f64), pixel: f64, rows: usize, cols: usize) -> GridGeometry {
    let transform = [origin.0, pixel, 0.0, origin.1, 0.0, -pixel];
    GridGeometry { crs: crs.into(), transform, rows, cols }
}

/// 10 m in zone 19 south, near La Pampa.
fn scene_grid(rows: usize, cols: usize) -> GridGeometry {
    grid("EPSG:32719", (350_000.0, 8_580_000.0), 10.0, rows, cols)
}

/// A folder of blobs and the scene made of them.
struct World {
    folder: tempfile::TempDir,
    scene: Scene,
}

impl World {
    fn on(grid: GridGeometry) -> Self {
        let moment = "2024-01-01T00:00:00Z".parse().unwrap();
        let scene = Scene {
            id: SceneId::new("s"),
            sensor: Sensor::Sentinel2,
            series: "tile:19LCG".into(),
            acquired_start: moment,
            acquired_end: moment,
            processing_baseline: None,
            orbit_state: None,
            grid,
            assets: Vec::new(),
        };
        Self { folder: tempfile::tempdir().unwrap(), scene }
    }

    /// Adds a file of one band: reflectance = DN · 0.0001 − 0.1, DN 0 is no data.
    fn with(mut self, band: Band, grid: GridGeometry, numbers: &Array2<u16>) -> Self {
        let name = format!("{band:?}");
        let fingerprint = Fingerprint::of(name.as_bytes());
        let path = self.folder.path().join(fingerprint.to_string());
        let layer = CogBand {
            pixels: CogPixels::U16(numbers.view()),
            nodata: Some(0.0),
            description: &name,
        };
        write_cog(&path, &grid, &[layer], &CogOptions::default()).unwrap();
        let (scale, offset) = if band == Band::Scl { (1.0, 0.0) } else { (0.0001, -0.1) };
        self.scene.assets.push(Asset {
            band,
            fingerprint,
            size_bytes: 0,
            file_name: name,
            band_number: 1,
            scale,
            offset,
            is_decibels: false,
            nodata: Some(0.0),
            grid,
        });
        self
    }

    fn reader(&self) -> SceneReader {
        SceneReader::open(&self.scene, &|fingerprint| {
            self.folder.path().join(fingerprint.to_string())
        })
        .unwrap()
    }
}

fn noise(rows: usize, cols: usize, seed: u64) -> Array2<u16> {
    Array2::from_shape_fn((rows, cols), |(row, col)| {
        let mixed =
            (row as u64 * 1_000_003 + col as u64 + seed).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        // One in 64 is no data.
        if mixed >> 58 == 0 { 0 } else { (mixed >> 48) as u16 }
    })
}

fn bits(pixels: &Array2<f32>) -> Array2<u32> {
    pixels.mapv(f32::to_bits)
}

/// Asserts that windows of `block` joined are the whole, to the bit.
fn check_windows(world: &World, band: Band, blocks: [usize; 3]) {
    let grid = &world.scene.grid;
    let whole = world.reader().read_band(band, grid.full_window()).unwrap();
    assert!(whole.iter().any(|pixel| pixel.is_finite()), "the test has something to compare");
    for block in blocks {
        let reader = world.reader();
        for window in grid.blocks(block) {
            let part = reader.read_band(band, window).unwrap();
            let rows = window.row..window.row + window.rows;
            let same = whole.slice(s![rows, window.col..window.col + window.cols]).to_owned();
            assert_eq!(bits(&part), bits(&same), "block {block}, window {window:?}");
        }
    }
}

#[test]
fn numbers_become_reflectance_and_no_data_becomes_nan() {
    let grid = scene_grid(1, 3);
    let world = World::on(grid.clone()).with(Band::Red, grid.clone(), &array![[0_u16, 1000, 3500]]);
    let red = world.reader().read_band(Band::Red, grid.full_window()).unwrap();
    assert!(red[(0, 0)].is_nan());
    assert_eq!((red[(0, 1)], red[(0, 2)]), (0.0, 0.25));
}

#[test]
fn a_twenty_metre_pixel_covers_two_by_two_ten_metre_pixels() {
    let coarse = grid("EPSG:32719", (350_000.0, 8_580_000.0), 20.0, 2, 2);
    let world = World::on(scene_grid(4, 3)).with(Band::Scl, coarse, &array![[4_u16, 6], [8, 9]]);
    let classes =
        world.reader().read_mask(scene_grid(4, 3).full_window()).unwrap().unwrap().numbers;
    assert_eq!(classes, array![[4, 4, 6], [4, 4, 6], [8, 8, 9], [8, 8, 9]]);
    let part = Window { row: 1, col: 1, rows: 2, cols: 2 };
    assert_eq!(world.reader().read_mask(part).unwrap().unwrap().numbers, array![[4, 6], [8, 9]]);
}

#[test]
fn where_an_aligned_asset_does_not_reach_there_is_no_data() {
    // One 20 m pixel, 10 m in from the left and 10 m above the scene's first row.
    let small = grid("EPSG:32719", (350_010.0, 8_580_010.0), 20.0, 1, 1);
    let world = World::on(scene_grid(2, 4)).with(Band::Nir, small, &array![[5000_u16]]);
    let nir = world.reader().read_band(Band::Nir, scene_grid(2, 4).full_window()).unwrap();
    let known = nir.mapv(|pixel| !pixel.is_nan());
    assert_eq!(known, array![[false, true, true, false], [false, false, false, false]]);
    assert_eq!(nir[(0, 1)], 0.4);
}

#[test]
fn half_a_pixel_of_shift_is_warped_to_the_mean_of_the_four_around() {
    let shifted = grid("EPSG:32719", (349_995.0, 8_580_005.0), 10.0, 2, 2);
    let world = World::on(scene_grid(1, 1)).with(
        Band::Red,
        shifted,
        &array![[2000_u16, 3000], [4000, 7000]],
    );
    let red = world.reader().read_band(Band::Red, scene_grid(1, 1).full_window()).unwrap();
    assert!((red[(0, 0)] - 0.3).abs() < 1e-6, "{red}");
}

#[test]
fn classes_in_another_zone_are_warped_without_inventing_any() {
    let classes = Array2::from_shape_fn((60, 60), |(r, c)| if (r + c) % 2 == 0 { 4 } else { 9 });
    let there = grid("EPSG:32718", (1_001_500.0, 8_576_000.0), 20.0, 60, 60);
    let world = World::on(scene_grid(40, 40)).with(Band::Scl, there, &classes);
    let read = world.reader().read_mask(scene_grid(40, 40).full_window()).unwrap().unwrap().numbers;
    assert!(read.iter().all(|class| [0, 4, 9].contains(class)));
    assert!(read.iter().any(|class| *class == 9), "the two grids overlap: {read}");
}

/// Against a transform of each pixel's centre by itself, with no grid in between.
#[test]
fn a_warped_class_is_the_one_that_lies_under_the_centre_of_its_pixel() {
    let here = scene_grid(300, 600);
    // Covers the scene, which is turned by 1.3 degrees against it.
    let there = grid("EPSG:32718", (1_001_400.0, 8_576_500.0), 20.0, 250, 340);
    let classes = noise(250, 340, 7).mapv(|number| 1 + number % 255);
    let world = World::on(here.clone()).with(Band::Scl, there.clone(), &classes);
    let read = world.reader().read_mask(here.full_window()).unwrap().unwrap().numbers;

    let srs = |code| crate::crs::spatial_ref(code).unwrap();
    let transform =
        gdal::spatial_ref::CoordTransform::new(&srs("EPSG:32719"), &srs("EPSG:32718")).unwrap();
    for ((row, col), class) in read.indexed_iter() {
        let (x, y) = here.to_crs(row as f64 + 0.5, col as f64 + 0.5);
        let (mut x, mut y) = ([x], [y]);
        transform.transform_coords(&mut x, &mut y, &mut []).unwrap();
        let (there_row, there_col) = there.to_pixel(x[0], y[0]).unwrap();
        let expected = classes[(there_row.floor() as usize, there_col.floor() as usize)];
        assert_eq!(*class, expected, "row {row}, column {col}");
    }
}

#[test]
fn the_six_optical_bands_come_in_their_order() {
    let grid = scene_grid(1, 1);
    let world = OPTICAL_BANDS.iter().rev().fold(World::on(grid.clone()), |world, band| {
        let place = OPTICAL_BANDS.iter().position(|other| other == band).unwrap();
        world.with(*band, grid.clone(), &array![[(place as u16 + 2) * 1000]])
    });
    let stack = world.reader().read_optical(grid.full_window()).unwrap();
    let expected: Vec<f32> =
        (0..6).map(|place| ((place as f64 + 2.0) * 0.1 - 0.1) as f32).collect();
    assert_eq!(stack.dim(), (6, 1, 1));
    for (read, expected) in stack.iter().zip(expected) {
        assert!((read - expected).abs() < 1e-6);
    }
}

#[test]
fn what_the_scene_does_not_have_is_said() {
    let grid = scene_grid(2, 2);
    let world = World::on(grid.clone()).with(Band::Red, grid.clone(), &noise(2, 2, 1));
    let reader = world.reader();
    assert_eq!(reader.read_mask(grid.full_window()).unwrap(), None);
    assert!(matches!(reader.read_optical(grid.full_window()), Err(RasterError::NoSuchBand { .. })));
    let beyond = Window { row: 1, col: 0, rows: 2, cols: 2 };
    assert!(matches!(reader.read_band(Band::Red, beyond), Err(RasterError::OutsideGrid { .. })));
    let wrapping = Window { row: usize::MAX, col: 0, rows: 2, cols: 2 };
    assert!(matches!(reader.read_band(Band::Red, wrapping), Err(RasterError::OutsideGrid { .. })));
}

#[test]
fn a_blob_with_another_grid_than_the_catalogues_is_refused() {
    let grid = scene_grid(2, 2);
    let mut world = World::on(grid.clone()).with(Band::Red, grid, &noise(2, 2, 1));
    world.scene.assets[0].grid.transform[0] += 10.0;
    let opened = SceneReader::open(&world.scene, &|f| world.folder.path().join(f.to_string()));
    assert!(matches!(opened.err(), Some(RasterError::NotAsCatalogued { .. })));
}

#[test]
fn a_reader_may_move_to_another_thread() {
    let grid = scene_grid(2, 2);
    let world = World::on(grid.clone()).with(Band::Red, grid.clone(), &noise(2, 2, 1));
    let reader = world.reader();
    let read = std::thread::spawn(move || reader.read_band(Band::Red, grid.full_window()).is_ok());
    assert!(read.join().unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn windows_of_aligned_assets_join_to_the_whole(
        rows in 20_usize..90, cols in 20_usize..90, ratio in 1_usize..4,
        shift in -3_i32..4, seed in any::<u64>(),
    ) {
        let pixel = 10.0 * ratio as f64;
        let origin = (350_000.0 + 10.0 * f64::from(shift), 8_580_000.0 - 10.0 * f64::from(shift));
        let (asset_rows, asset_cols) = (rows.div_ceil(ratio), cols.div_ceil(ratio));
        let coarse = grid("EPSG:32719", origin, pixel, asset_rows, asset_cols);
        let world = World::on(scene_grid(rows, cols))
            .with(Band::Swir1, coarse, &noise(asset_rows, asset_cols, seed));
        check_windows(&world, Band::Swir1, [7, 16, 64]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, ..ProptestConfig::default() })]

    /// Larger than one of the warped view's own blocks (512 by 128), so that its seams count.
    #[test]
    fn windows_of_warped_assets_join_to_the_whole(seed in any::<u64>(), dx in 0.0..10.0_f64) {
        let there = grid("EPSG:32718", (1_001_500.0 + dx, 8_576_500.0), 20.0, 250, 330);
        let world = World::on(scene_grid(300, 600)).with(Band::Swir2, there, &noise(250, 330, seed));
        check_windows(&world, Band::Swir2, [37, 128, 200]);
    }
}

/// 30 m, of which the second begins one row below and two columns left of the first.
fn two_extents() -> (GridGeometry, GridGeometry) {
    let first = grid("EPSG:32719", (300_015.0, 8_580_015.0), 30.0, 3, 4);
    let second = grid("EPSG:32719", (299_955.0, 8_579_985.0), 30.0, 3, 4);
    (first, second)
}

#[test]
fn scenes_of_other_extents_are_read_on_their_common_grid() {
    let (first, second) = two_extents();
    let union = first.union(&second).unwrap();
    let numbers = Array2::from_shape_fn((3, 4), |(row, col)| (2000 + 100 * row + col) as u16);
    let world = World::on(second.clone()).with(Band::Red, second.clone(), &numbers);
    let locate = |fingerprint: &Fingerprint| world.folder.path().join(fingerprint.to_string());
    let on_union = SceneReader::open_on(&world.scene, &union, &locate).unwrap();
    assert_eq!(on_union.grid(), &union);
    let read = on_union.read_band(Band::Red, union.full_window()).unwrap();
    let own = world.reader().read_band(Band::Red, second.full_window()).unwrap();
    let (row, col) = union.offset_of(&second).unwrap();
    assert_eq!((row, col, union.rows, union.cols), (1, 0, 4, 6));
    assert_eq!(bits(&read.slice(s![1..4, 0..4]).to_owned()), bits(&own));
    let beyond = read.iter().filter(|value| value.is_nan()).count();
    assert_eq!(beyond, 4 * 6 - 3 * 4, "what the scene does not reach is no data");
    for window in union.blocks(2) {
        let part = on_union.read_band(Band::Red, window).unwrap();
        let rows = window.row..window.row + window.rows;
        let same = read.slice(s![rows, window.col..window.col + window.cols]).to_owned();
        assert_eq!(bits(&part), bits(&same), "{window:?}");
    }
}

#[test]
fn a_mask_of_bits_is_fill_where_nothing_was_observed() {
    let (first, second) = two_extents();
    let union = first.union(&second).unwrap();
    let mut qa = Array2::from_elem((3, 4), 21824_u16);
    // Cloud, and the number that the file states to be no data.
    (qa[(0, 0)], qa[(2, 3)]) = (22280, 0);
    let mut world = World::on(second.clone()).with(Band::QaPixel, second, &qa);
    world.scene.sensor = Sensor::Landsat;
    let locate = |fingerprint: &Fingerprint| world.folder.path().join(fingerprint.to_string());
    let reader = SceneReader::open_on(&world.scene, &union, &locate).unwrap();
    let read = reader.read_mask(union.full_window()).unwrap().unwrap();
    let expected = array![
        [1, 1, 1, 1, 1, 1],
        [22280, 21824, 21824, 21824, 1, 1],
        [21824, 21824, 21824, 21824, 1, 1],
        [21824, 21824, 21824, 1, 1, 1],
    ];
    assert_eq!(read.numbers, expected);
    assert!(!read.meaning.shows_ground(1) && read.meaning.shows_ground(21824));
}

#[test]
fn a_scene_in_decibels_reads_like_its_twin_in_linear_power() {
    let here = scene_grid(8, 8);
    // -30 to -5 dB, in hundredths.
    let hundredths =
        Array2::from_shape_fn((8, 8), |(row, col)| -3000 + 39 * (8 * row + col) as i16);
    let power = hundredths.mapv(|number| 10_f32.powf(f32::from(number) / 1000.0));
    let folder = tempfile::tempdir().unwrap();
    let mut scene = World::on(here.clone()).scene;
    scene.sensor = Sensor::Sentinel1;
    for (band, pixels, scale) in [
        (Band::Vv, CogPixels::I16(hundredths.view()), 0.01),
        (Band::Vh, CogPixels::F32(power.view()), 1.0),
    ] {
        let name = format!("{band:?}");
        let fingerprint = Fingerprint::of(name.as_bytes());
        let path = folder.path().join(fingerprint.to_string());
        let layer = CogBand { pixels, nodata: None, description: "" };
        write_cog(&path, &here, &[layer], &CogOptions::default()).unwrap();
        scene.assets.push(Asset {
            band,
            fingerprint,
            size_bytes: 0,
            file_name: name,
            band_number: 1,
            scale,
            offset: 0.0,
            is_decibels: band == Band::Vv,
            nodata: None,
            grid: here.clone(),
        });
    }
    let locate = |fingerprint: &Fingerprint| folder.path().join(fingerprint.to_string());
    let reader = SceneReader::open(&scene, &locate).unwrap();
    let converted = reader.read_band(Band::Vv, here.full_window()).unwrap();
    let twin = reader.read_band(Band::Vh, here.full_window()).unwrap();
    for (a, b) in converted.iter().zip(&twin) {
        assert!((a - b).abs() <= 4.0 * f32::EPSILON * b, "{a} is not {b}");
    }
    assert_eq!(converted[(0, 0)], 0.001, "-30 dB");
}
