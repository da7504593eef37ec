//! What people said of two holders. Append-only: the latest word counts.

use jiff::Timestamp;

use crate::error::Result;
use crate::store::Store;

/// What was said of two keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolderVerdict {
    /// The first key in the alphabet.
    pub a: String,
    /// The other.
    pub b: String,
    /// Whether they are one holder.
    pub is_same: bool,
}

impl Store {
    /// Returns what was said, the oldest first.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`].
    pub async fn holder_verdicts(&self) -> Result<Vec<HolderVerdict>> {
        let rows: Vec<(String, String, String)> =
            sqlx::query_as(include_str!("queries/select_holder_verdicts.sql"))
                .fetch_all(self.readers())
                .await
                .map_err(self.failed("read what was said of holders"))?;
        let verdict = |(a, b, verdict)| HolderVerdict { a, b, is_same: verdict == "same" };
        Ok(rows.into_iter().map(verdict).collect())
    }

    /// Adds what somebody says of two keys, `a` before `b` in the alphabet.
    ///
    /// # Errors
    /// [`crate::StoreError::DiskFull`]; [`crate::StoreError::Database`], also for keys out of
    /// order.
    pub async fn add_holder_verdict(
        &self,
        verdict: &HolderVerdict,
        author: &str,
        now: Timestamp,
    ) -> Result<()> {
        let mut transaction = self.begin_immediate().await?;
        sqlx::query(include_str!("queries/insert_holder_verdict.sql"))
            .bind(&verdict.a)
            .bind(&verdict.b)
            .bind(if verdict.is_same { "same" } else { "different" })
            .bind(author)
            .bind(now.as_microsecond())
            .execute(&mut *transaction)
            .await
            .map_err(self.failed("write what was said of holders"))?;
        self.commit(transaction).await
    }
}
