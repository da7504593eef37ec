#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use geo_types::Rect;
use jiff::civil::date;
use proptest::prelude::*;
use vigia_core::{AlertState, Driver, Hectares};

use super::*;
use crate::StoreError;
use crate::sample::{self, later, now};

async fn stored(alerts: &[Alert]) -> (tempfile::TempDir, Store) {
    let (folder, store) = sample::store().await;
    let lease = sample::leased(&store, "alert").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    for alert in alerts {
        effects.put_alert(alert).await.unwrap();
    }
    effects.commit().await.unwrap();
    (folder, store)
}

fn ids(alerts: &[Alert]) -> Vec<&str> {
    alerts.iter().map(|alert| alert.id.as_str()).collect()
}

#[tokio::test]
async fn an_alert_raised_again_keeps_the_day_of_its_first_raising() {
    let (_folder, store) = stored(&[sample::alert("a")]).await;
    let lease = sample::leased(&store, "again").await;
    let mut effects = store.begin(&lease, later(3600)).await.unwrap();
    let mut again = sample::alert("a");
    again.first_alerted = later(3600);
    assert_eq!(effects.put_alert(&again).await.unwrap(), Written::Unchanged);
    again.state = AlertState::Confirmed;
    assert_eq!(effects.put_alert(&again).await.unwrap(), Written::Changed);
    effects.commit().await.unwrap();

    let found = store.alert(&AlertId::new("a")).await.unwrap().unwrap();
    assert_eq!((found.state, found.first_alerted), (AlertState::Confirmed, now()));
}

#[tokio::test]
async fn each_condition_of_a_filter_chooses() {
    let mut alerts = ["a", "b", "c", "d", "e", "f"].map(sample::alert);
    alerts[1].state = AlertState::Confirmed;
    alerts[2].driver = Driver::Unknown;
    alerts[3].confidence = 0.3;
    alerts[4].area = Hectares(1.0);
    alerts[5].outline = sample::square(-71.0, -13.5, 0.01);
    alerts[5].onset.not_after = date(2025, 2, 1);
    let (_folder, store) = stored(&alerts).await;
    let everywhere = AlertFilter::default();
    let check = async |filter: AlertFilter, expected: &[&str]| {
        let page = store.alerts(&filter).await.unwrap();
        let alerts: Vec<Alert> = page.alerts.into_iter().map(|one| one.alert).collect();
        assert_eq!(ids(&alerts), expected, "{filter:?}");
    };

    check(everywhere.clone(), &["a", "b", "c", "f", "e", "d"]).await;
    check(AlertFilter { state: Some(AlertState::Confirmed), ..everywhere.clone() }, &["b"]).await;
    check(AlertFilter { driver: Some(Driver::Unknown), ..everywhere.clone() }, &["c"]).await;
    check(
        AlertFilter { min_confidence: Some(0.9), ..everywhere.clone() },
        &["a", "b", "c", "f", "e"],
    )
    .await;
    check(
        AlertFilter { min_area_ha: Some(120.4), ..everywhere.clone() },
        &["a", "b", "c", "f", "d"],
    )
    .await;
    check(AlertFilter { since: Some(date(2024, 7, 12)), ..everywhere.clone() }, &["f"]).await;
    let around_f = Rect::new((-71.5, -14.0), (-71.0, -13.0));
    check(AlertFilter { bbox: Some(around_f), ..everywhere.clone() }, &["f"]).await;
    let both = AlertFilter { min_area_ha: Some(2.0), min_confidence: Some(0.5), ..everywhere };
    check(both, &["a", "b", "c", "f"]).await;
}

#[tokio::test]
async fn a_moved_outline_moves_in_the_index_and_a_removed_alert_leaves_it() {
    let (_folder, store) = stored(&[sample::alert("a")]).await;
    let old = AlertFilter {
        bbox: Some(Rect::new((-70.6, -13.0), (-70.4, -12.8))),
        ..AlertFilter::default()
    };
    let new = AlertFilter {
        bbox: Some(Rect::new((-71.6, -13.0), (-71.4, -12.8))),
        ..AlertFilter::default()
    };
    let lease = sample::leased(&store, "grow").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    let mut moved = sample::alert("a");
    moved.outline = sample::square(-71.5, -12.9, 0.01);
    effects.put_alert(&moved).await.unwrap();
    effects.commit().await.unwrap();
    assert!(store.alerts(&old).await.unwrap().alerts.is_empty());
    assert_eq!(store.alerts(&new).await.unwrap().alerts.len(), 1);

    let lease = sample::leased(&store, "merge").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    assert!(effects.remove_alert(&moved.id).await.unwrap());
    assert!(!effects.remove_alert(&moved.id).await.unwrap());
    effects.commit().await.unwrap();
    assert_eq!(rows_in_index(&store).await, 0);
}

async fn rows_in_index(store: &Store) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM alert_bbox").fetch_one(store.readers()).await.unwrap()
}

#[tokio::test]
async fn an_alert_with_a_number_that_is_not_finite_is_refused() {
    let (_folder, store) = sample::store().await;
    let lease = sample::leased(&store, "alert").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    let mut broken = sample::alert("a");
    broken.observed_share = f64::NAN;
    let refused = effects.put_alert(&broken).await.unwrap_err();
    assert!(matches!(refused, StoreError::NotStorable { noun: "alert", .. }), "{refused}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn pages_of_any_length_together_are_the_whole_in_order(
        ranks in prop::collection::vec((0..3_u8, 0..3_u8), 0..20),
        limit in 1..7_u32,
    ) {
        let alerts: Vec<Alert> = ranks.iter().enumerate().map(|(number, (confidence, area))| {
            let mut alert = sample::alert(&format!("a-{number:02}"));
            alert.confidence = f64::from(*confidence) / 3.0;
            alert.area = Hectares(f64::from(*area) / 7.0);
            alert
        }).collect();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (_folder, store) = stored(&alerts).await;
            let paged = store.every_alert(&AlertFilter { limit, ..AlertFilter::default() }).await.unwrap();
            let mut expected = alerts.clone();
            expected.sort_by(|a, b| {
                b.confidence.total_cmp(&a.confidence).then(b.area.0.total_cmp(&a.area.0)).then(a.id.cmp(&b.id))
            });
            assert_eq!(ids(&paged), ids(&expected));
        });
    }
}
