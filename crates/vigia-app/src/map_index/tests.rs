#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use geo::{Geometry, MultiPolygon, Rect};
use jiff::Timestamp;
use jiff::civil::date;
use tempfile::TempDir;
use vigia_core::layer::{Feature, LayerKind, Snapshot};
use vigia_core::*;
use vigia_store::{Effects, NewJob};
use vigia_vector::vector_tile::TileId;

use super::content::MapContent;
use super::gathering::gather;
use super::*;
use crate::workspace::Workspace;

/// The tile of zoom 10 over 70.5° W, 12.9° S.
const HERE: (u32, u32, u32) = (10, 311, 548);

async fn workspace() -> (TempDir, Arc<Workspace>) {
    let folder = tempfile::tempdir().unwrap();
    Workspace::init(folder.path()).await.unwrap();
    let workspace = Workspace::open(folder.path(), "no-probe".into()).await.unwrap();
    (folder, Arc::new(workspace))
}

/// Begins a job that may write whatever a test wants.
async fn effects(workspace: &Workspace, name: &str) -> Effects {
    let (store, now) = (workspace.store(), Timestamp::now());
    let job = NewJob::new("test", Fingerprint::of(name.as_bytes()), serde_json::json!({}));
    store.enqueue(&job, now).await.unwrap();
    let lease = store.claim(&["test"], "w", Duration::from_secs(60), now).await.unwrap().unwrap();
    store.begin(&lease, now).await.unwrap()
}

fn square(west: f64, south: f64, side: f64) -> MultiPolygon<f64> {
    MultiPolygon::new(vec![Rect::new((west, south), (west + side, south + side)).to_polygon()])
}

fn alert(id: &str, confidence: f64) -> Alert {
    Alert {
        id: AlertId::new(id),
        site: SiteId::new(format!("site-{id}")),
        state: AlertState::Provisional,
        driver: Driver::Mining,
        confidence,
        outline: square(-70.5, -12.9, 0.01),
        area: Hectares(120.4),
        onset: DateInterval { not_before: date(2024, 7, 1), not_after: date(2024, 7, 11) },
        first_observed: Timestamp::UNIX_EPOCH,
        first_alerted: Timestamp::UNIX_EPOCH,
        sensors: BTreeSet::from([Sensor::Sentinel2]),
        scenes: Vec::new(),
        history_views: Some(12),
        observed_share: 0.7,
        profile: "default@1#00000000".to_owned(),
        profile_fingerprint: Fingerprint::of(b"profile"),
        indications: Vec::new(),
        priority: Vec::new(),
        reasons: Vec::new(),
        ties: Vec::new(),
    }
}

async fn raise(workspace: &Workspace, alert: &Alert) {
    let mut effects = effects(workspace, alert.id.as_str()).await;
    effects.put_alert(alert).await.unwrap();
    effects.commit().await.unwrap();
}

fn snapshot(layer: &str, day: i8) -> Snapshot {
    Snapshot {
        id: SnapshotId::new(format!("{layer}@{day}")),
        layer: LayerId::new(layer),
        kind: LayerKind::MiningRight,
        source: "catastro.geojson".to_owned(),
        licence: None,
        dated: date(2025, 1, day),
        fingerprint: Fingerprint::of(layer.as_bytes()),
        source_crs: "EPSG:32719".to_owned(),
        operation: "UTM".to_owned(),
        operation_accuracy_m: None,
        features: 1,
    }
}

fn right(code: &str) -> Feature {
    Feature {
        code: code.to_owned(),
        name: "CONCESIÓN INVENTADA".to_owned(),
        holder: Some("Titular Ficticio S.A.".to_owned()),
        status: Some("T".to_owned()),
        geometry: Geometry::MultiPolygon(square(-70.5, -12.9, 0.01)),
        source_geometry: Geometry::MultiPolygon(square(300_000.0, 8_600_000.0, 1000.0)),
        attributes: BTreeMap::new(),
        valid_from: None,
        valid_to: None,
        repairs: Vec::new(),
    }
}

async fn load(workspace: &Workspace, snapshot: &Snapshot, code: &str) {
    let mut effects = effects(workspace, snapshot.id.as_str()).await;
    effects.put_snapshot(snapshot, &[right(code)]).await.unwrap();
    effects.commit().await.unwrap();
}

fn here() -> TileId {
    TileId::new(HERE.0, HERE.1, HERE.2).unwrap()
}

fn says(tile: &MapTile, word: &str) -> bool {
    tile.as_ref().windows(word.len()).any(|bytes| bytes == word.as_bytes())
}

async fn content(workspace: &Workspace, current: Option<&MapContent>) -> Arc<MapContent> {
    Arc::new(gather(workspace, current).await.unwrap())
}

