//! Real photos, GPX files and submissions; skipped, saying so, where they are absent.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::PathBuf;

use vigia_core::ProblemCode;
use vigia_core::report::ReportFlag;
use vigia_reports::{NoteCode, read_reports};
use vigia_testkit::shared_data;

fn files(folder: &str) -> Vec<PathBuf> {
    let Some(folder) = shared_data(folder) else { return Vec::new() };
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn name(path: &std::path::Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

#[test]
fn every_real_photo_gives_its_position_or_says_why_not() {
    for path in files("field/exif") {
        let read = read_reports(&path).map(|mut batch| batch.reports.remove(0));
        match (name(&path), read) {
            ("Kodak_CX7530.jpg", Ok(report)) => {
                // 0°22.278' S, 36°3.385' E: near Nakuru, south of the equator.
                assert!((report.position.y() - -0.3713).abs() < 1e-9);
                assert!((report.position.x() - 36.056_416_667).abs() < 1e-8);
                assert!(report.flags.contains(&ReportFlag::OutsidePeru));
                assert!(report.flags.contains(&ReportFlag::ZoneAssumed));
            }
            ("DSCN0010.jpg", Ok(report)) => {
                assert!((report.position.y() - 43.467_448_333).abs() < 1e-8);
                assert!((report.position.x() - 11.885_126_667).abs() < 1e-8);
                assert_eq!(report.observed_at, Some("2008-10-23T14:27:07Z".parse().unwrap()));
            }
            ("DSCN0012.jpg" | "DSCN0021.jpg", Ok(report)) => assert!(report.position.y() > 43.0),
            // Its pointer to the GPS block leads nowhere: damaged, not "without GPS".
            ("45-gps_ifd.jpg", Err(problem)) => assert_eq!(problem.code, ProblemCode::ExifInvalid),
            ("35-empty.jpg" | "corrupted.jpg" | "jolla.jpg", Err(problem)) => {
                assert_eq!(problem.code, ProblemCode::PhotoWithoutGps);
            }
            (other, read) => panic!("{other}: {read:?}"),
        }
    }
}

#[test]
fn every_real_gpx_file_gives_its_waypoints_and_counts_its_track_points() {
    for path in files("field/gpx") {
        let batch = read_reports(&path).unwrap();
        assert_eq!(batch.problems, [], "{}", name(&path));
        let expected = match name(&path) {
            "gpx1.0_with_all_fields.gpx" | "gpx1.1_with_all_fields.gpx" => (2, 6),
            "gpx1.1_with_extensions.gpx" => (1, 0),
            "Mojstrovka.gpx" => (0, 184),
            "first_and_last_elevation.gpx" => (0, 10),
            "gpx-with-node-with-comments.gpx" => (0, 1),
            "custom_schema_locations.gpx" | "default_schema_locations.gpx" => (0, 0),
            "around-visnjan-with-car.gpx" => (0, 104),
            _ => (7, 296),
        };
        let left_out: usize = batch
            .notes
            .iter()
            .filter(|note| note.code == NoteCode::TrackPointsLeftOut)
            .map(|note| note.count)
            .sum();
        assert_eq!((batch.reports.len(), left_out), expected, "{}", name(&path));
    }
}

#[test]
fn the_waypoints_of_one_outing_are_one_report_each_in_all_its_variants() {
    let read = |file: &str| {
        let path = shared_data(&format!("field/gpx/{file}"))?;
        let reports = read_reports(&path).unwrap().reports;
        Some(reports.into_iter().map(|report| report.id).collect::<Vec<_>>())
    };
    let Some(ids) = read("cerknicko-jezero.gpx") else { return };
    assert_eq!(Some(&ids), read("cerknicko-jezero-no-creator.gpx").as_ref());
    // The first waypoint alone had a time; without it, it says something else.
    for variant in ["cerknicko-without-times.gpx", "cerknicko-jezero-with-elevations-zero.gpx"] {
        let without_times = read(variant).unwrap();
        assert_ne!(ids[0], without_times[0]);
        assert_eq!(ids[1..], without_times[1..], "elevation is no part of the identity");
    }
}

#[test]
fn real_odk_instances_are_read_with_their_accuracy() {
    for path in files("field/kobo/gps/instances") {
        let report = read_reports(&path).unwrap().reports.remove(0);
        assert!((report.position.y() - 40.811).abs() < 1e-3, "latitude comes first");
        assert!((report.position.x() - -73.964).abs() < 1e-3);
        assert_eq!(report.accuracy_m, Some(16.0));
        assert!(report.flags.contains(&ReportFlag::NoTime));
    }
}

#[test]
fn a_real_submission_without_position_says_so_and_its_photos_are_read_apart() {
    for path in files("field/kobo/transport_with_attachment") {
        let read = read_reports(&path);
        match name(&path) {
            "1335783522563.jpg" => {
                let report = read.unwrap().reports.remove(0);
                assert!((report.position.y() - -1.263_844_444).abs() < 1e-8);
                assert!((report.position.x() - 36.793_572_222).abs() < 1e-8);
                assert_eq!(report.observed_at, Some("2012-04-30T10:58:37Z".parse().unwrap()));
            }
            "IMG_2235.JPG" => assert_eq!(read.unwrap_err().code, ProblemCode::PhotoWithoutGps),
            _ => assert_eq!(read.unwrap_err().code, ProblemCode::ReportWithoutPosition),
        }
    }
}
