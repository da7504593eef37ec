//! One place in a scene.

use ndarray::Array2;
use vigia_core::{Band, Sensor};
use vigia_raster::cog::Overviews;
use vigia_raster::ground_share::ground_share;
use vigia_raster::pixel_series::read_pixel;

use crate::gdal_tools::transformed;
use crate::sample::{Sample, grid};

/// Red is 100 · (row + 1) + col, with one wild pixel; classes are of 20 m: vegetation, one
/// cloud, one pixel without data.
fn sample() -> Sample {
    let mut red = Array2::from_shape_fn((8, 8), |(row, col)| (100 * (row + 1) + col) as u16);
    red[(3, 3)] = 60_000;
    let mut classes = Array2::from_elem((4, 4), 4_u16);
    classes[(2, 2)] = 9;
    classes[(3, 3)] = 0;
    let grid = grid("EPSG:32719", (340_000.0, 8_590_000.0), 10.0, 8, 8);
    Sample::on(Sensor::Sentinel2, grid)
        .with(&[(Band::Red, red), (Band::Scl, classes)], Overviews::None)
}

fn place(sample: &Sample, row: f64, col: f64) -> (f64, f64) {
    let point = sample.scene.grid.to_crs(row, col);
    transformed("EPSG:32719", "EPSG:4326", &[point])[0]
}

#[test]
fn the_median_of_nine_is_read_at_the_place_and_a_cloud_beside_it_hides_it() {
    let sample = sample();
    let (lon, lat) = place(&sample, 3.5, 3.5);
    let read = read_pixel(&sample.pool(), &sample.scene, &[Band::Red], lon, lat).unwrap().unwrap();
    // 302 303 304 / 402 [wild] 404 / 502 503 504: the fifth of nine is 404.
    assert!((read.values[0] - 0.0404).abs() < 1e-6, "{:?}", read.values);
    assert!(!read.is_clear, "the cloud is the pixel below, to the right");
}

#[test]
fn at_the_corner_there_are_four() {
    let sample = sample();
    let (lon, lat) = place(&sample, 0.2, 0.2);
    let read = read_pixel(&sample.pool(), &sample.scene, &[Band::Red], lon, lat).unwrap().unwrap();
    // 100 101 / 200 201: the mean of the middle two.
    assert!((read.values[0] - 0.015_05).abs() < 1e-6, "{:?}", read.values);
    assert!(read.is_clear, "the cloud is two pixels away");
}

#[test]
fn a_place_elsewhere_has_no_values() {
    let sample = sample();
    for (row, col) in [(-0.5, 3.0), (8.5, 3.0), (3.0, -0.5), (3.0, 8.5)] {
        let (lon, lat) = place(&sample, row, col);
        let read = read_pixel(&sample.pool(), &sample.scene, &[Band::Red], lon, lat).unwrap();
        assert_eq!(read, None, "{row} {col}");
    }
}

#[test]
fn the_share_of_ground_is_of_what_was_observed() {
    let sample = sample();
    // Sixteen pixels: one is no data, one of the others cloud.
    let share = ground_share(&sample.pool(), &sample.scene).unwrap().unwrap();
    assert!((share - 14.0 / 15.0).abs() < 1e-12, "{share}");
    let radar = Sample::radar();
    assert_eq!(ground_share(&radar.pool(), &radar.scene).unwrap(), None);
}
