//! Signing in, staying and leaving.

use axum::body::Body;
use axum::http::Method;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use vigia_api::origin::Origin;
use vigia_app::accounts;
use vigia_app::messages::Language;
use vigia_core::{Fingerprint, Role};

use crate::harness::{Client, PASSWORD, Server};

#[tokio::test]
async fn a_person_signs_in_reads_who_they_are_and_signs_out() {
    let server = Server::empty().await;
    let client = server.signed_in(Role::Analyst).await;
    let session = client.get("/api/v1/session").await.ok().json();
    assert_eq!(session["user"]["username"], "analyst");
    assert_eq!(session["user"]["role"], "analyst");
    assert_eq!(session["user"]["language"], "es");
    client.change(Method::DELETE, "/api/v1/session", &json!({})).await.ok();
    client.get("/api/v1/session").await.refused(401, "not_signed_in");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_get_the_same_answer() {
    let server = Server::empty().await;
    server.add("rosa", Role::Analyst).await;
    let mut client = server.anonymous();
    let wrong = client.sign_in("rosa", "otra-clave-distinta").await.refused(401, "bad_credentials");
    let unknown = client.sign_in("nadie", PASSWORD).await.refused(401, "bad_credentials");
    let told = |answer: &crate::harness::Answer| {
        let mut problem = answer.json();
        problem.as_object_mut().unwrap().remove("instance");
        problem
    };
    assert_eq!(told(&wrong), told(&unknown));
    assert!(wrong.header("set-cookie").is_empty());
}

#[tokio::test]
async fn a_new_workspace_lets_nobody_in() {
    let server = Server::empty().await;
    for (username, password) in
        [("admin", "admin"), ("admin", ""), ("", ""), ("admin", "vigia"), ("root", "toor")]
    {
        server.anonymous().sign_in(username, password).await.refused(401, "bad_credentials");
    }
    assert!(server.store().users().await.unwrap().is_empty());
}

#[tokio::test]
async fn after_five_attempts_even_the_right_password_waits() {
    let server = Server::empty().await;
    server.add("rosa", Role::Analyst).await;
    let mut client = server.anonymous();
    for _ in 0..5 {
        client.sign_in("rosa", "otra-clave-distinta").await.refused(401, "bad_credentials");
    }
    let refused = client.sign_in("Rosa", PASSWORD).await.refused(429, "too_many_attempts");
    let seconds: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=2).contains(&seconds), "{seconds}");
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_of_other_sites() {
    let server = Server::empty().await;
    server.add("rosa", Role::Analyst).await;
    let cookie =
        server.anonymous().sign_in("rosa", PASSWORD).await.ok().header("set-cookie").to_owned();
    assert!(cookie.starts_with("vigia="), "{cookie}");
    for flag in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(flag), "{cookie}");
    }
    assert!(!cookie.contains("Secure") && !cookie.contains("Domain"), "{cookie}");

    let server = Server::reached(Origin { is_tls: true, trusted_proxy: None }).await;
    server.add("rosa", Role::Analyst).await;
    let cookie =
        server.anonymous().sign_in("rosa", PASSWORD).await.ok().header("set-cookie").to_owned();
    assert!(cookie.starts_with("__Host-vigia="), "{cookie}");
    for flag in ["HttpOnly", "SameSite=Strict", "Path=/", "Secure"] {
        assert!(cookie.contains(flag), "{cookie}");
    }
}

#[tokio::test]
async fn a_sign_in_from_another_site_is_refused() {
    let server = Server::empty().await;
    server.add("rosa", Role::Analyst).await;
    let body = json!({ "username": "rosa", "password": PASSWORD }).to_string();
    let check = async |headers: &[(&'static str, &'static str)], status: u16| {
        let mut request = axum::http::Request::post("/api/v1/session")
            .header("content-type", "application/json")
            .header("host", "localhost:8080");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.clone())).unwrap();
        let answer = server.anonymous().send(request).await;
        assert_eq!(answer.status.as_u16(), status, "{headers:?}: {}", answer.text());
    };
    check(&[("sec-fetch-site", "cross-site")], 403).await;
    check(&[("sec-fetch-site", "same-site")], 403).await;
    check(&[("origin", "http://evil.example")], 403).await;
    check(&[], 403).await;
    check(&[("origin", "http://localhost:8080")], 200).await;
    check(&[("sec-fetch-site", "same-origin")], 200).await;
}

