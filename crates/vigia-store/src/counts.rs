//! How much of everything there is.

use jiff::Timestamp;
use serde::Serialize;
use sqlx::Row;

use crate::alert_history::timestamp;
use crate::error::Result;
use crate::store::Store;

/// Numbers of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Scenes.
    pub scenes: u64,
    /// Layer snapshots.
    pub snapshots: u64,
    /// Features of all snapshots.
    pub features: u64,
    /// Field reports.
    pub reports: u64,
    /// Problems in quarantine.
    pub quarantined: u64,
    /// Clearings of all profiles.
    pub clearings: u64,
    /// Sites.
    pub sites: u64,
    /// Alerts.
    pub alerts: u64,
    /// Messages in the outbox.
    pub outbox: u64,
}

impl Store {
    /// Returns the numbers of rows, as of one moment.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`].
    pub async fn counts(&self) -> Result<Counts> {
        let failed = self.failed("count rows");
        let row = sqlx::query(include_str!("queries/count_rows.sql"))
            .fetch_one(self.readers())
            .await
            .map_err(&failed)?;
        let count =
            |column: &str| row.try_get::<i64, _>(column).map(i64::unsigned_abs).map_err(&failed);
        Ok(Counts {
            scenes: count("scenes")?,
            snapshots: count("snapshots")?,
            features: count("features")?,
            reports: count("reports")?,
            quarantined: count("quarantined")?,
            clearings: count("clearings")?,
            sites: count("sites")?,
            alerts: count("alerts")?,
            outbox: count("outbox")?,
        })
    }

    /// Returns when the newest scene was taken.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`].
    pub async fn latest_acquisition(&self) -> Result<Option<Timestamp>> {
        let newest: Option<i64> =
            sqlx::query_scalar(include_str!("queries/select_latest_acquisition.sql"))
                .fetch_one(self.readers())
                .await
                .map_err(self.failed("read the newest scene"))?;
        Ok(newest.map(timestamp))
    }
}
