//! Notes: what people write beside an alert. Append-only, and kept when the alert goes.

use jiff::Timestamp;
use serde_json::json;
use vigia_core::{AlertId, Fingerprint};

use crate::alert_history::timestamp;
use crate::error::{Result, StoreError};
use crate::fault;
use crate::store::Store;

/// Longest text of a note.
pub const NOTE_MAX_BYTES: usize = 16 << 10;

/// What somebody wrote beside an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Grows with every note.
    pub id: i64,
    /// Who wrote it: a user name.
    pub author: String,
    /// When.
    pub at: Timestamp,
    /// What.
    pub text: String,
}

impl Store {
    /// Returns the notes of an alert, newest last.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn notes(&self, alert: &AlertId) -> Result<Vec<Note>> {
        let rows: Vec<(i64, String, i64, String)> =
            sqlx::query_as(include_str!("queries/select_notes.sql"))
                .bind(alert.as_str())
                .fetch_all(self.readers())
                .await
                .map_err(self.failed("read notes"))?;
        let note = |(id, author, at_us, text)| Note { id, author, at: timestamp(at_us), text };
        Ok(rows.into_iter().map(note).collect())
    }

    /// Writes a note beside an alert; the message to whoever listens and the entry in the
    /// audit log commit with it. `None` where there is no such alert.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`] above [`NOTE_MAX_BYTES`]; [`StoreError::DiskFull`];
    /// [`StoreError::Database`].
    pub async fn add_note(
        &self,
        alert: &AlertId,
        author: &str,
        text: &str,
        now: Timestamp,
    ) -> Result<Option<Note>> {
        if text.len() > NOTE_MAX_BYTES {
            return Err(StoreError::TooLarge {
                what: "note",
                size_bytes: text.len(),
                limit_bytes: NOTE_MAX_BYTES,
            });
        }
        let failed = self.failed("write a note");
        let mut transaction = self.begin_immediate().await?;
        let id: Option<i64> = sqlx::query_scalar(include_str!("queries/insert_note.sql"))
            .bind(alert.as_str())
            .bind(author)
            .bind(now.as_microsecond())
            .bind(text)
            .fetch_optional(&mut *transaction)
            .await
            .map_err(&failed)?;
        let Some(id) = id else { return Ok(None) };
        fault::point("notes.row");
        let topic = "alert.changed";
        let message = json!({ "event": topic, "alert": alert.as_str(), "note": id });
        sqlx::query(include_str!("queries/insert_outbox_message.sql"))
            .bind(topic)
            .bind(Fingerprint::of_parts(["note", &id.to_string()]).to_string())
            .bind(now.as_microsecond())
            .bind(message.to_string())
            .execute(&mut *transaction)
            .await
            .map_err(&failed)?;
        sqlx::query(include_str!("queries/insert_audit_entry.sql"))
            .bind(now.as_microsecond())
            .bind(author)
            .bind("noted")
            .bind(format!("alert {alert}"))
            .bind(json!({ "note": id }).to_string())
            .execute(&mut *transaction)
            .await
            .map_err(&failed)?;
        self.commit(transaction).await?;
        let at = timestamp(now.as_microsecond());
        Ok(Some(Note { id, author: author.to_owned(), at, text: text.to_owned() }))
    }
}

#[cfg(test)]
mod tests;
