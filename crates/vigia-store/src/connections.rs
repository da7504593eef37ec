//! The two pools: one connection that writes and checkpoints, a few that only read.
//!
//! `SQLite` 3.50.2, which the `proj` crate pins, can corrupt a database when two
//! connections write or checkpoint its write-ahead log at once. Hence the shape here;
//! see "Exactly-once effects" in the design.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqlSafeStr, SqlitePool};

use crate::error::{Result, StoreError};
use crate::workspace_lock::WorkspaceLock;

const READERS_MAX: u32 = 4;
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// How long an operation waits for its turn. Loading a whole cadastre is one transaction
/// of seconds; a wait beyond this is a transaction that somebody forgot to end.
const TURN_TIMEOUT: Duration = Duration::from_secs(300);

/// Opens the one connection that writes, and brings the schema to this version.
///
/// # Errors
/// [`StoreError::DiskFull`], [`StoreError::Database`], [`StoreError::Migration`].
pub(crate) async fn open_writer(path: &Path, lock: &Arc<WorkspaceLock>) -> Result<SqlitePool> {
    let options = common_options(path, lock)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let pool = pool_options(1)
        // When the disk is full SQLite ends a transaction by itself, and sqlx goes on
        // believing in it: such a connection would refuse every later transaction.
        .before_acquire(|connection, _| {
            let usable = !connection.is_in_transaction();
            Box::pin(async move { Ok(usable) })
        })
        .connect_with(options)
        .await
        .map_err(|source| StoreError::database("open the database", path, source))?;
    migrations().run(&pool).await.map_err(|source| StoreError::migration(path, source))?;
    Ok(pool)
}

/// Opens the pool of connections that only read. Call it after [`open_writer`], whose
/// connection is the one that must recover the log after a crash.
pub(crate) fn open_readers(path: &Path, lock: &Arc<WorkspaceLock>) -> SqlitePool {
    let options = common_options(path, lock).read_only(true).pragma("wal_autocheckpoint", "0");
    pool_options(READERS_MAX).connect_lazy_with(options)
}

/// The lock rides along in a collation that nothing uses: SQLite frees a collation only
/// after the connection is really closed, which happens on a thread of sqlx, later than
/// a dropped pool. So no second process can open the workspace while one of these
/// connections still lives.
fn common_options(path: &Path, lock: &Arc<WorkspaceLock>) -> SqliteConnectOptions {
    let lock = Arc::clone(lock);
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .pragma("mmap_size", "0")
        .collation("vigia_workspace_lock", move |left, right| {
            let _held = &lock;
            left.cmp(right)
        })
        .disable_statement_logging()
}

fn pool_options(connections_max: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections_max)
        .acquire_timeout(TURN_TIMEOUT)
        .idle_timeout(None)
        .max_lifetime(None)
}

/// Forward only, each in its file, never edited once released; a line each.
fn migrations() -> Migrator {
    let files: &[(i64, &'static str, &'static str)] = &[
        (1, "first", include_str!("../migrations/0001_first.sql")),
        (2, "people", include_str!("../migrations/0002_people.sql")),
        (3, "alert tie and notes", include_str!("../migrations/0003_alert_tie_and_notes.sql")),
        (4, "scene gate", include_str!("../migrations/0004_scene_gate.sql")),
        (5, "alert tie readings", include_str!("../migrations/0005_alert_tie_readings.sql")),
        (6, "alert priority", include_str!("../migrations/0006_alert_priority.sql")),
        (7, "production", include_str!("../migrations/0007_production.sql")),
        (8, "holder verdicts", include_str!("../migrations/0008_holder_verdicts.sql")),
        (9, "ground looks", include_str!("../migrations/0009_ground_looks.sql")),
    ];
    let migrations = files.iter().map(|&(version, name, text)| {
        Migration::new(version, name.into(), MigrationType::Simple, text.into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.collect())
}
