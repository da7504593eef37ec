//! `vector_tile_cached`: one tile that is kept, signed in, over HTTP. Peer: the bare
//! framework with the same body and neither a session nor rights.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::bail;
use axum::Router;
use axum::body::Bytes;
use axum::http::header;
use axum::routing::get;
use jiff::civil::date;
use serde_json::json;
use tokio::runtime::Runtime;
use vigia_core::layer::{Feature, LayerKind, Snapshot};
use vigia_core::{Fingerprint, LayerId, SnapshotId};

use crate::http_load::{self, Connection};
use crate::measurement::{Line, Unit};
use crate::served_workspace::ServedWorkspace;
use crate::synthetic_rights::{Right, rights};
use crate::{memory, rounds, tile_sample};

const NAME: &str = "vector_tile_cached";
/// Threads of each server.
const THREADS: usize = 2;
/// Connections that ask at the same time.
const CONNECTIONS: usize = 8;
const ROUND: Duration = Duration::from_secs(3);
/// A tile that a map shows often: of this zoom of the sample, the first.
const ZOOM: u8 = 12;

/// Measures.
pub fn run(lines: &mut Vec<Line>) -> anyhow::Result<()> {
    let rights = rights();
    let tiles = tile_sample::tiles(&rights);
    let Some(tile) = tiles.iter().find(|tile| tile.z() == ZOOM) else {
        bail!("the sample has no tile of zoom {ZOOM}")
    };
    let features: Vec<Feature> = rights.into_iter().map(feature).collect();
    let served = ServedWorkspace::start(THREADS, async |effects| {
        effects.put_snapshot(&snapshot(features.len()), &features).await?;
        Ok(())
    })?;
    let path = format!("/api/v1/tiles/vector/mining_right/{}/{}/{}", tile.z(), tile.x(), tile.y());
    let ours = served.get(&path);
    let mut connection = Connection::open(served.address)?;
    let answer = connection.ask(&ours)?;
    if answer.status != 200 {
        bail!("{path}: status {}", answer.status);
    }
    let body = Bytes::copy_from_slice(connection.body());
    let bytes = body.len();
    let bare = Bare::start(body)?;
    let theirs = http_load::get(bare.address, "/tile", "");
    let measure = |address, request: &[u8]| {
        memory::forget_own_peak();
        let rate = http_load::rate(address, request, CONNECTIONS, ROUND)?;
        Ok((rate, memory::own_peak_mb()))
    };
    let (ours, theirs) =
        rounds::in_turn(|| measure(served.address, &ours), || measure(bare.address, &theirs))?;
    let detail =
        json!({ "bytes": bytes, "connections": CONNECTIONS, "memory": "both in one process" });
    lines.push(Line::compared(NAME, Unit::RequestsPerSecond, &ours, "axum", &theirs, Some(detail)));
    Ok(())
}

/// The framework alone.
struct Bare {
    address: SocketAddr,
    _runtime: Runtime,
}

impl Bare {
    fn start(body: Bytes) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(THREADS)
            .enable_all()
            .build()?;
        let answer = move || {
            let body = body.clone();
            async move { ([(header::CONTENT_TYPE, "application/vnd.mapbox-vector-tile")], body) }
        };
        let router = Router::new().route("/tile", get(answer));
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))?;
        let address = listener.local_addr()?;
        runtime.spawn(async { axum::serve(listener, router).await });
        Ok(Self { address, _runtime: runtime })
    }
}

fn snapshot(features: usize) -> Snapshot {
    Snapshot {
        id: SnapshotId::new("inventados@2025-01-01"),
        layer: LayerId::new("inventados"),
        kind: LayerKind::MiningRight,
        source: "inventados.geojson".to_owned(),
        licence: None,
        dated: date(2025, 1, 1),
        fingerprint: Fingerprint::of(b"inventados"),
        source_crs: "EPSG:4326".to_owned(),
        operation: "none".to_owned(),
        operation_accuracy_m: None,
        features,
    }
}

fn feature(right: Right) -> Feature {
    Feature {
        code: right.code,
        name: right.name,
        holder: Some(right.holder),
        status: Some(right.status.to_owned()),
        source_geometry: right.geometry.clone(),
        geometry: right.geometry,
        attributes: std::collections::BTreeMap::new(),
        valid_from: None,
        valid_to: None,
        repairs: Vec::new(),
    }
}
