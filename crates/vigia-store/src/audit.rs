//! The audit log: who did what, when, to what. The database refuses to change or remove
//! its rows.

use jiff::Timestamp;
use serde_json::Value;

use crate::alert_history::timestamp;
use crate::body::{decode, encode_message};
use crate::error::Result;
use crate::store::Store;

/// Largest page of acts.
pub const AUDIT_PAGE_MAX: u32 = 1000;

/// One act.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditEntry {
    /// Who: a person's or a program's name.
    pub actor: String,
    /// What, as a verb: `ingested`, `exported`.
    pub action: String,
    /// To what.
    pub subject: String,
    /// Anything more.
    pub detail: Value,
}

impl Store {
    /// Appends an act to the audit log.
    ///
    /// # Errors
    /// [`crate::StoreError::TooLarge`]; [`crate::StoreError::DiskFull`];
    /// [`crate::StoreError::Database`].
    pub async fn audit(&self, entry: &AuditEntry, now: Timestamp) -> Result<()> {
        let detail = encode_message("audit detail", &entry.detail)?;
        let mut transaction = self.begin_immediate().await?;
        sqlx::query(include_str!("queries/insert_audit_entry.sql"))
            .bind(now.as_microsecond())
            .bind(&entry.actor)
            .bind(&entry.action)
            .bind(&entry.subject)
            .bind(detail)
            .execute(&mut *transaction)
            .await
            .map_err(self.failed("write to the audit log"))?;
        self.commit(transaction).await
    }

    /// Returns the newest acts with their times, the latest first, at most `limit` and
    /// [`AUDIT_PAGE_MAX`].
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn newest_acts(&self, limit: u32) -> Result<Vec<(Timestamp, AuditEntry)>> {
        let rows: Vec<(i64, String, String, String, String)> =
            sqlx::query_as(include_str!("queries/select_newest_audit_entries.sql"))
                .bind(limit.min(AUDIT_PAGE_MAX))
                .fetch_all(self.readers())
                .await
                .map_err(self.failed("read the audit log"))?;
        let decoded = rows.into_iter().map(|(at_us, actor, action, subject, detail)| {
            let detail = decode("audit detail", &detail)?;
            Ok((timestamp(at_us), AuditEntry { actor, action, subject, detail }))
        });
        decoded.collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::sample;

    #[tokio::test]
    async fn the_audit_log_refuses_to_change_or_lose_a_row() {
        let (_folder, store) = sample::store().await;
        let entry = AuditEntry {
            actor: "analista ficticia".to_owned(),
            action: "exported".to_owned(),
            subject: "alerts".to_owned(),
            detail: Value::Null,
        };
        store.audit(&entry, sample::now()).await.unwrap();

        for sql in ["UPDATE audit SET actor = 'nadie'", "DELETE FROM audit"] {
            let mut transaction = store.begin_immediate().await.unwrap();
            let refused = sqlx::query(sql).execute(&mut *transaction).await.unwrap_err();
            assert!(refused.to_string().contains("append-only"), "{sql}: {refused}");
        }
    }
}
