#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use geo::Rect;
use tempfile::TempDir;
use vigia_core::layer::{Feature, LayerKind, Snapshot};
use vigia_core::tie::Relation;
use vigia_core::{Fingerprint, LayerId, SnapshotId};
use vigia_store::NewJob;

use super::*;
use crate::drawn_area::DrawnArea;
use crate::messages::{Language, Messages};
use crate::sight::Sight;

fn now() -> jiff::Timestamp {
    "2025-06-01T12:00:00Z".parse().unwrap()
}

fn snapshot(dated: &str) -> Snapshot {
    Snapshot {
        id: SnapshotId::new(format!("derechos@{dated}#00000000")),
        layer: LayerId::new("derechos"),
        kind: LayerKind::MiningRight,
        source: "derechos.geojson".to_owned(),
        licence: Some("sintético".to_owned()),
        dated: dated.parse().unwrap(),
        fingerprint: Fingerprint::of(dated.as_bytes()),
        source_crs: "EPSG:4326".to_owned(),
        operation: "WGS 84".to_owned(),
        operation_accuracy_m: Some(0.0),
        features: 1,
    }
}

fn feature(code: &str) -> Feature {
    let geometry = Geometry::from(Rect::new((-70.0, -12.9), (-69.9, -12.8)).to_polygon());
    Feature {
        code: code.to_owned(),
        name: "EJEMPLO".to_owned(),
        holder: Some("TITULAR FICTICIO".to_owned()),
        status: Some("T".to_owned()),
        source_geometry: geometry.clone(),
        geometry,
        attributes: BTreeMap::new(),
        valid_from: None,
        valid_to: None,
        repairs: Vec::new(),
    }
}

async fn workspace() -> (TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    Workspace::init(folder.path()).await.unwrap();
    let workspace = Workspace::open(folder.path(), "vigia".into()).await.unwrap();
    (folder, workspace)
}

async fn load(workspace: &Workspace, dated: &str, code: &str) {
    let store = workspace.store();
    let job = NewJob::new("test", Fingerprint::of(dated.as_bytes()), serde_json::Value::Null);
    store.enqueue(&job, now()).await.unwrap();
    let lease_time = std::time::Duration::from_secs(60);
    let lease = store.claim(&["test"], "w", lease_time, now()).await.unwrap().unwrap();
    let mut effects = store.begin(&lease, now()).await.unwrap();
    effects.put_snapshot(&snapshot(dated), &[feature(code)]).await.unwrap();
    effects.commit().await.unwrap();
}

async fn codes(workspace: &Workspace, lon: f64, radius_m: f64) -> Vec<(String, Relation)> {
    let messages = Messages::load(Language::Es);
    let asker = Asker { sight: Sight::Full, language: Language::Es, messages: &messages };
    let here = at_point(workspace, asker, (lon, -12.85), radius_m).await.unwrap();
    here.ties.into_iter().map(|known| (known.tie.feature_code, known.tie.relation)).collect()
}

#[tokio::test]
async fn a_newer_snapshot_takes_the_place_of_the_one_that_was_indexed() {
    let (_folder, workspace) = workspace().await;
    assert_eq!(codes(&workspace, -69.95, 0.0).await, []);
    load(&workspace, "2024-01-01", "VIEJO").await;
    assert_eq!(codes(&workspace, -69.95, 0.0).await, [("VIEJO".to_owned(), Relation::Within)]);
    let kept = workspace.territory().await.unwrap();
    assert!(Arc::ptr_eq(&kept, &workspace.territory().await.unwrap()), "indexed twice");
    load(&workspace, "2025-01-01", "NUEVO").await;
    assert_eq!(codes(&workspace, -69.95, 0.0).await, [("NUEVO".to_owned(), Relation::Within)]);
    assert!(crate::synthetic::is_synthetic(workspace.territory().await.unwrap().snapshots()));
}

#[tokio::test]
async fn what_is_near_is_found_within_the_radius_and_said_in_words() {
    let (_folder, workspace) = workspace().await;
    load(&workspace, "2024-01-01", "010000125").await;
    // 0.01° of longitude on 12.85° S are 1,085.6 m.
    assert_eq!(codes(&workspace, -70.01, 1_000.0).await, []);
    let near = [("010000125".to_owned(), Relation::Near)];
    assert_eq!(codes(&workspace, -70.01, 1_200.0).await, near);

    let messages = Messages::load(Language::Es);
    for (sight, expected) in [
        (
            Sight::Full,
            "A 1.1 km: derecho minero «EJEMPLO» (código 010000125, titular TITULAR FICTICIO, \
             estado titulado); un título no es autoría",
        ),
        (
            Sight::Field,
            "A 1.1 km: derecho minero «EJEMPLO» (código 010000125, estado titulado); un título no es \
             autoría",
        ),
    ] {
        let asker = Asker { sight, language: Language::Es, messages: &messages };
        let here = at_point(&workspace, asker, (-70.01, -12.85), 1_200.0).await.unwrap();
        assert_eq!(here.ties[0].words, expected);
        assert_eq!(here.ties[0].tie.holder.is_some(), sight == Sight::Full);
    }
}

#[tokio::test]
async fn an_area_is_tied_with_its_share_and_never_tells_a_field_team_the_holder() {
    let (_folder, workspace) = workspace().await;
    load(&workspace, "2024-01-01", "010000125").await;
    let messages = Messages::load(Language::Es);
    let asker = Asker { sight: Sight::Field, language: Language::Es, messages: &messages };
    let text = "-70.02,-12.86;-69.98,-12.86;-69.98,-12.84;-70.02,-12.84";
    let area = DrawnArea::parse("area", text).unwrap();
    let here = on_ground(&workspace, asker, &AskedGround::of_area(&area)).await.unwrap();
    let tie = &here.ties[0].tie;
    assert_eq!((tie.relation, tie.holder.as_deref()), (Relation::Overlaps, None));
    assert!((tie.share - 0.5).abs() < 1e-3, "{}", tie.share);
    assert!(!format!("{here:?}").contains("TITULAR"));
}
