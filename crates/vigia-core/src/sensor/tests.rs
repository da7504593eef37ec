#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use std::error::Error;

use super::*;

fn mask(sensor: Sensor) -> &'static MaskMeaning {
    &sensor.description().mask.as_ref().unwrap().meaning
}

/// Why the sensor's file is refused after one replacement in its text.
fn refusal(sensor: Sensor, from: &str, to: &str) -> String {
    let text = sensor.text();
    assert!(text.contains(from), "{from:?} is in the file");
    let refused = SensorDescription::from_toml(&text.replacen(from, to, 1)).unwrap_err();
    format!("{refused}: {}", refused.source().map_or_else(String::new, ToString::to_string))
}

#[test]
fn every_sensor_has_a_file_that_reads_and_is_its_own() {
    for sensor in SENSORS {
        assert_eq!(sensor.description().sensor, sensor);
        assert!(!sensor.description().bands.is_empty());
    }
}

#[test]
fn a_misspelt_key_is_refused_and_named() {
    let said = refusal(Sensor::Landsat, "offset = -0.2", "ofset = -0.2");
    assert!(said.contains("ofset"), "{said}");
    let said = refusal(Sensor::Sentinel2, "ground = [", "gruond = [");
    assert!(said.contains("gruond"), "{said}");
    let said = refusal(Sensor::Landsat, "swir1 = [\"B6\"", "swir3 = [\"B6\"");
    assert!(said.contains("swir3"), "{said}");
    let said = refusal(Sensor::Landsat, "hidden = [0, 1, 5]", "hidden = [0, 1, 16]");
    assert!(said.contains("bit 16"), "{said}");
}

#[test]
fn a_file_that_contradicts_itself_is_refused_with_the_reason() {
    for (sensor, from, to, expected) in [
        (Sensor::Sentinel2, "scale = 0.0001", "scale = 0.0", "scale 0"),
        (Sensor::Sentinel2, "role = \"green\"", "role = \"blue\"", "Blue stands twice"),
        (Sensor::Sentinel2, "\"B03\", \"B3\"", "\"b02\", \"B3\"", "\"b02\" means two bands"),
        (Sensor::Sentinel2, "cloudy = [3,", "cloudy = [4,", "class 4 is both"),
        (Sensor::Sentinel2, "fill = 0", "fill = 4", "fill 4 shows the ground"),
        (Sensor::Sentinel2, "band = \"scl\"", "band = \"qa_pixel\"", "QaPixel is no band"),
        (Sensor::Landsat, "cloudy = [2,", "cloudy = [1,", "both hidden and cloudy"),
        (Sensor::Landsat, "blue = [\"B2\"", "blue = [\"B3\"", "\"b3\" means two bands"),
        (Sensor::Landsat, "nir = [\"B5\"", "vv = [\"B5\"", "Vv is numbered"),
        (Sensor::Sentinel1, "looks = 4.4", "looks = 0.0", "0 looks"),
        (Sensor::Sentinel1, "[\"db\"", "[\"power\"", "both power and decibels"),
    ] {
        let said = refusal(sensor, from, to);
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn classes_of_sentinel_2_are_read_as_the_product_document_says() {
    let of = |keep: &dyn Fn(u16) -> bool| (0..300).filter(|n| keep(*n)).collect::<Vec<u16>>();
    assert_eq!(of(&|n| mask(Sensor::Sentinel2).shows_ground(n)), [4, 5, 6, 7]);
    assert_eq!(of(&|n| mask(Sensor::Sentinel2).is_cloudy(n)), [3, 8, 9, 10]);
}

/// USGS, Landsat 8-9 Collection 2 Level 2 Science Product Guide (LSDS-1619), table of
/// QA_PIXEL values: (value, shows the ground, hides its surroundings).
#[test]
fn bits_of_landsat_are_read_as_the_product_guide_says() {
    for (value, ground, cloudy) in [
        (1, false, false),     // fill
        (21824, true, false),  // clear
        (21826, false, false), // dilated cloud over land
        (21888, true, false),  // water
        (21890, false, false), // dilated cloud over water
        (22080, true, false),  // cloud of medium confidence
        (22280, false, true),  // cloud of high confidence
        (23888, false, true),  // cloud shadow
        (23952, false, true),  // water with cloud shadow
        (24344, false, true),  // cloud with shadow
        (30048, false, false), // snow
        (54596, false, true),  // cirrus
        (55052, false, true),  // cirrus and cloud
        (0, false, false),     // no bit at all: not judged
    ] {
        let landsat = mask(Sensor::Landsat);
        assert_eq!(
            (landsat.shows_ground(value), landsat.is_cloudy(value)),
            (ground, cloudy),
            "{value}"
        );
    }
}

#[test]
fn calibrations_are_those_of_the_product_guides() {
    let of = |sensor: Sensor| {
        let optical = sensor.description().reflectance.clone().unwrap();
        (optical.scale, optical.offset, optical.nodata, optical.when_silent)
    };
    assert_eq!(of(Sensor::Sentinel2), (0.0001, -0.1, 0.0, WhenSilent::Refuse));
    assert_eq!(of(Sensor::Landsat), (0.000_027_5, -0.2, 0.0, WhenSilent::Product));
    assert_eq!(of(Sensor::Mosaic), (0.0001, 0.0, 0.0, WhenSilent::Product));
    // LSDS-1619: valid numbers 7273 to 43636 are reflectance 0 to 1.
    let (scale, offset, ..) = of(Sensor::Landsat);
    assert!(
        (7273.0 * scale + offset).abs() < 1e-5 && (43636.0 * scale + offset - 1.0).abs() < 1e-5
    );
    let radar = Sensor::Sentinel1.description().backscatter.clone().unwrap();
    assert_eq!(radar.looks, 4.4);
    assert_eq!(radar.is_decibels(" dB "), Some(true));
    assert_eq!(radar.is_decibels("Linear power"), Some(false));
    assert_eq!(radar.is_decibels("amplitude"), None);
}

#[test]
fn a_number_is_another_band_on_an_older_landsat() {
    let role = |name, platform| Sensor::Landsat.description().role(name, platform);
    assert_eq!(role("B4", Some("landsat-8")), Some(Band::Red));
    assert_eq!(role("SR_B4", Some("landsat-5")), Some(Band::Nir));
    assert_eq!(role("B6", Some("landsat-9")), Some(Band::Swir1));
    assert_eq!(role("B6", Some("landsat-7")), None, "thermal");
    assert_eq!(role("B7", Some("landsat-7")), Some(Band::Swir2));
    assert_eq!(role("B4", None), None);
    assert_eq!(role("NIR08", None), Some(Band::Nir));
    let sentinel_2 = |name| Sensor::Sentinel2.description().role(name, None);
    assert_eq!((sentinel_2("b8"), sentinel_2("nir08")), (Some(Band::Nir), None), "B8A");
    assert_eq!(Sensor::Optical.description().role("b2", None), None);
}
