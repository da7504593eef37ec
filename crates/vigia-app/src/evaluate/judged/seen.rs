//! Which pairs a model was fitted on, known by the fingerprints of their ids.

use std::collections::BTreeSet;

use vigia_core::Fingerprint;
use vigia_detect::DetectError;
use vigia_detect::working::WorkingModel;

/// Hexadecimal digits of a mark, those of
/// [`WorkingModel::trained_on`]: enough
/// that no pair is ever taken for another.
pub const MARK_DIGITS: usize = 16;

/// Returns the mark under which a model remembers the pair `id`: the first
/// [`MARK_DIGITS`] of its SHA-256. A model card then tells nobody the ids.
#[must_use]
pub fn mark(id: &str) -> String {
    Fingerprint::of(id.as_bytes()).short(MARK_DIGITS)
}

/// The pairs that a model was fitted on.
#[derive(Clone, Debug, Default)]
pub struct SeenPairs {
    marks: BTreeSet<String>,
}

impl SeenPairs {
    /// Returns the pairs that the shipped model was fitted on.
    ///
    /// # Errors
    /// [`DetectError`] if the shipped text were broken, which a test rules out.
    pub fn of_shipped_model() -> Result<Self, DetectError> {
        Ok(Self::of_marks(&WorkingModel::shipped()?.trained_on))
    }

    /// Returns the pairs of a model's marks ([`mark`]).
    #[must_use]
    pub fn of_marks<S: AsRef<str>>(marks: &[S]) -> Self {
        Self { marks: marks.iter().map(|mark| mark.as_ref().to_owned()).collect() }
    }

    /// Says whether the model was fitted on the pair `id`.
    #[must_use]
    pub fn contains(&self, id: &str) -> bool {
        self.marks.contains(&mark(id))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_shipped_models_marks_have_the_length_that_is_compared() {
        let shipped = SeenPairs::of_shipped_model().unwrap();
        assert!(shipped.marks.iter().all(|mark| mark.len() == MARK_DIGITS));
    }

    #[test]
    fn a_pair_is_known_by_its_mark_and_only_it() {
        // The SHA-256 of "abc" is in FIPS 180-4's examples.
        assert_eq!(mark("abc"), "ba7816bf8f01cfea");
        let seen = SeenPairs::of_marks(&[mark("abc")]);
        assert!(seen.contains("abc"));
        assert!(!seen.contains("abd") && !seen.contains(""));
        assert!(!SeenPairs::default().contains("abc"));
    }
}
