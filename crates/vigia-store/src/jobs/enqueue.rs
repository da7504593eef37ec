//! Enqueueing: the same work is one row, however often it is asked for.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{JobId, JobState, NewJob};
use crate::body::encode_message;
use crate::error::{Result, StoreError};
use crate::fault;
use crate::store::Store;

/// What enqueueing found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enqueued {
    /// The job.
    pub job_id: JobId,
    /// Where it stood before; `None` where it is new.
    pub before: Option<JobState>,
}

impl Store {
    /// Queues a job, unless the same work is queued, running or done.
    ///
    /// A failed job is revived with its counters at zero: whoever asks again has perhaps
    /// freed the disk or mended the file. While no one works on it, the newest payload
    /// counts, for the input may have moved to another folder.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`] for the payload; [`StoreError::DiskFull`];
    /// [`StoreError::Database`].
    pub async fn enqueue(&self, job: &NewJob, now: Timestamp) -> Result<Enqueued> {
        let mut enqueued = self.enqueue_all(std::slice::from_ref(job), now).await?;
        enqueued.pop().ok_or(StoreError::Interrupted { action: "enqueueing a job" })
    }

    /// Queues many jobs in one transaction, in their order; see [`Store::enqueue`].
    ///
    /// # Errors
    /// Those of [`Store::enqueue`]; then none is queued.
    pub async fn enqueue_all(&self, jobs: &[NewJob], now: Timestamp) -> Result<Vec<Enqueued>> {
        let mut transaction = self.begin_immediate().await?;
        let mut enqueued = Vec::with_capacity(jobs.len());
        for job in jobs {
            enqueued
                .push(enqueue_in(&mut transaction, job, now, self.failed("enqueue a job")).await?);
        }
        self.commit(transaction).await?;
        fault::point("jobs.enqueued");
        Ok(enqueued)
    }
}

pub(crate) async fn enqueue_in(
    connection: &mut SqliteConnection,
    job: &NewJob,
    now: Timestamp,
    failed: impl Fn(sqlx::Error) -> StoreError,
) -> Result<Enqueued> {
    let payload = encode_message("job payload", &job.payload)?;
    let key = job.key.to_string();
    let before = select_job(&mut *connection, &job.kind, &key).await.map_err(&failed)?;
    if let Some((id, state @ ("running" | "done"))) =
        before.as_ref().map(|(id, state)| (*id, state.as_str()))
    {
        return Ok(Enqueued { job_id: JobId(id), before: Some(JobState::from_name(state)) });
    }
    let id = upsert_job(connection, &job.kind, &key, &payload, now).await.map_err(&failed)?;
    Ok(Enqueued { job_id: JobId(id), before: before.map(|(_, state)| JobState::from_name(&state)) })
}

pub(super) async fn select_job(
    connection: &mut SqliteConnection,
    kind: &str,
    key: &str,
) -> sqlx::Result<Option<(i64, String)>> {
    sqlx::query_as(include_str!("../queries/select_job.sql"))
        .bind(kind)
        .bind(key)
        .fetch_optional(connection)
        .await
}

async fn upsert_job(
    connection: &mut SqliteConnection,
    kind: &str,
    key: &str,
    payload: &str,
    now: Timestamp,
) -> sqlx::Result<i64> {
    sqlx::query_scalar(include_str!("../queries/upsert_job.sql"))
        .bind(kind)
        .bind(key)
        .bind(payload)
        .bind(now.as_microsecond())
        .fetch_one(connection)
        .await
}
