//! Field reports.

use geo_types::Rect;
use vigia_core::ReportId;
use vigia_core::report::Report;

use crate::body::{decode_all, encode};
use crate::effects::{Effects, Written};
use crate::error::Result;
use crate::store::Store;

impl Store {
    /// Returns all reports, by identifier.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn reports(&self) -> Result<Vec<Report>> {
        let bodies = sqlx::query_scalar(include_str!("queries/select_reports.sql"))
            .fetch_all(self.readers())
            .await
            .map_err(self.failed("read reports"))?;
        decode_all("report", bodies).await
    }

    /// Returns the reports inside `bbox` (degrees, EPSG:4326, edges included), by
    /// identifier.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn reports_in(&self, bbox: Rect<f64>) -> Result<Vec<Report>> {
        let bodies = sqlx::query_scalar(include_str!("queries/select_reports_in.sql"))
            .bind(bbox.min().x)
            .bind(bbox.min().y)
            .bind(bbox.max().x)
            .bind(bbox.max().y)
            .fetch_all(self.readers())
            .await
            .map_err(self.failed("read reports"))?;
        decode_all("report", bodies).await
    }
}

impl Effects {
    /// Stores a report; the same submission again is the same row.
    ///
    /// # Errors
    /// [`crate::StoreError::NotStorable`]; [`crate::StoreError::Database`].
    pub async fn put_report(&mut self, report: &Report) -> Result<Written> {
        let body = encode("report", report.id.as_str(), report)?;
        let written = Self::compare(self.known_report(&report.id).await?.as_deref(), &body);
        if written != Written::Unchanged {
            self.upsert_report(report, &body).await?;
        }
        Ok(written)
    }

    async fn known_report(&mut self, id: &ReportId) -> Result<Option<String>> {
        let failed = self.failed("read a report");
        sqlx::query_scalar(include_str!("queries/select_report.sql"))
            .bind(id.as_str())
            .fetch_optional(self.connection())
            .await
            .map_err(failed)
    }

    async fn upsert_report(&mut self, report: &Report, body: &str) -> Result<()> {
        let failed = self.failed("write a report");
        let source = serde_json::to_value(report.source).unwrap_or_default();
        sqlx::query(include_str!("queries/upsert_report.sql"))
            .bind(report.id.as_str())
            .bind(source.as_str().unwrap_or_default().to_owned())
            .bind(report.observed_at.map(jiff::Timestamp::as_microsecond))
            .bind(report.position.x())
            .bind(report.position.y())
            .bind(body)
            .execute(self.connection())
            .await
            .map_err(failed)?;
        Ok(())
    }
}
