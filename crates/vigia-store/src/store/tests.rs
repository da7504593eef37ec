#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use serde_json::json;

use super::*;
use crate::sample::{self, LEASE, now};

#[tokio::test]
async fn a_folder_without_settings_is_no_workspace_and_stays_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert!(matches!(refused, StoreError::NotAWorkspace { .. }), "{refused}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn creating_again_keeps_settings_and_rows() {
    let (folder, store) = sample::store().await;
    fs::write(folder.path().join(SETTINGS_FILE), "# mine\n").unwrap();
    store.enqueue(&sample::job("a"), now()).await.unwrap();
    store.close().await;

    let store = Store::create(folder.path()).await.unwrap();

    assert_eq!(fs::read_to_string(folder.path().join(SETTINGS_FILE)).unwrap(), "# mine\n");
    assert_eq!(store.job_counts().await.unwrap()["test"].queued, 1);
}

#[tokio::test]
async fn an_open_workspace_is_refused_to_a_second_store() {
    let (folder, _store) = sample::store().await;
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert!(matches!(refused, StoreError::Locked { .. }), "{refused}");
}

#[tokio::test]
async fn a_dropped_store_lets_go_of_the_workspace_once_its_connections_ended() {
    let (folder, store) = sample::store().await;
    store.counts().await.unwrap();
    drop(store);
    Store::open(folder.path()).await.unwrap();
}

#[tokio::test]
async fn the_workspace_stays_locked_while_a_connection_outlives_its_store() {
    let (folder, store) = sample::store().await;
    let survivor = store.inner.writer.acquire().await.unwrap().detach();
    drop(store);
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert!(matches!(refused, StoreError::Locked { .. }), "{refused}");
    sqlx::Connection::close(survivor).await.unwrap();
    Store::open(folder.path()).await.unwrap();
}

#[tokio::test]
async fn connections_are_set_as_the_design_decides() {
    let (_folder, store) = sample::store().await;
    let mut writer = store.inner.writer.acquire().await.unwrap();
    let mut reader = store.inner.readers.acquire().await.unwrap();
    for (pragma, of_writer, of_reader) in [
        ("PRAGMA journal_mode", "wal", "wal"),
        ("PRAGMA synchronous", "2", "2"),
        ("PRAGMA mmap_size", "0", "0"),
        ("PRAGMA foreign_keys", "1", "1"),
        ("PRAGMA wal_autocheckpoint", "1000", "0"),
    ] {
        assert_eq!(ask(&mut writer, pragma).await, of_writer, "{pragma} of the writer");
        assert_eq!(ask(&mut reader, pragma).await, of_reader, "{pragma} of a reader");
    }
    let refused = sqlx::query("DELETE FROM job").execute(&mut *reader).await.unwrap_err();
    assert!(refused.to_string().contains("readonly"), "{refused}");
    assert_eq!(store.inner.writer.options().get_max_connections(), 1);
}

async fn ask(connection: &mut sqlx::SqliteConnection, pragma: &'static str) -> String {
    use sqlx::{Row, ValueRef};
    let row = sqlx::query(pragma).fetch_one(connection).await.unwrap();
    assert!(!row.try_get_raw(0).unwrap().is_null());
    row.try_get::<String, _>(0).unwrap_or_else(|_| row.get::<i64, _>(0).to_string())
}

#[tokio::test]
async fn the_jobs_of_a_dead_process_wait_again_and_its_leases_are_stale() {
    let (folder, store) = sample::store().await;
    let dead = sample::leased(&store, "a").await;
    store.close().await;

    let store = Store::open(folder.path()).await.unwrap();

    assert!(matches!(store.begin(&dead, now()).await.unwrap_err(), StoreError::StaleLease { .. }));
    let alive = store.claim(&["test"], "w", LEASE, now()).await.unwrap().unwrap();
    assert!(alive.fencing_token > dead.fencing_token);
    assert!(matches!(store.begin(&dead, now()).await.unwrap_err(), StoreError::StaleLease { .. }));
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused_with_the_remedy() {
    let (folder, store) = sample::store().await;
    let future =
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
        VALUES (9999, 'future', 1, x'00', 0)";
    sqlx::query(future).execute(&store.inner.writer).await.unwrap();
    store.close().await;
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert!(matches!(refused, StoreError::Migration { .. }), "{refused}");
    assert!(refused.to_string().contains("newer vigia"), "{refused}");
}

/// A limit on the database's pages is what SQLite reports a full disk with.
#[tokio::test]
async fn after_a_full_disk_the_same_store_goes_on_once_there_is_space() {
    let (_folder, store) = sample::store().await;
    let lease = sample::leased(&store, "a").await;
    limit_pages(&store, "PRAGMA max_page_count = 1").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    let mut full = None;
    for number in 0..200 {
        let message = json!({ "number": number, "padding": "x".repeat(4000) });
        if let Err(error) = effects.publish("test", &message).await {
            full = Some(error);
            break;
        }
    }
    let full = full.expect("the database must not grow beyond its limit");
    assert!(matches!(full, StoreError::DiskFull { .. }), "{full:?}");
    assert!(full.to_string().contains("free some space"), "{full}");
    drop(effects);

    limit_pages(&store, "PRAGMA max_page_count = 1000000").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    effects.publish("test", &json!("space again")).await.unwrap();
    effects.commit().await.unwrap();

    let messages = store.outbox_after(0, 10).await.unwrap();
    assert_eq!(messages.len(), 1, "nothing of the transaction that failed may be left");
}

async fn limit_pages(store: &Store, pragma: &'static str) {
    sqlx::query(pragma).execute(&store.inner.writer).await.unwrap();
}
