//! Whoever asks a use case, as far as it matters to the answer.

use crate::messages::{Language, Messages};
use crate::sight::Sight;

/// What a reader may see, and in which words.
#[derive(Clone, Copy)]
pub struct Asker<'a> {
    /// What they may see.
    pub sight: Sight,
    /// Their language.
    pub language: Language,
    /// Its messages.
    pub messages: &'a Messages,
}
