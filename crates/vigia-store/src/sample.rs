//! Nouns and stores for this crate's tests. People and places are fictitious.

#![allow(clippy::unwrap_used, clippy::missing_panics_doc)]

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use geo_types::{Geometry, MultiPolygon, Point, Rect};
use jiff::Timestamp;
use jiff::civil::date;
use serde_json::json;
use tempfile::TempDir;
use vigia_core::layer::{Feature, LayerKind, Snapshot};
use vigia_core::report::{Report, ReportSource};
use vigia_core::scene::{Asset, Scene};
use vigia_core::site::Site;
use vigia_core::*;

use crate::{Lease, NewJob, Store};

pub(crate) async fn store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(folder.path()).await.unwrap();
    (folder, store)
}

/// A fixed moment, in which tests live.
pub(crate) fn now() -> Timestamp {
    "2025-06-01T12:00:00Z".parse().unwrap()
}

pub(crate) fn later(seconds: i64) -> Timestamp {
    now() + jiff::SignedDuration::from_secs(seconds)
}

pub(crate) const LEASE: Duration = Duration::from_secs(60);

pub(crate) fn job(name: &str) -> NewJob {
    NewJob::new("test", Fingerprint::of(name.as_bytes()), json!({ "name": name }))
}

/// Queues a job and leases it; nothing else may wait in the store.
pub(crate) async fn leased(store: &Store, name: &str) -> Lease {
    store.enqueue(&job(name), now()).await.unwrap();
    store.claim(&["test"], "w", LEASE, now()).await.unwrap().unwrap()
}

pub(crate) fn square(west: f64, south: f64, side: f64) -> MultiPolygon<f64> {
    let rect = Rect::new((west, south), (west + side, south + side));
    MultiPolygon::new(vec![rect.to_polygon()])
}

fn grid() -> GridGeometry {
    let transform = [300_000.0, 10.0, 0.0, 8_600_000.0, 0.0, -10.0];
    GridGeometry { crs: "EPSG:32719".to_owned(), transform, rows: 4, cols: 5 }
}

pub(crate) fn scene(id: &str, series: &str, day: i8) -> Scene {
    let acquired = date(2024, 7, day).at(15, 0, 0, 0).in_tz("UTC").unwrap().timestamp();
    let asset = Asset {
        band: Band::Red,
        fingerprint: Fingerprint::of(id.as_bytes()),
        size_bytes: 1234,
        file_name: format!("{id}.tif"),
        band_number: 1,
        scale: 0.0001,
        offset: -0.1,
        is_decibels: false,
        nodata: Some(0.0),
        grid: grid(),
    };
    Scene {
        id: SceneId::new(id),
        sensor: Sensor::Sentinel2,
        series: series.to_owned(),
        acquired_start: acquired,
        acquired_end: acquired,
        processing_baseline: Some("05.09".to_owned()),
        orbit_state: None,
        grid: grid(),
        assets: vec![asset],
    }
}

pub(crate) fn snapshot(id: &str, features: usize) -> Snapshot {
    Snapshot {
        id: SnapshotId::new(id),
        layer: LayerId::new("derechos-mineros"),
        kind: LayerKind::MiningRight,
        source: "catastro.geojson".to_owned(),
        licence: None,
        dated: date(2025, 1, 1),
        fingerprint: Fingerprint::of(id.as_bytes()),
        source_crs: "EPSG:24879".to_owned(),
        operation: "PSAD56 to WGS 84 (14)".to_owned(),
        operation_accuracy_m: Some(10.0),
        features,
    }
}

pub(crate) fn feature(code: &str, west: f64, south: f64) -> Feature {
    Feature {
        code: code.to_owned(),
        name: "CONCESIÓN INVENTADA".to_owned(),
        holder: Some("Titular Ficticio S.A.".to_owned()),
        status: Some("T".to_owned()),
        geometry: Geometry::MultiPolygon(square(west, south, 0.01)),
        source_geometry: Geometry::MultiPolygon(square(300_000.0, 8_600_000.0, 1000.0)),
        attributes: BTreeMap::from([("CODIGOU".to_owned(), code.to_owned())]),
        valid_from: None,
        valid_to: None,
        repairs: Vec::new(),
    }
}

pub(crate) fn report(id: &str) -> Report {
    Report {
        id: ReportId::new(id),
        source: ReportSource::Kobo,
        file_name: "envio.json".to_owned(),
        fingerprint: Fingerprint::of(id.as_bytes()),
        position: Point::new(-70.5, -12.9),
        accuracy_m: Some(8.0),
        observed_at: Some(now()),
        note: "dos balsas junto a la orilla".to_owned(),
        attributes: BTreeMap::new(),
        flags: Vec::new(),
    }
}

pub(crate) fn clearing(id: &str, series: &str) -> Clearing {
    Clearing {
        id: ClearingId::new(id),
        series: series.to_owned(),
        outline: square(-70.5, -12.9, 0.01),
        source_outline: square(300_000.0, 8_600_000.0, 1000.0),
        source_crs: "EPSG:32719".to_owned(),
        area: Hectares(120.4),
        area_sd: Some(Hectares(0.9)),
        growth: Vec::new(),
        regrown_share: None,
        ponds_worked: None,
        onset: DateInterval { not_before: date(2024, 7, 1), not_after: date(2024, 7, 11) },
        history_views: Some(12),
        observed_share: 0.7,
        driver: Driver::Mining,
        mining_probability: 0.9,
        reasons: vec![Reason { code: "bare_gain".to_owned(), value: 0.4, contribution: 1.2 }],
        first_seen: SceneId::new("s-2"),
        sensors: BTreeSet::from([Sensor::Sentinel2]),
        confirmed_by: None,
        features: BTreeMap::from([("bare_gain".to_owned(), 0.4)]),
    }
}

pub(crate) fn site(id: &str) -> Site {
    let clearings = vec![ClearingId::new("c-1")];
    Site {
        id: SiteId::new(id),
        outline: square(-70.5, -12.9, 0.01),
        area: Hectares(120.4),
        clearings,
        history: vec![SiteExtent {
            date: date(2024, 7, 11),
            area: Hectares(120.4),
            area_sd: Hectares(0.3),
        }],
        state: SiteState::Growing,
        merged_from: vec![SiteId::new("s-0")],
        split_from: None,
        ponds_worked: None,
    }
}

pub(crate) fn alert(id: &str) -> Alert {
    Alert {
        id: AlertId::new(id),
        site: SiteId::new(format!("site-{id}")),
        state: AlertState::Provisional,
        driver: Driver::Mining,
        confidence: 0.9,
        outline: square(-70.5, -12.9, 0.01),
        area: Hectares(120.4),
        onset: DateInterval { not_before: date(2024, 7, 1), not_after: date(2024, 7, 11) },
        first_observed: now(),
        first_alerted: now(),
        sensors: BTreeSet::from([Sensor::Sentinel2]),
        scenes: vec![SceneId::new("s-2")],
        history_views: Some(12),
        observed_share: 0.7,
        profile: "default@1#00000000".to_owned(),
        profile_fingerprint: Fingerprint::of(b"profile"),
        reasons: Vec::new(),
        ties: Vec::new(),
        indications: Vec::new(),
        priority: Vec::new(),
    }
}
