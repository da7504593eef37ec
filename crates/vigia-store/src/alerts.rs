//! Alerts: one a site, ranked.

use sqlx::SqliteExecutor;
use vigia_core::{Alert, AlertId, SiteId};

use crate::alert_filter::{AlertFilter, AlertPage, RankedAlert, ranked};
use crate::alert_query;
use crate::body::{decode, decode_all, encode, id_list};
use crate::bounds::Bounds;
use crate::effects::{Effects, Written};
use crate::error::Result;
use crate::fault;
use crate::store::Store;

impl Store {
    /// Returns the alert, or `None`.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn alert(&self, id: &AlertId) -> Result<Option<Alert>> {
        let body = select_alert(self.readers(), id).await.map_err(self.failed("read an alert"))?;
        body.map(|text| decode("alert", &text)).transpose()
    }

    /// Returns the alert of a site, or `None`.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn alert_of_site(&self, site: &SiteId) -> Result<Option<Alert>> {
        let body: Option<String> =
            sqlx::query_scalar(include_str!("queries/select_alert_of_site.sql"))
                .bind(site.as_str())
                .fetch_optional(self.readers())
                .await
                .map_err(self.failed("read an alert"))?;
        body.map(|text| decode("alert", &text)).transpose()
    }

    /// Returns the alerts of `ids` that there are, by identifier.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn alerts_named(&self, ids: &[AlertId]) -> Result<Vec<Alert>> {
        let bodies = sqlx::query_scalar(include_str!("queries/select_alerts_named.sql"))
            .bind(id_list(ids.iter().map(AlertId::as_str)))
            .fetch_all(self.readers())
            .await
            .map_err(self.failed("read alerts"))?;
        decode_all("alert", bodies).await
    }

    /// Returns the alerts of `ids` that there are with what they weigh now, by identifier.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn ranked_alerts(&self, ids: &[AlertId]) -> Result<Vec<RankedAlert>> {
        let rows: Vec<(String, f64)> =
            sqlx::query_as(include_str!("queries/select_ranked_alerts.sql"))
                .bind(id_list(ids.iter().map(AlertId::as_str)))
                .fetch_all(self.readers())
                .await
                .map_err(self.failed("read alerts"))?;
        ranked(rows).await
    }

    /// Returns one page of the alerts that the filter chooses, in its order, and how many
    /// there are on all pages.
    ///
    /// A page continues behind a place, not behind a count: alerts that come, go or move
    /// between two pages make none of the others appear twice or not at all.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn alerts(&self, filter: &AlertFilter) -> Result<AlertPage> {
        let failed = self.failed("read alerts");
        let mut snapshot = self.readers().begin().await.map_err(&failed)?;
        let found = alert_query::page(&mut snapshot, filter, &failed).await?;
        let total = match (&filter.after, &found.next) {
            (None, None) => found.alerts.len() as u64,
            _ => alert_query::count(&mut snapshot, filter).await.map_err(&failed)?,
        };
        Ok(AlertPage { alerts: found.alerts, total, next: found.next })
    }

    /// Returns how many alerts the filter chooses, whatever its limit and place.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`].
    pub async fn count_alerts(&self, filter: &AlertFilter) -> Result<u64> {
        let failed = self.failed("count alerts");
        let mut connection = self.readers().acquire().await.map_err(&failed)?;
        alert_query::count(&mut connection, filter).await.map_err(failed)
    }

    /// Tells every alert that the filter chooses, in its order and as of one moment; the
    /// filter's limit is only how many are held at once.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn each_alert(
        &self,
        filter: &AlertFilter,
        mut told: impl FnMut(Alert) + Send,
    ) -> Result<()> {
        let failed = self.failed("read alerts");
        let mut snapshot = self.readers().begin().await.map_err(&failed)?;
        let mut filter = filter.clone();
        loop {
            let found = alert_query::page(&mut snapshot, &filter, &failed).await?;
            found.alerts.into_iter().for_each(|ranked| told(ranked.alert));
            match found.next {
                Some(next) => filter.after = Some(next),
                None => return Ok(()),
            }
        }
    }

    /// Returns every alert that the filter chooses, as [`Self::each_alert`] tells them.
    ///
    /// # Errors
    /// As [`Self::each_alert`].
    pub async fn every_alert(&self, filter: &AlertFilter) -> Result<Vec<Alert>> {
        let mut alerts = Vec::new();
        self.each_alert(filter, |alert| alerts.push(alert)).await?;
        Ok(alerts)
    }
}

impl Effects {
    /// Returns the alert as it stands inside this transaction, or `None`.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn alert(&mut self, id: &AlertId) -> Result<Option<Alert>> {
        let failed = self.failed("read an alert");
        let body = select_alert(self.connection(), id).await.map_err(failed)?;
        body.map(|text| decode("alert", &text)).transpose()
    }

    /// Writes an alert. Where there is one with this identifier, `first_alerted` stays
    /// what it was: a re-run does not make an old alert new.
    ///
    /// # Errors
    /// [`crate::StoreError::NotStorable`]; [`crate::StoreError::Database`].
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
    /// [`crate::StoreError::Database`].
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

async fn select_alert(
    executor: impl SqliteExecutor<'_>,
    id: &AlertId,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar(include_str!("queries/select_alert.sql"))
        .bind(id.as_str())
        .fetch_optional(executor)
        .await
}

#[cfg(test)]
mod tests;
