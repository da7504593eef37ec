//! Layers of OGC services, from servers on the loopback.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use serde_json::{Value, json};
use vigia_core::layer::LayerKind;
use vigia_core::{Problem, ProblemCode};
use vigia_vector::ogc_service::{OgcDownloaded, OgcOptions, OgcProtocol, download};
use vigia_vector::{ReadOptions, read_layer};

const COUNT: usize = 25;

/// Serves [`COUNT`] features, as many a page as asked. Pages from `broken_from` on fail; the
/// number that the service states is `stated`; a page holds at most `page_max`; the feature
/// at `doubled` comes as the first one.
struct Server {
    url: String,
    state: Arc<State>,
}

struct State {
    protocol: OgcProtocol,
    broken_from: AtomicUsize,
    stated: AtomicUsize,
    page_max: AtomicUsize,
    doubled: AtomicUsize,
}

impl Server {
    fn start(protocol: OgcProtocol) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/api", listener.local_addr().unwrap());
        let state = Arc::new(State {
            protocol,
            broken_from: AtomicUsize::new(usize::MAX),
            stated: AtomicUsize::new(COUNT),
            page_max: AtomicUsize::new(usize::MAX),
            doubled: AtomicUsize::new(usize::MAX),
        });
        let (shared, base) = (Arc::clone(&state), url.clone());
        // Ends with the test's process.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let _ = answer(stream, &base, &shared);
            }
        });
        Self { url, state }
    }

    fn fetch(&self, target: &std::path::Path) -> Result<OgcDownloaded, Problem> {
        let options = OgcOptions {
            page_features: 10,
            request_timeout: Duration::from_secs(10),
            retries_max: 1,
            retry_pause: Duration::ZERO,
            ..OgcOptions::default()
        };
        let name = match self.state.protocol {
            OgcProtocol::Features => "comunidades",
            OgcProtocol::Wfs => "v:comunidades",
        };
        download(self.state.protocol, &self.url, Some(name), target, &options)
    }
}

fn answer(mut stream: TcpStream, base: &str, state: &State) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().unwrap()?;
    let address = request.split(' ').nth(1).unwrap().to_owned();
    while lines.next().is_some_and(|line| !line.unwrap().is_empty()) {}
    let (path, query) = address.split_once('?').unwrap_or((&address, ""));
    let answer = match state.protocol {
        OgcProtocol::Features => features_answer(path, query, base, state),
        OgcProtocol::Wfs => wfs_answer(query, base, state),
    };
    let (status, kind, body) = match answer {
        Ok((kind, body)) => ("200 OK", kind, body),
        Err(status) => (status, "text/plain", String::new()),
    };
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

/// The value of a key in any letter case.
fn value<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn number(query: &str, name: &str) -> Option<usize> {
    value(query, name).map(|value| value.parse().unwrap())
}

