//! Notes that people write beside an alert.

use jiff::Timestamp;
use vigia_core::AlertId;
pub use vigia_store::Note;

use crate::error::AppError;
use crate::workspace::Workspace;

/// Longest note; at four bytes a character it still fits the store's own limit.
pub const NOTE_MAX_CHARS: usize = 4_000;

/// Writes a note beside an alert, without the blanks around it; whoever listens is told,
/// and the audit log keeps who wrote it.
///
/// # Errors
/// [`AppError::NoSuchAlert`]; [`AppError::BadValue`] for an empty text or one above
/// [`NOTE_MAX_CHARS`]; [`AppError::Store`].
pub async fn add(
    workspace: &Workspace,
    alert: &str,
    author: &str,
    text: &str,
    now: Timestamp,
) -> Result<Note, AppError> {
    let text = text.trim();
    let length = text.chars().count();
    if !(1..=NOTE_MAX_CHARS).contains(&length) {
        return Err(AppError::BadValue {
            field: "text",
            words: "note-length",
            arguments: vec![("length", length.to_string()), ("max", NOTE_MAX_CHARS.to_string())],
        });
    }
    let written = workspace.store().add_note(&AlertId::new(alert), author, text, now).await?;
    written.ok_or_else(|| AppError::NoSuchAlert { id: alert.to_owned() })
}
