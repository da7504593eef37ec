//! Clearings: what one profile finds in one series, replaced as a whole.

use sqlx::SqliteExecutor;
use vigia_core::{Clearing, ClearingId};

use crate::body::{decode_all, encode, id_list};
use crate::effects::Effects;
use crate::error::Result;
use crate::fault;
use crate::store::Store;

impl Store {
    /// Returns the clearings of a series under a profile (`<name>@<version>#<hash>`), by
    /// identifier.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn clearings(&self, series: &str, profile: &str) -> Result<Vec<Clearing>> {
        let bodies = sqlx::query_scalar(include_str!("queries/select_clearings.sql"))
            .bind(series)
            .bind(profile)
            .fetch_all(self.readers())
            .await
            .map_err(self.failed("read clearings"))?;
        decode_all("clearing", bodies).await
    }

    /// Returns the clearings of all series under a profile, by series and identifier.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn all_clearings(&self, profile: &str) -> Result<Vec<Clearing>> {
        let bodies = select_all_clearings(self.readers(), profile)
            .await
            .map_err(self.failed("read clearings"))?;
        decode_all("clearing", bodies).await
    }

    /// Returns the clearings of `ids` that there are, by identifier; the profile that finds
    /// a clearing is part of its identifier.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn clearings_named(&self, ids: &[ClearingId]) -> Result<Vec<Clearing>> {
        let bodies = sqlx::query_scalar(include_str!("queries/select_clearings_named.sql"))
            .bind(id_list(ids.iter().map(ClearingId::as_str)))
            .fetch_all(self.readers())
            .await
            .map_err(self.failed("read clearings"))?;
        decode_all("clearing", bodies).await
    }
}

impl Effects {
    /// Returns the clearings of all series under a profile as they stand inside this
    /// transaction, by series and identifier.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn all_clearings(&mut self, profile: &str) -> Result<Vec<Clearing>> {
        let failed = self.failed("read clearings");
        let bodies = select_all_clearings(self.connection(), profile).await.map_err(failed)?;
        decode_all("clearing", bodies).await
    }

    /// Makes `clearings` the whole result of a profile in a series.
    ///
    /// # Errors
    /// [`crate::StoreError::NotStorable`]; [`crate::StoreError::Database`].
    pub async fn replace_clearings(
        &mut self,
        series: &str,
        profile: &str,
        clearings: &[Clearing],
    ) -> Result<()> {
        self.delete_clearings(series, profile).await?;
        fault::point("effects.clearings_deleted");
        for clearing in clearings {
            self.insert_clearing(series, profile, clearing).await?;
        }
        Ok(())
    }

    async fn delete_clearings(&mut self, series: &str, profile: &str) -> Result<()> {
        let failed = self.failed("remove clearings");
        sqlx::query(include_str!("queries/delete_clearings.sql"))
            .bind(series)
            .bind(profile)
            .execute(self.connection())
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn insert_clearing(
        &mut self,
        series: &str,
        profile: &str,
        clearing: &Clearing,
    ) -> Result<()> {
        let failed = self.failed("write a clearing");
        let body = encode("clearing", clearing.id.as_str(), clearing)?;
        sqlx::query(include_str!("queries/insert_clearing.sql"))
            .bind(series)
            .bind(profile)
            .bind(clearing.id.as_str())
            .bind(clearing.driver.name())
            .bind(clearing.area.0)
            .bind(clearing.onset.not_before.to_string())
            .bind(clearing.onset.not_after.to_string())
            .bind(body)
            .execute(self.connection())
            .await
            .map_err(failed)?;
        Ok(())
    }
}

async fn select_all_clearings(
    executor: impl SqliteExecutor<'_>,
    profile: &str,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(include_str!("queries/select_all_clearings.sql"))
        .bind(profile)
        .fetch_all(executor)
        .await
}
