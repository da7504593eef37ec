//! A zip that holds one shapefile: its parts unpacked under limits, into a folder that goes
//! when it is dropped.

use std::ffi::CString;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use vigia_core::{Problem, ProblemCode};

use super::parts::is_sidecar;
use crate::gdal_quiet::quietly;

/// Most entries of an archive.
pub const ENTRIES_MAX: usize = 1_000;

/// Most bytes that all parts may unpack to.
pub const UNPACKED_BYTES_MAX: u64 = 2 << 30;

/// Most that an archive may grow by in unpacking. A table padded with blanks shrinks some
/// fifty times, a bomb a thousand times (DEFLATE's own limit is 1,032).
const GROWTH_MAX: u64 = 200;

/// Small archives may grow by more: a table of a few wide rows is nearly all blanks.
const GROWTH_FREE_BYTES: u64 = 16 << 20;

/// Bytes copied at a time.
const CHUNK_BYTES: usize = 1 << 16;

/// The shapefile of an archive, unpacked.
pub struct Unpacked {
    /// Its `.shp`.
    pub shp: PathBuf,
    /// Name of the `.shp` inside the archive.
    pub name: String,
    // Holds the files above, and removes them.
    _folder: tempfile::TempDir,
}

/// Unpacks the one shapefile of `zip`, through GDAL's `/vsizip/`.
///
/// Files get names of ours: what an archive calls them never becomes a path. Real bytes are
/// counted while they are unpacked, because the sizes that an archive states may be false.
///
/// # Errors
/// `FormatUnknown` (no shapefile in it), `LayerUnreadable` (several, or it cannot be
/// unpacked), `TooLarge` (a bomb, or too many entries), `FileUnreadable` (no room).
pub fn unpack(zip: &Path) -> Result<Unpacked, Problem> {
    let problem = |code, detail: String| Problem::new(code, zip.display().to_string(), detail);
    let io = |error: std::io::Error| problem(ProblemCode::FileUnreadable, error.to_string());
    let zip_bytes = zip.metadata().map_err(io)?.len();
    let real = zip.canonicalize().map_err(io)?;
    let root = PathBuf::from(format!("/vsizip/{{{}}}", real.display()));
    let (listed, _) = quietly(|| gdal::vsi::read_dir(&root, true));
    let names = listed.map_err(|_| {
        let detail = "the archive cannot be listed: it is cut, or no zip".to_owned();
        problem(ProblemCode::LayerUnreadable, detail)
    })?;
    if names.len() > ENTRIES_MAX {
        let detail = format!("an archive of more than {ENTRIES_MAX} entries");
        return Err(problem(ProblemCode::TooLarge, detail));
    }
    let shp = only_shapefile(&names).map_err(|(code, detail)| problem(code, detail))?;
    let stem = shp.with_extension("");
    let mut budget =
        UNPACKED_BYTES_MAX.min(zip_bytes.saturating_mul(GROWTH_MAX).max(GROWTH_FREE_BYTES));
    let folder = tempfile::tempdir().map_err(io)?;
    // The name of the layer in messages and of its table; the ending stays the archive's.
    for name in names.iter().filter(|name| belongs(name, &stem)) {
        let ending = ending(name, &stem);
        let target = folder.path().join(format!("layer{ending}"));
        let mut file = File::create_new(&target).map_err(io)?;
        copy(&root.join(name), &mut file, &mut budget)
            .map_err(|(code, detail)| problem(code, format!("{}: {detail}", name.display())))?;
    }
    let ending = ending(shp, &stem);
    let name = shp.display().to_string();
    Ok(Unpacked { shp: folder.path().join(format!("layer{ending}")), name, _folder: folder })
}

