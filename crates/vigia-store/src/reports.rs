//! Field reports.

use geo_types::Rect;
use serde::{Deserialize, Serialize};
use vigia_core::ReportId;
use vigia_core::report::Report;

use crate::body::{decode, decode_all, encode};
use crate::bounds::Bounds;
use crate::effects::{Effects, Written};
use crate::error::Result;
use crate::store::Store;

/// Largest page of reports.
pub const REPORTS_PAGE_MAX: u32 = 1000;

/// Where a report without a time stands: behind all others. The same number stands in the
/// migration that made the index.
const NO_TIME_US: i64 = -9_000_000_000_000_000_000;

/// A place in the order of reports: time falling, then identifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportCursor {
    /// When the last report seen was observed, in microseconds since 1970 (UTC).
    pub observed_at_us: Option<i64>,
    /// Its identifier.
    pub id: ReportId,
}

/// One page of reports.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportPage {
    /// The reports, the newest first.
    pub reports: Vec<Report>,
    /// How many there are on all pages.
    pub total: u64,
    /// Where the next page begins; `None` on the last.
    pub next: Option<ReportCursor>,
}

impl Store {
    /// Returns the report, or `None`.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn report(&self, id: &ReportId) -> Result<Option<Report>> {
        let body: Option<String> = sqlx::query_scalar(include_str!("queries/select_report.sql"))
            .bind(id.as_str())
            .fetch_optional(self.readers())
            .await
            .map_err(self.failed("read a report"))?;
        body.map(|text| decode("report", &text)).transpose()
    }

    /// Returns one page of the reports inside `bbox` (degrees, EPSG:4326, edges included),
    /// the newest first and those without a time last, behind `after`; at most
    /// [`REPORTS_PAGE_MAX`].
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn reports_page(
        &self,
        bbox: Option<Rect<f64>>,
        after: Option<&ReportCursor>,
        limit: u32,
    ) -> Result<ReportPage> {
        let (bounds, failed) =
            (bbox.map(Bounds::from).unwrap_or_default(), self.failed("read reports"));
        let length = limit.clamp(1, REPORTS_PAGE_MAX);
        let mut snapshot = self.readers().begin().await.map_err(&failed)?;
        let total: i64 = sqlx::query_scalar(include_str!("queries/count_reports.sql"))
            .bind(bounds.west)
            .bind(bounds.south)
            .bind(bounds.east)
            .bind(bounds.north)
            .fetch_one(&mut *snapshot)
            .await
            .map_err(&failed)?;
        let bodies = sqlx::query_scalar(include_str!("queries/select_reports_page.sql"))
            .bind(bounds.west)
            .bind(bounds.south)
            .bind(bounds.east)
            .bind(bounds.north)
            .bind(after.map(|cursor| cursor.observed_at_us.unwrap_or(NO_TIME_US)))
            .bind(after.map(|cursor| cursor.id.as_str().to_owned()))
            .bind(length + 1)
            .fetch_all(&mut *snapshot)
            .await
            .map_err(failed)?;
        let mut reports: Vec<Report> = decode_all("report", bodies).await?;
        let more = reports.len() > length as usize;
        reports.truncate(length as usize);
        let next = reports.last().filter(|_| more).map(|report| ReportCursor {
            observed_at_us: report.observed_at.map(jiff::Timestamp::as_microsecond),
            id: report.id.clone(),
        });
        Ok(ReportPage { reports, total: total.unsigned_abs(), next })
    }

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

#[cfg(test)]
mod tests;
