//! The same numbers, and the same edges, as GDAL's own programs.

use image::RgbaImage;
use ndarray::Array2;
use vigia_core::{Band, Sensor};
use vigia_raster::cog::Overviews;
use vigia_raster::mercator::Frame;
use vigia_raster::preset::Preset;
use vigia_raster::scene_tile::render;
use vigia_raster::stretch::Stretch;

use crate::gdal_tools::{transformed, warped};
use crate::sample::{Sample, grid};

/// Tiles that show the optical sample at a zoom: one in the middle, one on its edge.
fn tile_around(z: u8, lon: f64, lat: f64) -> Frame {
    let n = f64::from(z).exp2();
    let x = ((lon + 180.0) / 360.0 * n) as u32;
    let y = ((1.0 - lat.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0 * n) as u32;
    Frame::of_tile(z, x, y).unwrap()
}

fn tile(sample: &Sample, preset: Preset, frame: &Frame) -> RgbaImage {
    render(&sample.pool(), &sample.view(preset), frame).unwrap().unwrap()
}

/// Compares each channel with its band as `gdalwarp` makes it, through the same stretch.
fn check_numbers(frame: &Frame) {
    let sample = Sample::optical();
    let picture = tile(&sample, Preset::Natural, frame);
    let stretch = Stretch::reflectance(0.25);
    let (mut seen, mut unlike, mut edges) = (0, 0, 0);
    for (channel, band) in [Band::Red, Band::Green, Band::Blue].into_iter().enumerate() {
        let expected = warped(sample.path(band), frame, "bilinear", "NONE");
        for ((y, x), number) in expected.indexed_iter() {
            let pixel = picture.get_pixel(x as u32, y as u32).0;
            if (pixel[3] == 255) != (*number > 0.0) {
                edges += 1;
                continue;
            }
            if pixel[3] == 0 {
                continue;
            }
            seen += 1;
            let expected = stretch.level((*number * 0.0001) as f32);
            // A thirty-second of a pixel of difference in position, at a sharp border.
            unlike += usize::from(pixel[channel].abs_diff(expected) > 2);
        }
    }
    assert!(seen > 10_000, "{seen} pixels to compare");
    assert!(unlike * 1000 < seen, "{unlike} of {seen} differ by more than 2 of 255");
    assert!(edges < 100, "{edges} pixels at the edge");
}

#[test]
fn colours_are_those_of_gdalwarp_where_a_pixel_is_a_pixel_or_less() {
    check_numbers(&tile_around(14, -71.996, -12.600));
    check_numbers(&tile_around(15, -71.996, -12.600));
    check_numbers(&tile_around(17, -71.9963, -12.6001));
    // On the scene's edge.
    check_numbers(&tile_around(15, -72.004, -12.5925));
}

#[test]
fn classes_are_those_of_gdalwarp() {
    let sample = Sample::optical();
    let frame = tile_around(15, -71.996, -12.600);
    let picture = tile(&sample, Preset::Ndvi, &frame);
    let classes = warped(sample.path(Band::Scl), &frame, "near", "NONE");
    let reds = warped(sample.path(Band::Red), &frame, "near", "NONE");
    let (mut hidden, mut unlike) = (0, 0);
    for ((y, x), class) in classes.indexed_iter() {
        let ground = (4.0..=7.0).contains(class) && reds[(y, x)] > 0.0;
        let shown = picture.get_pixel(x as u32, y as u32).0[3] == 255;
        hidden += usize::from(!ground && *class > 0.0);
        unlike += usize::from(shown != ground);
    }
    assert!(hidden > 50, "the sample has clouds: {hidden}");
    assert!(unlike < 40, "{unlike} of 65,536 pixels differ");
}

/// Every pixel is shown where its centre lies inside of the scene, as `gdaltransform` says,
/// but for half a pixel on either side of the edge.
#[test]
fn edges_are_right_to_half_a_pixel_at_every_zoom() {
    let sample = Sample::optical();
    for z in 11..=18 {
        let frame = tile_around(z, -72.0047, -12.5921);
        let picture = tile(&sample, Preset::Natural, &frame);
        let centre = |x: u32, y: u32| {
            let (x, y) = (f64::from(x) + 0.5, f64::from(y) + 0.5);
            (frame.west + x * frame.pixel_m, frame.north - y * frame.pixel_m)
        };
        let pixels: Vec<(u32, u32)> =
            (0..256).flat_map(|y| (0..256).map(move |x| (x, y))).collect();
        let points: Vec<(f64, f64)> = pixels.iter().map(|(x, y)| centre(*x, *y)).collect();
        let ground = transformed("EPSG:3857", "EPSG:32719", &points);
        // Ground size of half a pixel of the picture, turned by up to 45 degrees.
        let half = frame.ground_pixel_m() * 0.75;
        let (mut inside, mut outside) = (0, 0);
        for ((x, y), (east, north)) in pixels.into_iter().zip(ground) {
            let shown = picture.get_pixel(x, y).0[3] == 255;
            let depth = [
                east - 173_460.0,
                173_460.0 + 1_920.0 - east,
                8_606_200.0 - north,
                north - 8_606_200.0 + 1_920.0,
            ];
            let depth = depth.into_iter().fold(f64::INFINITY, f64::min);
            if depth > half {
                assert!(shown, "zoom {z}: ({x}, {y}) lies {depth} m inside");
                inside += 1;
            } else if depth < -half {
                assert!(!shown, "zoom {z}: ({x}, {y}) lies {} m outside", -depth);
                outside += 1;
            }
        }
        assert!(inside > 50 && outside > 50, "zoom {z}: {inside} inside, {outside} outside");
    }
}

/// A smooth scene of 2,048 pixels whose western third is no data.
fn smooth(overviews: Overviews) -> Sample {
    let numbers = Array2::from_shape_fn((2048, 2048), |(row, col)| match col {
        0..683 => 0,
        _ => {
            (300.0 + 900.0 * (1.0 + (row as f64 / 170.0).sin() * (col as f64 / 230.0).cos())) as u16
        }
    });
    let grid = grid("EPSG:32719", (340_000.0, 8_590_000.0), 10.0, 2048, 2048);
    let bands = [Band::Red, Band::Green, Band::Blue].map(|band| (band, numbers.clone()));
    Sample::on(Sensor::Sentinel2, grid).with(&bands, overviews)
}

#[test]
fn coarse_tiles_come_from_overviews_and_still_lie_where_they_should() {
    for overviews in [Overviews::Average, Overviews::None] {
        let sample = smooth(overviews);
        for z in [10, 11, 12, 13] {
            let frame = tile_around(z, -70.375, -12.838);
            let picture = tile(&sample, Preset::Natural, &frame);
            let expected = warped(sample.path(Band::Red), &frame, "average", "NONE");
            let stretch = Stretch::reflectance(0.25);
            let (mut seen, mut unlike, mut edges) = (0, 0, 0);
            for ((y, x), number) in expected.indexed_iter() {
                let pixel = picture.get_pixel(x as u32, y as u32).0;
                if (pixel[3] == 255) != (*number > 0.0) {
                    edges += 1;
                } else if pixel[3] == 255 {
                    seen += 1;
                    let level = stretch.level((*number * 0.0001) as f32);
                    unlike += usize::from(pixel[0].abs_diff(level) > 3);
                }
            }
            // `average` shows a pixel that the scene only touches: one around the outline,
            // and along the edge of what is no data one on each side.
            assert!(edges < 256 * 4, "zoom {z}, {overviews:?}: {edges} at edges");
            assert!(seen > 1000, "zoom {z}: {seen}");
            assert!(unlike * 50 < seen, "zoom {z}, {overviews:?}: {unlike} of {seen} differ");
        }
    }
}
