#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use geo_types::{Geometry, MultiPolygon};
use proptest::prelude::*;

use super::*;
use crate::sample::{self, now};

async fn stored(features: &[Feature]) -> (tempfile::TempDir, Store, SnapshotId) {
    let (folder, store) = sample::store().await;
    let snapshot = sample::snapshot("derechos@2025-01-01#aa", features.len());
    let lease = sample::leased(&store, "ingest").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    effects.put_snapshot(&snapshot, features).await.unwrap();
    effects.commit().await.unwrap();
    (folder, store, snapshot.id)
}

#[tokio::test]
async fn features_come_back_in_their_order_also_those_without_extent() {
    let mut empty = sample::feature("a-vacia", 0.0, 0.0);
    empty.geometry = Geometry::MultiPolygon(MultiPolygon::new(Vec::new()));
    let features = [sample::feature("z", -70.0, -12.0), empty, sample::feature("b", -70.0, -12.0)];
    let (_folder, store, snapshot) = stored(&features).await;
    assert_eq!(store.features(&snapshot).await.unwrap(), features);
}

#[tokio::test]
async fn a_snapshot_cannot_be_changed_only_loaded_again() {
    let (_folder, store, id) = stored(&[sample::feature("a", -70.0, -12.0)]).await;
    let lease = sample::leased(&store, "again").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    let mut snapshot = sample::snapshot(id.as_str(), 1);
    assert_eq!(effects.put_snapshot(&snapshot, &[]).await.unwrap(), Written::Unchanged);
    snapshot.source_crs = "EPSG:32719".to_owned();
    let refused = effects.put_snapshot(&snapshot, &[]).await.unwrap_err();
    assert!(matches!(refused, StoreError::Conflict { noun: "snapshot", .. }), "{refused}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    /// The R*Tree rounds outwards to 32 bits, here to about 0.8 m: neither may a touching
    /// edge be lost nor a box a decimetre away be found.
    #[test]
    fn boxes_are_met_exactly_at_their_edges(west in -75.0..-69.0_f64, south in -14.0..-9.0_f64) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (_folder, store, snapshot) = stored(&[sample::feature("a", west, south)]).await;
            let feature = &store.features(&snapshot).await.unwrap()[0];
            let bounds = Bounds::of(&feature.geometry);
            let (east, north) = (bounds.east.unwrap(), bounds.north.unwrap());
            for (gap, expected) in [(0.0, 1), (1e-6, 0)] {
                let beside = Rect::new((east + gap, north), (east + 1.0, north + 1.0));
                assert_eq!(store.features_in(&snapshot, beside).await.unwrap().len(), expected, "gap {gap}");
            }
        });
    }
}
