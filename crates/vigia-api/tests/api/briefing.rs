//! Briefings for field teams.

use serde_json::{Value, json};
use vigia_core::Role;

use crate::harness::Server;
use crate::harness::sample::HOLDER;

/// Just west of alert `a-1`, in reach of `a-2` too.
const POINT: &str = "lon=-70.51&lat=-12.895&radius_m=20000";
const AREA: &str = "area=-70.42,-12.95;-70.28,-12.95;-70.28,-12.85;-70.42,-12.85";

fn ids(briefing: &Value) -> Vec<&str> {
    let targets = briefing["targets"].as_array().unwrap();
    targets.iter().map(|target| target["alert"]["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_team_gets_its_targets_in_order_in_its_language() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let briefing = analyst.get(&format!("/api/v1/briefing?{POINT}")).await.ok().json();
    assert_eq!(ids(&briefing), ["a-1", "a-2"]);
    let target = &briefing["targets"][0];
    assert_eq!((&target["order"], &target["bearing_words"]), (&json!(1), &json!("al este")));
    // 0.01° of longitude on 12.895° S are 1,085.3 m.
    assert!((target["distance_m"].as_f64().unwrap() - 1_085.3).abs() < 1.0, "{target}");
    assert_eq!(target["dates_words"], "primer desmonte entre el 1 y el 11 de julio de 2024");
    assert!(target["certainty_words"].as_str().unwrap().contains("0.90"), "{target}");
    assert!(target["ties_words"][0].as_str().unwrap().contains(HOLDER), "{target}");
    assert!(briefing["disclaimer"].as_str().unwrap().contains("no prueba de un delito"));
    assert!(briefing["rights_note"].as_str().unwrap().contains("no prueba autoría"));
    assert_eq!((&briefing["synthetic"], &briefing["area"]), (&json!(false), &Value::Null));
    assert_eq!(briefing["reports"][0]["id"], "r-1");
    assert_eq!(target["chips"], json!({ "before": null, "after": null }), "no scene was taken in");

    analyst
        .change(axum::http::Method::PATCH, "/api/v1/session", &json!({ "language": "en" }))
        .await
        .ok();
    let briefing = analyst.get(&format!("/api/v1/briefing?{POINT}")).await.ok().json();
    assert_eq!(briefing["targets"][0]["bearing_words"], "to the east");
    assert_eq!(briefing["targets"][0]["dates_words"], "first cleared between 1 and 11 July 2024");
}

#[tokio::test]
async fn a_drawn_area_is_told_from_its_middle() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let briefing = analyst.get(&format!("/api/v1/briefing?{AREA}")).await.ok().json();
    assert_eq!(ids(&briefing), ["a-2", "a-3"]);
    assert!((briefing["centre"]["lon"].as_f64().unwrap() + 70.35).abs() < 1e-9, "{briefing}");
    assert_eq!(briefing["area"].as_array().unwrap().len(), 5);
    assert_eq!(briefing["radius_m"], Value::Null);
}

#[tokio::test]
async fn a_field_team_reads_no_holder_in_any_form() {
    let server = Server::with_sample().await;
    let field = server.signed_in(Role::Field).await;
    for path in [
        format!("/api/v1/briefing?{POINT}"),
        format!("/api/v1/briefing?{AREA}"),
        format!("/api/v1/briefing/download?format=gpx&{POINT}"),
        format!("/api/v1/briefing/download?format=geojson&{POINT}"),
    ] {
        let answer = field.get(&path).await.ok();
        assert!(answer.text().contains("a-2"), "{}", answer.text());
        assert!(!answer.text().contains("Titular Ficticio"), "{path}: {}", answer.text());
    }
}

#[tokio::test]
async fn a_download_is_a_file_with_a_name() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let gpx = analyst.get(&format!("/api/v1/briefing/download?format=gpx&{POINT}")).await.ok();
    assert_eq!(gpx.header("content-type"), "application/gpx+xml");
    let name = gpx.header("content-disposition").to_owned();
    assert!(
        name.starts_with("attachment; filename=\"vigia-19L") && name.ends_with(".gpx\""),
        "{name}"
    );
    assert!(gpx.text().contains("<name>01 a-1</name>"), "{}", gpx.text());
    let map = analyst.get(&format!("/api/v1/briefing/download?format=geojson&{POINT}")).await.ok();
    assert_eq!(map.header("content-type"), "application/geo+json");
    assert_eq!(map.json()["features"][0]["properties"]["order"], 1);
}

#[tokio::test]
async fn every_briefing_and_download_is_in_the_audit_log() {
    let server = Server::with_sample().await;
    let field = server.signed_in(Role::Field).await;
    field.get(&format!("/api/v1/briefing?{POINT}")).await.ok();
    field.get(&format!("/api/v1/briefing/download?format=gpx&{AREA}")).await.ok();
    let acts = server.store().newest_acts(20).await.unwrap();
    let briefed: Vec<_> = acts.iter().filter(|(_, act)| act.action == "briefed").collect();
    let [(_, area), (_, point)] = &briefed[..] else { panic!("{acts:?}") };
    assert_eq!((area.actor.as_str(), point.actor.as_str()), ("field", "field"));
    assert!(point.subject.starts_with("19S "), "{point:?}");
    assert_eq!(point.detail["alerts"], json!(["a-1", "a-2"]));
    assert_eq!(area.detail["ground"]["area"].as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn what_cannot_be_used_is_refused_by_name_and_not_logged() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    for (query, field) in [
        ("", "lon"),
        ("lon=-70", "lat"),
        ("lat=-12.9", "lon"),
        ("lon=-70&lat=-12.9&radius_m=99", "radius_m"),
        ("lon=-70&lat=-12.9&radius_m=100001", "radius_m"),
        ("lon=-70&lat=-12.9&limit=0", "limit"),
        ("lon=-70&lat=-12.9&limit=101", "limit"),
        ("lon=-70&lat=-12.9&area=-70,-12;-69,-12;-69,-11", "area"),
        ("area=-70,-12;-69,-12", "area"),
        ("area=-70,-13;-69,-12;-69,-13;-70,-12", "area"),
        ("area=-80,-17;-69,-17;-69,-1;-80,-1", "area"),
        ("area=nada", "area"),
    ] {
        let problem = analyst.get(&format!("/api/v1/briefing?{query}")).await;
        let problem = problem.refused(400, "bad_parameter").json();
        assert_eq!(problem["errors"][0]["field"], field, "{query}: {problem}");
    }
    let wrong = format!("/api/v1/briefing/download?format=pdf&{POINT}");
    analyst.get(&wrong).await.refused(400, "bad_parameter");
    server
        .anonymous()
        .get(&format!("/api/v1/briefing?{POINT}"))
        .await
        .refused(401, "not_signed_in");
    let acts = server.store().newest_acts(50).await.unwrap();
    assert!(acts.iter().all(|(_, act)| act.action != "briefed"), "{acts:?}");
}
