//! Tiles join, do not depend on threads, and show nothing where nothing was seen.

use image::RgbaImage;
use ndarray::Array2;
use vigia_core::{Band, Sensor};
use vigia_raster::RasterError;
use vigia_raster::cog::Overviews;
use vigia_raster::mercator::Frame;
use vigia_raster::picture::{PictureFormat, encode};
use vigia_raster::preset::{PRESETS, Preset};
use vigia_raster::scene_tile::{bounds, render};

use crate::sample::{Sample, grid};

/// Four tiles at zoom 15 whose common corner lies inside of the optical sample.
const CORNER: (u32, u32) = (9831, 17540);

fn drawn(sample: &Sample, preset: Preset, frame: &Frame) -> Option<RgbaImage> {
    render(&sample.pool(), &sample.view(preset), frame).unwrap()
}

#[test]
fn neighbouring_tiles_join_without_a_seam() {
    let sample = Sample::optical();
    let first = Frame::of_tile(15, CORNER.0 - 1, CORNER.1 - 1).unwrap();
    let whole = Frame { width_px: 512, height_px: 512, ..first };
    for preset in [Preset::Natural, Preset::Swir, Preset::Ndvi] {
        let whole = drawn(&sample, preset, &whole).unwrap();
        let (mut seen, mut unlike, mut seams) = (0, 0, 0);
        for (right, below) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            let frame = Frame::of_tile(15, CORNER.0 - 1 + right, CORNER.1 - 1 + below).unwrap();
            let part = drawn(&sample, preset, &frame).expect("each of the four shows ground");
            for (x, y, pixel) in part.enumerate_pixels() {
                let same = whole.get_pixel(right * 256 + x, below * 256 + y).0;
                seams += usize::from(pixel.0[3] != same[3]);
                seen += usize::from(pixel.0[3] == 255);
                let far = (0..3).any(|channel| pixel.0[channel].abs_diff(same[channel]) > 2);
                unlike += usize::from(pixel.0[3] == same[3] && far);
            }
        }
        assert!(seen > 50_000, "{preset:?}: {seen}");
        assert_eq!((unlike, seams), (0, 0), "{preset:?}, of {seen}");
    }
}

#[test]
fn bytes_do_not_depend_on_how_many_render_at_once() {
    let (optical, radar) = (Sample::optical(), Sample::radar());
    let frames: Vec<Frame> = (0..4)
        .map(|n| Frame::of_tile(15, CORNER.0 - 1 + n % 2, CORNER.1 - 1 + n / 2).unwrap())
        .collect();
    let (optical_pool, radar_pool) = (optical.pool(), radar.pool());
    let everything = || -> Vec<Vec<u8>> {
        let optical_views = [Preset::Natural, Preset::Swir, Preset::Ndvi].map(|p| optical.view(p));
        let views = optical_views.into_iter().map(|view| (&optical_pool, view));
        let views = views.chain([(&radar_pool, radar.view(Preset::Natural))]);
        views
            .flat_map(|(pool, view)| frames.iter().map(move |frame| (pool, view, frame)))
            .flat_map(|(pool, view, frame)| {
                let picture = render(pool, &view, frame).unwrap().unwrap();
                [PictureFormat::Webp, PictureFormat::Png].map(|f| encode(&picture, f).unwrap())
            })
            .collect()
    };
    let alone = everything();
    std::thread::scope(|scope| {
        let others: Vec<_> = (0..8).map(|_| scope.spawn(everything)).collect();
        for other in others {
            assert!(other.join().unwrap() == alone);
        }
    });
    assert!(optical_pool.idle_count() <= 64);
}

#[test]
fn a_tile_elsewhere_shows_nothing() {
    let sample = Sample::optical();
    for (z, x, y) in [(15, 0, 0), (15, CORNER.0 + 4, CORNER.1), (3, 7, 7)] {
        let frame = Frame::of_tile(z, x, y).unwrap();
        assert!(drawn(&sample, Preset::Natural, &frame).is_none(), "{z}/{x}/{y}");
    }
    assert!(drawn(&sample, Preset::Natural, &Frame::of_tile(8, 76, 137).unwrap()).is_some());
}