fn only_shapefile(names: &[PathBuf]) -> Result<&Path, (ProblemCode, String)> {
    let is_shp = |name: &Path| name.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("shp"));
    // macOS packs a shadow of every file into `__MACOSX/`, with `._` before its name.
    let is_shadow = |name: &Path| {
        name.components().any(|part| {
            let part = part.as_os_str().to_string_lossy();
            part.starts_with("._") || part == "__MACOSX"
        })
    };
    let found: Vec<&Path> = names
        .iter()
        .map(PathBuf::as_path)
        .filter(|name| is_shp(name) && !is_shadow(name))
        .collect();
    match found.as_slice() {
        [only] => Ok(only),
        [] => Err((ProblemCode::FormatUnknown, "an archive without a .shp in it".to_owned())),
        several => {
            let names: Vec<String> =
                several.iter().take(5).map(|name| name.display().to_string()).collect();
            let detail = format!(
                "the archive holds {} shapefiles ({}): unpack it and provide each by itself",
                several.len(),
                names.join(", ")
            );
            Err((ProblemCode::LayerUnreadable, detail))
        }
    }
}

fn belongs(name: &Path, stem: &Path) -> bool {
    let is_shp = name.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("shp"));
    let rest = ending(name, stem);
    (is_shp || is_sidecar(name)) && (1..=8).contains(&rest.len()) && rest.starts_with('.')
}

/// Returns what follows the shapefile's own name; empty where it is another's.
fn ending(name: &Path, stem: &Path) -> String {
    let (name, stem) = (name.to_string_lossy(), stem.to_string_lossy());
    name.strip_prefix(&*stem).map(str::to_owned).unwrap_or_default()
}

/// Copies one entry, and takes its bytes off the budget.
fn copy(from: &Path, to: &mut File, budget: &mut u64) -> Result<(), (ProblemCode, String)> {
    let unreadable = |detail: &str| (ProblemCode::LayerUnreadable, detail.to_owned());
    let name =
        CString::new(from.display().to_string()).map_err(|_| unreadable("its name holds a NUL"))?;
    let (outcome, said) = quietly(|| {
        let entry = Entry::open(&name).ok_or_else(|| unreadable("it cannot be unpacked"))?;
        let mut chunk = vec![0_u8; CHUNK_BYTES];
        let mut total = 0_u64;
        loop {
            let count = entry.read(&mut chunk);
            if count == 0 {
                break;
            }
            total += count as u64;
            *budget = budget.checked_sub(count as u64).ok_or_else(|| {
                let detail = "it unpacks to more than is allowed: a zip bomb?".to_owned();
                (ProblemCode::TooLarge, detail)
            })?;
            to.write_all(&chunk[..count])
                .map_err(|error| (ProblemCode::FileUnreadable, error.to_string()))?;
        }
        match entry.size() == Some(total) {
            true => Ok(()),
            false => Err(unreadable("it ends early, or is not what the archive states")),
        }
    });
    match (outcome, said.into_iter().next()) {
        // GDAL checks the CRC of an entry only at its end, and only says so.
        (Ok(()), Some(words)) => Err(unreadable(&words)),
        (outcome, _) => outcome,
    }
}

/// An open file of GDAL's virtual file system.
struct Entry {
    handle: *mut gdal_sys::VSILFILE,
    size: Option<u64>,
}

impl Entry {
    fn open(name: &CString) -> Option<Self> {
        // SAFETY: both strings end in NUL; a null handle is none.
        let handle = unsafe { gdal_sys::VSIFOpenL(name.as_ptr(), c"rb".as_ptr()) };
        if handle.is_null() {
            return None;
        }
        let mut entry = Self { handle, size: None };
        // SAFETY: the handle is open; 2 is SEEK_END, 0 is SEEK_SET. An entry's end is known
        // from the archive's list without unpacking it.
        entry.size = unsafe {
            let at_end = gdal_sys::VSIFSeekL(handle, 0, 2) == 0;
            let size = gdal_sys::VSIFTellL(handle);
            (at_end && gdal_sys::VSIFSeekL(handle, 0, 0) == 0).then_some(size)
        };
        Some(entry)
    }

    fn read(&self, buffer: &mut [u8]) -> usize {
        // SAFETY: the buffer has that many bytes, and the handle is open.
        unsafe { gdal_sys::VSIFReadL(buffer.as_mut_ptr().cast(), 1, buffer.len(), self.handle) }
    }

    fn size(&self) -> Option<u64> {
        self.size
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        // SAFETY: opened in `open`, closed once.
        unsafe { gdal_sys::VSIFCloseL(self.handle) };
    }
}
