//! The store: one workspace folder, opened by one process.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sqlx::{Sqlite, SqlitePool, Transaction};

use crate::blobs::Blobs;
use crate::connections::{open_readers, open_writer};
use crate::error::{Result, StoreError};
use crate::fault;
use crate::jobs::release_jobs_of_the_dead;
use crate::kept_sessions::KeptSessions;
use crate::workspace_lock::WorkspaceLock;

/// Name of the settings file, which also makes a folder a workspace.
pub const SETTINGS_FILE: &str = "vigia.toml";
const DATABASE_FILE: &str = "vigia.sqlite";
const BLOB_FOLDER: &str = "blobs";
const EMPTY_SETTINGS: &str = "# Vigia workspace. Settings that differ from the defaults go here.\n";

/// An open workspace. Cheap to clone; clones share it.
///
/// The workspace is locked until [`Store::close`], or until the last clone is dropped
/// and its connections have ended.
#[derive(Clone, Debug)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    workspace: PathBuf,
    database: PathBuf,
    blobs: Blobs,
    writer: SqlitePool,
    readers: SqlitePool,
    lock: Arc<WorkspaceLock>,
    kept_sessions: KeptSessions,
}

impl Store {
    /// Makes whatever a workspace in `folder` still lacks, and opens it. Safe to repeat,
    /// also after it was interrupted; what is there stays as it is.
    ///
    /// # Errors
    /// Those of [`Store::open`], and [`StoreError::File`] where the folder cannot be made.
    pub async fn create(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder)
            .map_err(|source| StoreError::file("make the folder", folder, source))?;
        let lock = WorkspaceLock::acquire(folder).await?;
        let settings = folder.join(SETTINGS_FILE);
        if !settings.exists() {
            fs::write(&settings, EMPTY_SETTINGS)
                .map_err(|source| StoreError::file("write", &settings, source))?;
        }
        fault::point("store.settings_written");
        Self::open_locked(folder, lock).await
    }

    /// Opens the workspace in `folder`: takes its lock, recovers the database, brings
    /// its schema to this version, sweeps unfinished blobs, and gives the jobs of a dead
    /// process back to the queue.
    ///
    /// # Errors
    /// [`StoreError::NotAWorkspace`], [`StoreError::Locked`], [`StoreError::DiskFull`],
    /// [`StoreError::Migration`], [`StoreError::Database`], [`StoreError::File`].
    pub async fn open(folder: &Path) -> Result<Self> {
        if !folder.join(SETTINGS_FILE).is_file() {
            return Err(StoreError::NotAWorkspace { path: folder.to_owned() });
        }
        let lock = WorkspaceLock::acquire(folder).await?;
        Self::open_locked(folder, lock).await
    }

    async fn open_locked(folder: &Path, lock: WorkspaceLock) -> Result<Self> {
        let workspace = folder
            .canonicalize()
            .map_err(|source| StoreError::file("find the folder", folder, source))?;
        let database = workspace.join(DATABASE_FILE);
        let lock = Arc::new(lock);
        let blobs = Blobs::in_folder(&workspace.join(BLOB_FOLDER))?;
        let writer = open_writer(&database, &lock).await?;
        let readers = open_readers(&database, &lock);
        fault::point("store.opened");
        let kept_sessions = KeptSessions::default();
        let inner = Inner { workspace, database, blobs, writer, readers, lock, kept_sessions };
        let store = Self { inner: Arc::new(inner) };
        release_jobs_of_the_dead(&store).await?;
        Ok(store)
    }

    /// Ends every connection and lets go of the workspace; clones can no longer be used.
    /// Waits for transactions that are still open.
    pub async fn close(self) {
        self.inner.readers.close().await;
        self.inner.writer.close().await;
        self.inner.lock.release();
    }

    /// Returns the workspace folder.
    #[must_use]
    pub fn workspace(&self) -> &Path {
        &self.inner.workspace
    }

    /// Returns the blobs of the workspace.
    #[must_use]
    pub fn blobs(&self) -> &Blobs {
        &self.inner.blobs
    }

    pub(crate) fn readers(&self) -> &SqlitePool {
        &self.inner.readers
    }

    pub(crate) fn kept_sessions(&self) -> &KeptSessions {
        &self.inner.kept_sessions
    }

    /// Begins a transaction that holds the write lock from its first moment.
    pub(crate) async fn begin_immediate(&self) -> Result<Transaction<'static, Sqlite>> {
        let begun = self.inner.writer.begin_with("BEGIN IMMEDIATE").await;
        begun.map_err(self.failed("begin a transaction"))
    }

    /// Commits a transaction of [`Store::begin_immediate`].
    pub(crate) async fn commit(&self, transaction: Transaction<'static, Sqlite>) -> Result<()> {
        fault::point("store.before_commit");
        transaction.commit().await.map_err(self.failed("commit a transaction"))?;
        fault::point("store.after_commit");
        Ok(())
    }

    /// Returns what turns an error of the database into one that names this database.
    pub(crate) fn failed(
        &self,
        action: &'static str,
    ) -> impl Fn(sqlx::Error) -> StoreError + use<> {
        let path = self.inner.database.clone();
        move |source| StoreError::database(action, &path, source)
    }
}

#[cfg(test)]
mod tests;
