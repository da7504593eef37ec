//! Who opened an alert first.

use jiff::Timestamp;
use vigia_core::AlertId;

use crate::alert_history::timestamp;
use crate::error::Result;
use crate::store::Store;

/// The first time that somebody opened an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertLook {
    /// Who: a user name.
    pub reader: String,
    /// When.
    pub at: Timestamp,
}

impl Store {
    /// Returns who opened the alert first; `None` where nobody has.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`].
    pub async fn alert_look(&self, alert: &AlertId) -> Result<Option<AlertLook>> {
        let row: Option<(String, i64)> =
            sqlx::query_as(include_str!("queries/select_alert_look.sql"))
                .bind(alert.as_str())
                .fetch_optional(self.readers())
                .await
                .map_err(self.failed("read who opened an alert"))?;
        Ok(row.map(|(reader, at_us)| AlertLook { reader, at: timestamp(at_us) }))
    }

    /// Notes that `reader` opened the alert, where nobody had; its priority falls with it.
    /// Says whether it was noted: neither where somebody had, nor where there is no such
    /// alert.
    ///
    /// # Errors
    /// [`crate::StoreError::DiskFull`]; [`crate::StoreError::Database`].
    pub async fn note_alert_look(
        &self,
        alert: &AlertId,
        reader: &str,
        now: Timestamp,
    ) -> Result<bool> {
        let mut transaction = self.begin_immediate().await?;
        let noted = sqlx::query(include_str!("queries/insert_alert_look.sql"))
            .bind(alert.as_str())
            .bind(reader)
            .bind(now.as_microsecond())
            .execute(&mut *transaction)
            .await
            .map_err(self.failed("note who opened an alert"))?;
        self.commit(transaction).await?;
        Ok(noted.rows_affected() > 0)
    }
}

#[cfg(test)]
mod tests;
