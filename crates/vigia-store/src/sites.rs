//! Sites: the places that clearings make, as one consistent set.

use sqlx::SqliteExecutor;
use vigia_core::site::Site;

use crate::body::{decode_all, encode};
use crate::effects::Effects;
use crate::error::Result;
use crate::store::Store;

impl Store {
    /// Returns all sites, by identifier.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn sites(&self) -> Result<Vec<Site>> {
        let bodies = select_sites(self.readers()).await.map_err(self.failed("read sites"))?;
        decode_all("site", bodies).await
    }
}

impl Effects {
    /// Returns all sites as they stand inside this transaction, by identifier.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn sites(&mut self) -> Result<Vec<Site>> {
        let failed = self.failed("read sites");
        let bodies = select_sites(self.connection()).await.map_err(failed)?;
        decode_all("site", bodies).await
    }

    /// Makes `sites` the whole set: those named are written, the others, which merged
    /// into them or vanished, are removed. Alerts are not touched; see
    /// [`Effects::remove_alert`].
    ///
    /// # Errors
    /// [`crate::StoreError::NotStorable`]; [`crate::StoreError::Database`].
    pub async fn put_sites(&mut self, sites: &[Site]) -> Result<()> {
        let ids: Vec<&str> = sites.iter().map(|site| site.id.as_str()).collect();
        self.delete_sites_except(&serde_json::Value::from(ids).to_string()).await?;
        for site in sites {
            self.upsert_site(site).await?;
        }
        Ok(())
    }

    async fn delete_sites_except(&mut self, ids: &str) -> Result<()> {
        let failed = self.failed("remove sites");
        sqlx::query(include_str!("queries/delete_sites_except.sql"))
            .bind(ids)
            .execute(self.connection())
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn upsert_site(&mut self, site: &Site) -> Result<()> {
        let failed = self.failed("write a site");
        let body = encode("site", site.id.as_str(), site)?;
        sqlx::query(include_str!("queries/upsert_site.sql"))
            .bind(site.id.as_str())
            .bind(site.area.0)
            .bind(body)
            .execute(self.connection())
            .await
            .map_err(failed)?;
        Ok(())
    }
}

async fn select_sites(executor: impl SqliteExecutor<'_>) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(include_str!("queries/select_sites.sql")).fetch_all(executor).await
}
