#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use geo::{MultiPolygon, Rect};
use jiff::civil::date;
use tempfile::TempDir;
use vigia_core::layer::LayerKind;
use vigia_core::report::{Report, ReportSource};
use vigia_core::tie::{Relation, Tie};
use vigia_core::{
    AlertId, AlertState, DateInterval, Driver, Fingerprint, Hectares, Metres, ReportId, SiteId,
    SnapshotId,
};
use vigia_store::NewJob;

use super::*;
use crate::messages::{Language, Messages};
use crate::sight::Sight;

const START: (f64, f64) = (-70.0, -12.9);

fn now() -> Timestamp {
    "2025-06-01T12:00:00Z".parse().unwrap()
}

/// A square of about 100 m whose south-west corner is `dx`, `dy` degrees from the start.
fn alert(id: &str, dx: f64, dy: f64) -> Alert {
    let (west, south) = (START.0 + dx, START.1 + dy);
    Alert {
        id: AlertId::new(id),
        site: SiteId::new(format!("s-{id}")),
        state: AlertState::Provisional,
        driver: Driver::Mining,
        confidence: 0.93,
        outline: MultiPolygon(vec![
            Rect::new((west, south), (west + 0.001, south + 0.001)).to_polygon(),
        ]),
        area: Hectares(1.2),
        onset: DateInterval::new(date(2022, 6, 3), date(2022, 6, 13)).unwrap(),
        first_observed: now(),
        first_alerted: now(),
        sensors: BTreeSet::new(),
        scenes: Vec::new(),
        history_views: Some(12),
        observed_share: 0.7,
        profile: "default@1#00000000".to_owned(),
        profile_fingerprint: Fingerprint::of(b"perfil"),
        indications: Vec::new(),
        priority: Vec::new(),
        reasons: Vec::new(),
        ties: vec![Tie {
            kind: LayerKind::MiningRight,
            snapshot: SnapshotId::new("derechos@2024-01-01#00000000"),
            feature_code: "010000125".to_owned(),
            feature_name: "EJEMPLO".to_owned(),
            holder: Some("TITULAR FICTICIO".to_owned()),
            status: Some("T".to_owned()),
            relation: Relation::Within,
            area: Hectares(1.2),
            share: 1.0,
            distance: Metres(0.0),
            valid_from: None,
            valid_to: None,
            certainty: None,
            reading: Default::default(),
        }],
    }
}

fn report(id: &str, dx: f64, dy: f64) -> Report {
    Report {
        id: ReportId::new(id),
        source: ReportSource::Kobo,
        file_name: "envio.json".to_owned(),
        fingerprint: Fingerprint::of(id.as_bytes()),
        position: Point::new(START.0 + dx, START.1 + dy),
        accuracy_m: Some(8.0),
        observed_at: None,
        note: "dos balsas".to_owned(),
        attributes: Default::default(),
        flags: Vec::new(),
    }
}

async fn workspace(alerts: &[Alert], reports: &[Report]) -> (TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    Workspace::init(folder.path()).await.unwrap();
    let workspace = Workspace::open(folder.path(), "vigia".into()).await.unwrap();
    let store = workspace.store();
    let job = NewJob::new("test", Fingerprint::of(b"job"), serde_json::Value::Null);
    store.enqueue(&job, now()).await.unwrap();
    let lease_time = std::time::Duration::from_secs(60);
    let lease = store.claim(&["test"], "w", lease_time, now()).await.unwrap().unwrap();
    let mut effects = store.begin(&lease, now()).await.unwrap();
    for alert in alerts {
        effects.put_alert(alert).await.unwrap();
    }
    for report in reports {
        effects.put_report(report).await.unwrap();
    }
    effects.commit().await.unwrap();
    (folder, workspace)
}

async fn brief(workspace: &Workspace, sight: Sight, ground: Ground, limit: usize) -> Briefing {
    let messages = Messages::load(Language::Es);
    let asker = Asker { sight, language: Language::Es, messages: &messages };
    prepare(workspace, asker, "brigada", ground, limit, now()).await.unwrap()
}

fn around(radius_m: f64) -> Ground {
    Ground::around(START.0, START.1, radius_m)
}

fn ids(briefing: &Briefing) -> Vec<&str> {
    briefing.targets.iter().map(|target| target.alert.id.as_str()).collect()
}

#[tokio::test]
async fn targets_come_in_order_from_the_point_with_distance_bearing_and_words() {
    let alerts = [
        alert("a-lejos", 0.0, 0.05),
        alert("a-aqui", -0.0005, -0.0005),
        alert("a-este", 0.01, 0.0),
    ];
    let reports = [report("r-cerca", 0.001, 0.0), report("r-lejos", 1.0, 0.0)];
    let (_folder, workspace) = workspace(&alerts, &reports).await;
    let briefing = brief(&workspace, Sight::Full, around(10_000.0), 20).await;

    assert_eq!(ids(&briefing), ["a-aqui", "a-este", "a-lejos"]);
    let [here, east, north] = &briefing.targets[..] else { panic!() };
    assert_eq!((here.order, here.distance_m), (1, 0.0));
    assert_eq!(here.bearing_words, "aquí mismo");
    // 0.01° of longitude on 12.9° S are 1,085.3 m.
    assert!((east.distance_m - 1_085.3).abs() < 0.5, "{}", east.distance_m);
    assert_eq!(east.bearing_words, "al este");
    assert_eq!(north.bearing_words, "al norte");
    assert_eq!(east.place.utm_zone, "19S");
    assert_eq!(east.dates_words, "primer desmonte entre el 3 y el 13 de junio de 2022");
    assert!(east.certainty_words.contains("0.93"), "{}", east.certainty_words);
    assert_eq!(
        east.ties_words,
        ["Dentro: derecho minero «EJEMPLO» (código 010000125, titular TITULAR FICTICIO, \
          estado titulado); \
          un título no es autoría"]
    );
    assert_eq!(briefing.reports.len(), 1);
    assert!(briefing.disclaimer.contains("no prueba"), "{}", briefing.disclaimer);
    assert!(!briefing.is_synthetic());
}

