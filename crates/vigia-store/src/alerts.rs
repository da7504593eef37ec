//! Alerts: one a site, ranked.

use sqlx::{SqliteConnection, SqliteExecutor};
use vigia_core::{Alert, AlertId};

use crate::alert_filter::{ALERTS_PAGE_MAX, AlertCursor, AlertFilter, AlertPage};
use crate::body::{decode, decode_all, encode};
use crate::bounds::Bounds;
use crate::effects::{Effects, Written};
use crate::error::{Result, StoreError};
use crate::fault;
use crate::store::Store;

impl Store {
    /// Returns the alert, or `None`.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::NotReadable`].
    pub async fn alert(&self, id: &AlertId) -> Result<Option<Alert>> {
        let body = select_alert(self.readers(), id).await.map_err(self.failed("read an alert"))?;
        body.map(|text| decode("alert", &text)).transpose()
    }

    /// Returns one page of the alerts that the filter chooses, the most confident and
    /// largest first; equal ones stand by identifier, so the order is stable.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::NotReadable`].
    pub async fn alerts(&self, filter: &AlertFilter) -> Result<AlertPage> {
        let failed = self.failed("read alerts");
        let mut connection = self.readers().acquire().await.map_err(&failed)?;
        page(&mut connection, filter, failed).await
    }

    /// Returns every alert that the filter chooses, in the order of [`Store::alerts`]
    /// and as of one moment; the filter's limit is only the size of the steps.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::NotReadable`].
    pub async fn every_alert(&self, filter: &AlertFilter) -> Result<Vec<Alert>> {
        let mut snapshot = self.readers().begin().await.map_err(self.failed("read alerts"))?;
        let (mut filter, mut alerts) = (filter.clone(), Vec::new());
        loop {
            let found = page(&mut snapshot, &filter, self.failed("read alerts")).await?;
            alerts.extend(found.alerts);
            match found.next {
                Some(next) => filter.after = Some(next),
                None => return Ok(alerts),
            }
        }
    }
}

impl Effects {
    /// Returns the alert as it stands inside this transaction, or `None`.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::NotReadable`].
    pub async fn alert(&mut self, id: &AlertId) -> Result<Option<Alert>> {
        let failed = self.failed("read an alert");
        let body = select_alert(self.connection(), id).await.map_err(failed)?;
        body.map(|text| decode("alert", &text)).transpose()
    }

    /// Writes an alert. Where there is one with this identifier, `first_alerted` stays
    /// what it was: a re-run does not make an old alert new.
    ///
    /// # Errors
    /// [`StoreError::NotStorable`]; [`StoreError::Database`].
    pub async fn put_alert(&mut self, alert: &Alert) -> Result<Written> {
        let before = self.alert(&alert.id).await?;
        let mut after = alert.clone();
        if let Some(known) = &before {
            after.first_alerted = known.first_alerted;
        }
        if before.as_ref() == Some(&after) {
            return Ok(Written::Unchanged);
        }
        self.upsert_alert(&after).await?;
        fault::point("effects.alert_row");
        Ok(if before.is_some() { Written::Changed } else { Written::New })
    }

    /// Removes an alert, for instance because its site merged into another; its history
    /// stays. Says whether there was one.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn remove_alert(&mut self, id: &AlertId) -> Result<bool> {
        let failed = self.failed("remove an alert");
        let deleted = sqlx::query(include_str!("queries/delete_alert.sql"))
            .bind(id.as_str())
            .execute(self.connection())
            .await
            .map_err(failed)?;
        Ok(deleted.rows_affected() > 0)
    }

    async fn upsert_alert(&mut self, alert: &Alert) -> Result<()> {
        let failed = self.failed("write an alert");
        let body = encode("alert", alert.id.as_str(), alert)?;
        let bounds = Bounds::of(&alert.outline);
        sqlx::query(include_str!("queries/upsert_alert.sql"))
            .bind(alert.id.as_str())
            .bind(alert.site.as_str())
            .bind(alert.state.name())
            .bind(alert.driver.name())
            .bind(alert.confidence)
            .bind(alert.area.0)
            .bind(alert.onset.not_before.to_string())
            .bind(alert.onset.not_after.to_string())
            .bind(alert.first_alerted.as_microsecond())
            .bind(&alert.profile)
            .bind(bounds.west)
            .bind(bounds.south)
            .bind(bounds.east)
            .bind(bounds.north)
            .bind(body)
            .execute(self.connection())
            .await
            .map_err(failed)?;
        Ok(())
    }
}

/// One row more than the page tells whether there is a next one.
async fn page(
    connection: &mut SqliteConnection,
    filter: &AlertFilter,
    failed: impl Fn(sqlx::Error) -> StoreError,
) -> Result<AlertPage> {
    let length = filter.limit.clamp(1, ALERTS_PAGE_MAX);
    let bodies = select_alerts(connection, filter, length + 1).await.map_err(failed)?;
    let mut alerts: Vec<Alert> = decode_all("alert", bodies).await?;
    let more = alerts.len() > length as usize;
    alerts.truncate(length as usize);
    let next = if more { alerts.last().map(AlertCursor::of) } else { None };
    Ok(AlertPage { alerts, next })
}

async fn select_alert(
    executor: impl SqliteExecutor<'_>,
    id: &AlertId,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar(include_str!("queries/select_alert.sql"))
        .bind(id.as_str())
        .fetch_optional(executor)
        .await
}

async fn select_alerts(
    connection: &mut SqliteConnection,
    filter: &AlertFilter,
    rows_max: u32,
) -> sqlx::Result<Vec<String>> {
    let bounds = filter.bbox.map(Bounds::from).unwrap_or_default();
    let after = filter.after.as_ref();
    sqlx::query_scalar(include_str!("queries/select_alerts.sql"))
        .bind(filter.state.map(|state| state.name()))
        .bind(filter.driver.map(|driver| driver.name()))
        .bind(filter.min_confidence)
        .bind(filter.min_area_ha)
        .bind(filter.since.map(|day| day.to_string()))
        .bind(bounds.west)
        .bind(bounds.south)
        .bind(bounds.east)
        .bind(bounds.north)
        .bind(after.map(|cursor| cursor.confidence))
        .bind(after.map(|cursor| cursor.area_ha))
        .bind(after.map(|cursor| cursor.id.as_str().to_owned()))
        .bind(rows_max)
        .fetch_all(connection)
        .await
}

#[cfg(test)]
mod tests;
