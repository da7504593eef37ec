#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::{Value, json};
use vigia_core::ProblemCode;
use vigia_core::report::{Report, ReportFlag};

use crate::batch::{NoteCode, ReportBatch};
use crate::read_report_bytes;

fn batch(value: &Value) -> ReportBatch {
    read_report_bytes("envios.json", value.to_string().as_bytes()).unwrap()
}

fn report(value: &Value) -> Report {
    batch(value).reports.remove(0)
}

/// A submission as Kobo's API gives it, of a person who does not exist.
fn submission() -> Value {
    json!({
        "_id": 41,
        "formhub/uuid": "f0",
        "start": "2024-05-01T10:30:00.000-05:00",
        "end": "2024-05-01T10:34:10.000-05:00",
        "grupo/ubicacion": "-12.9534 -70.0211 195.0 4.7",
        "grupo/Observación": "dos dragas y un campamento",
        "grupo/opciones": "1 2 3 4",
        "brigadista": "Persona Ficticia 7",
        "meta/instanceID": "uuid:5b2cc313-fc09-437e-8149-fcd32f695d41",
        "_uuid": "5b2cc313-fc09-437e-8149-fcd32f695d41",
        "_submission_time": "2024-05-04T01:02:03",
        "_geolocation": [-12.9534, -70.0211],
        "_attachments": [{"filename": "ficticia/foto.jpg"}],
        "_notes": [],
    })
}

fn edited(change: impl FnOnce(&mut Value)) -> Value {
    let mut value = submission();
    change(&mut value);
    value
}

#[test]
fn a_kobo_submission_has_position_accuracy_time_and_note() {
    let report = report(&submission());
    assert_eq!((report.position.x(), report.position.y()), (-70.0211, -12.9534));
    assert_eq!(report.accuracy_m, Some(4.7));
    assert_eq!(report.observed_at, Some("2024-05-01T15:30:00Z".parse().unwrap()));
    assert_eq!(report.note, "dos dragas y un campamento");
    assert_eq!(report.attributes["brigadista"], "Persona Ficticia 7");
    assert_eq!(report.attributes["_attachments[1]/filename"], "ficticia/foto.jpg");
    assert!(report.flags.is_empty(), "{:?}", report.flags);
}

#[test]
fn one_a_list_and_a_page_of_the_api_give_the_same_report() {
    let alone = report(&submission()).id;
    assert_eq!(report(&json!([submission()])).id, alone);
    let page = batch(&json!({"count": 31, "next": null, "results": [submission(), submission()]}));
    assert_eq!(page.reports[0].id, alone);
    let notes: Vec<_> = page.notes.iter().map(|note| (note.code, note.count)).collect();
    assert_eq!(notes, [(NoteCode::MorePages, 29), (NoteCode::DuplicatesMerged, 1)]);
}

#[test]
fn json_and_xml_of_one_submission_are_one_report() {
    let xml = r#"<?xml version='1.0' ?><f id="f" xmlns:orx="http://openrosa.org/xforms">
        <start>2024-05-01T10:30:00.000-05:00</start>
        <grupo><ubicacion>-12.9534 -70.0211 195.0 4.7</ubicacion></grupo>
        <orx:meta><orx:instanceID>uuid:5b2cc313-fc09-437e-8149-fcd32f695d41</orx:instanceID></orx:meta></f>"#;
    let from_xml = read_report_bytes("instancia.xml", xml.as_bytes()).unwrap().reports.remove(0);
    let from_json = report(&submission());
    assert_eq!(from_xml.id, from_json.id);
    assert_eq!(
        (from_xml.position, from_xml.accuracy_m),
        (from_json.position, from_json.accuracy_m)
    );
    assert_eq!(from_xml.observed_at, from_json.observed_at);
}

#[test]
fn without_kobos_own_position_the_question_that_asks_for_it_counts() {
    let value = edited(|value| {
        value["_geolocation"] = json!([null, null]);
        value["aaa"] = json!("-11.0001 -71.0001 0 9");
    });
    assert_eq!(report(&value).position.y(), -12.9534);
}

#[test]
fn a_choice_of_several_options_is_not_a_place() {
    let value = edited(|value| {
        value["_geolocation"] = json!([null, null]);
        value["grupo/ubicacion"] = json!("1 2 3 4");
    });
    let batch = batch(&json!([value, submission()]));
    assert_eq!(batch.reports.len(), 1);
    assert_eq!(batch.problems[0].code, ProblemCode::ReportWithoutPosition);
    assert_eq!(batch.problems[0].subject, "envios.json, submission 1");
}

#[test]
fn a_simulated_position_is_kept_and_flagged() {
    for answer in [json!("si"), json!(true), json!("TRUE")] {
        let value = edited(|value| value["grupo/ubicacion_simulada"] = answer);
        assert!(report(&value).flags.contains(&ReportFlag::MockLocation));
    }
    let value = edited(|value| value["mock_location"] = json!("no"));
    assert!(!report(&value).flags.contains(&ReportFlag::MockLocation));
}

#[test]
fn the_time_of_submission_is_not_the_time_of_observation() {
    let value = edited(|value| {
        value["start"] = Value::Null;
        value["end"] = Value::Null;
    });
    let report = report(&value);
    assert_eq!(report.observed_at, None);
    assert!(report.flags.contains(&ReportFlag::NoTime));
    assert_eq!(report.attributes["_submission_time"], "2024-05-04T01:02:03");
}

#[test]
fn swapped_axes_and_null_island_are_refused() {
    let code = |pair: Value| {
        let value = edited(|value| value["_geolocation"] = pair);
        batch(&value).problems[0].code
    };
    assert_eq!(code(json!([-70.0211, -12.9534])), ProblemCode::AxesSwapped);
    assert_eq!(code(json!([0, 0])), ProblemCode::ReportWithoutPosition);
    assert_eq!(code(json!([120.0, 5.0])), ProblemCode::CoordinatesImplausible);
}

#[test]
fn odk_centrals_answer_is_read_longitude_first() {
    let value = json!({"@odata.count": 1, "value": [{
        "__id": "uuid:aa", "start": "2024-05-01T10:30:00-05:00",
        "lugar": {"type": "Point", "coordinates": [-70.0211, -12.9534, 195.0], "properties": {"accuracy": 4.7}},
    }]});
    let report = report(&value);
    assert_eq!((report.position.x(), report.position.y()), (-70.0211, -12.9534));
    assert_eq!(report.accuracy_m, Some(4.7));
}

#[test]
fn without_an_instance_id_content_is_the_identity() {
    let bare = |note: &str| json!({"_geolocation": [-12.9534, -70.0211], "nota": note});
    assert_eq!(report(&bare("a")).id, report(&bare("a")).id);
    assert_ne!(report(&bare("a")).id, report(&bare("b")).id);
}

#[test]
fn other_json_and_xml_is_of_no_known_format() {
    for text in [
        r#"{"type":"FeatureCollection","features":[]}"#,
        r#"{"a":1}"#,
        r#"[{"a":1}]"#,
        "<html><body/></html>",
        "<a/>",
    ] {
        let problem = read_report_bytes("x", text.as_bytes()).unwrap_err();
        assert_eq!(problem.code, ProblemCode::FormatUnknown, "{text}");
    }
}

#[test]
fn broken_and_bottomless_json_is_refused() {
    for text in ["[{\"_uuid\": ".to_owned(), "[".repeat(100_000)] {
        let problem = read_report_bytes("x.json", text.as_bytes()).unwrap_err();
        assert_eq!(problem.code, ProblemCode::ReportUnreadable);
    }
}