#[tokio::test]
async fn a_holder_is_in_the_tiles_of_those_who_may_see_it_and_in_no_byte_of_the_others() {
    let (_folder, workspace) = workspace().await;
    load(&workspace, &snapshot("derechos", 1), "0100").await;
    let index = MapIndex::start(Arc::clone(&workspace));
    for _ in 0..2 {
        // The second round comes from the cache.
        let full = index.tile("mining_right", here(), Sight::Full).await.unwrap();
        let field = index.tile("mining_right", here(), Sight::Field).await.unwrap();
        assert!(says(&full, "Titular Ficticio S.A.") && says(&full, "holder"));
        assert!(!says(&field, "Titular") && !says(&field, "holder"));
        assert!(says(&field, "0100") && says(&field, "status"));
    }
}

#[tokio::test]
async fn only_the_newest_snapshot_of_each_layer_of_a_kind_is_shown() {
    let (_folder, workspace) = workspace().await;
    load(&workspace, &snapshot("derechos-17s", 1), "OLD17").await;
    load(&workspace, &snapshot("derechos-17s", 2), "NEW17").await;
    load(&workspace, &snapshot("derechos-19s", 1), "NEW19").await;
    let index = MapIndex::start(workspace);
    let tile = index.tile("mining_right", here(), Sight::Full).await.unwrap();
    assert_eq!(["OLD17", "NEW17", "NEW19"].map(|code| says(&tile, code)), [false, true, true]);
}

#[tokio::test]
async fn a_new_alert_changes_the_version_and_leaves_other_layers_as_they_are() {
    let (_folder, workspace) = workspace().await;
    load(&workspace, &snapshot("derechos", 1), "0100").await;
    let before = content(&workspace, None).await;
    let same = content(&workspace, Some(&before)).await;
    assert_eq!(before.version(), same.version());
    raise(&workspace, &alert("a-1", 0.9)).await;
    let after = content(&workspace, Some(&before)).await;
    assert_ne!(before.version(), after.version());
    let shared = |name: &str| {
        let [a, b] = [&before, &after].map(|content| &content.layer(name).unwrap().tiles);
        Arc::ptr_eq(a, b)
    };
    assert_eq!(["alerts", "sites", "mining_right"].map(shared), [false, true, true]);
    // A second process that reads the same workspace says the same.
    assert_eq!(content(&workspace, None).await.version(), after.version());
}

#[tokio::test]
async fn who_holds_the_old_content_reads_it_to_the_end_while_the_new_one_takes_over() {
    let (_folder, workspace) = workspace().await;
    raise(&workspace, &alert("a-1", 0.9)).await;
    let index = MapIndex::start(Arc::clone(&workspace));
    let old = index.content().await.unwrap();
    raise(&workspace, &alert("a-2", 0.8)).await;
    index.newer_than(old.version()).await.unwrap();
    let read = async |content| index.tile_of(content, "alerts", here(), Sight::Full).await.unwrap();
    assert!(!says(&read(&old).await, "a-2"));
    let new = index.content().await.unwrap();
    assert!(says(&read(&new).await, "a-2"));
    assert!(says(&read(&old).await, "a-1"), "also after the new one was read");
}

#[tokio::test]
async fn an_alert_is_a_point_everywhere_and_an_outline_where_one_looks_closely() {
    let (_folder, workspace) = workspace().await;
    raise(&workspace, &alert("a-1", 0.9)).await;
    let index = MapIndex::start(workspace);
    let at = async |z: u32| {
        let up = |column: u32| if z > 10 { column << (z - 10) } else { column >> (10 - z) };
        // South-west of the middle: the outline's corner.
        let tile = TileId::new(z, up(HERE.1), up(HERE.2)).unwrap();
        let mut found = (false, false);
        // Below zoom 10 the alert may lie in a neighbour of the first descendant.
        for x in tile.x()..tile.x() + (1 << z.saturating_sub(10)) {
            for y in tile.y()..tile.y() + (1 << z.saturating_sub(10)) {
                let tile = TileId::new(z, x, y).unwrap();
                let tile = index.tile("alerts", tile, Sight::Field).await.unwrap();
                found = (found.0 | says(&tile, "point"), found.1 | says(&tile, "outline"));
            }
        }
        found
    };
    assert_eq!(at(0).await, (true, false));
    assert_eq!(at(10).await, (true, false));
    assert_eq!(at(11).await, (true, true));
    assert_eq!(at(13).await, (true, true));
}

#[tokio::test]
async fn an_unknown_layer_is_named() {
    let (_folder, workspace) = workspace().await;
    let index = MapIndex::start(workspace);
    let error = index.tile("roads", here(), Sight::Full).await.unwrap_err();
    assert!(matches!(error, AppError::NotFound { noun: "layer", id } if id == "roads"));
    assert!(index.tile("river", here(), Sight::Full).await.unwrap().is_empty());
}
