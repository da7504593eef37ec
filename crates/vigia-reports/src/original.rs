//! The file as it arrived, which no reader alters.

use vigia_core::{Fingerprint, Problem, ProblemCode};

/// The bytes of a report file with its name and fingerprint.
pub(crate) struct Original<'a> {
    /// File name without its folder.
    pub(crate) name: &'a str,
    /// Everything in it.
    pub(crate) bytes: &'a [u8],
    /// SHA-256 of `bytes`.
    pub(crate) fingerprint: Fingerprint,
}

impl<'a> Original<'a> {
    /// Fingerprints `bytes`.
    pub(crate) fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self { name, bytes, fingerprint: Fingerprint::of(bytes) }
    }

    /// Returns a problem with the file as a whole.
    pub(crate) fn problem(&self, code: ProblemCode, detail: impl Into<String>) -> Problem {
        Problem::new(code, self.name, detail)
    }

    /// Says whether the name ends in one of `extensions` (lower case, without dot).
    pub(crate) fn has_extension(&self, extensions: &[&str]) -> bool {
        self.name
            .rsplit_once('.')
            .is_some_and(|(_, end)| extensions.contains(&end.to_ascii_lowercase().as_str()))
    }
}
