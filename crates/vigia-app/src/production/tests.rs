#![allow(clippy::unwrap_used)]

use geo::Rect;
use vigia_core::layer::{Feature, LayerKind, Snapshot};
use vigia_core::production::NotObservable;
use vigia_core::sensor::OPTICAL_BANDS;
use vigia_core::tie::{Reading, Relation, Tie};
use vigia_core::{Asset, Fingerprint, GridGeometry, LayerId, Scene, SceneId, Sensor, SnapshotId};

use super::*;
use crate::alert_detail::tests::{alert, tie, workspace_with, write};

#[tokio::test(flavor = "multi_thread")]
async fn only_the_reading_at_the_onset_puts_a_working_on_a_right_and_each_once() {
    let on = |code: &str, reading| Tie {
        reading,
        ..tie(LayerKind::MiningRight, code, Relation::Within, 1.0, 0.0)
    };
    let mut told = alert("a-1");
    told.ties = vec![
        on("01", Reading::AtOnset),
        on("01", Reading::AtOnset),
        on("02", Reading::Later),
        tie(LayerKind::Reinfo, "R", Relation::Near, 0.0, 0.0),
    ];
    let (_folder, workspace) = workspace_with(&[told]).await;
    let found = workings(&workspace).await.unwrap();
    assert_eq!(found.keys().collect::<Vec<_>>(), ["01"]);
    assert_eq!(found["01"].len(), 1);
    // Without a load nothing is said of anybody.
    let said = asked_findings(&workspace, "rosa").await.unwrap();
    assert_eq!((said.load, said.findings.len()), (None, 0));
    let acts = workspace.store().newest_acts(1).await.unwrap();
    assert_eq!((acts[0].1.actor.as_str(), acts[0].1.action.as_str()), ("rosa", "read"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_that_is_loaded_twice_is_one_load_and_a_broken_one_is_none() {
    let (folder, workspace) = workspace_with(&[]).await;
    let path = folder.path().join("produccion.csv");
    std::fs::write(&path, "codigo,mes,cantidad,unidad\n01,2024-03,2,kg\n").unwrap();
    let (first, count, is_new) = load(&workspace, &path, None, "rosa").await.unwrap();
    assert_eq!((first.dated.to_string().as_str(), count, is_new), ("2024-03-31", 1, true));
    let (again, _, is_new) = load(&workspace, &path, None, "rosa").await.unwrap();
    assert_eq!((again, is_new), (first.clone(), false));
    std::fs::write(&path, "codigo,mes,cantidad,unidad\n01,2024-04,mucho,kg\n").unwrap();
    assert!(load(&workspace, &path, None, "rosa").await.is_err());
    let (kept, _) = workspace.store().newest_production().await.unwrap().unwrap();
    assert_eq!(kept, first);
    // What is declared of a right that no layer has is told, not dropped.
    let said = findings(&workspace).await.unwrap();
    assert_eq!(said.unknown_rights, ["01"]);
}

/// A scene of nothing but some ground far from every right.
fn scene(day: &str) -> Scene {
    let at = format!("{day}T15:00:00Z").parse().unwrap();
    let transform = [390_000.0, 10.0, 0.0, 8_575_000.0, 0.0, -10.0];
    let grid = GridGeometry { crs: "EPSG:32719".into(), transform, rows: 4, cols: 4 };
    let asset = |band| Asset {
        band,
        fingerprint: Fingerprint::of(b""),
        size_bytes: 0,
        file_name: String::new(),
        band_number: 1,
        scale: 1.0,
        offset: 0.0,
        is_decibels: false,
        nodata: None,
        grid: grid.clone(),
    };
    Scene {
        id: SceneId::new(day),
        sensor: Sensor::Sentinel2,
        series: "tile:19LDG".to_owned(),
        acquired_start: at,
        acquired_end: at,
        processing_baseline: None,
        orbit_state: None,
        assets: OPTICAL_BANDS.into_iter().map(asset).collect(),
        grid: grid.clone(),
    }
}

async fn load_right(workspace: &Workspace) {
    let geometry = Geometry::from(Rect::new((-69.0, -12.9), (-68.99, -12.89)).to_polygon());
    let right = Feature {
        code: "01".into(),
        name: "DERECHO FICTICIO".into(),
        holder: None,
        status: None,
        source_geometry: geometry.clone(),
        geometry,
        attributes: BTreeMap::new(),
        valid_from: None,
        valid_to: None,
        repairs: Vec::new(),
    };
    let snapshot = Snapshot {
        id: SnapshotId::new("derechos@2024-01-01#00"),
        layer: LayerId::new("derechos"),
        kind: LayerKind::MiningRight,
        source: String::new(),
        licence: None,
        dated: jiff::civil::date(2024, 1, 1),
        fingerprint: Fingerprint::of(b"derechos"),
        source_crs: "EPSG:4326".into(),
        operation: String::new(),
        operation_accuracy_m: None,
        features: 1,
    };
    write(workspace, async |effects| {
        effects.put_snapshot(&snapshot, &[right]).await.unwrap();
    })
    .await;
}

/// One more scene may show a working, so nothing is said before everything was looked at.
#[tokio::test(flavor = "multi_thread")]
async fn a_right_is_told_of_only_once_its_ground_was_looked_at_in_every_scene() {
    let (folder, workspace) = workspace_with(&[]).await;
    load_right(&workspace).await;
    let path = folder.path().join("produccion.csv");
    std::fs::write(&path, "codigo,mes,cantidad,unidad\n01,2024-03,20,kg\n").unwrap();
    load(&workspace, &path, None, "rosa").await.unwrap();
    let told = async || {
        let said = findings(&workspace).await.unwrap();
        let why: Vec<_> = said.findings.iter().map(|one| one.not_observable).collect();
        (why, said.not_looked_at)
    };
    assert_eq!(told().await, (vec![Some(NotObservable::NoScene)], 0));
    for day in ["2024-03-10", "2024-09-10"] {
        write(&workspace, async |effects| {
            effects.put_scene(&scene(day)).await.unwrap();
        })
        .await;
    }
    assert_eq!(told().await, (vec![], 1));
    assert_eq!(look(&workspace, &|_| {}).await.unwrap(), 1);
    // The scene does not hold the right, which is as good as none.
    assert_eq!(told().await, (vec![Some(NotObservable::NoScene)], 0));
}
