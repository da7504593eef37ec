#![allow(clippy::unwrap_used)]

use super::*;
use crate::sample;
use crate::sessions::sample_session;
use vigia_core::Role;

fn rosa() -> User {
    User {
        username: "rosa".to_owned(),
        display_name: "Rosa Ficticia".to_owned(),
        role: Role::Analyst,
        language: "es".to_owned(),
        password_hash: "primera".to_owned(),
        created: sample::now(),
        disabled: None,
    }
}

/// A store with a session of Rosa that is kept.
async fn with_kept_session() -> (tempfile::TempDir, Store, Fingerprint) {
    let (folder, store) = sample::store().await;
    store.add_user(&rosa()).await.unwrap();
    let session = sample_session("rosa");
    store.add_session(&session).await.unwrap();
    let first = store.living_session(&session.token_hash).await.unwrap().unwrap();
    let second = store.living_session(&session.token_hash).await.unwrap().unwrap();
    assert!(Arc::ptr_eq(&first, &second), "the session is not kept");
    (folder, store, session.token_hash)
}

#[tokio::test]
async fn a_kept_session_that_ends_is_gone_at_once() {
    let (_folder, store, token) = with_kept_session().await;
    store.end_session(&token).await.unwrap();
    assert!(store.living_session(&token).await.unwrap().is_none());
}

#[tokio::test]
async fn a_kept_session_that_is_forgotten_is_gone_at_once() {
    let (_folder, store, token) = with_kept_session().await;
    store.forget_sessions(sample::later(100), sample::later(-1)).await.unwrap();
    assert!(store.living_session(&token).await.unwrap().is_none());
}

#[tokio::test]
async fn a_kept_session_shows_its_person_as_they_are_now() {
    let (_folder, store, token) = with_kept_session().await;
    let changed = User {
        role: Role::Field,
        language: "en".to_owned(),
        disabled: Some(sample::later(5)),
        ..rosa()
    };
    store.change_user(&changed, false).await.unwrap();
    let found = store.living_session(&token).await.unwrap().unwrap();
    assert_eq!(found.user(), &changed);
    store.change_user(&changed, true).await.unwrap();
    assert!(store.living_session(&token).await.unwrap().is_none());
}

#[tokio::test]
async fn a_use_that_was_noted_is_seen_in_a_kept_session() {
    let (_folder, store, token) = with_kept_session().await;
    store.touch_session(&token, sample::later(9)).await.unwrap();
    let found = store.living_session(&token).await.unwrap().unwrap();
    assert_eq!(found.last_seen(), sample::later(9));
}

#[tokio::test]
async fn what_was_read_while_something_changed_is_not_kept() {
    let (_folder, store, token) = with_kept_session().await;
    let kept = store.kept_sessions();
    let stale = store.living_session(&token).await.unwrap().unwrap();
    let before = kept.changes();
    store.end_session(&token).await.unwrap();
    kept.put(&stale, before);
    assert!(store.living_session(&token).await.unwrap().is_none());
    let underway = kept.changing();
    kept.put(&stale, kept.changes());
    assert!(store.living_session(&token).await.unwrap().is_none());
    drop(underway);
}

#[tokio::test]
async fn no_more_sessions_are_kept_than_the_limit() {
    let (_folder, store, token) = with_kept_session().await;
    let kept = store.kept_sessions();
    for number in 0..KEPT_MAX {
        let token_hash = Fingerprint::of(&number.to_le_bytes());
        let session = Session { token_hash, ..sample_session("rosa") };
        kept.put(&Arc::new(LivingSession::new(session, rosa())), kept.changes());
        assert!(kept.lock().by_token.len() <= KEPT_MAX);
    }
    assert!(kept.get(&token).is_none());
}

#[test]
fn one_of_those_who_ask_at_once_notes_the_use_and_nobody_for_a_minute() {
    let minute = SignedDuration::from_secs(60);
    let at = |seconds| sample::now() + SignedDuration::from_secs(seconds);
    let session = Session { last_seen: sample::now(), ..sample_session("rosa") };
    let living = LivingSession::new(session, rosa());
    assert!(!living.is_to_be_noted(at(59), minute));
    assert!(living.is_to_be_noted(at(60), minute));
    assert!(!living.is_to_be_noted(at(60), minute));
    assert!(!living.is_to_be_noted(at(119), minute));
    assert_eq!(living.last_seen(), at(60));
}
