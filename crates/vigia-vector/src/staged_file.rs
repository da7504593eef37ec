//! Files appear whole or not at all: written in a hidden folder beside their place, then renamed.

use std::fs::File;
use std::path::{Path, PathBuf};

use crate::VectorError;

/// Calls `write` with a path in a fresh folder on the same disk, syncs what it wrote and
/// moves it to `path`; on any error `path` stays as it was.
///
/// # Errors
/// What `write` returns, or [`VectorError::Write`].
pub(crate) fn staged<F>(path: &Path, write: F) -> Result<(), VectorError>
where
    F: FnOnce(&Path) -> Result<(), VectorError>,
{
    let refused = |source| VectorError::Write { path: path.to_owned(), source };
    let folder = match path.parent() {
        Some(parent) if parent != Path::new("") => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    let name =
        path.file_name().ok_or_else(|| refused(std::io::ErrorKind::InvalidFilename.into()))?;
    let stage =
        tempfile::Builder::new().prefix(".vigia-write-").tempdir_in(&folder).map_err(refused)?;
    let staged = stage.path().join(name);
    write(&staged).map_err(|error| error.on(path))?;
    File::open(&staged).and_then(|file| file.sync_all()).map_err(refused)?;
    std::fs::rename(&staged, path).map_err(refused)?;
    // The name is durable only once its folder is.
    File::open(&folder).and_then(|dir| dir.sync_all()).map_err(refused)
}