#[tokio::test]
async fn the_radius_and_the_limit_hold() {
    let alerts: Vec<Alert> =
        (0..8).map(|i| alert(&format!("a-{i}"), 0.0, 0.01 * f64::from(i + 1))).collect();
    let (_folder, workspace) = workspace(&alerts, &[]).await;
    let few = brief(&workspace, Sight::Full, around(100_000.0), 3).await;
    assert_eq!(ids(&few), ["a-0", "a-1", "a-2"]);
    // 0.01° of latitude are 1,106 m: the second is beyond 2 km.
    assert_eq!(ids(&brief(&workspace, Sight::Full, around(2_000.0), 20).await), ["a-0"]);
    assert!(brief(&workspace, Sight::Full, around(100.0), 20).await.targets.is_empty());
}

#[tokio::test]
async fn a_drawn_area_has_what_is_in_it_or_just_beside_it_from_its_middle() {
    let alerts = [
        alert("a-borde", 0.0205, 0.0),
        alert("a-medio", 0.0, 0.0),
        alert("a-fuera", 0.05, 0.0),
        alert("a-dentro", -0.01, 0.005),
    ];
    let (_folder, workspace) = workspace(&alerts, &[]).await;
    let text = "-70.02,-12.92;-69.98,-12.92;-69.98,-12.88;-70.02,-12.88";
    let area = Ground::Area(DrawnArea::parse("area", text).unwrap());
    let briefing = brief(&workspace, Sight::Full, area, 20).await;
    assert_eq!(ids(&briefing), ["a-medio", "a-dentro", "a-borde"]);
    assert!((briefing.centre.longitude + 70.0).abs() < 1e-9);
}

#[tokio::test]
async fn a_field_team_takes_no_holder_along() {
    let (_folder, workspace) = workspace(&[alert("a-1", 0.01, 0.0)], &[]).await;
    let briefing = brief(&workspace, Sight::Field, around(10_000.0), 20).await;
    let copies = [
        format!("{briefing:?}"),
        files::gpx(&briefing, Language::Es).unwrap(),
        files::geojson(&briefing, Language::Es).unwrap(),
    ];
    for copy in copies {
        assert!(!copy.contains("TITULAR"), "{copy}");
        assert!(copy.contains("010000125"), "{copy}");
    }
    let full = brief(&workspace, Sight::Full, around(10_000.0), 20).await;
    assert!(files::gpx(&full, Language::Es).unwrap().contains("TITULAR FICTICIO"));
}

#[tokio::test]
async fn every_briefing_stands_in_the_audit_log() {
    let (_folder, workspace) = workspace(&[alert("a-1", 0.01, 0.0)], &[]).await;
    let briefing = brief(&workspace, Sight::Full, around(10_000.0), 20).await;
    let acts = workspace.store().newest_acts(10).await.unwrap();
    let [(at, entry)] = &acts[..] else { panic!("{acts:?}") };
    assert_eq!((*at, entry.actor.as_str(), entry.action.as_str()), (now(), "brigada", "briefed"));
    assert_eq!(entry.subject, briefing.centre.utm());
    assert_eq!(entry.detail["ground"]["radius_m"], 10_000.0);
    assert_eq!(entry.detail["alerts"], json!(["a-1"]));
}

#[tokio::test]
async fn every_copy_carries_the_notes_and_the_coordinates() {
    let (_folder, workspace) = workspace(&[alert("a-1", 0.01, 0.0)], &[]).await;
    let briefing = brief(&workspace, Sight::Full, around(10_000.0), 20).await;
    let gpx = files::gpx(&briefing, Language::Es).unwrap();
    assert!(gpx.contains("01 a-1") && gpx.contains(&briefing.targets[0].place.utm()));
    assert!(gpx.contains("no prueba de un delito") && gpx.contains("Un título no prueba autoría"));
    let map: serde_json::Value =
        serde_json::from_str(&files::geojson(&briefing, Language::Es).unwrap()).unwrap();
    assert_eq!(map["disclaimer"], briefing.disclaimer);
    assert_eq!(map["features"][0]["properties"]["order"], 1);
    assert_eq!(map["features"][0]["properties"]["mgrs"], briefing.targets[0].place.mgrs);
}

#[tokio::test]
async fn what_cannot_be_used_is_refused_by_name() {
    let (_folder, workspace) = workspace(&[], &[]).await;
    let messages = Messages::load(Language::Es);
    let asker = Asker { sight: Sight::Full, language: Language::Es, messages: &messages };
    for (point, radius_m, expected) in [
        (Point::new(-70.0, -12.9), 99.0, "radius_m"),
        (Point::new(-70.0, -12.9), f64::NAN, "radius_m"),
        (Point::new(-70.0, -12.9), 100_001.0, "radius_m"),
        (Point::new(-181.0, -12.9), 1_000.0, "lon"),
        (Point::new(-70.0, f64::NAN), 1_000.0, "lat"),
    ] {
        let ground = Ground::Around { point, radius_m };
        let error = prepare(&workspace, asker, "x", ground, 20, now()).await.unwrap_err();
        let AppError::BadValue { field, .. } = error else { panic!("{error:?}") };
        assert_eq!(field, expected);
    }
}
