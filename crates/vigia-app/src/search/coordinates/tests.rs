#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::*;
use crate::messages::Language;
use crate::place::Place;

/// La Pampa: UTM by `cs2cs` (PROJ 9.1.1).
const LON: f64 = -70.0;
const LAT: f64 = -12.9;

fn check(text: &str, lon: f64, lat: f64, off_max_deg: f64) {
    let found = readings(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    let point = found[0].point;
    assert!(
        (point.x() - lon).abs() < off_max_deg && (point.y() - lat).abs() < off_max_deg,
        "{text}: {point:?}"
    );
}

#[test]
fn degrees_are_read_in_every_spelling() {
    for text in [
        "-12.9, -70.0",
        "-12.9 -70.0",
        "-70.0, -12.9",
        "-12,9 -70,0",
        "-12,9;-70,0",
        "-12,9, -70,0",
        "-12.9,-70",
        "\u{2212}12.9 \u{2212}70.0",
        "12.9 S 70.0 O",
        "12,9 S, 70,0 O",
        "12.9S 70.0W",
        "12.9S70.0W",
        "70.0 W 12.9 S",
        "S 12.9 O 70.0",
        "12.9 sur, 70.0 oeste",
        "lat -12.9 lon -70.0",
        "Latitud: -12,9 Longitud: -70,0",
        "12°54'00\"S 70°00'00\"W",
        "12° 54′ 00.0″ S, 70° 00′ 00.0″ O",
        "12º54'0''S, 70º0'0''O",
        "S 12°54' O 70°00'",
        "12 54 00 S 70 00 00 W",
        "12 54 S, 70 0 O",
    ] {
        check(text, LON, LAT, 1e-9);
        assert_eq!(readings(text)[0].said, Said::Degrees, "{text}");
    }
}

#[test]
fn degrees_without_a_hemisphere_say_so() {
    for text in ["12.9, 70.0", "12,9 70,0", "70.0 12.9"] {
        check(text, LON, LAT, 1e-9);
        assert_eq!(readings(text)[0].said, Said::DegreesWithoutHemisphere, "{text}");
    }
}

#[test]
fn what_is_half_stated_or_elsewhere_without_letters_is_not_read() {
    for text in [
        "12.9 S, 70.0",
        "-12.9",
        "-12.9, -12.8",
        "-70.0, -71.0",
        "48.1, 11.5",
        "-12.9 S, 70 O",
        "12.9 S, 70.0 S",
        "12 70",
        "10 de junio",
        "010000125",
        "",
    ] {
        assert_eq!(readings(text), [], "{text}");
    }
    // Stated in full, a place abroad is a place.
    check("48.1 N 11.5 E", 11.5, 48.1, 1e-9);
}

#[test]
fn utm_is_read_in_every_spelling() {
    for text in [
        "19S 391510 8573711",
        "19 S 391510 8573711",
        "19L 391510 8573711",
        "391510 8573711 19L",
        "391510 8573711 19 sur",
        "391510E 8573711N 19S",
        "391510 mE 8573711 mN zona 19 S",
        "zona 19 sur E 391510 N 8573711",
        "Zona 19, Este: 391510, Norte: 8573711",
        "UTM WGS84 19S 391510, 8573711",
        "WGS 84 zona 19S 391510 8573711",
        "19S 391.510 8.573.711",
        "19S 391,510 8,573,711",
        "19S 391510,39 8573711,48",
        "19S 391510,8573711",
        "8573711 391510 19S",
        "19 N 8573711 E 391510",
        "19 391510 8573711",
    ] {
        check(text, LON, LAT, 2e-5);
        let Said::Utm { quoted, zone_stated: true } = &readings(text)[0].said else {
            panic!("{text}: {:?}", readings(text));
        };
        assert_eq!(quoted, "19S 391510 8573711", "{text}");
    }
}

#[test]
fn utm_without_a_zone_gives_every_zone_of_peru_and_assumes_none() {
    for text in ["391510 8573711", "E 391510 N 8573711", "8573711 391510 sur"] {
        let found = readings(text);
        let zones: Vec<&str> = found
            .iter()
            .map(|reading| match &reading.said {
                Said::Utm { quoted, zone_stated: false } => &quoted[..3],
                other => panic!("{text}: {other:?}"),
            })
            .collect();
        assert_eq!(zones, ["17S", "18S", "19S"], "{text}");
        let lons: Vec<i32> = found.iter().map(|r| r.point.x().round() as i32).collect();
        assert_eq!(lons, [-82, -76, -70], "{text}");
    }
}

#[test]
fn what_is_no_utm_or_another_datum_is_not_read() {
    for text in [
        "PSAD56 19S 391510 8573711",
        "19S 391510",
        "19S 18S 391510 8573711",
        "61S 391510 8573711",
        "391510 500000",
        "19S 39151 857371",
        "concesion 391510 8573711",
        "19S 391510 8573711 100",
    ] {
        let utm: Vec<_> =
            readings(text).into_iter().filter(|r| matches!(r.said, Said::Utm { .. })).collect();
        assert_eq!(utm, [], "{text}");
    }
}

#[test]
fn mgrs_is_read_with_and_without_spaces() {
    for text in ["19LCF9151073711", "19L CF 91510 73711", "19lcf9151073711"] {
        check(text, LON, LAT, 2e-5);
        assert_eq!(readings(text)[0].said, Said::Mgrs);
    }
    for text in ["19LCF", "19LCF915", "99LCF91517371", "19OCF91517371", "19LCF9151073711000000"] {
        assert_eq!(readings(text), [], "{text}");
    }
}

proptest! {
    #[test]
    fn a_place_as_it_is_written_is_read_back(lon in -81.0..-68.7_f64, lat in -18.3..-0.1_f64) {
        let place = Place::at(Point::new(lon, lat)).unwrap();
        for (text, off_max) in [
            (place.utm(), 1e-5),
            (place.mgrs.clone(), 2e-5),
            (place.degrees(Language::Es), 2e-5),
            (place.degrees(Language::En), 2e-5),
            (format!("{lat:.6}, {lon:.6}"), 1e-6),
            (format!("{lon:.6} {lat:.6}"), 1e-6),
            (format!("{lat:.6};{lon:.6}").replace('.', ","), 1e-6),
        ] {
            let found = readings(&text);
            prop_assert_eq!(found.len(), 1, "{}: {:?}", text, found);
            let point = found[0].point;
            prop_assert!((point.x() - lon).abs() < off_max && (point.y() - lat).abs() < off_max, "{text}: {point:?}");
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,60}") {
        let _ = readings(&text);
    }

    #[test]
    fn no_text_like_coordinates_panics(text in "[0-9 NSEWOLnseoKC°º'\",.;:\u{2212}\\-]{0,40}") {
        for reading in readings(&text) {
            prop_assert!(reading.point.x().abs() <= 180.0 && reading.point.y().abs() <= 90.0);
        }
    }
}
