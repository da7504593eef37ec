//! Vector tiles over HTTP: who sees what, what browsers may keep, and what is refused.

use std::io::Read;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use vigia_core::Role;
use vigia_core::layer::LAYER_KINDS;

use crate::harness::sample::{self, HOLDER};
use crate::harness::{Answer, Client, Server};

/// The tile of zoom 10 over the first two alerts and their titles.
const HERE: &str = "10/311/548";

/// The sample, once the map shows it.
async fn server() -> Server {
    let server = Server::empty().await;
    let empty = server.app.map_index().content().await.unwrap();
    sample::fill(server.store()).await;
    server.app.map_index().newer_than(empty.version()).await.unwrap();
    server
}

async fn tile(client: &Client, layer: &str, place: &str) -> Answer {
    client.get(&format!("/api/v1/tiles/vector/{layer}/{place}")).await
}

fn says(answer: &Answer, word: &str) -> bool {
    answer.bytes.windows(word.len()).any(|bytes| bytes == word.as_bytes())
}

async fn version(client: &Client) -> String {
    let index = client.get("/api/v1/tiles").await.ok().json();
    index["version"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_field_team_gets_no_holder_in_any_byte_whoever_asked_first() {
    let server = server().await;
    let [analyst, field] =
        [server.signed_in(Role::Analyst).await, server.signed_in(Role::Field).await];
    for _ in 0..2 {
        let full = tile(&analyst, "mining_right", HERE).await.ok();
        assert!(says(&full, HOLDER) && says(&full, "holder"));
        let shown = tile(&field, "mining_right", HERE).await.ok();
        assert!(says(&shown, "01001") && says(&shown, "status"));
        assert!(!says(&shown, HOLDER) && !says(&shown, "holder") && !says(&shown, "Titular"));
        // A browser that both use keeps neither's tile for the other.
        assert_ne!(full.header("etag"), shown.header("etag"));
        assert!(full.header("vary").to_lowercase().contains("cookie"));
    }
    assert_ne!(version(&analyst).await, version(&field).await);
}

#[tokio::test]
async fn rights_are_checked_before_what_is_kept() {
    let server = server().await;
    let mut analyst = server.signed_in(Role::Analyst).await;
    let path = format!("/api/v1/tiles/vector/mining_right/{HERE}");
    let tag = analyst.get(&path).await.ok().header("etag").to_owned();
    analyst.cookie = None;
    analyst.get(&path).await.refused(401, "not_signed_in");
    let known = analyst.request(Method::GET, &path).header("if-none-match", tag);
    analyst.send(known.body(Body::empty()).unwrap()).await.refused(401, "not_signed_in");
    analyst.get("/api/v1/tiles").await.refused(401, "not_signed_in");
}

#[tokio::test]
async fn a_browser_keeps_a_tile_that_names_its_version_and_asks_about_others() {
    let server = server().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let version = version(&analyst).await;
    let kept = tile(&analyst, "alerts", &format!("{HERE}?v={version}")).await.ok();
    assert_eq!(kept.header("cache-control"), "private, max-age=31536000, immutable");
    assert_eq!(kept.header("content-type"), "application/vnd.mapbox-vector-tile");
    for asked in ["", "?v=older"] {
        let answer = tile(&analyst, "alerts", &format!("{HERE}{asked}")).await.ok();
        assert_eq!(answer.header("cache-control"), "private, no-cache");
        assert_eq!(answer.bytes, kept.bytes);
    }
    let path = format!("/api/v1/tiles/vector/alerts/{HERE}");
    let known = analyst.request(Method::GET, &path).header("if-none-match", kept.header("etag"));
    let same = analyst.send(known.body(Body::empty()).unwrap()).await;
    assert_eq!((same.status, same.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
}

#[tokio::test]
async fn a_tile_is_gzipped_for_those_who_take_it_and_small_ones_for_nobody() {
    let server = server().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let before = version(&analyst).await;
    sample::write(server.store(), "many", async |effects| {
        for number in 0..40 {
            let id = vigia_core::AlertId::new(format!("a-muchas-{number}"));
            let alert = vigia_core::Alert { id, ..sample::alert(1) };
            effects.put_alert(&alert).await.unwrap();
        }
    })
    .await;
    server.app.map_index().newer_than(&before).await.unwrap();
    let asked = async |layer: &str, known: &str| {
        let path = format!("/api/v1/tiles/vector/{layer}/{HERE}");
        let request = analyst.request(Method::GET, &path).header("accept-encoding", "gzip, br");
        let request = request.header("if-none-match", known);
        analyst.send(request.body(Body::empty()).unwrap()).await
    };
    let mut bytes = 0;
    for layer in ["alerts", "sites", "reports", "mining_right"] {
        let plain = tile(&analyst, layer, HERE).await.ok();
        assert_eq!(plain.header("content-encoding"), "");
        let packed = asked(layer, "").await.ok();
        assert!(packed.header("vary").to_lowercase().contains("accept-encoding"));
        if plain.bytes.len() < 860 {
            assert_eq!(packed.bytes, plain.bytes, "{layer}");
            continue;
        }
        assert_eq!(packed.header("content-encoding"), "gzip");
        assert_ne!(packed.header("etag"), plain.header("etag"));
        assert!(packed.bytes.len() < plain.bytes.len());
        let mut read = Vec::new();
        flate2::read::GzDecoder::new(&packed.bytes[..]).read_to_end(&mut read).unwrap();
        assert_eq!(read, plain.bytes, "{layer}");
        let same = asked(layer, packed.header("etag")).await;
        assert_eq!((same.status, same.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
        assert_eq!(asked(layer, plain.header("etag")).await.ok().bytes, packed.bytes);
        bytes += plain.bytes.len();
    }
    assert!(bytes > 0, "no tile of the sample is worth compressing");
}

#[tokio::test]
async fn an_empty_tile_has_no_content_and_a_place_off_the_map_is_refused() {
    let server = server().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let empty = tile(&analyst, "alerts", "10/0/0").await;
    assert_eq!((empty.status, empty.bytes.len()), (StatusCode::NO_CONTENT, 0));
    for (place, field) in [("15/0/0", "z"), ("3/8/0", "x"), ("3/0/8", "y")] {
        let refused = tile(&analyst, "alerts", place).await.refused(400, "bad_parameter").json();
        assert_eq!(refused["errors"].as_array().unwrap().len(), 1, "{refused}");
        assert_eq!(refused["errors"][0]["field"], field);
    }
    tile(&analyst, "alerts", "3/-1/0").await.refused(400, "bad_parameter");
    tile(&analyst, "roads", "3/0/0").await.refused(404, "not_found");
}

#[tokio::test]
async fn a_new_alert_changes_the_version_and_stands_in_the_tile() {
    let server = server().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let before = version(&analyst).await;
    assert!(!says(&tile(&analyst, "alerts", HERE).await.ok(), "a-9"));
    let mut alert = sample::alert(1);
    alert.id = vigia_core::AlertId::new("a-9");
    sample::write(server.store(), "a new one", async |effects| {
        effects.put_alert(&alert).await.unwrap();
    })
    .await;
    server.app.map_index().newer_than(&before).await.unwrap();
    assert_ne!(version(&analyst).await, before);
    assert!(says(&tile(&analyst, "alerts", HERE).await.ok(), "a-9"));
}

#[tokio::test]
async fn the_index_names_every_layer() {
    let server = server().await;
    let index = server.signed_in(Role::Field).await.get("/api/v1/tiles").await.ok().json();
    let layers = index["layers"].as_array().unwrap();
    let names: Vec<&str> = layers.iter().map(|layer| layer["name"].as_str().unwrap()).collect();
    assert_eq!(names[..4], ["alerts", "sites", "reports", "mining_right"]);
    assert_eq!(layers.len(), 3 + LAYER_KINDS.len());
    let rights = &layers[3];
    assert_eq!((&rights["kind"], &rights["features"]), (&"mining_right".into(), &2.into()));
    assert_eq!((&rights["min_zoom"], &rights["max_zoom"]), (&0.into(), &14.into()));
    assert!((rights["bounds"][0].as_f64().unwrap() + 70.51).abs() < 1e-9);
    assert!(layers[0]["kind"].is_null());
}