#[tokio::test]
async fn an_idle_session_and_an_old_one_have_ended() {
    let server = Server::empty().await;
    let client = server.signed_in(Role::Analyst).await;
    let token = client.cookie.clone().unwrap();
    let hash = Fingerprint::of(token.split_once('=').unwrap().1.as_bytes());
    let ago = |hours| Timestamp::now() - SignedDuration::from_hours(hours);
    // This order: a use that is answered is noted beside the answer, a moment later.
    server.store().touch_session(&hash, ago(8)).await.unwrap();
    client.get("/api/v1/session").await.refused(401, "not_signed_in");
    server.store().touch_session(&hash, ago(7)).await.unwrap();
    client.get("/api/v1/session").await.ok();
}

#[tokio::test]
async fn the_language_of_a_person_stays_with_them() {
    let server = Server::empty().await;
    let client = server.signed_in(Role::Analyst).await;
    let refused = client.get("/api/v1/nada").await.refused(404, "not_found");
    assert_eq!(refused.json()["title"], "No existe");
    let change = json!({ "language": "en" });
    let session = client.change(Method::PATCH, "/api/v1/session", &change).await.ok().json();
    assert_eq!(session["user"]["language"], "en");
    let bad = json!({ "language": "fr" });
    client.change(Method::PATCH, "/api/v1/session", &bad).await.refused(400, "bad_body");
    // Within the routes the person's language wins over the browser's.
    let csrf = Client { csrf: None, ..client.clone() };
    let refused = csrf.change(Method::PATCH, "/api/v1/session", &change).await.refused(403, "csrf");
    assert_eq!(refused.header("content-language"), "es-PE");
    let again = server.signed_in(Role::Analyst).await;
    let session = again.get("/api/v1/session").await.ok().json();
    assert_eq!(session["user"]["language"], "en");
}

#[tokio::test]
async fn signing_in_and_out_and_refusals_are_in_the_audit_log_without_the_password() {
    let server = Server::empty().await;
    let client = server.signed_in(Role::Analyst).await;
    server
        .anonymous()
        .sign_in("analyst", "otra-clave-distinta")
        .await
        .refused(401, "bad_credentials");
    client.change(Method::DELETE, "/api/v1/session", &json!({})).await.ok();
    let log = server.store().newest_acts(100).await.unwrap();
    let actions: Vec<&str> = log.iter().map(|(_, entry)| entry.action.as_str()).collect();
    assert_eq!(actions, ["signed_out", "sign_in_refused", "signed_in", "added_person"]);
    let text = format!("{log:?}");
    assert!(!text.contains(PASSWORD) && !text.contains("otra-clave"), "{text}");
    assert!(text.contains("127.0.0.1"), "{text}");
}

#[tokio::test]
async fn a_session_that_was_just_used_ends_at_once_when_its_person_is_changed() {
    let server = Server::empty().await;
    let workspace = server.app.workspace();
    // Twice, so that the second answer comes from memory.
    let used = async |client: &Client| {
        client.get("/api/v1/session").await.ok();
        client.get("/api/v1/session").await.ok();
    };

    let client = server.signed_in(Role::Analyst).await;
    let other = server.signed_in(Role::Analyst).await;
    used(&client).await;
    used(&other).await;
    client.change(Method::DELETE, "/api/v1/session", &json!({})).await.ok();
    client.get("/api/v1/session").await.refused(401, "not_signed_in");
    used(&other).await;

    accounts::set_password(workspace, "analyst", "otra-clave-distinta", Timestamp::now())
        .await
        .unwrap();
    other.get("/api/v1/session").await.refused(401, "not_signed_in");

    let client = server.signed_in(Role::Field).await;
    used(&client).await;
    accounts::disable(workspace, "field", Timestamp::now()).await.unwrap();
    client.get("/api/v1/session").await.refused(401, "not_signed_in");

    let client = server.signed_in(Role::Prosecutor).await;
    used(&client).await;
    let mut user = server.store().user("prosecutor").await.unwrap().unwrap();
    user.role = Role::Field;
    server.store().change_user(&user, false).await.unwrap();
    client.get("/api/v1/alerts/download?format=csv").await.refused(403, "not_allowed");
    accounts::set_language(workspace, "prosecutor", Language::En).await.unwrap();
    let session = client.get("/api/v1/session").await.ok().json();
    assert_eq!(session["user"]["language"], "en");
}
