//! Chips: the outline lies on what it outlines.

use vigia_raster::chip::{chip, frame_around};
use vigia_raster::preset::Preset;
use vigia_raster::quicklook::NOT_OBSERVED;

use crate::gdal_tools::transformed;
use crate::sample::Sample;

/// A square of 600 m in the optical sample, from `gdaltransform`.
fn square() -> Vec<Vec<(f64, f64)>> {
    let (west, north) = (173_460.0 + 700.0, 8_606_200.0 - 500.0);
    let corners = [(0.0, 0.0), (600.0, 0.0), (600.0, -600.0), (0.0, -600.0), (0.0, 0.0)];
    let corners = corners.map(|(x, y)| (west + x, north + y));
    vec![transformed("EPSG:32719", "EPSG:4326", &corners)]
}

#[test]
fn the_outline_is_drawn_where_it_lies_and_can_be_left_out() {
    let sample = Sample::optical();
    let rings = square();
    let frame = frame_around(&rings, 480).unwrap();
    let view = sample.view(Preset::Natural);
    let drawn = chip(&sample.pool(), &view, &frame, &rings, true).unwrap().unwrap();
    let plain = chip(&sample.pool(), &view, &frame, &rings, false).unwrap().unwrap();
    if let Some(folder) = std::env::var_os("VIGIA_PICTURES") {
        let folder = std::path::PathBuf::from(folder);
        drawn.save(folder.join("chip.png")).unwrap();
        plain.save(folder.join("chip-plain.png")).unwrap();
    }
    assert_eq!(drawn.dimensions(), (480, 480));
    for (lon, lat) in &rings[0] {
        let (x, y) = frame.to_pixel(*lon, *lat).unwrap();
        let pixel = drawn.get_pixel(x as u32, y as u32).0;
        assert!(pixel[0] > 200 && pixel[1] > 180 && pixel[2] < 60, "corner {x} {y}: {pixel:?}");
    }
    // Inside and outside of the outline both are the same picture.
    for (x, y) in [(240, 240), (10, 10), (470, 240)] {
        assert_eq!(drawn.get_pixel(x, y), plain.get_pixel(x, y), "{x} {y}");
    }
    let unlike = drawn.pixels().zip(plain.pixels()).filter(|(a, b)| a != b).count();
    // Four sides of 282 pixels, four to five wide.
    assert!((4_000..7_500).contains(&unlike), "{unlike}");
    assert!(drawn.pixels().all(|pixel| pixel.0[3] == 255), "a chip is opaque");
}

#[test]
fn what_was_not_seen_has_its_own_colour() {
    let sample = Sample::optical();
    let corner = (173_460.0, 8_606_200.0);
    let rings = vec![transformed("EPSG:32719", "EPSG:4326", &[corner, (173_560.0, 8_606_100.0)])];
    let frame = frame_around(&rings, 200).unwrap();
    let view = sample.view(Preset::Swir);
    let drawn = chip(&sample.pool(), &view, &frame, &rings, false).unwrap().unwrap();
    assert_eq!(drawn.get_pixel(5, 5).0[..3], NOT_OBSERVED.0);
    assert_ne!(drawn.get_pixel(190, 190).0[..3], NOT_OBSERVED.0);
}
