#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use geo::{Distance, Geodesic};
use geo_types::{Point, coord};
use proptest::prelude::*;

use super::*;

fn check(crs: &str, easting: f64, northing: f64, lon: f64, lat: f64) {
    let found =
        Operation::to_wgs84(crs).unwrap().apply_to(coord! { x: easting, y: northing }).unwrap();
    let off_m = Geodesic.distance(Point::from(found), Point::new(lon, lat));
    assert!(off_m < 0.001, "{crs} ({easting}, {northing}) gives {found:?}, off by {off_m} m");
}

/// Written down from PROJ 9.1.1:
/// `echo "350000 8600000" | cs2cs -f %.10f +proj=utm +zone=19 +south +ellps=intl
/// +towgs84=-279,175,-379 +to +proj=longlat +datum=WGS84`, and the same for the others.
#[test]
fn psad56_agrees_with_cs2cs_and_the_parameters_of_epsg_1208() {
    check("EPSG:24877", 500_000.0, 9_000_000.0, -81.002_257_402_9, -9.049_897_018_7);
    check("EPSG:24877", 833_000.0, 8_570_000.0, -77.933_859_084_3, -12.920_730_958_1);
    check("EPSG:24878", 350_000.0, 8_600_000.0, -76.383_321_995_5, -12.663_915_223_9);
    check("EPSG:24878", 833_000.0, 8_570_000.0, -71.933_626_142_9, -12.920_778_330_4);
    check("EPSG:24879", 350_000.0, 8_600_000.0, -70.383_083_536_3, -12.663_960_298_6);
    check("EPSG:24879", 500_000.0, 9_000_000.0, -69.001_798_689_7, -9.049_963_678_7);
}

/// The mean of six countries, as PROJ 9.5.1 gives it (`pyproj`, a pipeline of the parameters
/// and, for zone 19S, the operation that PROJ lists by its name).
#[test]
fn a_pinned_operation_agrees_with_proj_and_lies_metres_beside_the_default() {
    for (crs, easting, northing, lon, lat) in [
        ("EPSG:24877", 500_000.0, 9_000_000.0, -81.002_338_255_1, -9.049_872_234_2),
        ("EPSG:24878", 350_000.0, 8_600_000.0, -76.383_402_516_4, -12.663_892_964_9),
        ("EPSG:24878", 833_000.0, 8_570_000.0, -71.933_704_987_8, -12.920_757_541_0),
        ("EPSG:24879", 350_000.0, 8_600_000.0, -70.383_161_577_5, -12.663_939_828_4),
        ("EPSG:24879", 500_000.0, 9_000_000.0, -69.001_875_113_6, -9.049_941_478_7),
    ] {
        let at = coord! { x: easting, y: northing };
        let pinned = Operation::to_wgs84_by(crs, Some("EPSG:1201")).unwrap();
        assert!(pinned.name().ends_with("PSAD56 to WGS 84 (1) [EPSG:1201]"), "{}", pinned.name());
        assert_eq!(pinned.accuracy_m(), Some(42.0));
        let moved = Point::from(pinned.apply_to(at).unwrap());
        assert!(Geodesic.distance(moved, Point::new(lon, lat)) < 0.001, "{crs}");
        let usual = Point::from(Operation::to_wgs84(crs).unwrap().apply_to(at).unwrap());
        let apart_m = Geodesic.distance(moved, usual);
        assert!((5.0..50.0).contains(&apart_m), "{crs}: {apart_m}");
        let back = Operation::from_wgs84_by(crs, Some("1201")).unwrap();
        let there = back.apply_to(moved.0).unwrap();
        assert!((there.x - easting).hypot(there.y - northing) < 0.001, "{there:?}");
    }
}

/// A spreadsheet that is passed on among surveyors in Peru ("convertidor PSAD56-WGS84",
/// scribd.com/document/546560710) turns (0, 8797240) of WGS 84 / UTM 18S into (226.58,
/// 8797608.80) of PSAD56, by series of its own and the translation of EPSG:1201.
#[test]
fn a_spreadsheet_of_peruvian_surveyors_gives_the_same_centimetres_by_the_pinned_operation() {
    let start = coord! { x: 0.0, y: 8_797_240.0 };
    let place = Operation::to_wgs84("EPSG:32718").unwrap().apply_to(start).unwrap();
    let off_m = |pinned: Option<&str>| {
        let found =
            Operation::from_wgs84_by("EPSG:24878", pinned).unwrap().apply_to(place).unwrap();
        (found.x - 226.58).hypot(found.y - 8_797_608.80)
    };
    assert!(off_m(Some("EPSG:1201")) < 0.02, "{}", off_m(Some("EPSG:1201")));
    assert!(off_m(None) > 5.0, "{}", off_m(None));
}

#[test]
fn an_operation_of_another_country_or_datum_is_refused_with_those_of_peru() {
    for (crs, code, known) in [
        ("EPSG:24879", "EPSG:6971", "EPSG:1208"),
        ("EPSG:24879", "EPSG:1864", "EPSG:1201"),
        ("EPSG:32719", "EPSG:1208", "none"),
    ] {
        let problem = Operation::to_wgs84_by(crs, Some(code)).err().unwrap();
        assert_eq!(problem.code, ProblemCode::OperationUnknown);
        assert!(problem.detail.contains(known) && problem.detail.contains(code), "{problem}");
    }
}

