//! Copying and fingerprinting in one pass.

use std::io::{self, Read, Write};
use std::path::Path;

use sha2::{Digest, Sha256};
use vigia_core::Fingerprint;

use crate::error::StoreError;

pub(super) const BUFFER_BYTES: usize = 1 << 20;

/// Copies everything and returns the fingerprint and the size of what was copied.
pub(super) fn copy_hashing(
    source: &mut dyn Read,
    target: &mut dyn Write,
) -> Result<(Fingerprint, u64), CopyFailed> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0_u8; BUFFER_BYTES];
    let mut size_bytes = 0_u64;
    loop {
        let count = match source.read(&mut buffer) {
            Ok(0) => return Ok((Fingerprint::from_digest(hasher.finalize().into()), size_bytes)),
            Ok(count) => count,
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted => continue,
            Err(cause) => return Err(CopyFailed::Reading(cause)),
        };
        hasher.update(&buffer[..count]);
        target.write_all(&buffer[..count]).map_err(CopyFailed::Writing)?;
        size_bytes += count as u64;
    }
}

/// Which side of a copy failed: a person mends one, frees space for the other.
pub(super) enum CopyFailed {
    Reading(io::Error),
    Writing(io::Error),
}

impl CopyFailed {
    /// Names the file of the side that failed.
    pub(super) fn on(self, source: &Path, target: &Path) -> StoreError {
        match self {
            Self::Reading(cause) => StoreError::file("read", source, cause),
            Self::Writing(cause) => StoreError::file("write", target, cause),
        }
    }
}
