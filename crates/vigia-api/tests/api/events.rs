//! Live events: nothing is missed, nothing is told twice, and a stream ends.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::Method;
use serde_json::json;
use tokio_stream::StreamExt;
use vigia_core::Role;

use crate::harness::{Client, Server, sample};

/// Longest wait for something that must come.
const PATIENCE: Duration = Duration::from_secs(10);

struct Events {
    body: BodyDataStream,
    text: String,
}

async fn open(client: &Client, last_seen: Option<i64>) -> Events {
    let mut request = client.request(Method::GET, "/api/v1/events");
    if let Some(id) = last_seen {
        request = request.header("last-event-id", id);
    }
    let response = client.open(request.body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    Events { body: response.into_body().into_data_stream(), text: String::new() }
}

impl Events {
    /// Returns the next event: its number, its kind and its data. `None` at the end.
    async fn next(&mut self) -> Option<(i64, String, String)> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.text = rest;
                let field = |name: &str| {
                    let found = event.lines().find_map(|line| line.strip_prefix(name));
                    found.map(|value| value.trim().to_owned())
                };
                if let Some(id) = field("id:") {
                    let kind = field("event:").unwrap();
                    return Some((id.parse().unwrap(), kind, field("data:").unwrap()));
                }
                continue;
            }
            let next = tokio::time::timeout(PATIENCE, self.body.next()).await.expect("an event");
            self.text.push_str(std::str::from_utf8(&next?.unwrap()).unwrap());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_connection_begins_now_and_hears_what_comes() {
    let server = Server::with_sample().await;
    sample::publish(server.store(), "alert.raised", "a-1").await;
    let client = server.signed_in(Role::Field).await;
    let mut events = open(&client, None).await;
    let (ready, kind, _) = events.next().await.unwrap();
    assert_eq!(kind, "ready");
    sample::publish(server.store(), "site.split", "s-1").await;
    sample::publish(server.store(), "alert.confirmed", "a-1").await;
    let (id, kind, data) = events.next().await.unwrap();
    assert!(id > ready);
    assert_eq!(kind, "alert");
    let data: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(data, json!({ "alert_id": "a-1", "change": "changed" }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_comes_back_misses_nothing_and_hears_nothing_twice() {
    let server = Server::with_sample().await;
    let client = server.signed_in(Role::Analyst).await;
    let mut events = open(&client, None).await;
    events.next().await.unwrap();
    sample::publish(server.store(), "alert.raised", "a-1").await;
    let (seen, ..) = events.next().await.unwrap();
    drop(events);
    for number in 2..=250 {
        sample::publish(server.store(), "alert.raised", &format!("a-{number}")).await;
    }
    let mut events = open(&client, Some(seen)).await;
    let mut last = seen;
    for number in 2..=250 {
        let (id, _, data) = events.next().await.unwrap();
        assert!(id > last);
        last = id;
        assert!(data.contains(&format!("\"a-{number}\"")), "{data}");
    }
    let answer = client.get("/api/v1/events?after=x").await;
    answer.refused(400, "bad_parameter");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_of_another_workspace_begins_anew() {
    let server = Server::with_sample().await;
    let client = server.signed_in(Role::Analyst).await;
    let (id, kind, _) = open(&client, Some(1_000_000)).await.next().await.unwrap();
    assert_eq!((id, kind.as_str()), (0, "ready"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_ends_with_its_session_and_with_the_server() {
    let server = Server::with_sample().await;
    let client = server.signed_in(Role::Analyst).await;
    let mut events = open(&client, None).await;
    events.next().await.unwrap();
    client.change(Method::DELETE, "/api/v1/session", &json!({})).await.ok();
    // The next message wakes the stream, which finds its session gone and says nothing.
    sample::publish(server.store(), "alert.raised", "a-1").await;
    assert_eq!(events.next().await, None);

    let client = server.signed_in(Role::Analyst).await;
    let mut events = open(&client, None).await;
    events.next().await.unwrap();
    server.app.streams().end();
    assert_eq!(events.next().await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_has_so_many_streams_and_no_more() {
    let server = Server::with_sample().await;
    let client = server.signed_in(Role::Analyst).await;
    let mut streams = Vec::new();
    for _ in 0..vigia_api::events::STREAMS_PER_PERSON {
        streams.push(open(&client, None).await);
    }
    client.get("/api/v1/events").await.refused(429, "too_many_streams");
    open(&server.signed_in(Role::Field).await, None).await;
}
