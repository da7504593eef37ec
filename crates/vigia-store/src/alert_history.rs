//! The history of an alert: append-only, and kept when the alert goes.

use jiff::Timestamp;
use serde_json::Value;
use vigia_core::AlertId;

use crate::body::decode;
use crate::effects::Effects;
use crate::error::Result;
use crate::store::Store;

/// One thing that happened to an alert.
#[derive(Clone, Debug, PartialEq)]
pub struct AlertEvent {
    /// When it was written.
    pub at: Timestamp,
    /// What happened, as the job told it.
    pub event: Value,
}

impl Store {
    /// Returns what happened to an alert, oldest first.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn alert_history(&self, id: &AlertId) -> Result<Vec<AlertEvent>> {
        let rows: Vec<(i64, String)> =
            sqlx::query_as(include_str!("queries/select_alert_history.sql"))
                .bind(id.as_str())
                .fetch_all(self.readers())
                .await
                .map_err(self.failed("read the history of an alert"))?;
        let decoded = rows.into_iter().map(|(at_us, event)| {
            let event = decode("event", &event)?;
            Ok(AlertEvent { at: timestamp(at_us), event })
        });
        decoded.collect()
    }
}

impl Effects {
    /// Appends to an alert's history; one job says the same about the same alert once.
    /// Leave wall-clock times out of `event`: the row has its own.
    ///
    /// # Errors
    /// [`crate::StoreError::TooLarge`]; [`crate::StoreError::Database`].
    pub async fn put_alert_history(&mut self, id: &AlertId, event: &Value) -> Result<()> {
        let subject = format!("alert_history:{id}");
        let (text, dedup_key) = self.message("event", &subject, event)?;
        let (now_us, failed) = (self.now_us(), self.failed("write the history of an alert"));
        sqlx::query(include_str!("queries/insert_alert_event.sql"))
            .bind(id.as_str())
            .bind(dedup_key)
            .bind(now_us)
            .bind(text)
            .execute(self.connection())
            .await
            .map_err(failed)?;
        Ok(())
    }
}

/// Only timestamps are ever written to such a column, so one out of range cannot occur.
pub(crate) fn timestamp(microseconds: i64) -> Timestamp {
    Timestamp::from_microsecond(microseconds).unwrap_or(Timestamp::UNIX_EPOCH)
}
