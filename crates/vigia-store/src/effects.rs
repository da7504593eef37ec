//! Effects: everything that a job writes, in one transaction with its own completion.

use jiff::Timestamp;
use serde_json::Value;
use sqlx::{Sqlite, SqliteConnection, Transaction};
use vigia_core::Fingerprint;

use crate::error::{Result, StoreError};
use crate::fault;
use crate::jobs::{Enqueued, Lease, NewJob, enqueue_in};
use crate::store::Store;

/// What a write did to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// There was none; now there is.
    New,
    /// It said something else before.
    Changed,
    /// It already said this.
    Unchanged,
}

/// The open transaction of one leased job; made by [`Store::begin`].
///
/// It holds the store's only write connection: compute first, then begin, write and
/// [`Effects::commit`]. Dropped without that, it leaves nothing behind. The `put_*`
/// methods stand beside the nouns that they write.
#[derive(Debug)]
pub struct Effects {
    store: Store,
    transaction: Transaction<'static, Sqlite>,
    lease: Lease,
    now: Timestamp,
}

impl Store {
    /// Begins the effects of a leased job; `now` dates whatever they write.
    ///
    /// # Errors
    /// [`StoreError::StaleLease`] where the job is another worker's by now;
    /// [`StoreError::Database`].
    pub async fn begin(&self, lease: &Lease, now: Timestamp) -> Result<Effects> {
        let transaction = self.begin_immediate().await?;
        let mut effects = Effects { store: self.clone(), transaction, lease: lease.clone(), now };
        if !effects.lease_holds().await? {
            return Err(lease.stale());
        }
        fault::point("effects.begun");
        Ok(effects)
    }
}

impl Effects {
    /// Marks the job done and commits it together with everything written here.
    ///
    /// # Errors
    /// [`StoreError::StaleLease`] where the job is another worker's by now: then nothing
    /// is written. [`StoreError::DiskFull`], [`StoreError::Database`].
    pub async fn commit(mut self) -> Result<()> {
        if !self.mark_job_done().await? {
            return Err(self.lease.stale());
        }
        fault::point("effects.before_commit");
        let Self { store, transaction, .. } = self;
        store.commit(transaction).await
    }

    /// Commits the same, and forgets the done jobs of this kind and payload: what they wrote
    /// has been replaced. Should their inputs come back, that is work again.
    ///
    /// # Errors
    /// Those of [`Effects::commit`].
    pub async fn supersede(mut self) -> Result<()> {
        let (job_id, kind) = (self.lease.job_id, self.lease.kind.clone());
        let failed = self.failed("supersede jobs");
        sqlx::query(include_str!("queries/supersede_jobs.sql"))
            .bind(job_id.0)
            .bind(kind)
            .execute(self.connection())
            .await
            .map_err(failed)?;
        self.commit().await
    }

    /// Forgets the job without effects: its inputs have changed since it was enqueued.
    ///
    /// # Errors
    /// Those of [`Effects::commit`].
    pub async fn forget(mut self) -> Result<()> {
        let (job_id, token) = (self.lease.job_id, self.lease.fencing_token);
        let failed = self.failed("forget a job");
        let forgotten = sqlx::query(include_str!("queries/forget_job.sql"))
            .bind(job_id.0)
            .bind(token.0)
            .execute(self.connection())
            .await
            .map_err(failed)?;
        if forgotten.rows_affected() != 1 {
            return Err(self.lease.stale());
        }
        let Self { store, transaction, .. } = self;
        store.commit(transaction).await
    }

    /// Enqueues a follow-up job, which exists if and only if these effects do.
    ///
    /// # Errors
    /// Those of [`Store::enqueue`].
    pub async fn enqueue(&mut self, job: &NewJob) -> Result<Enqueued> {
        let (now, failed) = (self.now, self.failed("enqueue a job"));
        enqueue_in(self.connection(), job, now, failed).await
    }

    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.transaction
    }

    pub(crate) fn now_us(&self) -> i64 {
        self.now.as_microsecond()
    }

    pub(crate) fn failed(
        &self,
        action: &'static str,
    ) -> impl Fn(sqlx::Error) -> StoreError + use<> {
        self.store.failed(action)
    }

    /// Returns the key under which this job says `message` about `subject` once, however
    /// often it runs; another job, or the same work done again, may say the same again.
    pub(crate) fn dedup_key(&self, subject: &str, message: &str) -> String {
        let job = &self.lease;
        let id = job.job_id.to_string();
        Fingerprint::of_parts([job.kind.as_str(), &id, &job.key.to_string(), subject, message])
            .to_string()
    }

    async fn lease_holds(&mut self) -> Result<bool> {
        let (job_id, token, failed) =
            (self.lease.job_id, self.lease.fencing_token, self.failed("check a lease"));
        sqlx::query_scalar(include_str!("queries/check_lease.sql"))
            .bind(job_id.0)
            .bind(token.0)
            .fetch_one(self.connection())
            .await
            .map_err(failed)
    }

    async fn mark_job_done(&mut self) -> Result<bool> {
        let (job_id, token, now_us) = (self.lease.job_id, self.lease.fencing_token, self.now_us());
        let failed = self.failed("mark a job done");
        let updated = sqlx::query(include_str!("queries/mark_job_done.sql"))
            .bind(job_id.0)
            .bind(token.0)
            .bind(now_us)
            .execute(self.connection())
            .await
            .map_err(failed)?;
        Ok(updated.rows_affected() == 1)
    }

    /// Tells whether `after` would change the row that says `before`.
    pub(crate) fn compare(before: Option<&str>, after: &str) -> Written {
        match before {
            None => Written::New,
            Some(text) if text == after => Written::Unchanged,
            Some(_) => Written::Changed,
        }
    }

    /// Encodes a message of this job and the key that keeps it single.
    pub(crate) fn message(
        &self,
        what: &'static str,
        subject: &str,
        message: &Value,
    ) -> Result<(String, String)> {
        let text = crate::body::encode_message(what, message)?;
        let key = self.dedup_key(subject, &text);
        Ok((text, key))
    }
}

#[cfg(test)]
mod tests;
