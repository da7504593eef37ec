#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::Store;
use crate::sample::{self, LEASE, later, now};

#[tokio::test]
async fn the_same_work_is_one_job() {
    let (_folder, store) = sample::store().await;
    let first = store.enqueue(&sample::job("a"), now()).await.unwrap();
    let again = store.enqueue(&sample::job("a"), now()).await.unwrap();
    assert_eq!((first.before, again.before), (None, Some(JobState::Queued)));
    assert_eq!(first.job_id, again.job_id);

    let other_kind = NewJob { kind: "other".to_owned(), ..sample::job("a") };
    assert_eq!(store.enqueue(&other_kind, now()).await.unwrap().before, None);
}

#[tokio::test]
async fn work_that_runs_or_is_done_is_not_queued_again() {
    let (_folder, store) = sample::store().await;
    let lease = sample::leased(&store, "a").await;
    assert_eq!(
        store.enqueue(&sample::job("a"), now()).await.unwrap().before,
        Some(JobState::Running)
    );
    store.begin(&lease, now()).await.unwrap().commit().await.unwrap();
    assert_eq!(store.enqueue(&sample::job("a"), now()).await.unwrap().before, Some(JobState::Done));
    assert_eq!(store.claim(&["test"], "w", LEASE, now()).await.unwrap(), None);
}

#[tokio::test]
async fn jobs_are_claimed_oldest_first_and_only_of_the_wanted_kinds() {
    let (_folder, store) = sample::store().await;
    let other = NewJob { kind: "other".to_owned(), ..sample::job("o") };
    store.enqueue_all(&[other, sample::job("a"), sample::job("b")], now()).await.unwrap();
    let mut names = Vec::new();
    for _ in 0..3 {
        let claimed = store.claim(&["test"], "w", LEASE, now()).await.unwrap();
        names.extend(claimed.map(|lease| lease.payload["name"].as_str().unwrap().to_owned()));
    }
    assert_eq!(names, ["a", "b"]);
    assert!(store.claim(&["test", "other"], "w", LEASE, now()).await.unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_two_workers_ever_hold_the_same_job() {
    const JOBS: usize = 40;
    let (_folder, store) = sample::store().await;
    let jobs: Vec<NewJob> = (0..JOBS).map(|number| sample::job(&format!("j-{number}"))).collect();
    store.enqueue_all(&jobs, now()).await.unwrap();
    let workers = (0..8).map(|number| {
        let store = store.clone();
        tokio::spawn(async move {
            let mut held = Vec::new();
            for _ in 0..JOBS {
                let claimed = store.claim(&["test"], &format!("w-{number}"), LEASE, now()).await;
                held.extend(claimed.unwrap().map(|lease| lease.job_id));
            }
            held
        })
    });
    let mut held = Vec::new();
    for worker in workers.collect::<Vec<_>>() {
        held.extend(worker.await.unwrap());
    }
    assert_eq!(held.len(), JOBS);
    assert_eq!(held.iter().collect::<BTreeSet<_>>().len(), JOBS);
}

#[tokio::test]
async fn an_expired_lease_is_claimed_again_with_a_higher_token_and_a_renewed_one_is_not() {
    let (_folder, store) = sample::store().await;
    let slow = sample::leased(&store, "a").await;
    store.renew(&slow, LEASE, later(50)).await.unwrap();
    assert_eq!(store.claim(&["test"], "quick", LEASE, later(100)).await.unwrap(), None);

    let quick = store.claim(&["test"], "quick", LEASE, later(111)).await.unwrap().unwrap();

    assert_eq!(quick.job_id, slow.job_id);
    assert!(quick.fencing_token > slow.fencing_token);
    for refused in [
        store.renew(&slow, LEASE, later(112)).await.unwrap_err(),
        store.fail(&slow, "late", 1, later(112)).await.unwrap_err(),
    ] {
        assert!(matches!(refused, StoreError::StaleLease { .. }), "{refused}");
    }
}

#[tokio::test]
async fn a_job_that_fails_too_often_is_given_up_and_asking_again_revives_it() {
    let (_folder, store) = sample::store().await;
    store.enqueue(&sample::job("a"), now()).await.unwrap();
    for expected in [JobState::Queued, JobState::Failed] {
        let lease = store.claim(&["test"], "w", LEASE, now()).await.unwrap().unwrap();
        assert_eq!(store.fail(&lease, "no space", 2, now()).await.unwrap(), expected);
    }
    assert_eq!(store.claim(&["test"], "w", LEASE, now()).await.unwrap(), None);
    let failed = store.failed_jobs().await.unwrap();
    assert_eq!(failed[0].failure, JobFailure::from("no space"));

    let moved = NewJob { payload: json!({ "name": "elsewhere" }), ..sample::job("a") };
    assert_eq!(store.enqueue(&moved, now()).await.unwrap().before, Some(JobState::Failed));

    let lease = store.claim(&["test"], "w", LEASE, now()).await.unwrap().unwrap();
    assert_eq!(lease.payload, moved.payload);
    assert_eq!(store.fail(&lease, "again", 2, now()).await.unwrap(), JobState::Queued);
}

#[tokio::test]
async fn a_job_that_never_comes_to_an_end_is_given_up() {
    let (_folder, store) = sample::store().await;
    store.enqueue(&sample::job("a"), now()).await.unwrap();
    for claim in 0..CLAIMS_MAX {
        assert!(store.claim(&["test"], "w", LEASE, later(100 * claim)).await.unwrap().is_some());
    }
    assert_eq!(store.claim(&["test"], "w", LEASE, later(100 * CLAIMS_MAX)).await.unwrap(), None);
    assert_eq!(store.job_counts().await.unwrap()["test"].failed, 1);
}

/// One step of an arbitrary history: workers 0–2, jobs 0–3.
#[derive(Clone, Debug)]
enum Step {
    Enqueue(usize),
    Claim(usize),
    Expire,
    Complete(usize),
    Fail(usize),
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..4_usize).prop_map(Step::Enqueue),
        (0..3_usize).prop_map(Step::Claim),
        Just(Step::Expire),
        (0..3_usize).prop_map(Step::Complete),
        (0..3_usize).prop_map(Step::Fail),
    ]
}

