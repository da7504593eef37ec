//! One place in a scene.

use ndarray::Array2;
use vigia_core::{Band, Sensor};
use vigia_raster::class_counts::class_counts;
use vigia_raster::cog::Overviews;
use vigia_raster::pixel_series::read_pixel;

use crate::gdal_tools::transformed;
use crate::sample::{Sample, grid};

/// Red is 100 · (row + 1) + col, with one wild pixel; classes are of 20 m.
fn sample() -> Sample {
    let mut red = Array2::from_shape_fn((8, 8), |(row, col)| (100 * (row + 1) + col) as u16);
    red[(3, 3)] = 60_000;
    let classes = Array2::from_shape_fn((4, 4), |(row, col)| (1 + row * 4 + col) as u16);
    let grid = grid("EPSG:32719", (340_000.0, 8_590_000.0), 10.0, 8, 8);
    Sample::on(Sensor::Sentinel2, grid)
        .with(&[(Band::Red, red), (Band::Scl, classes)], Overviews::None)
}

fn place(sample: &Sample, row: f64, col: f64) -> (f64, f64) {
    let point = sample.scene.grid.to_crs(row, col);
    transformed("EPSG:32719", "EPSG:4326", &[point])[0]
}

#[test]
fn the_median_of_nine_is_read_at_the_place_and_the_classes_around_it() {
    let sample = sample();
    let (lon, lat) = place(&sample, 3.5, 3.5);
    let read = read_pixel(&sample.pool(), &sample.scene, &[Band::Red], lon, lat).unwrap().unwrap();
    // 302 303 304 / 402 [wild] 404 / 502 503 504: the fifth of nine is 404.
    assert!((read.values[0] - 0.0404).abs() < 1e-6, "{:?}", read.values);
    assert_eq!(read.classes, [1, 2, 3, 5, 6, 7, 9, 10, 11]);
}

#[test]
fn at_the_corner_there_are_four() {
    let sample = sample();
    let (lon, lat) = place(&sample, 0.2, 0.2);
    let read = read_pixel(&sample.pool(), &sample.scene, &[Band::Red], lon, lat).unwrap().unwrap();
    // 100 101 / 200 201: the mean of the middle two.
    assert!((read.values[0] - 0.015_05).abs() < 1e-6, "{:?}", read.values);
    assert_eq!(read.classes, [1, 2, 5, 6]);
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
fn classes_are_counted() {
    let sample = sample();
    let counts = class_counts(&sample.pool(), &sample.scene).unwrap().unwrap();
    assert_eq!((counts[1], counts[16], counts[17], counts.iter().sum::<u32>()), (1, 1, 0, 16));
    let radar = Sample::radar();
    assert_eq!(class_counts(&radar.pool(), &radar.scene).unwrap(), None);
}
