//! Failing: a job goes back to the queue until it has failed too often.

use jiff::Timestamp;

use super::{JobFailure, JobState, Lease};
use crate::error::{Result, StoreError};
use crate::fault;
use crate::store::Store;

impl Store {
    /// Ends a lease without effects. The job is queued again, or given up once it has
    /// failed `attempts_max` times; returns which.
    ///
    /// # Errors
    /// [`StoreError::StaleLease`] where another worker has the job; [`StoreError::DiskFull`];
    /// [`StoreError::Database`].
    pub async fn fail(
        &self,
        lease: &Lease,
        failure: impl Into<JobFailure>,
        attempts_max: u32,
        now: Timestamp,
    ) -> Result<JobState> {
        let refused =
            || StoreError::NotStorable { noun: "job failure", id: lease.job_id.to_string() };
        let failure = serde_json::to_string(&failure.into()).map_err(|_| refused())?;
        let mut transaction = self.begin_immediate().await?;
        let state: Option<String> = sqlx::query_scalar(include_str!("../queries/fail_job.sql"))
            .bind(lease.job_id.0)
            .bind(lease.fencing_token.0)
            .bind(failure)
            .bind(attempts_max)
            .bind(now.as_microsecond())
            .fetch_optional(&mut *transaction)
            .await
            .map_err(self.failed("fail a job"))?;
        let Some(state) = state else { return Err(lease.stale()) };
        self.commit(transaction).await?;
        fault::point("jobs.failed");
        Ok(JobState::from_name(&state))
    }
}
