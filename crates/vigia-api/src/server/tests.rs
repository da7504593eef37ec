#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use axum::body::Body;
use axum::routing::get;
use tower::ServiceExt;
use vigia_app::Workspace;

use super::*;
use crate::origin::Origin;

#[tokio::test]
async fn an_answer_that_takes_too_long_is_a_timeout() {
    let limit = Duration::from_millis(5);
    let late = within(limit, std::future::pending()).await;
    assert_eq!(late.extensions().get::<ApiError>().unwrap().code(), "timeout");
    assert_eq!(late.status(), 503);
    let in_time = within(Duration::from_secs(60), async { "ya".into_response() }).await;
    assert_eq!(in_time.status(), 200);
}

#[tokio::test]
async fn a_route_that_does_not_say_who_may_ask_it_answers_nobody() {
    let folder = tempfile::tempdir().unwrap();
    Workspace::init(folder.path()).await.unwrap();
    let workspace = Workspace::open(folder.path(), "vigia".into()).await.unwrap();
    let app = AppState::new(Arc::new(workspace), Origin::LOOPBACK).unwrap();
    let forgotten = Router::new().route("/api/v1/olvidada", get(async || "secreto"));
    let request = Request::get("/api/v1/olvidada").body(Body::empty()).unwrap();
    let answer = around(forgotten, &app).oneshot(request).await.unwrap();
    assert_eq!(answer.status(), 405);
    let bytes = axum::body::to_bytes(answer.into_body(), 10_000).await.unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("secreto"));
}

#[test]
fn a_panic_is_a_problem_that_tells_nothing() {
    let answer = panicked(Box::new("índice 7 de 3"));
    assert_eq!(answer.extensions().get::<ApiError>().unwrap().code(), "internal");
    assert_eq!(answer.status(), 500);
}
