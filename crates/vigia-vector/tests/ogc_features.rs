#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
//! A collection of an OGC API – Features service, from a server on the loopback.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use serde_json::{Value, json};
use vigia_core::layer::LayerKind;
use vigia_core::{Problem, ProblemCode};
use vigia_vector::ogc_features::{OgcDownloaded, OgcOptions, download};
use vigia_vector::{ReadOptions, read_layer};

const COUNT: usize = 25;

/// Serves [`COUNT`] points, as many a page as asked, `next` links between pages. Pages from
/// `broken_from` on fail; the number that the service states is `stated`.
struct Server {
    url: String,
    broken_from: Arc<AtomicUsize>,
    stated: Arc<AtomicUsize>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/api", listener.local_addr().unwrap());
        let broken_from = Arc::new(AtomicUsize::new(usize::MAX));
        let stated = Arc::new(AtomicUsize::new(COUNT));
        let (broken, number, base) = (Arc::clone(&broken_from), Arc::clone(&stated), url.clone());
        // Ends with the test's process.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (broken, number) = (broken.load(SeqCst), number.load(SeqCst));
                let _ = answer(stream, &base, broken, number);
            }
        });
        Self { url, broken_from, stated }
    }

    fn fetch(&self, target: &std::path::Path) -> Result<OgcDownloaded, Problem> {
        let options = OgcOptions {
            page_features: 10,
            request_timeout: Duration::from_secs(10),
            retries_max: 1,
            retry_pause: Duration::ZERO,
            ..OgcOptions::default()
        };
        download(&self.url, Some("comunidades"), target, &options)
    }
}

fn answer(mut stream: TcpStream, base: &str, broken: usize, stated: usize) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().unwrap()?;
    let address = request.split(' ').nth(1).unwrap().to_owned();
    while lines.next().is_some_and(|line| !line.unwrap().is_empty()) {}
    let (path, query) = address.split_once('?').unwrap_or((&address, ""));
    let number = |name: &str, default: usize| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map_or(default, |(_, value)| value.parse().unwrap())
    };
    let (offset, limit) = (number("offset", 0), number("limit", 10));
    let body = match path {
        "/api" | "/api/" => json!({"title": "prueba", "links": [
            {"rel": "data", "type": "application/json", "href": format!("{base}/collections")}]}),
        "/api/collections" => json!({"links": [], "collections": [collection(base)]}),
        "/api/collections/comunidades" => collection(base),
        "/api/collections/comunidades/items" if offset >= broken => {
            return write!(
                stream,
                "HTTP/1.1 503 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
        }
        "/api/collections/comunidades/items" => items(base, offset, limit, stated),
        _ => {
            return write!(
                stream,
                "HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
        }
    };
    let (body, kind) =
        (body.to_string(), if path.ends_with("items") { "geo+json" } else { "json" });
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: application/{kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

fn collection(base: &str) -> Value {
    let items = format!("{base}/collections/comunidades/items");
    json!({"id": "comunidades", "title": "Comunidades",
        "extent": {"spatial": {"bbox": [[-81, -19, -68, 0]]}},
        "links": [{"rel": "items", "type": "application/geo+json", "href": items}]})
}

fn items(base: &str, offset: usize, limit: usize, stated: usize) -> Value {
    let end = COUNT.min(offset + limit);
    let features: Vec<Value> = (offset..end)
        .map(|at| {
            json!({"type": "Feature", "id": format!("c.{at}"),
                "properties": {"codigo": format!("CN-{at}"), "nombre": "Ñapari", "fec_inicio": "1999-05-01"},
                "geometry": {"type": "Point", "coordinates": [-70.0 + at as f64 / 100.0, -12.9]}})
        })
        .collect();
    let mut links = vec![];
    if end < COUNT {
        let href = format!("{base}/collections/comunidades/items?offset={end}&limit={limit}");
        links.push(json!({"rel": "next", "type": "application/geo+json", "href": href}));
    }
    json!({"type": "FeatureCollection", "numberMatched": stated, "numberReturned": features.len(),
        "links": links, "features": features})
}

#[test]
fn every_page_of_a_collection_lands_in_the_geopackage() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("comunidades.gpkg");
    let found = server.fetch(&target).unwrap();
    assert_eq!((found.features, found.crs.as_str()), (COUNT, "EPSG:4326"));
    let content = read_layer(&target, &ReadOptions::of_kind(LayerKind::NativeCommunity)).unwrap();
    let codes: Vec<&str> = content.features.iter().map(|feature| feature.code.as_str()).collect();
    assert_eq!(codes, (0..COUNT).map(|at| format!("CN-{at}")).collect::<Vec<_>>());
    let last = &content.features[COUNT - 1];
    assert_eq!(
        (last.name.as_str(), last.valid_from),
        ("Ñapari", Some(jiff::civil::date(1999, 5, 1)))
    );
    let geo_types::Geometry::Point(point) = last.geometry else { panic!() };
    assert!((point.x() + 69.76).abs() < 1e-9 && (point.y() + 12.9).abs() < 1e-9, "{point:?}");
}

#[test]
fn a_collection_of_which_a_page_fails_or_is_short_leaves_no_file() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("comunidades.gpkg");
    server.broken_from.store(20, SeqCst);
    let problem = server.fetch(&target).unwrap_err();
    let codes = [ProblemCode::ServiceFailed, ProblemCode::LayerIncomplete];
    assert!(codes.contains(&problem.code), "{problem}");
    server.broken_from.store(usize::MAX, SeqCst);
    server.stated.store(COUNT + 5, SeqCst);
    let problem = server.fetch(&target).unwrap_err();
    assert_eq!(problem.code, ProblemCode::LayerIncomplete);
    assert!(problem.detail.contains("25 of 30"), "{problem}");
    assert!(!target.exists());
}

#[test]
fn an_address_or_a_collection_that_does_not_exist_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("nada.gpkg");
    let options = OgcOptions { retries_max: 0, ..OgcOptions::default() };
    for address in ["", "ftp://127.0.0.1/api", "/etc/hostname", "http://u:p@127.0.0.1/", "http://"]
    {
        let problem = download(address, None, &target, &options).unwrap_err();
        assert_eq!(problem.code, ProblemCode::ServiceFailed, "{address}");
    }
    let server = Server::start();
    let problem = download(&server.url, Some("otra"), &target, &options).unwrap_err();
    assert!(problem.detail.contains("comunidades"), "{problem}");
    let elsewhere = format!("{}/no", server.url);
    let problem = download(&elsewhere, None, &target, &options).unwrap_err();
    assert_eq!(problem.code, ProblemCode::ServiceFailed, "{problem}");
}
