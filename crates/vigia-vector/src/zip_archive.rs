//! Zip archives, listed and unpacked under limits, through GDAL's `/vsizip/`.

use std::ffi::CString;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use vigia_core::{Problem, ProblemCode};

use crate::gdal_quiet::quietly;

/// Most entries of an archive.
pub(crate) const ENTRIES_MAX: usize = 1_000;

/// Most that an archive may grow by in unpacking. A table padded with blanks shrinks some
/// fifty times, a bomb a thousand times (DEFLATE's own limit is 1,032).
const GROWTH_MAX: u64 = 200;

/// Small archives may grow by more: a table of a few wide rows is nearly all blanks.
const GROWTH_FREE_BYTES: u64 = 16 << 20;

/// Bytes copied at a time.
const CHUNK_BYTES: usize = 1 << 16;

/// A zip on the disk: what it holds, and how much of it may still be unpacked.
pub(crate) struct Archive {
    subject: String,
    root: PathBuf,
    names: Vec<PathBuf>,
    budget: u64,
}

impl Archive {
    /// Lists `zip`. The shadows of files that macOS packs are left out.
    ///
    /// - `unpacked_max`: most bytes that all entries together may unpack to.
    ///
    /// # Errors
    /// `FileUnreadable`, `LayerUnreadable` (cut, or no zip), `TooLarge` (too many entries).
    pub(crate) fn open(zip: &Path, unpacked_max: u64) -> Result<Self, Problem> {
        let subject = zip.display().to_string();
        let problem = |code, detail: String| Problem::new(code, subject.clone(), detail);
        let io = |error: std::io::Error| problem(ProblemCode::FileUnreadable, error.to_string());
        let zip_bytes = zip.metadata().map_err(io)?.len();
        let real = zip.canonicalize().map_err(io)?;
        let root = PathBuf::from(format!("/vsizip/{{{}}}", real.display()));
        let (listed, _) = quietly(|| gdal::vsi::read_dir(&root, true));
        let mut names = listed.map_err(|_| {
            let detail = "the archive cannot be listed: it is cut, or no zip".to_owned();
            problem(ProblemCode::LayerUnreadable, detail)
        })?;
        if names.len() > ENTRIES_MAX {
            let detail = format!("an archive of more than {ENTRIES_MAX} entries");
            return Err(problem(ProblemCode::TooLarge, detail));
        }
        names.retain(|name| !is_shadow(name));
        let budget = unpacked_max.min(zip_bytes.saturating_mul(GROWTH_MAX).max(GROWTH_FREE_BYTES));
        Ok(Self { subject, root, names, budget })
    }

    /// Returns the names of the entries.
    pub(crate) fn names(&self) -> &[PathBuf] {
        &self.names
    }

    /// Returns the only entry whose name ends in `.<extension>`, in any letter case.
    ///
    /// # Errors
    /// `FormatUnknown` where there is none; `LayerUnreadable` where there are several.
    pub(crate) fn only(&self, extension: &str) -> Result<&Path, Problem> {
        let found: Vec<&Path> = self
            .names
            .iter()
            .map(PathBuf::as_path)
            .filter(|name| ends_in(name, extension))
            .collect();
        let problem = |code, detail| Err(Problem::new(code, self.subject.clone(), detail));
        match found.as_slice() {
            [only] => Ok(only),
            [] => {
                let detail = format!("an archive without a .{extension} in it");
                problem(ProblemCode::FormatUnknown, detail)
            }
            several => {
                let names: Vec<String> =
                    several.iter().take(5).map(|name| name.display().to_string()).collect();
                let detail = format!(
                    "the archive holds {} files ending in .{extension} ({}): unpack it and \
                     provide each by itself",
                    several.len(),
                    names.join(", ")
                );
                problem(ProblemCode::LayerUnreadable, detail)
            }
        }
    }

    /// Unpacks the entry `name` to `target`, a name of ours: what an archive calls its
    /// entries never becomes a path. Real bytes are counted, because the sizes that an
    /// archive states may be false.
    ///
    /// # Errors
    /// `LayerUnreadable` (it cannot be unpacked), `TooLarge` (a bomb), `FileUnreadable` (no
    /// room).
    pub(crate) fn unpack(&mut self, name: &Path, target: &Path) -> Result<(), Problem> {
        let subject = self.subject.clone();
        let named = |code, detail: String| {
            Problem::new(code, subject.clone(), format!("{}: {detail}", name.display()))
        };
        let mut file = File::create_new(target)
            .map_err(|error| named(ProblemCode::FileUnreadable, error.to_string()))?;
        copy(&self.root.join(name), &mut file, &mut self.budget)
            .map_err(|(code, detail)| named(code, detail))
    }
}

pub(crate) fn ends_in(name: &Path, extension: &str) -> bool {
    name.extension().is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

/// macOS packs a shadow of every file into `__MACOSX/`, with `._` before its name.
fn is_shadow(name: &Path) -> bool {
    name.components().any(|part| {
        let part = part.as_os_str().to_string_lossy();
        part.starts_with("._") || part == "__MACOSX"
    })
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

#[cfg(test)]
pub(crate) mod packing;
