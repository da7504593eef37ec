//! A zip that holds one shapefile: its parts unpacked under limits, into a folder that goes
//! when it is dropped.

use std::path::{Path, PathBuf};

use vigia_core::{Problem, ProblemCode};

use super::parts::is_sidecar;
use crate::zip_archive::{Archive, ends_in};

/// Most bytes that all parts may unpack to.
pub const UNPACKED_BYTES_MAX: u64 = 2 << 30;

/// The shapefile of an archive, unpacked.
pub struct Unpacked {
    /// Its `.shp`.
    pub shp: PathBuf,
    /// Name of the `.shp` inside the archive.
    pub name: String,
    // Holds the files above, and removes them.
    _folder: tempfile::TempDir,
}

/// Unpacks the one shapefile of `zip`.
///
/// # Errors
/// `FormatUnknown` (no shapefile in it), `LayerUnreadable` (several, or it cannot be
/// unpacked), `TooLarge` (a bomb, or too many entries), `FileUnreadable` (no room).
pub fn unpack(zip: &Path) -> Result<Unpacked, Problem> {
    let mut archive = Archive::open(zip, UNPACKED_BYTES_MAX)?;
    let shp = archive.only("shp")?.to_path_buf();
    let stem = shp.with_extension("");
    let folder = tempfile::tempdir().map_err(|error| {
        Problem::new(ProblemCode::FileUnreadable, zip.display().to_string(), error.to_string())
    })?;
    let parts: Vec<PathBuf> =
        archive.names().iter().filter(|name| belongs(name, &stem)).cloned().collect();
    // The name of the layer in messages and of its table; the ending stays the archive's.
    let target = |name: &Path| folder.path().join(format!("layer{}", ending(name, &stem)));
    for name in &parts {
        archive.unpack(name, &target(name))?;
    }
    Ok(Unpacked { shp: target(&shp), name: shp.display().to_string(), _folder: folder })
}

fn belongs(name: &Path, stem: &Path) -> bool {
    let rest = ending(name, stem);
    (ends_in(name, "shp") || is_sidecar(name))
        && (1..=8).contains(&rest.len())
        && rest.starts_with('.')
}

/// Returns what follows the shapefile's own name; empty where it is another's.
fn ending(name: &Path, stem: &Path) -> String {
    let (name, stem) = (name.to_string_lossy(), stem.to_string_lossy());
    name.strip_prefix(&*stem).map(str::to_owned).unwrap_or_default()
}
