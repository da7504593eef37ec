//! A file that is being written under a temporary name, in the folder it will stay in.

use std::ffi::OsString;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::RasterError;

/// Bytes written to find out whether the disk is full; a file system's block or more.
const ROOM_PROBE_BYTES: usize = 64 * 1024;

/// Removes its file, and what GDAL puts beside it, unless it was published.
pub struct Staged {
    target: PathBuf,
    temporary: PathBuf,
    published: bool,
}

impl Staged {
    /// Chooses a name beside `target` that no other writer uses.
    pub fn beside(target: &Path) -> Result<Self, RasterError> {
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        let folder = folder_of(target);
        if !folder.is_dir() {
            return Err(io_error(folder, ErrorKind::NotFound.into()));
        }
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let mut name = OsString::from(".");
        name.push(target.file_name().unwrap_or_default());
        name.push(format!(".{}-{number}.partial", std::process::id()));
        Ok(Self { target: target.to_path_buf(), temporary: folder.join(name), published: false })
    }

    /// Returns the temporary path.
    pub fn path(&self) -> &Path {
        &self.temporary
    }

    /// Returns the error for a failed write: a full disk is told from all else.
    pub fn failure(&self, detail: String, messages: &[String]) -> RasterError {
        let says_full =
            |text: &String| text.contains("No space left") || text.contains("quota exceeded");
        let full = says_full(&detail) || messages.iter().any(says_full) || self.no_room_left();
        if full {
            return RasterError::DiskFull { path: self.target.clone() };
        }
        let detail = messages.first().cloned().unwrap_or(detail);
        RasterError::Write { path: self.target.clone(), detail }
    }

    /// Flushes the file to the disk and gives it its name.
    pub fn publish(mut self) -> Result<(), RasterError> {
        let flushed = fs::File::open(&self.temporary).and_then(|file| file.sync_all());
        flushed.map_err(|error| self.system_failure(error))?;
        fs::rename(&self.temporary, &self.target).map_err(|error| self.system_failure(error))?;
        self.published = true;
        Ok(())
    }

    fn system_failure(&self, error: std::io::Error) -> RasterError {
        if is_full(&error) {
            return RasterError::DiskFull { path: self.target.clone() };
        }
        io_error(&self.target, error)
    }

    /// GDAL does not always pass the system's reason on, so the disk is asked.
    fn no_room_left(&self) -> bool {
        let mut probe = self.temporary.clone();
        probe.as_mut_os_string().push(".room");
        let result = fs::File::create(&probe)
            .and_then(|mut file| file.write_all(&[0xA5; ROOM_PROBE_BYTES]).and(file.sync_all()));
        let _ = fs::remove_file(&probe);
        result.is_err_and(|error| is_full(&error))
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if self.published {
            return;
        }
        // The COG driver keeps overviews beside the file while it writes.
        for suffix in ["", ".ovr.tmp", ".msk.ovr.tmp", ".tmp"] {
            let mut leftover = self.temporary.clone();
            leftover.as_mut_os_string().push(suffix);
            let _ = fs::remove_file(leftover);
        }
    }
}

fn is_full(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
}

fn io_error(path: &Path, source: std::io::Error) -> RasterError {
    RasterError::Io { path: path.to_path_buf(), source }
}

fn folder_of(target: &Path) -> &Path {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
