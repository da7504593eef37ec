//! Blobs: files addressed by the SHA-256 of their bytes.
//!
//! A plain folder, because GDAL wants paths and every original must survive a power
//! cut: bytes go to `blobs/tmp`, are flushed to the disk, and get their name last. So a
//! blob that has its name is complete. All functions block: call them from rayon or
//! `spawn_blocking`.

mod hashing_copy;

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use vigia_core::Fingerprint;

use crate::error::{Result, StoreError};
use crate::fault;
use hashing_copy::copy_hashing;

/// The blob folder of a workspace. Cheap to clone; safe to use from many threads.
#[derive(Clone, Debug)]
pub struct Blobs {
    root: PathBuf,
    unfinished: PathBuf,
}

impl Blobs {
    /// Opens, and where needed makes, the folder, and sweeps what killed writers left.
    /// Only whoever holds the workspace lock may call this: unfinished files of a live
    /// process would go too.
    pub(crate) fn in_folder(folder: &Path) -> Result<Self> {
        let blobs = Self { root: folder.join("sha256"), unfinished: folder.join("tmp") };
        for path in [&blobs.root, &blobs.unfinished] {
            fs::create_dir_all(path)
                .map_err(|source| StoreError::file("make the folder", path, source))?;
        }
        blobs.sweep()?;
        Ok(blobs)
    }

    /// Returns where the blob's file is, or would be: `sha256/ab/cd/<64 digits>`.
    #[must_use]
    pub fn path(&self, fingerprint: &Fingerprint) -> PathBuf {
        let name = fingerprint.to_string();
        self.root.join(&name[0..2]).join(&name[2..4]).join(name)
    }

    /// Says whether the blob is there.
    #[must_use]
    pub fn has(&self, fingerprint: &Fingerprint) -> bool {
        self.path(fingerprint).is_file()
    }

    /// Returns the size of the blob in bytes.
    ///
    /// # Errors
    /// [`StoreError::BlobMissing`]; [`StoreError::File`].
    pub fn size_bytes(&self, fingerprint: &Fingerprint) -> Result<u64> {
        let path = self.path(fingerprint);
        fs::metadata(&path)
            .map(|found| found.len())
            .map_err(|source| missing_or(fingerprint, "look at", &path, source))
    }

    /// Opens the blob for reading.
    ///
    /// # Errors
    /// [`StoreError::BlobMissing`]; [`StoreError::File`].
    pub fn open(&self, fingerprint: &Fingerprint) -> Result<File> {
        let path = self.path(fingerprint);
        File::open(&path).map_err(|source| missing_or(fingerprint, "open", &path, source))
    }

    /// Copies a file into the store and returns its address; the file stays as it is.
    /// Putting the same bytes again copies nothing.
    ///
    /// The file is read twice when it is new: the first pass tells whether it is known,
    /// so that ingesting a folder again writes nothing.
    ///
    /// # Errors
    /// [`StoreError::SourceChanged`] where the two passes differ, for instance while a
    /// download still writes it; [`StoreError::DiskFull`]; [`StoreError::File`]. After an
    /// error nothing of it is in the store.
    pub fn put_file(&self, source: &Path) -> Result<Fingerprint> {
        let open = || File::open(source).map_err(|cause| StoreError::file("read", source, cause));
        let (expected, size_bytes) = copy_hashing(&mut open()?, &mut io::sink())
            .map_err(|failed| failed.on(source, Path::new("memory")))?;
        if self.is_complete(&expected, size_bytes) {
            return Ok(expected);
        }
        self.write(&mut open()?, source, &expected)?;
        Ok(expected)
    }

    /// Puts bytes into the store and returns their address.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`]; [`StoreError::File`].
    pub fn put_bytes(&self, bytes: &[u8]) -> Result<Fingerprint> {
        let expected = Fingerprint::of(bytes);
        if !self.is_complete(&expected, bytes.len() as u64) {
            self.write(&mut &bytes[..], Path::new("memory"), &expected)?;
        }
        Ok(expected)
    }