type Answer = Result<(&'static str, String), &'static str>;

fn features_answer(path: &str, query: &str, base: &str, state: &State) -> Answer {
    let (offset, limit) =
        (number(query, "offset").unwrap_or(0), number(query, "limit").unwrap_or(10));
    let json = |value: Value| Ok(("application/json", value.to_string()));
    match path {
        "/api" | "/api/" => json(json!({"title": "prueba", "links": [
            {"rel": "data", "type": "application/json", "href": format!("{base}/collections")}]})),
        "/api/collections" => json(json!({"links": [], "collections": [collection(base)]})),
        "/api/collections/comunidades" => json(collection(base)),
        "/api/collections/comunidades/items" if offset >= state.broken_from.load(SeqCst) => {
            Err("503 No")
        }
        "/api/collections/comunidades/items" => {
            let stated = state.stated.load(SeqCst);
            Ok(("application/geo+json", items(base, offset, limit, stated).to_string()))
        }
        _ => Err("404 No"),
    }
}

/// Squares as `MultiSurface`, latitude first, as WFS 2.0 has them.
fn wfs_answer(query: &str, base: &str, state: &State) -> Answer {
    let xml = |text: String| Ok(("text/xml", format!("<?xml version=\"1.0\"?>{text}")));
    let request = value(query, "request").unwrap_or_default().to_lowercase();
    match request.as_str() {
        "getcapabilities" => return xml(CAPABILITIES.replace("BASE", base)),
        "describefeaturetype" => return xml(SCHEMA.to_owned()),
        "getfeature" => {}
        _ => return Err("400 No"),
    }
    let start = number(query, "startindex").unwrap_or(0);
    let limit = number(query, "count").unwrap_or(COUNT).min(state.page_max.load(SeqCst));
    if start >= state.broken_from.load(SeqCst) {
        return Err("503 No");
    }
    let end = if value(query, "resulttype") == Some("hits") { 0 } else { COUNT.min(start + limit) };
    let members: String = (start..end).map(|at| member(at, state.doubled.load(SeqCst))).collect();
    let stated = state.stated.load(SeqCst);
    xml(format!(
        r#"<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:v="http://vigia.test/v" numberMatched="{stated}" numberReturned="{}">{members}</wfs:FeatureCollection>"#,
        end.saturating_sub(start)
    ))
}

fn member(at: usize, doubled: usize) -> String {
    let at = if at == doubled { 0 } else { at };
    let (south, west) = (-12.9, -70.0 + at as f64 / 100.0);
    let (north, east) = (south + 0.005, west + 0.005);
    let ring =
        format!("{south} {west} {south} {east} {north} {east} {north} {west} {south} {west}");
    format!(
        r#"<wfs:member><v:comunidades gml:id="c.{at}"><v:codigo>CN-{at}</v:codigo><v:nombre>Ñapari</v:nombre><v:fec_inicio>1999-05-01</v:fec_inicio><v:lugar><gml:MultiSurface srsName="urn:ogc:def:crs:EPSG::4326" gml:id="m{at}"><gml:surfaceMember><gml:Polygon gml:id="p{at}"><gml:exterior><gml:LinearRing><gml:posList>{ring}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceMember></gml:MultiSurface></v:lugar></v:comunidades></wfs:member>"#
    )
}

const CAPABILITIES: &str = r#"<wfs:WFS_Capabilities version="2.0.0" xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:ows="http://www.opengis.net/ows/1.1" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:v="http://vigia.test/v"><ows:OperationsMetadata><ows:Operation name="GetFeature"><ows:DCP><ows:HTTP><ows:Get xlink:href="BASE"/></ows:HTTP></ows:DCP></ows:Operation></ows:OperationsMetadata><FeatureTypeList xmlns="http://www.opengis.net/wfs/2.0"><FeatureType><Name>v:comunidades</Name><Title>c</Title><DefaultCRS>urn:ogc:def:crs:EPSG::4326</DefaultCRS></FeatureType></FeatureTypeList></wfs:WFS_Capabilities>"#;

const SCHEMA: &str = r#"<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:v="http://vigia.test/v" targetNamespace="http://vigia.test/v" elementFormDefault="qualified"><xsd:complexType name="comunidadesType"><xsd:complexContent><xsd:extension base="gml:AbstractFeatureType"><xsd:sequence><xsd:element name="codigo" type="xsd:string" minOccurs="0"/><xsd:element name="nombre" type="xsd:string" minOccurs="0"/><xsd:element name="fec_inicio" type="xsd:date" minOccurs="0"/><xsd:element name="lugar" type="gml:MultiSurfacePropertyType" minOccurs="0"/></xsd:sequence></xsd:extension></xsd:complexContent></xsd:complexType><xsd:element name="comunidades" type="v:comunidadesType" substitutionGroup="gml:AbstractFeature"/></xsd:schema>"#;

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

const BOTH: [OgcProtocol; 2] = [OgcProtocol::Features, OgcProtocol::Wfs];

#[test]
fn every_page_of_a_layer_lands_in_the_geopackage() {
    for protocol in BOTH {
        let server = Server::start(protocol);
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("comunidades.gpkg");
        let found = server.fetch(&target).unwrap();
        assert_eq!((found.features, found.crs.as_str()), (COUNT, "EPSG:4326"), "{protocol:?}");
        assert!(found.problems.is_empty(), "{:?}", found.problems);
        let content =
            read_layer(&target, &ReadOptions::of_kind(LayerKind::NativeCommunity)).unwrap();
        let codes: Vec<&str> = content.features.iter().map(|f| f.code.as_str()).collect();
        assert_eq!(codes, (0..COUNT).map(|at| format!("CN-{at}")).collect::<Vec<_>>());
        let last = &content.features[COUNT - 1];
        assert_eq!(last.name, "Ñapari");
        assert_eq!(last.valid_from, Some(jiff::civil::date(1999, 5, 1)));
        let bounds = geo::BoundingRect::bounding_rect(&last.geometry).unwrap();
        let corner = bounds.min();
        assert!((corner.x + 69.76).abs() < 1e-9 && (corner.y + 12.9).abs() < 1e-9, "{corner:?}");
    }
}

#[test]
fn a_layer_of_which_a_page_fails_or_is_short_leaves_no_file() {
    for protocol in BOTH {
        let server = Server::start(protocol);
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("comunidades.gpkg");
        server.state.broken_from.store(20, SeqCst);
        let problem = server.fetch(&target).unwrap_err();
        let codes = [ProblemCode::ServiceFailed, ProblemCode::LayerIncomplete];
        assert!(codes.contains(&problem.code), "{problem}");
        server.state.broken_from.store(usize::MAX, SeqCst);
        server.state.stated.store(COUNT + 5, SeqCst);
        let problem = server.fetch(&target).unwrap_err();
        assert_eq!(problem.code, ProblemCode::LayerIncomplete);
        assert!(problem.detail.contains("25 of 30"), "{problem}");
        assert!(!target.exists());
    }
}

#[test]
fn a_wfs_that_gives_fewer_than_asked_or_some_twice_is_refused() {
    let server = Server::start(OgcProtocol::Wfs);
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("comunidades.gpkg");
    server.state.page_max.store(7, SeqCst);
    let problem = server.fetch(&target).unwrap_err();
    assert_eq!(problem.code, ProblemCode::LayerIncomplete, "{problem}");
    server.state.page_max.store(usize::MAX, SeqCst);
    server.state.doubled.store(13, SeqCst);
    let problem = server.fetch(&target).unwrap_err();
    assert!(problem.detail.contains("c.0 came twice"), "{problem}");
    assert!(!target.exists());
}

#[test]
fn an_address_or_a_layer_that_does_not_exist_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("nada.gpkg");
    let options = OgcOptions { retries_max: 0, ..OgcOptions::default() };
    for protocol in BOTH {
        let refused = |address: &str, name: Option<&str>| {
            download(protocol, address, name, &target, &options).unwrap_err()
        };
        for address in
            ["", "ftp://127.0.0.1/api", "/etc/hostname", "http://u:p@127.0.0.1/", "http://"]
        {
            assert_eq!(refused(address, None).code, ProblemCode::ServiceFailed, "{address}");
        }
        let server = Server::start(protocol);
        let problem = refused(&server.url, Some("otra"));
        assert!(problem.detail.contains("comunidades"), "{problem}");
    }
    let server = Server::start(OgcProtocol::Features);
    for protocol in BOTH {
        let elsewhere = format!("{}/no", server.url);
        let problem = download(protocol, &elsewhere, None, &target, &options).unwrap_err();
        assert_eq!(problem.code, ProblemCode::ServiceFailed, "{problem}");
    }
}
