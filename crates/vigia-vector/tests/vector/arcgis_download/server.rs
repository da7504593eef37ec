//! A map service as the national one is: it does not page, gives at most so many features a
//! request, and fails now and then, with HTTP 500 or with an error inside 200.

use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

/// What goes wrong with a request for features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Status(&'static str),
    ErrorInside,
    BrokenJson,
    CutAnswer,
    OtherReference,
    /// Every page from now on.
    Forever,
}

/// What the service holds and what it was asked.
pub struct State {
    pub features: BTreeMap<i64, Value>,
    pub max_record_count: usize,
    /// Requests for more objects than this fail as too big.
    pub objects_max: usize,
    pub faults: VecDeque<Fault>,
    /// Object ids of every request for features, answered or not.
    pub asked: Vec<Vec<i64>>,
    /// Ids that the list gains once features were asked for.
    pub late: Option<i64>,
    pub last_edit: i64,
    pub redirect: Option<String>,
}

pub struct Server {
    pub url: String,
    pub state: Arc<Mutex<State>>,
}

/// A square of 1 km in PSAD56 / UTM 19S; every tenth has a hole, every fifteenth two parts.
pub fn feature(id: i64) -> Value {
    let (x, y) =
        (300_000.0 + 1_500.0 * (id % 100) as f64, 8_500_000.0 + 1_500.0 * (id / 100) as f64);
    let square =
        |x: f64, y: f64, s: f64| vec![[x, y], [x, y + s], [x + s, y + s], [x + s, y], [x, y]];
    let mut rings = vec![square(x, y, 1_000.0)];
    if id % 10 == 0 {
        let mut hole = square(x + 200.0, y + 200.0, 300.0);
        hole.reverse();
        rings.push(hole);
    }
    if id % 15 == 0 {
        rings.push(square(x + 1_100.0, y, 100.0));
    }
    json!({
        "attributes": {"OBJECTID": id, "CODIGOU": format!("{id:08}"), "CONCESION": "EJEMPLO Ñ",
            "FEC_DENU": 1_304_398_800_000_i64 + id * 86_400_000, "ESTADO": "T"},
        "geometry": {"rings": rings}
    })
}

impl Server {
    /// Starts with objects `ids`.
    pub fn start(ids: impl IntoIterator<Item = i64>, max_record_count: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url =
            format!("http://{}/arcgis/rest/services/C/MapServer/0", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State {
            features: ids.into_iter().map(|id| (id, feature(id))).collect(),
            max_record_count,
            objects_max: usize::MAX,
            faults: VecDeque::new(),
            asked: Vec::new(),
            late: None,
            last_edit: 1,
            redirect: None,
        }));
        let shared = Arc::clone(&state);
        // Ends with the test's process.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let _ = answer(stream, &shared);
            }
        });
        Self { url, state }
    }

    pub fn fail_with(&self, faults: impl IntoIterator<Item = Fault>) {
        self.state.lock().unwrap().faults.extend(faults);
    }

    pub fn asked(&self) -> Vec<Vec<i64>> {
        std::mem::take(&mut self.state.lock().unwrap().asked)
    }
}

fn answer(mut stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut request, mut length) = (String::new(), 0);
    reader.read_line(&mut request)?;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let form: BTreeMap<String, String> = String::from_utf8_lossy(&body)
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(key, value)| (key.to_owned(), value.replace("%2C", ",").replace("%3D", "=")))
        .collect();
    let mut state = state.lock().unwrap();
    if let Some(to) = &state.redirect {
        return write!(stream, "HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n");
    }
    if request.starts_with("GET") {
        return send(&mut stream, "200 OK", &description(&state).to_string());
    }
    if form.contains_key("returnIdsOnly") {
        let ids: Vec<&i64> = state.features.keys().collect();
        let list = json!({"objectIdFieldName": "OBJECTID", "objectIds": ids});
        return send(&mut stream, "200 OK", &list.to_string());
    }
    let ids: Vec<i64> = form["objectIds"].split(',').map(|id| id.parse().unwrap()).collect();
    state.asked.push(ids.clone());
    assert_eq!(form["outSR"], "24879", "its own reference must be asked for");
    let whole = page(&state, &ids).to_string();
    if let Some(id) = state.late.take() {
        state.features.insert(id, feature(id));
    }
    if ids.len() > state.objects_max {
        return send(&mut stream, "200 OK", ERROR_INSIDE);
    }
    let fault = match state.faults.front() {
        Some(Fault::Forever) => Some(Fault::Forever),
        _ => state.faults.pop_front(),
    };
    match fault {
        None => send(&mut stream, "200 OK", &whole),
        Some(Fault::Status(status)) => send(&mut stream, status, "no"),
        Some(Fault::Forever) => send(&mut stream, "503 Service Unavailable", "no"),
        Some(Fault::ErrorInside) => send(&mut stream, "200 OK", ERROR_INSIDE),
        Some(Fault::BrokenJson) => send(&mut stream, "200 OK", &whole[..whole.len() / 2]),
        Some(Fault::CutAnswer) => {
            let half = &whole[..whole.len() / 2];
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{half}", whole.len())
        }
        Some(Fault::OtherReference) => {
            send(&mut stream, "200 OK", &whole.replace("24879", "32719"))
        }
    }
}

const ERROR_INSIDE: &str =
    r#"{"error":{"code":400,"message":"Error performing query operation","details":[]}}"#;

fn send(stream: &mut TcpStream, status: &str, body: &str) -> std::io::Result<()> {
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

fn description(state: &State) -> Value {
    json!({
        "name": "Catastro de ejemplo", "type": "Feature Layer",
        "geometryType": "esriGeometryPolygon", "maxRecordCount": state.max_record_count,
        "fields": fields(), "extent": {"spatialReference": {"wkid": 102_100, "latestWkid": 3857}},
        "sourceSpatialReference": {"wkid": 24879, "latestWkid": 24879},
        "editingInfo": {"lastEditDate": state.last_edit}
    })
}

fn fields() -> Value {
    json!([{"name": "OBJECTID", "type": "esriFieldTypeOID"},
        {"name": "FEC_DENU", "type": "esriFieldTypeDate"}])
}

fn page(state: &State, ids: &[i64]) -> Value {
    let found: Vec<&Value> = ids.iter().filter_map(|id| state.features.get(id)).collect();
    let given = &found[..found.len().min(state.max_record_count)];
    let mut page = json!({
        "objectIdFieldName": "OBJECTID", "geometryType": "esriGeometryPolygon",
        "spatialReference": {"wkid": 24879, "latestWkid": 24879}, "fields": fields(),
        "features": given
    });
    if given.len() < found.len() {
        page["exceededTransferLimit"] = json!(true);
    }
    page
}
