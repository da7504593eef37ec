//! What can go wrong in the store, named so that a person can act on it.

use std::io;
use std::path::{Path, PathBuf};

use sqlx::migrate::MigrateError;
use vigia_core::Fingerprint;

use crate::jobs::JobId;

/// Result of store operations.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// A failed store operation. `Display` says what failed on what and the remedy; the
/// cause is in `source()`.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder holds no workspace.
    #[error("{} is not a workspace (it has no vigia.toml): name another folder, or create a workspace there first", .path.display())]
    NotAWorkspace {
        /// The folder.
        path: PathBuf,
    },
    /// Another process has the workspace open.
    #[error("the workspace {} is in use by another vigia process{}: wait until it ends, or stop it, and run the command again", .path.display(), by(*.process_id))]
    Locked {
        /// The workspace folder.
        path: PathBuf,
        /// The other process, where it could be told.
        process_id: Option<u32>,
    },
    /// The disk, or the quota, is full.
    #[error("no space left for {}: free some space and run the command again; nothing was lost", .path.display())]
    DiskFull {
        /// The file that could not grow.
        path: PathBuf,
        /// What the system or the database said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A file operation failed.
    #[error("cannot {action} {}", .path.display())]
    File {
        /// What was tried, as a verb.
        action: &'static str,
        /// On which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file changed while it was copied.
    #[error("{} changed while it was read: wait until it is complete and try again", .path.display())]
    SourceChanged {
        /// The file.
        path: PathBuf,
    },
    /// The blob is not in the store.
    #[error("blob {fingerprint} is not in the workspace")]
    BlobMissing {
        /// Its address.
        fingerprint: Fingerprint,
    },
    /// The blob's bytes are not those of its address.
    #[error("blob {} is damaged: its bytes are not those of its name; restore it from a copy or ingest its source again", .path.display())]
    BlobDamaged {
        /// Its file.
        path: PathBuf,
    },
    /// The database refused an operation.
    #[error("cannot {action} in {}", .path.display())]
    Database {
        /// What was tried, as a verb.
        action: &'static str,
        /// The database file.
        path: PathBuf,
        /// What the database said.
        source: sqlx::Error,
    },
    /// The schema could not be brought to this version.
    #[error("cannot bring the database {} to this version's schema; if a newer vigia made it, use that one", .path.display())]
    Migration {
        /// The database file.
        path: PathBuf,
        /// What went wrong.
        source: MigrateError,
    },
    /// The job was given to another worker meanwhile; nothing of this one's was written.
    #[error(
        "the lease on job {job_id} ({kind}) was lost to another worker; its effects were not written"
    )]
    StaleLease {
        /// The job.
        job_id: JobId,
        /// Its kind.
        kind: String,
    },
    /// Something immutable with this identifier and other content is stored.
    #[error("{noun} {id} is already stored with other content, and cannot be changed")]
    Conflict {
        /// What kind of thing.
        noun: &'static str,
        /// Its identifier.
        id: String,
    },
    /// The value would not read back as it was written.
    #[error(
        "{noun} {id} cannot be stored: it would not read back as it is (a number that is not finite?)"
    )]
    NotStorable {
        /// What kind of thing.
        noun: &'static str,
        /// Its identifier.
        id: String,
    },
    /// A stored value cannot be understood.
    #[error(
        "a stored {noun} cannot be understood; the workspace is damaged or from another version"
    )]
    NotReadable {
        /// What kind of thing.
        noun: &'static str,
        /// What the decoder said.
        source: serde_json::Error,
    },
    /// A message exceeds its limit.
    #[error("{what} of {size_bytes} bytes exceeds the limit of {limit_bytes}")]
    TooLarge {
        /// What kind of message.
        what: &'static str,
        /// Its size.
        size_bytes: usize,
        /// The limit.
        limit_bytes: usize,
    },
    /// A background task of the store was cancelled.
    #[error("{action} was interrupted")]
    Interrupted {
        /// What was going on.
        action: &'static str,
    },
}

impl StoreError {
    pub(crate) fn file(action: &'static str, path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::DiskFull { path, source: Box::new(source) }
            }
            _ => Self::File { action, path, source },
        }
    }

    pub(crate) fn database(action: &'static str, path: &Path, source: sqlx::Error) -> Self {
        let path = path.to_owned();
        if says_disk_full(&source) {
            return Self::DiskFull { path, source: Box::new(source) };
        }
        Self::Database { action, path, source }
    }

    pub(crate) fn migration(path: &Path, source: MigrateError) -> Self {
        let full = match &source {
            MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _) => {
                says_disk_full(cause)
            }
            _ => false,
        };
        let path = path.to_owned();
        if full {
            return Self::DiskFull { path, source: Box::new(source) };
        }
        Self::Migration { path, source }
    }
}

/// `SQLITE_FULL`, and `SQLITE_IOERR_SHMSIZE`: the shared index of the write-ahead log
/// could not grow, which is what a full disk looks like to the first writer.
fn says_disk_full(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .and_then(|cause| cause.code())
        .is_some_and(|code| matches!(code.as_ref(), "13" | "4874"))
}

fn by(process_id: Option<u32>) -> String {
    process_id.map_or_else(String::new, |id| format!(" (process {id})"))
}
