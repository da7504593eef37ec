//! A made workspace: three alerts and their sites, a cadastre of two titles, a report.
//! People and places are fictitious.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use geo_types::{Geometry, MultiPolygon, Point, Rect};
use jiff::Timestamp;
use jiff::civil::date;
use serde_json::{Value, json};
use vigia_core::layer::{Feature, LayerKind, Snapshot};
use vigia_core::report::{Report, ReportSource};
use vigia_core::tie::{Certainty, Reading, Relation, Tie};
use vigia_core::{
    Alert, AlertId, AlertState, DateInterval, Driver, FactSource, Fingerprint, Hectares,
    Indication, LayerId, Metres, PriorityCode, PriorityPart, Reason, ReportId, SceneId, Sensor,
    Severity, Site, SiteExtent, SiteId, SiteState, SnapshotId, Standing, Words,
};
use vigia_store::{Effects, NewJob, Store};

/// Who holds both titles: what a reader of the role `field` must never get.
pub const HOLDER: &str = "Titular Ficticio S.A.";

/// Alerts of the sample, most certain first.
pub const ALERTS: [&str; 3] = ["a-1", "a-2", "a-3"];

/// Writes the sample.
pub async fn fill(store: &Store) {
    write(store, "sample", async |effects| {
        effects.put_snapshot(&snapshot(), &features()).await.unwrap();
        effects.put_sites(&[site(1), site(2), site(3)]).await.unwrap();
        for number in 1..=3 {
            effects.put_alert(&alert(number)).await.unwrap();
        }
        effects.put_report(&report()).await.unwrap();
    })
    .await;
}

/// Runs one job of this name that writes what `what` writes.
pub async fn write(store: &Store, name: &str, what: impl AsyncFnOnce(&mut Effects)) {
    let job = NewJob::new("test", Fingerprint::of(name.as_bytes()), Value::Null);
    store.enqueue(&job, now()).await.unwrap();
    let lease = store.claim(&["test"], "w", Duration::from_secs(60), now()).await.unwrap().unwrap();
    let mut effects = store.begin(&lease, now()).await.unwrap();
    what(&mut effects).await;
    effects.commit().await.unwrap();
}

/// Publishes what the alert job publishes about an alert.
pub async fn publish(store: &Store, topic: &str, alert: &str) {
    let name = format!("{topic} {alert}");
    write(store, &name, async |effects| {
        effects.publish(topic, &json!({ "event": topic, "alert": alert })).await.unwrap();
    })
    .await;
}

pub fn now() -> Timestamp {
    "2025-06-01T12:00:00Z".parse().unwrap()
}

/// A square with this south-west corner and side, in degrees.
pub fn square(west: f64, south: f64, side: f64) -> MultiPolygon<f64> {
    let rect = Rect::new((west, south), (west + side, south + side));
    MultiPolygon::new(vec![rect.to_polygon()])
}

/// Squares of about 1.2 km², each 0.1° east of the one before; the first two lie inside a
/// title each.
fn outline(number: u8) -> MultiPolygon<f64> {
    square(-70.6 + 0.1 * f64::from(number), -12.9, 0.01)
}

pub fn site(number: u8) -> Site {
    Site {
        id: SiteId::new(format!("s-{number}")),
        outline: outline(number),
        area: Hectares(120.4),
        clearings: Vec::new(),
        history: vec![
            SiteExtent { date: date(2024, 7, 12), area: Hectares(80.2), area_sd: Hectares(0.4) },
            SiteExtent { date: date(2024, 8, 6), area: Hectares(120.4), area_sd: Hectares(0.5) },
        ],
        state: SiteState::ActiveAgain,
        merged_from: vec![SiteId::new("s-9")],
        split_from: Some(SiteId::new("s-0")),
        ponds_worked: Some(DateInterval {
            not_before: date(2024, 3, 1),
            not_after: date(2024, 3, 6),
        }),
    }
}

