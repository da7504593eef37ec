#![allow(clippy::unwrap_used)]
use super::*;
use crate::sample::{self, later, now};

async fn with_alert() -> (tempfile::TempDir, Store) {
    let (folder, store) = sample::store().await;
    let lease = sample::leased(&store, "alert").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    effects.put_alert(&sample::alert("a")).await.unwrap();
    effects.commit().await.unwrap();
    (folder, store)
}

async fn audited(store: &Store) -> Vec<(String, String, String)> {
    sqlx::query_as("SELECT actor, action, subject FROM audit ORDER BY id")
        .fetch_all(store.readers())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_note_is_read_newest_last_told_to_listeners_and_audited() {
    let (_folder, store) = with_alert().await;
    let id = AlertId::new("a");
    let finer = now() + jiff::SignedDuration::from_nanos(1);
    let first = store.add_note(&id, "rosa", "Se ve humo.", finer).await.unwrap().unwrap();
    let second = store.add_note(&id, "juan", "Se ve humo.", later(60)).await.unwrap().unwrap();
    assert_eq!(store.notes(&id).await.unwrap(), [first.clone(), second.clone()]);

    let messages = store.outbox_after(0, 10).await.unwrap();
    let told: Vec<_> =
        messages.iter().map(|message| (message.topic.as_str(), &message.payload)).collect();
    let message = |note: &Note| json!({ "event": "alert.changed", "alert": "a", "note": note.id });
    assert_eq!(told, [("alert.changed", &message(&first)), ("alert.changed", &message(&second))]);

    let by = |who: &str| (who.to_owned(), "noted".to_owned(), "alert a".to_owned());
    assert_eq!(audited(&store).await, [by("rosa"), by("juan")]);
}

#[tokio::test]
async fn a_note_on_an_unknown_alert_leaves_no_trace() {
    let (_folder, store) = with_alert().await;
    let unknown = AlertId::new("../a");
    assert_eq!(store.add_note(&unknown, "rosa", "x", now()).await.unwrap(), None);
    assert!(store.notes(&unknown).await.unwrap().is_empty());
    assert!(store.outbox_after(0, 10).await.unwrap().is_empty());
    assert!(audited(&store).await.is_empty());
}

#[tokio::test]
async fn a_note_above_the_limit_is_refused_and_one_at_it_is_kept() {
    let (_folder, store) = with_alert().await;
    let id = AlertId::new("a");
    let text = "x".repeat(NOTE_MAX_BYTES);
    let refused = store.add_note(&id, "rosa", &format!("{text}x"), now()).await.unwrap_err();
    assert!(matches!(refused, StoreError::TooLarge { what: "note", .. }), "{refused}");
    store.add_note(&id, "rosa", &text, now()).await.unwrap().unwrap();
    assert_eq!(store.notes(&id).await.unwrap()[0].text, text);
}

#[tokio::test]
async fn notes_outlive_their_alert_and_cannot_be_changed_or_removed() {
    let (_folder, store) = with_alert().await;
    let id = AlertId::new("a");
    store.add_note(&id, "rosa", "Se ve humo.", now()).await.unwrap().unwrap();
    let lease = sample::leased(&store, "withdraw").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    effects.remove_alert(&id).await.unwrap();
    effects.commit().await.unwrap();
    assert_eq!(store.notes(&id).await.unwrap().len(), 1);

    for sql in ["UPDATE note SET text = ''", "DELETE FROM note"] {
        let mut transaction = store.begin_immediate().await.unwrap();
        let refused = sqlx::query(sql).execute(&mut *transaction).await.unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{sql}: {refused}");
    }
}
