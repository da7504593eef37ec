//! Claiming: the oldest waiting job goes to one worker, with a new fencing token.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;
use sqlx::SqliteConnection;

use super::{FencingToken, JobFailure, JobId, Lease};
use crate::body::decode;
use crate::error::{Result, StoreError};
use crate::fault;
use crate::store::Store;

/// A job claimed this often without an end is given up: it probably kills its worker,
/// and would do so for ever.
pub const CLAIMS_MAX: i64 = 100;

type Row = (i64, String, String, String, i64);

impl Store {
    /// Leases the oldest waiting job of one of `kinds`, or one whose lease has expired;
    /// `None` where there is none. The lease lasts until `now + lease`; see
    /// [`Store::renew`].
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::Database`].
    pub async fn claim(
        &self,
        kinds: &[&str],
        worker: &str,
        lease: Duration,
        now: Timestamp,
    ) -> Result<Option<Lease>> {
        let failed = self.failed("claim a job");
        let kinds = Value::from(kinds).to_string();
        let mut transaction = self.begin_immediate().await?;
        give_up_endless_jobs(&mut transaction, now).await.map_err(&failed)?;
        let claimed = claim_next_job(&mut transaction, &kinds, worker, expiry_us(now, lease), now)
            .await
            .map_err(&failed)?;
        self.commit(transaction).await?;
        fault::point("jobs.claimed");
        claimed.map(lease_from_row).transpose()
    }
}

/// Gives running jobs back to the queue. Called once at opening: whoever holds the
/// workspace lock is alone, so a worker that still "runs" one of them is dead, and a
/// run after a crash need not wait for leases to expire. Tokens stay as they are, so
/// even a worker that came back would be refused.
pub(crate) async fn release_jobs_of_the_dead(store: &Store) -> Result<()> {
    let mut transaction = store.begin_immediate().await?;
    let released = sqlx::query(include_str!("../queries/release_running_jobs.sql"))
        .execute(&mut *transaction)
        .await
        .map_err(store.failed("release jobs"))?
        .rows_affected();
    if released > 0 {
        tracing::info!(released, "took up the jobs of an interrupted run");
    }
    store.commit(transaction).await
}

pub(super) fn expiry_us(now: Timestamp, lease: Duration) -> i64 {
    let lease_us = i64::try_from(lease.as_micros()).unwrap_or(i64::MAX);
    now.as_microsecond().saturating_add(lease_us)
}

async fn give_up_endless_jobs(
    connection: &mut SqliteConnection,
    now: Timestamp,
) -> sqlx::Result<()> {
    let failure = JobFailure::from("it was begun many times and never came to an end");
    sqlx::query(include_str!("../queries/give_up_endless_jobs.sql"))
        .bind(CLAIMS_MAX)
        .bind(now.as_microsecond())
        .bind(serde_json::to_string(&failure).unwrap_or_default())
        .execute(connection)
        .await
        .map(|_| ())
}

async fn claim_next_job(
    connection: &mut SqliteConnection,
    kinds: &str,
    worker: &str,
    expires_us: i64,
    now: Timestamp,
) -> sqlx::Result<Option<Row>> {
    sqlx::query_as(include_str!("../queries/claim_next_job.sql"))
        .bind(kinds)
        .bind(worker)
        .bind(expires_us)
        .bind(now.as_microsecond())
        .fetch_optional(connection)
        .await
}

fn lease_from_row((id, kind, key, payload, token): Row) -> Result<Lease, StoreError> {
    Ok(Lease {
        job_id: JobId(id),
        kind,
        key: serde_json::from_value(Value::String(key))
            .map_err(|source| StoreError::NotReadable { noun: "job key", source })?,
        payload: decode("job payload", &payload)?,
        fencing_token: FencingToken(token),
    })
}
