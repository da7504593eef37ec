#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use serde_json::json;
use vigia_core::{AlertId, Problem, ProblemCode};

use super::*;
use crate::sample::{self, LEASE, later, now};
use crate::{Counts, Quarantined};

/// Everything that one detection job could write.
async fn write_everything(effects: &mut Effects) {
    effects.put_scene(&sample::scene("s-1", "tile:19LAA", 1)).await.unwrap();
    effects
        .put_snapshot(&sample::snapshot("m@1", 1), &[sample::feature("f-1", -70.5, -12.9)])
        .await
        .unwrap();
    effects.put_report(&sample::report("r-1")).await.unwrap();
    let problem = Problem::new(ProblemCode::RasterTruncated, "b.tif", "ends at byte 10");
    let entry = Quarantined {
        kind: "scene".to_owned(),
        source_path: "entrada/b.tif".to_owned(),
        fingerprint: None,
        problem,
    };
    effects.put_quarantine(&entry).await.unwrap();
    let clearings = [sample::clearing("c-1", "tile:19LAA")];
    effects.replace_clearings("tile:19LAA", "default@1#00000000", &clearings).await.unwrap();
    effects.put_sites(&[sample::site("site-1")]).await.unwrap();
    effects.put_alert(&sample::alert("a-1")).await.unwrap();
    effects
        .put_alert_history(&AlertId::new("a-1"), &json!({ "raised": "provisional" }))
        .await
        .unwrap();
    effects.publish("alert.raised", &json!({ "id": "a-1" })).await.unwrap();
    effects.enqueue(&sample::job("follow-up")).await.unwrap();
}

const ONE_OF_EACH: Counts = Counts {
    scenes: 1,
    snapshots: 1,
    features: 1,
    reports: 1,
    quarantined: 1,
    clearings: 1,
    sites: 1,
    alerts: 1,
    outbox: 1,
};

#[tokio::test]
async fn effects_and_completion_become_visible_together() {
    let (_folder, store) = sample::store().await;
    let lease = sample::leased(&store, "detect").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    write_everything(&mut effects).await;
    assert_eq!(store.counts().await.unwrap(), Counts::default());
    assert_eq!(store.job_counts().await.unwrap()["test"].running, 1);

    effects.commit().await.unwrap();

    assert_eq!(store.counts().await.unwrap(), ONE_OF_EACH);
    let jobs = store.job_counts().await.unwrap()["test"];
    assert_eq!((jobs.done, jobs.queued, jobs.running), (1, 1, 0));
}

#[tokio::test]
async fn effects_that_are_dropped_leave_nothing_and_block_nobody() {
    let (_folder, store) = sample::store().await;
    let lease = sample::leased(&store, "detect").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    write_everything(&mut effects).await;

    drop(effects);

    store.enqueue(&sample::job("other"), now()).await.unwrap();
    assert_eq!(store.counts().await.unwrap(), Counts::default());
}

#[tokio::test]
async fn a_worker_that_lost_its_lease_before_beginning_is_refused() {
    let (_folder, store) = sample::store().await;
    let slow = sample::leased(&store, "detect").await;
    let quick = store.claim(&["test"], "quick", LEASE, later(61)).await.unwrap().unwrap();
    assert_eq!(quick.job_id, slow.job_id);

    let refused = store.begin(&slow, later(62)).await.unwrap_err();

    assert!(matches!(refused, StoreError::StaleLease { .. }), "{refused}");
    store.begin(&quick, later(62)).await.unwrap().commit().await.unwrap();
}

#[tokio::test]
async fn the_effects_of_a_stale_worker_are_absent_even_where_it_began() {
    let (_folder, store) = sample::store().await;
    let slow = sample::leased(&store, "detect").await;
    let quick = store.claim(&["test"], "quick", LEASE, later(61)).await.unwrap().unwrap();
    // One connection writes, so a lease cannot be lost between `begin` and `commit`; the
    // check at commit is tried by going round the one at the beginning.
    let transaction = store.begin_immediate().await.unwrap();
    let mut effects = Effects { store: store.clone(), transaction, lease: slow, now: later(62) };
    write_everything(&mut effects).await;

    let refused = effects.commit().await.unwrap_err();

    assert!(matches!(refused, StoreError::StaleLease { .. }), "{refused}");
    assert_eq!(store.counts().await.unwrap(), Counts::default());
    store.begin(&quick, later(63)).await.unwrap().commit().await.unwrap();
}

#[tokio::test]
async fn a_job_that_is_done_cannot_be_committed_again() {
    let (_folder, store) = sample::store().await;
    let lease = sample::leased(&store, "detect").await;
    store.begin(&lease, now()).await.unwrap().commit().await.unwrap();

    let refused = store.begin(&lease, now()).await.unwrap_err();

    assert!(matches!(refused, StoreError::StaleLease { .. }), "{refused}");
}

