//! Alerts as files.

use std::process::Command;

use serde_json::Value;
use vigia_core::Role;

use crate::harness::Server;

#[tokio::test(flavor = "multi_thread")]
async fn each_format_opens_and_holds_what_the_filters_choose() {
    let server = Server::with_sample().await;
    let prosecutor = server.signed_in(Role::Prosecutor).await;
    for (format, kind) in [
        ("geojson", "application/geo+json"),
        ("csv", "text/csv; charset=utf-8"),
        ("gpkg", "application/geopackage+sqlite3"),
        ("kml", "application/vnd.google-earth.kml+xml"),
    ] {
        let path = format!("/api/v1/alerts/download?format={format}&state=provisional");
        let answer = prosecutor.get(&path).await.ok();
        assert_eq!(answer.header("content-type"), kind);
        let disposition = answer.header("content-disposition");
        assert!(disposition.starts_with("attachment; filename=\"vigia-alertas-"), "{disposition}");
        assert!(disposition.ends_with(&format!(".{format}\"")), "{disposition}");
        assert_eq!(answer.header("x-alert-count"), "2");
        let file = server.folder().join(format!("alertas.{format}"));
        std::fs::write(&file, &answer.bytes).unwrap();
        let told = Command::new("ogrinfo").args(["-so", "-al"]).arg(&file).output().unwrap();
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        assert!(told.contains("Feature Count: 2"), "{format}: {told}");
    }
}

#[tokio::test]
async fn a_download_is_kept_in_the_audit_log() {
    let server = Server::with_sample().await;
    let admin = server.signed_in(Role::Admin).await;
    admin.get("/api/v1/alerts/download?format=csv&right=01002").await.ok();
    let entries = server.store().newest_acts(10).await.unwrap();
    let (_, entry) = entries.iter().find(|(_, entry)| entry.action == "exported").unwrap();
    assert_eq!(entry.actor, "admin");
    let told: &Value = &entry.detail;
    assert_eq!(
        (&told["format"], &told["alerts"], &told["right"]),
        (&"csv".into(), &1.into(), &"01002".into())
    );
}

#[tokio::test]
async fn a_field_team_takes_no_files_and_bad_formats_and_filters_are_named() {
    let server = Server::with_sample().await;
    let field = server.signed_in(Role::Field).await;
    field.get("/api/v1/alerts/download?format=csv").await.refused(403, "not_allowed");
    let analyst = server.signed_in(Role::Analyst).await;
    for (query, named) in
        [("", "format"), ("format=pdf", "format"), ("format=csv&state=x", "state")]
    {
        let path = format!("/api/v1/alerts/download?{query}");
        let answer = analyst.get(&path).await.refused(400, "bad_parameter");
        assert_eq!(answer.json()["errors"][0]["field"], named);
    }
}

#[tokio::test]
async fn a_rule_that_no_jurist_reviewed_is_in_no_file_unless_it_is_named() {
    let server = Server::with_sample().await;
    let prosecutor = server.signed_in(Role::Prosecutor).await;
    let rules = async |query: &str| {
        let path = format!("/api/v1/alerts/download?format=geojson{query}");
        let answer = prosecutor.get(&path).await.ok().json();
        answer["features"][0]["properties"]["indications"].clone()
    };
    assert_eq!(rules("").await, serde_json::json!([]));
    let path = "/api/v1/alerts/download?format=geojson&rules=no-such-rule";
    let refused = prosecutor.get(path).await.refused(400, "bad_parameter");
    assert_eq!(refused.json()["errors"][0]["field"], "rules");
    let named = rules(&format!("&rules={}", crate::harness::sample::RULE)).await;
    assert_eq!(named[0]["rule"], crate::harness::sample::RULE);
    let entries = server.store().newest_acts(10).await.unwrap();
    let (_, entry) = entries.iter().find(|(_, entry)| entry.action == "exported").unwrap();
    assert_eq!(entry.detail["unreviewed_rules"], serde_json::json!([crate::harness::sample::RULE]));
}