/// Each completion publishes a message of its own, so that a doubled effect would be a
/// second message. A worker keeps a lease that it has lost, and tries to use it.
async fn complete(store: &Store, lease: &Lease, seconds: i64) {
    let message = json!({ "job": lease.payload["name"], "token": lease.fencing_token.0 });
    let Ok(mut effects) = store.begin(lease, later(seconds)).await else { return };
    effects.publish("done", &message).await.unwrap();
    effects.commit().await.unwrap();
}

async fn live_through(steps: &[Step]) -> (BTreeMap<String, usize>, BTreeSet<String>) {
    let (_folder, store) = sample::store().await;
    let mut seconds = 0;
    let mut asked = BTreeSet::new();
    let mut held: [Option<Lease>; 3] = [None, None, None];
    for step in steps {
        match step {
            Step::Enqueue(job) => {
                asked.insert(format!("j-{job}"));
                store.enqueue(&sample::job(&format!("j-{job}")), later(seconds)).await.unwrap();
            }
            Step::Claim(worker) => {
                let claimed = store.claim(&["test"], "w", LEASE, later(seconds)).await.unwrap();
                held[*worker] = claimed.or(held[*worker].take());
            }
            Step::Expire => seconds += 61,
            Step::Complete(worker) => {
                if let Some(lease) = &held[*worker] {
                    complete(&store, lease, seconds).await;
                }
            }
            Step::Fail(worker) => {
                if let Some(lease) = &held[*worker] {
                    let _ = store.fail(lease, "x", 1000, later(seconds)).await;
                }
            }
        }
    }
    seconds += 61;
    for _ in 0..asked.len() {
        if let Some(lease) = store.claim(&["test"], "last", LEASE, later(seconds)).await.unwrap() {
            complete(&store, &lease, seconds).await;
        }
    }
    let mut effects = BTreeMap::new();
    for message in store.outbox_after(0, 1000).await.unwrap() {
        *effects.entry(message.payload["job"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    (effects, asked)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn in_any_history_each_job_has_its_effects_exactly_once(steps in prop::collection::vec(any_step(), 0..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (effects, asked) = runtime.block_on(live_through(&steps));
        prop_assert_eq!(effects, asked.into_iter().map(|job| (job, 1)).collect());
    }
}
