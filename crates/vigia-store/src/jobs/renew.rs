//! Renewing: a worker that is still at it keeps its lease.

use std::time::Duration;

use jiff::Timestamp;

use super::Lease;
use super::claim::expiry_us;
use crate::error::Result;
use crate::store::Store;

impl Store {
    /// Prolongs a lease until `now + duration`, unless another worker has the job.
    ///
    /// # Errors
    /// [`crate::StoreError::StaleLease`] where it was lost: stop working on it.
    /// [`crate::StoreError::Database`].
    pub async fn renew(&self, lease: &Lease, duration: Duration, now: Timestamp) -> Result<()> {
        let mut transaction = self.begin_immediate().await?;
        let renewed = sqlx::query(include_str!("../queries/renew_lease.sql"))
            .bind(lease.job_id.0)
            .bind(lease.fencing_token.0)
            .bind(expiry_us(now, duration))
            .execute(&mut *transaction)
            .await
            .map_err(self.failed("renew a lease"))?;
        if renewed.rows_affected() != 1 {
            return Err(lease.stale());
        }
        self.commit(transaction).await
    }
}