    /// Reads the blob and compares its bytes with its address.
    ///
    /// # Errors
    /// [`StoreError::BlobDamaged`] where they differ; [`StoreError::BlobMissing`];
    /// [`StoreError::File`].
    pub fn verify(&self, fingerprint: &Fingerprint) -> Result<()> {
        let path = self.path(fingerprint);
        let mut file = self.open(fingerprint)?;
        let (found, _) = copy_hashing(&mut file, &mut io::sink())
            .map_err(|failed| failed.on(&path, Path::new("memory")))?;
        if found == *fingerprint { Ok(()) } else { Err(StoreError::BlobDamaged { path }) }
    }

    /// Returns the addresses of all blobs, sorted.
    ///
    /// # Errors
    /// [`StoreError::File`] where a folder cannot be listed.
    pub fn list(&self) -> Result<Vec<Fingerprint>> {
        let mut found = Vec::new();
        for first in entries(&self.root)? {
            for second in entries(&first)? {
                for blob in entries(&second)? {
                    found.extend(
                        blob.file_name()
                            .and_then(|name| name.to_str()?.parse::<Fingerprint>().ok()),
                    );
                }
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    /// A blob of another size than its source is what a disk that lied about flushing
    /// leaves after a power cut: it is written again.
    fn is_complete(&self, fingerprint: &Fingerprint, size_bytes: u64) -> bool {
        fs::metadata(self.path(fingerprint))
            .is_ok_and(|found| found.is_file() && found.len() == size_bytes)
    }

    fn write(
        &self,
        source: &mut dyn Read,
        source_path: &Path,
        expected: &Fingerprint,
    ) -> Result<()> {
        let target = self.path(expected);
        let mut unfinished = tempfile::NamedTempFile::new_in(&self.unfinished)
            .map_err(|cause| StoreError::file("write into", &self.unfinished, cause))?;
        fault::point("blob.created");
        let (written, _) = copy_hashing(source, unfinished.as_file_mut())
            .map_err(|failed| failed.on(source_path, &target))?;
        if written != *expected {
            return Err(StoreError::SourceChanged { path: source_path.to_owned() });
        }
        fault::point("blob.written");
        flush(unfinished.as_file()).map_err(|cause| StoreError::file("flush", &target, cause))?;
        fault::point("blob.flushed");
        self.make_folder_of(&target)?;
        unfinished
            .persist(&target)
            .map_err(|failed| StoreError::file("name", &target, failed.error))?;
        fault::point("blob.named");
        self.flush_folders_of(&target)
    }

    fn make_folder_of(&self, blob: &Path) -> Result<()> {
        let folder = blob.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder)
            .map_err(|cause| StoreError::file("make the folder", folder, cause))
    }

    /// A name survives a power cut only once its folder, and that folder's own name, are
    /// on the disk: `ab/cd`, `ab` and `sha256`.
    fn flush_folders_of(&self, blob: &Path) -> Result<()> {
        for folder in blob.ancestors().skip(1).take(3) {
            File::open(folder)
                .and_then(|opened| opened.sync_all())
                .map_err(|cause| StoreError::file("flush the folder", folder, cause))?;
        }
        Ok(())
    }

    fn sweep(&self) -> Result<()> {
        let leftovers = entries(&self.unfinished)?;
        for path in &leftovers {
            fs::remove_file(path).map_err(|source| StoreError::file("remove", path, source))?;
        }
        if !leftovers.is_empty() {
            tracing::info!(
                files = leftovers.len(),
                "removed unfinished blobs of an interrupted run"
            );
        }
        Ok(())
    }
}

/// Nobody writes a blob again, so it is made read-only before it gets its name.
fn flush(file: &File) -> io::Result<()> {
    let mut permissions = file.metadata()?.permissions();
    permissions.set_readonly(true);
    file.set_permissions(permissions)?;
    file.sync_all()
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let failed = |source| StoreError::file("list", folder, source);
    let listed = fs::read_dir(folder).map_err(failed)?;
    listed.map(|entry| entry.map(|found| found.path()).map_err(failed)).collect()
}

fn missing_or(
    fingerprint: &Fingerprint,
    action: &'static str,
    path: &Path,
    source: io::Error,
) -> StoreError {
    if source.kind() == io::ErrorKind::NotFound {
        return StoreError::BlobMissing { fingerprint: *fingerprint };
    }
    StoreError::file(action, path, source)
}

#[cfg(test)]
mod tests;
