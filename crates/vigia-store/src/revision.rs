//! Whether anything a map shows may have changed.

use sqlx::Row;

use crate::error::Result;
use crate::store::Store;

/// A mark that moves whenever a job commits: two equal ones mean that no scene, layer,
/// report, site or alert was written in between.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    newest_message: i64,
    jobs_done: i64,
    last_done_us: i64,
}

impl Store {
    /// Returns the mark as of now. Cheap: the outbox's and the jobs' keys are read, never a
    /// noun. Nouns are only written by [`crate::Effects`], which end a job.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`].
    pub async fn revision(&self) -> Result<Revision> {
        let failed = self.failed("read the revision");
        let row = sqlx::query(include_str!("queries/select_revision.sql"))
            .fetch_one(self.readers())
            .await
            .map_err(&failed)?;
        let number = |column: &str| row.try_get::<i64, _>(column).map_err(&failed);
        Ok(Revision {
            newest_message: number("newest_message")?,
            jobs_done: number("jobs_done")?,
            last_done_us: number("last_done_us")?,
        })
    }
}
