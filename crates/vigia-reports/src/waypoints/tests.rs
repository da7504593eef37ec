#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use vigia_core::ProblemCode;
use vigia_core::report::ReportFlag;

use crate::batch::{NoteCode, ReportBatch};
use crate::read_report_bytes;

fn read(inside: &str) -> ReportBatch {
    let text = format!(
        r#"<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">{inside}</gpx>"#
    );
    read_report_bytes("puntos.gpx", text.as_bytes()).unwrap()
}

#[test]
fn a_waypoint_is_a_report_with_name_comment_and_time() {
    let batch = read(
        r#"<wpt lat="-12.95" lon="-70.02"><time>2024-05-01T15:30:00Z</time><name>Draga 1</name>
           <cmt>Draga 1</cmt><desc>dos motores</desc><sym>Flag</sym></wpt>"#,
    );
    let report = &batch.reports[0];
    assert_eq!((report.position.x(), report.position.y()), (-70.02, -12.95));
    assert_eq!(report.observed_at, Some("2024-05-01T15:30:00Z".parse().unwrap()));
    assert_eq!(report.note, "Draga 1\ndos motores");
    assert_eq!(report.attributes["sym"], "Flag");
    assert_eq!(report.flags, [ReportFlag::NoAccuracy]);
}

#[test]
fn points_of_tracks_and_routes_are_left_out_aloud() {
    let batch = read(
        r#"<trk><trkseg><trkpt lat="-12" lon="-70"/><trkpt lat="-12.1" lon="-70"/></trkseg></trk>
           <rte><rtept lat="-12" lon="-70"/></rte>"#,
    );
    assert!(batch.reports.is_empty() && batch.problems.is_empty());
    assert_eq!((batch.notes[0].code, batch.notes[0].count), (NoteCode::TrackPointsLeftOut, 3));
}

#[test]
fn one_bad_waypoint_does_not_lose_the_others() {
    let batch = read(
        r#"<wpt lat="-12.95" lon="-70.02"><name>a</name></wpt>
           <wpt lat="sur" lon="-70.02"/><wpt lon="-70.02"/><wpt lat="-99" lon="-70"/>
           <wpt lat="-70.02" lon="-12.95"/>
           <wpt lat="-12.96" lon="-70.02"><magvar>1</magvar><hdop>0.9</hdop></wpt>"#,
    );
    assert_eq!(batch.reports.len(), 2);
    let codes: Vec<_> = batch.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(
        codes,
        [
            ProblemCode::ReportWithoutPosition,
            ProblemCode::ReportWithoutPosition,
            ProblemCode::CoordinatesImplausible,
            ProblemCode::AxesSwapped,
        ]
    );
    assert_eq!(batch.problems[0].subject, "puntos.gpx, waypoint 2");
}

#[test]
fn the_same_waypoint_in_another_file_is_the_same_report() {
    let point =
        r#"<wpt lat="-12.95" lon="-70.02"><time>2024-05-01T15:30:00Z</time><name>a</name></wpt>"#;
    let once = read(point);
    let twice = read(&format!("{point}<wpt lat='-12' lon='-70'/>{point}"));
    assert_ne!(once.fingerprint, twice.fingerprint);
    assert_eq!(once.reports[0].id, twice.reports[0].id);
    assert_eq!(twice.reports.len(), 2);
    assert_eq!((twice.notes[0].code, twice.notes[0].count), (NoteCode::DuplicatesMerged, 1));
}

#[test]
fn an_accuracy_in_the_extensions_is_read_and_hdop_is_none() {
    let batch = read(
        r#"<wpt lat="-12.95" lon="-70.02"><hdop>1.2</hdop>
           <extensions><a:app xmlns:a="urn:a"><a:accuracy>75.5</a:accuracy></a:app></extensions></wpt>"#,
    );
    assert_eq!(batch.reports[0].accuracy_m, Some(75.5));
    assert!(batch.reports[0].flags.contains(&ReportFlag::PoorAccuracy));
}

#[test]
fn broken_xml_and_document_types_are_refused_with_their_place() {
    for text in
        ["<gpx version='1.1'><wpt lat='1'", "<!DOCTYPE gpx [<!ENTITY a 'b'>]><gpx>&a;</gpx>"]
    {
        let problem = read_report_bytes("a.gpx", text.as_bytes()).unwrap_err();
        assert_eq!(problem.code, ProblemCode::ReportUnreadable, "{text}");
    }
}

#[test]
fn deep_nesting_overflows_no_stack() {
    let depth = 100_000;
    let inside =
        format!("<wpt lat='-12' lon='-70'>{}{}</wpt>", "<a>".repeat(depth), "</a>".repeat(depth));
    assert_eq!(read(&inside).reports.len(), 1);
}
