//! Quarantine: inputs that could not be taken in, and why.

use serde::{Deserialize, Serialize};
use vigia_core::{Fingerprint, Problem};

use crate::body::{decode_all, encode};
use crate::effects::{Effects, Written};
use crate::error::Result;
use crate::store::Store;

/// One problem that kept an input, or a part of it, out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quarantined {
    /// What it was taken for: `scene`, `layer` or `report`.
    pub kind: String,
    /// Where the input stood.
    pub source_path: String,
    /// SHA-256 of the input, where it could be read.
    pub fingerprint: Option<Fingerprint>,
    /// What is wrong with which part of it.
    pub problem: Problem,
}

impl Store {
    /// Returns everything in quarantine, by kind, path, code and subject.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn quarantined(&self) -> Result<Vec<Quarantined>> {
        let bodies = sqlx::query_scalar(include_str!("queries/select_quarantined.sql"))
            .fetch_all(self.readers())
            .await
            .map_err(self.failed("read the quarantine"))?;
        decode_all("quarantine entry", bodies).await
    }
}

impl Effects {
    /// Records a problem; the same problem with the same part of the same input again
    /// is the same row.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`].
    pub async fn put_quarantine(&mut self, entry: &Quarantined) -> Result<Written> {
        let body = encode("quarantine entry", &entry.source_path, entry)?;
        let written = Self::compare(self.known_quarantine(entry).await?.as_deref(), &body);
        if written != Written::Unchanged {
            self.upsert_quarantine(entry, &body).await?;
        }
        Ok(written)
    }

    /// Forgets what was wrong with an input: call it before an input is taken in again,
    /// so that a mended file leaves quarantine. Returns how many entries went.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`].
    pub async fn clear_quarantine(&mut self, kind: &str, source_path: &str) -> Result<u64> {
        let failed = self.failed("clear the quarantine");
        let deleted = sqlx::query(include_str!("queries/delete_quarantined.sql"))
            .bind(kind)
            .bind(source_path)
            .execute(self.connection())
            .await
            .map_err(failed)?;
        Ok(deleted.rows_affected())
    }

    async fn known_quarantine(&mut self, entry: &Quarantined) -> Result<Option<String>> {
        let failed = self.failed("read the quarantine");
        sqlx::query_scalar(include_str!("queries/select_quarantine_entry.sql"))
            .bind(&entry.kind)
            .bind(&entry.source_path)
            .bind(entry.problem.code.as_str())
            .bind(&entry.problem.subject)
            .fetch_optional(self.connection())
            .await
            .map_err(failed)
    }

    async fn upsert_quarantine(&mut self, entry: &Quarantined, body: &str) -> Result<()> {
        let (now_us, failed) = (self.now_us(), self.failed("write to the quarantine"));
        sqlx::query(include_str!("queries/upsert_quarantined.sql"))
            .bind(&entry.kind)
            .bind(&entry.source_path)
            .bind(entry.problem.code.as_str())
            .bind(&entry.problem.subject)
            .bind(now_us)
            .bind(body)
            .execute(self.connection())
            .await
            .map_err(failed)?;
        Ok(())
    }
}