#[test]
fn no_data_is_transparent_in_the_middle_too() {
    // A hole of 32 pixels, 320 m, in a scene of 128.
    let numbers = Array2::from_shape_fn((128, 128), |(row, col)| {
        if (48..80).contains(&row) && (48..80).contains(&col) { 0 } else { 900 }
    });
    let bands = [Band::Red, Band::Green, Band::Blue].map(|band| (band, numbers.clone()));
    let sample =
        Sample::on(Sensor::Sentinel2, grid("EPSG:32719", (340_000.0, 8_590_000.0), 10.0, 128, 128))
            .with(&bands, Overviews::None);
    let [west, south, east, north] = bounds(&sample.scene).unwrap();
    let frame = Frame::around((west + east) / 2.0, (south + north) / 2.0, 1000.0, 200).unwrap();
    let picture = drawn(&sample, Preset::Natural, &frame).unwrap();
    assert_eq!(picture.get_pixel(100, 100).0, [0, 0, 0, 0]);
    // √(0.09 / 0.25) · 255 = 153, right up to the hole: nothing is mixed with no data.
    let shown: Vec<_> = picture.pixels().filter(|pixel| pixel.0[3] == 255).collect();
    assert!(shown.iter().all(|pixel| pixel.0 == [153, 153, 153, 255]));
    let hidden = picture.pixels().filter(|pixel| pixel.0[3] == 0).count();
    // 320 m of 1,000 m on each side, of 200 pixels.
    assert!((hidden as f64 - 4096.0).abs() < 140.0, "{hidden}");
}

#[test]
fn what_was_lost_is_shown_only_where_both_saw_the_ground() {
    let scene = |red: u16, nir: u16, swir2: u16, cloudy: std::ops::Range<usize>| {
        let flat = |number| Array2::from_elem((64, 64), number);
        let classes =
            Array2::from_shape_fn((64, 64), |(_, col)| if cloudy.contains(&col) { 9 } else { 4 });
        let bands = [
            (Band::Red, flat(red)),
            (Band::Nir, flat(nir)),
            (Band::Swir2, flat(swir2)),
            (Band::Scl, classes),
        ];
        let grid = grid("EPSG:32719", (340_000.0, 8_590_000.0), 10.0, 64, 64);
        Sample::on(Sensor::Sentinel2, grid).with(&bands, Overviews::None)
    };
    let forest = scene(200, 3000, 600, 0..16);
    let sand = scene(2500, 3300, 4000, 48..64);
    let [west, south, east, north] = bounds(&sand.scene).unwrap();
    let frame = Frame::around((west + east) / 2.0, (south + north) / 2.0, 600.0, 120).unwrap();
    // One pool for both: each scene has its own files.
    let pool = {
        let files: Vec<_> = [&forest, &sand]
            .into_iter()
            .flat_map(|sample| {
                sample
                    .scene
                    .assets
                    .iter()
                    .map(|asset| (asset.fingerprint, sample.path(asset.band).to_path_buf()))
            })
            .collect();
        vigia_raster::dataset_pool::DatasetPool::new(8, move |wanted| {
            files.iter().find(|(known, _)| known == wanted).unwrap().1.clone()
        })
    };
    let mut view = sand.view(Preset::Disturbance);
    let failed = render(&pool, &view, &frame).unwrap_err();
    assert!(matches!(failed, RasterError::NothingBefore { .. }), "{failed}");
    view.before = Some(&forest.scene);
    let picture = render(&pool, &view, &frame).unwrap().unwrap();
    let alpha = |x: u32| picture.get_pixel(x, 60).0[3];
    // 600 m are 120 pixels; clouds cover the western and eastern 140 m of the picture.
    assert_eq!((alpha(10), alpha(60), alpha(110)), (0, 255, 0));
    let [red, green, blue, _] = picture.get_pixel(60, 60).0;
    assert!(red > 100 && green < 40 && blue < 40, "{red} {green} {blue}");
}

#[test]
fn a_preset_without_its_bands_is_an_error_not_a_guess() {
    let radar = Sample::radar();
    let frame = Frame::of_tile(15, CORNER.0, CORNER.1).unwrap();
    for preset in PRESETS.into_iter().filter(|preset| *preset != Preset::Natural) {
        assert!(!preset.suits(&radar.scene));
        let mut view = radar.view(preset);
        view.before = Some(&radar.scene);
        let failed = render(&radar.pool(), &view, &frame);
        assert!(matches!(failed, Err(RasterError::NoSuchBand { .. })), "{preset:?}");
    }
}