pub fn alert(number: u8) -> Alert {
    Alert {
        id: AlertId::new(format!("a-{number}")),
        site: SiteId::new(format!("s-{number}")),
        state: if number == 1 { AlertState::Confirmed } else { AlertState::Provisional },
        driver: Driver::Mining,
        confidence: 1.0 - f64::from(number) / 10.0,
        outline: outline(number),
        area: Hectares(120.4 + f64::from(number)),
        onset: DateInterval {
            not_before: date(2024, 7, number as i8),
            not_after: date(2024, 7, 10 + number as i8),
        },
        first_observed: now(),
        first_alerted: now(),
        sensors: BTreeSet::from([Sensor::Sentinel2]),
        scenes: vec![SceneId::new("scene-1")],
        history_views: Some(12),
        observed_share: 0.7,
        profile: "default@1#00000000".to_owned(),
        profile_fingerprint: Fingerprint::of(b"profile"),
        reasons: vec![Reason { code: "log-area".to_owned(), value: 0.4, contribution: 1.2 }],
        ties: if number < 3 { vec![tie(number)] } else { Vec::new() },
        indications: if number < 3 { vec![indication(number)] } else { Vec::new() },
        priority: vec![
            PriorityPart { code: PriorityCode::Size, value: 0.5, points: f64::from(number) },
            PriorityPart { code: PriorityCode::Water, value: 0.0, points: 0.0 },
            PriorityPart { code: PriorityCode::Unseen, value: 1.0, points: 5.0 },
        ],
    }
}

/// A shipped rule.
pub const RULE: &str = "titulo-no-es-permiso";

/// A rule whose fact is the alert's tie.
fn indication(number: u8) -> Indication {
    let tie = tie(number);
    Indication {
        rule: RULE.to_owned(),
        rules: "pe@1#00000000".to_owned(),
        standing: Standing::Met,
        severity: Severity::Formality,
        norm: "Norma Ficticia 1".to_owned(),
        article: Some("3".to_owned()),
        text: Words {
            es: "Está sobre un título.".to_owned(),
            en: "It lies on a title.".to_owned(),
        },
        reviewed_by: None,
        valid_from: date(2012, 2, 19),
        valid_to: None,
        in_force_throughout: true,
        facts: vec![FactSource {
            kind: tie.kind,
            snapshot: tie.snapshot.clone(),
            feature_code: tie.feature_code,
        }],
        snapshots: vec![tie.snapshot],
        missing: Vec::new(),
    }
}

pub fn tie(number: u8) -> Tie {
    Tie {
        kind: LayerKind::MiningRight,
        snapshot: snapshot().id,
        feature_code: format!("0100{number}"),
        feature_name: format!("CONCESIÓN INVENTADA {number}"),
        holder: Some(HOLDER.to_owned()),
        status: Some("T".to_owned()),
        relation: Relation::Within,
        area: Hectares(120.4),
        share: 1.0,
        distance: Metres(0.0),
        valid_from: None,
        valid_to: None,
        certainty: Some(Certainty { touches: 1.0, mostly: 0.9, share_low: 0.8, share_high: 1.0 }),
        reading: Reading::AtOnset,
    }
}

pub fn snapshot() -> Snapshot {
    Snapshot {
        id: SnapshotId::new("derechos-2025-01-01"),
        layer: LayerId::new("derechos-mineros"),
        kind: LayerKind::MiningRight,
        source: "catastro.geojson".to_owned(),
        licence: None,
        dated: date(2025, 1, 1),
        fingerprint: Fingerprint::of(b"catastro"),
        source_crs: "EPSG:24879".to_owned(),
        operation: "PSAD56 to WGS 84 (14)".to_owned(),
        operation_accuracy_m: Some(10.0),
        features: 2,
    }
}

pub fn features() -> Vec<Feature> {
    [1, 2].map(feature).into()
}

fn feature(number: u8) -> Feature {
    let west = -70.61 + 0.1 * f64::from(number);
    Feature {
        code: format!("0100{number}"),
        name: format!("CONCESIÓN INVENTADA {number}"),
        holder: Some(HOLDER.to_owned()),
        status: Some("T".to_owned()),
        geometry: Geometry::MultiPolygon(square(west, -12.91, 0.05)),
        source_geometry: Geometry::MultiPolygon(square(300_000.0, 8_600_000.0, 5000.0)),
        attributes: BTreeMap::from([("TIT_CONCES".to_owned(), HOLDER.to_owned())]),
        valid_from: None,
        valid_to: None,
        repairs: Vec::new(),
    }
}

pub fn report() -> Report {
    Report {
        id: ReportId::new("r-1"),
        source: ReportSource::Kobo,
        file_name: "envio.json".to_owned(),
        fingerprint: Fingerprint::of(b"envio"),
        position: Point::new(-70.495, -12.895),
        accuracy_m: Some(8.0),
        observed_at: Some(now()),
        note: "dos balsas junto a la orilla".to_owned(),
        attributes: BTreeMap::new(),
        flags: Vec::new(),
    }
}
