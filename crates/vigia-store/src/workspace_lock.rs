//! One process at a time has a workspace open.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::Duration;

use crate::error::{Result, StoreError};

const LOCK_FILE: &str = "vigia.lock";

/// A predecessor that was just killed, or a store that was just dropped, lets go of the
/// lock a moment later: so taking it is tried for two seconds.
const TRIES: usize = 100;
const PAUSE: Duration = Duration::from_millis(20);

/// The lock on `<workspace>/vigia.lock`, held until released or until the last handle
/// of it is gone. The system lets go of it when the process dies, however it dies; the
/// file itself stays, for removing it would let two processes lock two files.
#[derive(Debug)]
pub(crate) struct WorkspaceLock {
    file: File,
}

impl WorkspaceLock {
    /// Takes the lock.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where another process, or another [`crate::Store`] of this
    /// one, holds it; [`StoreError::File`] where the file cannot be opened.
    pub(crate) async fn acquire(workspace: &Path) -> Result<Self> {
        let path = workspace.join(LOCK_FILE);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|source| StoreError::file("open the lock", &path, source))?;
        for _ in 0..TRIES {
            match file.try_lock() {
                Ok(()) => {
                    write_process_id(&mut file);
                    return Ok(Self { file });
                }
                Err(TryLockError::WouldBlock) => tokio::time::sleep(PAUSE).await,
                Err(TryLockError::Error(source)) => {
                    return Err(StoreError::file("lock", &path, source));
                }
            }
        }
        Err(StoreError::Locked {
            path: workspace.to_owned(),
            process_id: read_process_id(&mut file),
        })
    }

    /// Lets go of the lock while handles of it still exist.
    pub(crate) fn release(&self) {
        if let Err(error) = self.file.unlock() {
            tracing::warn!(%error, "the workspace lock could not be released");
        }
    }
}

/// The number only helps a person find the other process, so a failure to write it (a
/// full disk) is no reason to refuse the workspace.
fn write_process_id(file: &mut File) {
    let written = file
        .set_len(0)
        .and_then(|()| file.rewind())
        .and_then(|()| writeln!(file, "{}", std::process::id()));
    if let Err(error) = written {
        tracing::warn!(%error, "the process number could not be written to the workspace lock");
    }
}

fn read_process_id(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.take(20).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn a_second_lock_is_refused_and_names_the_holder_and_the_remedy() {
        let folder = tempfile::tempdir().unwrap();
        let held = WorkspaceLock::acquire(folder.path()).await.unwrap();

        let refused = WorkspaceLock::acquire(folder.path()).await.unwrap_err().to_string();

        assert!(refused.contains(&format!("process {}", std::process::id())), "{refused}");
        assert!(refused.contains("run the command again"), "{refused}");
        held.release();
        WorkspaceLock::acquire(folder.path()).await.unwrap();
    }
}
