//! The outbox: what others are to be told, in the order in which it became true.

use jiff::Timestamp;
use serde_json::Value;

use crate::alert_history::timestamp;
use crate::body::decode;
use crate::effects::Effects;
use crate::error::Result;
use crate::store::Store;

/// Largest page of messages.
pub const OUTBOX_PAGE_MAX: u32 = 1000;

/// One message.
#[derive(Clone, Debug, PartialEq)]
pub struct OutboxMessage {
    /// Grows with every message and is never used again: what a reader resumes from.
    pub id: i64,
    /// What it is about, for instance `alert.raised`.
    pub topic: String,
    /// When it was written.
    pub at: Timestamp,
    /// The message.
    pub payload: Value,
}

impl Store {
    /// Returns the messages behind `id` in order, at most `limit` and
    /// [`OUTBOX_PAGE_MAX`]; 0 begins at the first. There is one writer, so a message
    /// with a smaller number never appears later.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn outbox_after(&self, id: i64, limit: u32) -> Result<Vec<OutboxMessage>> {
        let rows: Vec<(i64, String, i64, String)> =
            sqlx::query_as(include_str!("queries/select_outbox_after.sql"))
                .bind(id)
                .bind(limit.min(OUTBOX_PAGE_MAX))
                .fetch_all(self.readers())
                .await
                .map_err(self.failed("read the outbox"))?;
        let decoded = rows.into_iter().map(|(id, topic, at_us, payload)| {
            let payload = decode("message", &payload)?;
            Ok(OutboxMessage { id, topic, at: timestamp(at_us), payload })
        });
        decoded.collect()
    }
}

impl Store {
    /// Returns the number of the newest message; 0 where there never was one.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`].
    pub async fn newest_outbox_id(&self) -> Result<i64> {
        sqlx::query_scalar(include_str!("queries/select_newest_outbox_id.sql"))
            .fetch_one(self.readers())
            .await
            .map_err(self.failed("read the outbox"))
    }
}

impl Effects {
    /// Publishes a message; one job says the same under the same topic once.
    /// Leave wall-clock times out of `payload`: the row has its own.
    ///
    /// # Errors
    /// [`crate::StoreError::TooLarge`]; [`crate::StoreError::Database`].
    pub async fn publish(&mut self, topic: &str, payload: &Value) -> Result<()> {
        let (text, dedup_key) = self.message("message", &format!("outbox:{topic}"), payload)?;
        let (now_us, failed) = (self.now_us(), self.failed("write to the outbox"));
        sqlx::query(include_str!("queries/insert_outbox_message.sql"))
            .bind(topic)
            .bind(dedup_key)
            .bind(now_us)
            .bind(text)
            .execute(self.connection())
            .await
            .map_err(failed)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
