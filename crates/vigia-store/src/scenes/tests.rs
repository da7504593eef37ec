#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use super::*;
use crate::sample::{self, now};

async fn stored(scenes: &[Scene]) -> (tempfile::TempDir, Store) {
    let (folder, store) = sample::store().await;
    let lease = sample::leased(&store, "ingest").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    for scene in scenes {
        assert_eq!(effects.put_scene(scene).await.unwrap(), Written::New);
    }
    effects.commit().await.unwrap();
    (folder, store)
}

#[tokio::test]
async fn the_scenes_of_a_series_come_in_order_of_acquisition() {
    let (early, late) = (sample::scene("z", "tile:a", 1), sample::scene("b", "tile:a", 9));
    let other = sample::scene("c", "tile:b", 5);
    let (_folder, store) = stored(&[late.clone(), other, early.clone()]).await;
    assert_eq!(store.scenes("tile:a").await.unwrap(), [early, late]);
    assert_eq!(store.series().await.unwrap(), ["tile:a", "tile:b"]);
}

#[tokio::test]
async fn the_last_acquisition_of_each_series_is_found() {
    let scenes = [("z", "tile:a", 9), ("b", "tile:a", 1), ("c", "tile:b", 5)]
        .map(|(id, series, day)| sample::scene(id, series, day));
    let (_folder, store) = stored(&scenes).await;
    let found = store.last_acquisitions().await.unwrap();
    let expected = [&scenes[0], &scenes[2]];
    assert_eq!(found, expected.map(|scene| (scene.series.clone(), scene.acquired_end)).into());
}

#[tokio::test]
async fn a_scene_is_found_by_the_bytes_of_its_assets() {
    let scene = sample::scene("s-1", "tile:a", 1);
    let (_folder, store) = stored(std::slice::from_ref(&scene)).await;
    assert!(store.has_scene_with(&scene.assets[0].fingerprint).await.unwrap());
    assert!(!store.has_scene_with(&Fingerprint::of(b"other")).await.unwrap());
}

#[tokio::test]
async fn a_scene_under_a_known_identifier_is_refused_where_its_content_differs() {
    let scene = sample::scene("s-1", "tile:a", 1);
    let (_folder, store) = stored(std::slice::from_ref(&scene)).await;
    let lease = sample::leased(&store, "again").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();

    let mut renamed = scene.clone();
    renamed.assets[0].file_name = "copia.tif".to_owned();
    assert_eq!(effects.put_scene(&renamed).await.unwrap(), Written::Unchanged);

    let mut recalibrated = scene.clone();
    recalibrated.assets[0].offset = 0.0;
    let refused = effects.put_scene(&recalibrated).await.unwrap_err();
    assert!(matches!(refused, StoreError::Conflict { noun: "scene", .. }), "{refused}");
    effects.commit().await.unwrap();
    assert_eq!(store.scene(&scene.id).await.unwrap(), Some(scene));
}