/// Compares with the `cs2cs` of this computer, whatever its version.
#[test]
fn the_operations_agree_with_cs2cs_where_it_is_installed() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    for (code, shift) in [("EPSG:1208", "-279,175,-379"), ("EPSG:1201", "-288,175,-376")] {
        let source = format!("+proj=utm +zone=19 +south +ellps=intl +towgs84={shift}");
        let arguments = format!("-f %.10f {source} +to +proj=longlat +datum=WGS84");
        let started = Command::new("cs2cs")
            .args(arguments.split(' '))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let Ok(mut program) = started else {
            eprintln!("SKIPPED: cs2cs is not installed");
            return;
        };
        program.stdin.take().unwrap().write_all(b"391510 8573711\n").unwrap();
        let output = program.wait_with_output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let numbers: Vec<f64> =
            text.split_whitespace().take(2).map(|number| number.parse().unwrap()).collect();
        let operation = Operation::to_wgs84_by("EPSG:24879", Some(code)).unwrap();
        let found = operation.apply_to(coord! { x: 391_510.0, y: 8_573_711.0 }).unwrap();
        let off_m = Geodesic.distance(Point::from(found), Point::new(numbers[0], numbers[1]));
        assert!(off_m < 0.001, "{code}: {off_m}");
    }
}

/// `echo "350000 8600000" | cs2cs -f %.9f EPSG:32719 EPSG:4326` (which prints latitude
/// first), and the same for the others.
#[test]
fn wgs84_utm_agrees_with_cs2cs() {
    check("EPSG:32717", 500_000.0, 9_000_000.0, -81.0, -9.046_562_464);
    check("EPSG:32718", 833_000.0, 8_570_000.0, -71.931_557_464, -12.917_435_668);
    check("EPSG:32719", 350_000.0, 8_600_000.0, -70.381_261_262, -12.660_603_796);
}

#[test]
fn the_operation_for_peru_is_recorded_by_name_with_its_accuracy() {
    let operation = Operation::to_wgs84("EPSG:24879").unwrap();
    assert_eq!(operation.name(), "Inverse of UTM zone 19S + PSAD56 to WGS 84 (8) [EPSG:1208]");
    assert_eq!(operation.accuracy_m(), Some(16.0));
    let operation = Operation::to_wgs84("EPSG:32719").unwrap();
    assert_eq!((operation.name(), operation.accuracy_m()), ("Inverse of UTM zone 19S", Some(0.0)));
    assert_eq!(Operation::to_wgs84("EPSG:4326").unwrap().name(), "WGS 84, no datum operation");
    assert_eq!(
        Operation::from_wgs84("EPSG:24879").unwrap().name(),
        "Inverse of PSAD56 to WGS 84 (8) [EPSG:1208] + UTM zone 19S"
    );
}

#[test]
fn reading_psad56_as_wgs84_would_move_a_boundary_by_hundreds_of_metres() {
    let place = coord! { x: 350_000.0, y: 8_600_000.0 };
    let right = Operation::to_wgs84("EPSG:24879").unwrap().apply_to(place).unwrap();
    let wrong = Operation::to_wgs84("EPSG:32719").unwrap().apply_to(place).unwrap();
    let off_m = Geodesic.distance(Point::from(right), Point::from(wrong));
    assert!((400.0..440.0).contains(&off_m), "{off_m}");
}

#[test]
fn a_datum_without_an_operation_for_peru_is_refused() {
    let problem = Operation::to_wgs84("EPSG:26719").err().unwrap();
    assert_eq!(problem.code, ProblemCode::CrsUnknown);
    assert!(problem.detail.contains("EPSG:4267"), "{problem}");
}

#[test]
fn a_code_that_proj_does_not_have_is_refused() {
    for crs in ["EPSG:99999", "EPSG:5773", "EPSG:1208"] {
        assert_eq!(Operation::to_wgs84(crs).err().unwrap().code, ProblemCode::CrsUnknown, "{crs}");
    }
}

#[test]
fn a_position_that_is_not_finite_is_refused() {
    let operation = Operation::to_wgs84("EPSG:24879").unwrap();
    for (x, y) in [(f64::NAN, 0.0), (f64::INFINITY, 8e6), (1e30, 8e6)] {
        let problem = operation.apply_to(coord! { x: x, y: y }).unwrap_err();
        assert_eq!(problem.code, ProblemCode::CoordinatesImplausible);
    }
}

fn crs_of_peru() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "EPSG:24877",
        "EPSG:24878",
        "EPSG:24879",
        "EPSG:32717",
        "EPSG:32718",
        "EPSG:32719",
        "EPSG:4326",
        "EPSG:4248",
        "EPSG:4618",
        "EPSG:5389",
        "EPSG:31979",
        "EPSG:3857",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn there_and_back_moves_a_point_by_less_than_a_millimetre(
        crs in crs_of_peru(), lon in -82.0..-68.0_f64, lat in -18.5..0.2_f64,
    ) {
        let there = Operation::from_wgs84(crs).unwrap().apply_to(coord! { x: lon, y: lat }).unwrap();
        let back = Operation::to_wgs84(crs).unwrap().apply_to(there).unwrap();
        let off_m = Geodesic.distance(Point::new(lon, lat), Point::from(back));
        prop_assert!(off_m < 0.001, "{crs}: {off_m} m");
    }
}

#[test]
fn a_geographic_crs_refuses_metres_before_proj_is_asked() {
    for crs in ["EPSG:4326", "EPSG:4248"] {
        let operation = Operation::to_wgs84(crs).unwrap();
        let problem = operation.apply_to(Coord { x: 350_000.0, y: 8_570_000.0 }).unwrap_err();
        assert_eq!(problem.code, ProblemCode::CoordinatesImplausible);
        assert!(problem.detail.contains("no degrees"), "{problem}");
        assert!(operation.apply_to(Coord { x: -70.0, y: -12.9 }).is_ok());
    }
}
