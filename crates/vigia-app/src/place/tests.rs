#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use vigia_reports::degrees::{Axis, parse_degrees};
use vigia_reports::utm::{Zone, to_degrees};
use vigia_vector::utm_of;

use super::*;

fn at(lon: f64, lat: f64) -> Place {
    Place::at(Point::new(lon, lat)).unwrap()
}

/// UTM by `cs2cs` (PROJ 9.1.1); MGRS by hand: band L, column C (zone 19, 300 km), row F
/// (odd zone, 8,573,711 mod 2,000,000 = 573,711).
#[test]
fn la_pampa_is_quoted_in_all_three_ways() {
    let place = at(-70.0, -12.9);
    assert_eq!(place.utm(), "19S 391510 8573711");
    assert_eq!(place.mgrs, "19LCF9151073711");
    assert_eq!(place.degrees(Language::Es), "12°54′00.0″ S, 70°00′00.0″ O");
    assert_eq!(place.degrees(Language::En), "12°54′00.0″ S, 70°00′00.0″ W");
}

#[test]
fn a_border_between_zones_belongs_to_the_eastern_one() {
    for (lon, zone) in [
        (-72.0, "19S"),
        (-72.000_000_1, "18S"),
        (-71.999_999_9, "19S"),
        (-78.0, "18S"),
        (-78.000_000_1, "17S"),
    ] {
        assert_eq!(at(lon, -10.0).utm_zone, zone, "{lon}");
    }
}

#[test]
fn seconds_that_round_to_sixty_carry_into_the_minutes_and_degrees() {
    let almost_13 = -(13.0 - 0.01 / 3600.0);
    assert_eq!(sexagesimal(almost_13, 'N', 'S'), "13°00′00.0″ S");
    assert_eq!(sexagesimal(-(70.0 + 1.0 / 60.0 + 22.44 / 3600.0), 'E', 'O'), "70°01′22.4″ O");
}

#[test]
fn there_is_no_place_off_the_globe_or_beyond_utm() {
    for (lon, lat) in
        [(f64::NAN, -12.0), (-70.0, f64::INFINITY), (350_000.0, 8e6), (0.0, 85.0), (0.0, -80.5)]
    {
        assert_eq!(Place::at(Point::new(lon, lat)), None, "{lon} {lat}");
    }
}

proptest! {
    #[test]
    fn a_place_agrees_with_proj_and_reads_back(lon in -82.0..-68.0_f64, lat in -19.0..1.0_f64) {
        let place = at(lon, lat);
        let proj = utm_of(Point::new(lon, lat)).unwrap();
        prop_assert_eq!(&place.utm_zone, &proj.zone);
        let off = (place.easting_m - proj.easting_m).hypot(place.northing_m - proj.northing_m);
        prop_assert!(off < 0.001, "off by {} m", off);

        let zone = Zone::parse(&place.utm_zone).unwrap();
        let back = to_degrees(zone, place.easting_m, place.northing_m).unwrap();
        prop_assert!((back.x() - lon).abs() < 1e-8 && (back.y() - lat).abs() < 1e-8);

        let square = geoconvert::Mgrs::parse_str(&place.mgrs).unwrap().to_latlon();
        prop_assert!((square.latitude() - lat).abs() < 1e-5);
        prop_assert!((square.longitude() - lon).abs() < 1e-5);
    }

    #[test]
    fn degrees_as_they_are_written_are_read_to_a_twentieth_of_a_second(
        lon in -82.0..-68.0_f64, lat in -19.0..1.0_f64,
    ) {
        let written = at(lon, lat).degrees(Language::Es);
        let (north, east) = written.split_once(", ").unwrap();
        let read = (parse_degrees(north, Axis::Latitude).unwrap(), parse_degrees(east, Axis::Longitude).unwrap());
        let half = 0.0501 / 3600.0;
        prop_assert!((read.0 - lat).abs() < half && (read.1 - lon).abs() < half, "{}", written);
    }
}
