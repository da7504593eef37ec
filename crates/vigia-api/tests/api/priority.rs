//! Where to begin, and what opening an alert does to it.

use axum::http::Method;
use serde_json::{Value, json};
use vigia_core::Role;

use crate::harness::Server;

fn places(worklist: &Value) -> Vec<(&str, f64, u64)> {
    let places = worklist["places"].as_array().unwrap().iter().map(|place| {
        let alert = &place["alert"]["properties"];
        let points = alert["points"].as_f64().unwrap();
        (alert["id"].as_str().unwrap(), points, place["more"].as_u64().unwrap())
    });
    places.collect()
}

#[tokio::test]
async fn an_alert_that_was_opened_falls_behind_those_that_nobody_has_seen() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let list = "/api/v1/alerts/worklist";
    let before = analyst.get(list).await.ok().json();
    assert_eq!(places(&before), [("a-3", 8.0, 0), ("a-2", 7.0, 0), ("a-1", 6.0, 0)]);
    assert_eq!((&before["total"], &before["places_left_out"]), (&3.into(), &0.into()));

    // Reading an alert is no opening: a message in the corner of a page reads it, too.
    let shown = analyst.get("/api/v1/alerts/a-3").await.ok().json();
    assert_eq!((&shown["points"], &shown["priority"]["opened"]), (&8.0.into(), &Value::Null));
    let codes = |shown: &Value| -> Vec<String> {
        let parts = shown["priority"]["parts"].as_array().unwrap().iter();
        parts.map(|part| part["code"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(codes(&shown), ["size", "unseen"]);

    let field = server.signed_in(Role::Field).await;
    for client in [&field, &analyst] {
        let answer = client.change(Method::PUT, "/api/v1/alerts/a-3/opened", &json!({})).await.ok();
        assert_eq!(answer.status.as_u16(), 204);
    }
    let after = analyst.get(list).await.ok().json();
    assert_eq!(places(&after), [("a-2", 7.0, 0), ("a-1", 6.0, 0), ("a-3", 3.0, 0)]);
    let shown = analyst.get("/api/v1/alerts/a-3").await.ok().json();
    assert_eq!(shown["priority"]["opened_by"], "field");
    assert_eq!(codes(&shown), ["size"]);
    let sorted = analyst.get("/api/v1/alerts?sort=priority&limit=1").await.ok().json();
    assert_eq!(sorted["features"][0]["id"], "a-2");
}

#[tokio::test]
async fn a_worklist_is_filtered_and_short_and_what_cannot_be_is_refused() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let short = analyst.get("/api/v1/alerts/worklist?places=1").await.ok().json();
    assert_eq!((places(&short).len(), &short["places_left_out"]), (1, &2.into()));
    let confirmed = analyst.get("/api/v1/alerts/worklist?state=confirmed").await.ok().json();
    assert_eq!((places(&confirmed), &confirmed["total"]), (vec![("a-1", 6.0, 0)], &1.into()));
    for query in ["places=0", "places=101", "places=x", "state=x"] {
        let path = format!("/api/v1/alerts/worklist?{query}");
        let answer = analyst.get(&path).await.refused(400, "bad_parameter");
        assert_eq!(answer.json()["errors"][0]["field"], query.split_once('=').unwrap().0);
    }
    let nobody = analyst.change(Method::PUT, "/api/v1/alerts/nada/opened", &json!({})).await;
    nobody.refused(404, "not_found");
    let mut forged = analyst.clone();
    forged.csrf = None;
    let refused = forged.change(Method::PUT, "/api/v1/alerts/a-1/opened", &json!({})).await;
    refused.refused(403, "csrf");
}