#[tokio::test]
async fn the_same_effects_twice_change_nothing() {
    let (_folder, store) = sample::store().await;
    let lease = sample::leased(&store, "detect").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    write_everything(&mut effects).await;
    write_everything(&mut effects).await;
    effects.commit().await.unwrap();
    assert_eq!(store.counts().await.unwrap(), ONE_OF_EACH);
    assert_eq!(store.alert_history(&AlertId::new("a-1")).await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_written_reads_back_as_it_was() {
    let (_folder, store) = sample::store().await;
    let lease = sample::leased(&store, "detect").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    write_everything(&mut effects).await;
    effects.commit().await.unwrap();

    let scene = sample::scene("s-1", "tile:19LAA", 1);
    assert_eq!(store.scene(&scene.id).await.unwrap(), Some(scene.clone()));
    assert_eq!(store.snapshots().await.unwrap(), [sample::snapshot("m@1", 1)]);
    assert_eq!(store.reports().await.unwrap(), [sample::report("r-1")]);
    assert_eq!(
        store.all_clearings("default@1#00000000").await.unwrap(),
        [sample::clearing("c-1", "tile:19LAA")]
    );
    assert_eq!(store.sites().await.unwrap(), [sample::site("site-1")]);
    assert_eq!(store.alert(&AlertId::new("a-1")).await.unwrap(), Some(sample::alert("a-1")));
    assert_eq!(store.quarantined().await.unwrap()[0].problem.code, ProblemCode::RasterTruncated);
}

#[tokio::test]
async fn a_mended_file_leaves_quarantine() {
    let (_folder, store) = sample::store().await;
    let lease = sample::leased(&store, "detect").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    write_everything(&mut effects).await;

    assert_eq!(effects.clear_quarantine("scene", "entrada/b.tif").await.unwrap(), 1);

    effects.commit().await.unwrap();
    assert!(store.quarantined().await.unwrap().is_empty());
}

#[tokio::test]
async fn sites_that_are_not_named_again_are_gone() {
    let (_folder, store) = sample::store().await;
    let lease = sample::leased(&store, "track").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    effects.put_sites(&[sample::site("a"), sample::site("b")]).await.unwrap();
    effects.put_sites(&[sample::site("b"), sample::site("c")]).await.unwrap();
    effects.commit().await.unwrap();
    assert_eq!(store.sites().await.unwrap(), [sample::site("b"), sample::site("c")]);
}

#[tokio::test]
async fn clearings_of_another_series_or_profile_stay() {
    let (_folder, store) = sample::store().await;
    let lease = sample::leased(&store, "detect").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    for (series, profile) in [("x", "p"), ("y", "p"), ("x", "q")] {
        effects
            .replace_clearings(series, profile, &[sample::clearing("c-1", series)])
            .await
            .unwrap();
    }
    effects.replace_clearings("x", "p", &[]).await.unwrap();
    effects.commit().await.unwrap();
    assert!(store.clearings("x", "p").await.unwrap().is_empty());
    assert_eq!(store.all_clearings("p").await.unwrap(), [sample::clearing("c-1", "y")]);
    assert_eq!(store.clearings("x", "q").await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_dump_holds_every_logical_row_and_no_wall_clock() {
    let (_folder, store) = sample::store().await;
    let lease = sample::leased(&store, "detect").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    write_everything(&mut effects).await;
    effects.commit().await.unwrap();
    let blob = store.blobs().put_bytes(b"cog").unwrap();

    let dump = store.logical_dump().await.unwrap();

    for (noun, rows) in [
        ("scene", 1),
        ("feature", 1),
        ("alert", 1),
        ("alert_history", 1),
        ("outbox", 1),
        ("job", 2),
    ] {
        assert_eq!(dump[noun].as_array().unwrap().len(), rows, "{noun}");
    }
    assert_eq!(dump["blob"], json!([blob.to_string()]));
    assert!(dump["alert"][0]["body"].get("confidence").is_some());
    assert!(!dump.to_string().contains("first_alerted"));
}

#[tokio::test]
async fn superseded_and_forgotten_work_can_be_asked_for_again() {
    let (_folder, store) = sample::store().await;
    let job = |inputs: &str| {
        NewJob::new("test", Fingerprint::of(inputs.as_bytes()), json!({ "series": "19LAA" }))
    };
    let leased = async |inputs: &str| {
        assert_eq!(store.enqueue(&job(inputs), now()).await.unwrap().before, None, "{inputs}");
        store.claim(&["test"], "w", LEASE, now()).await.unwrap().unwrap()
    };
    let other = sample::leased(&store, "another series").await;
    store.begin(&other, now()).await.unwrap().supersede().await.unwrap();

    let first = leased("scenes").await;
    store.begin(&first, now()).await.unwrap().supersede().await.unwrap();
    let second = leased("fewer scenes").await;
    store.begin(&second, now()).await.unwrap().supersede().await.unwrap();
    let third = leased("scenes").await;
    store.begin(&third, now()).await.unwrap().forget().await.unwrap();

    let done = store.job_counts().await.unwrap()["test"].done;
    assert_eq!(done, 2, "the second, and that of another series");
    leased("scenes").await;
    assert!(store.begin(&third, now()).await.is_err());
}
