//! Who holds what, and what is said of two holders.

use axum::http::Method;
use serde_json::json;
use vigia_core::layer::LayerKind;
use vigia_core::{LayerId, Role, SnapshotId};

use crate::harness::sample::{self, HOLDER};
use crate::harness::{Answer, Client, Server};

async fn keys(client: &Client) -> Vec<String> {
    let listed = client.get("/api/v1/holders").await.ok().json();
    let holders = listed["holders"].as_array().unwrap();
    holders.iter().map(|one| one["key"].as_str().unwrap().to_owned()).collect()
}

async fn say(client: &Client, a: &str, b: &str, verdict: &str) -> Answer {
    let body = json!({ "a": a, "b": b, "verdict": verdict });
    client.change(Method::PUT, "/api/v1/holders/verdicts", &body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_holders_are_one_while_the_latest_word_says_so() {
    let server = Server::with_sample().await;
    sample::write(server.store(), "records", async |effects| {
        let mut snapshot = sample::snapshot();
        snapshot.id = SnapshotId::new("reinfo@2025-01-01#00000000");
        (snapshot.layer, snapshot.kind) = (LayerId::new("reinfo"), LayerKind::Reinfo);
        let mut records = sample::features();
        records.iter_mut().for_each(|one| one.holder = Some("Titular Fictício Sur".to_owned()));
        effects.put_snapshot(&snapshot, &records).await.unwrap();
    })
    .await;
    let analyst = server.signed_in(Role::Analyst).await;
    let (one, other) = ("name:titular ficticio sa", "name:titular ficticio sur");
    assert_eq!(keys(&analyst).await, [one, other]);
    say(&analyst, one, other, "same").await.ok();
    let listed = analyst.get("/api/v1/holders").await.ok().json();
    assert_eq!((&listed["total"], &listed["holders"][0]["also"]), (&json!(1), &json!([other])));
    let prosecutor = server.signed_in(Role::Prosecutor).await;
    say(&prosecutor, other, one, "different").await.ok();
    assert_eq!(keys(&prosecutor).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn holders_are_for_investigators_and_each_reading_is_in_the_audit_log() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let listed = analyst.get("/api/v1/holders").await.ok().json();
    assert_eq!(listed["holders"][0]["names"], json!([HOLDER]));
    assert_eq!(listed["permitted_use"], "intelligence_only");
    let key = listed["holders"][0]["key"].as_str().unwrap();
    say(&analyst, key, "name:nadie", "same").await.refused(404, "not_found");
    say(&analyst, key, key, "same").await.refused(400, "bad_parameter");
    say(&analyst, key, key, "perhaps").await.refused(400, "bad_body");
    for role in [Role::Admin, Role::Field] {
        let other = server.signed_in(role).await;
        other.get("/api/v1/holders").await.refused(403, "not_allowed");
        say(&other, key, "name:nadie", "same").await.refused(403, "not_allowed");
    }
    let acts = server.store().newest_acts(100).await.unwrap();
    let of_holders: Vec<_> = acts.iter().filter(|(_, act)| act.subject == "holders").collect();
    assert_eq!(of_holders.len(), 1);
    assert_eq!(
        (of_holders[0].1.actor.as_str(), of_holders[0].1.action.as_str()),
        ("analyst", "read")
    );
}
