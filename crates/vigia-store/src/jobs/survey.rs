//! Surveying: how far the work has come, and what was given up.

use std::collections::BTreeMap;

use serde_json::Value;
use vigia_core::Fingerprint;

use super::enqueue::select_job;
use super::{JobFailure, JobState};
use crate::body::decode;
use crate::error::Result;
use crate::store::Store;

/// Number of jobs of one kind by state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JobCounts {
    /// Waiting.
    pub queued: u64,
    /// Leased.
    pub running: u64,
    /// Committed.
    pub done: u64,
    /// Given up.
    pub failed: u64,
}

/// A job that was given up.
#[derive(Clone, Debug, PartialEq)]
pub struct FailedJob {
    /// Its kind.
    pub kind: String,
    /// What it was given.
    pub payload: Value,
    /// Why the last attempt failed.
    pub failure: JobFailure,
}

impl Store {
    /// Returns the number of jobs by kind and state.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`].
    pub async fn job_counts(&self) -> Result<BTreeMap<String, JobCounts>> {
        let rows: Vec<(String, String, i64)> =
            sqlx::query_as(include_str!("../queries/count_jobs.sql"))
                .fetch_all(self.readers())
                .await
                .map_err(self.failed("count jobs"))?;
        let mut counts = BTreeMap::<String, JobCounts>::new();
        for (kind, state, count) in rows {
            let of_kind = counts.entry(kind).or_default();
            let cell = match JobState::from_name(&state) {
                JobState::Queued => &mut of_kind.queued,
                JobState::Running => &mut of_kind.running,
                JobState::Done => &mut of_kind.done,
                JobState::Failed => &mut of_kind.failed,
            };
            *cell = count.unsigned_abs();
        }
        Ok(counts)
    }

    /// Returns where the job stands; `None` where it was never queued.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`].
    pub async fn job_state(&self, kind: &str, key: &Fingerprint) -> Result<Option<JobState>> {
        let failed = self.failed("look up a job");
        let mut connection = self.readers().acquire().await.map_err(&failed)?;
        let row = select_job(&mut connection, kind, &key.to_string()).await.map_err(&failed)?;
        Ok(row.map(|(_, state)| JobState::from_name(&state)))
    }

    /// Returns the jobs that were given up, oldest first.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn failed_jobs(&self) -> Result<Vec<FailedJob>> {
        let rows: Vec<(String, String, String)> =
            sqlx::query_as(include_str!("../queries/select_failed_jobs.sql"))
                .fetch_all(self.readers())
                .await
                .map_err(self.failed("list failed jobs"))?;
        let decoded = rows.into_iter().map(|(kind, payload, failure)| {
            let payload = decode("job payload", &payload)?;
            Ok(FailedJob { kind, payload, failure: decode("job failure", &failure)? })
        });
        decoded.collect()
    }
}
