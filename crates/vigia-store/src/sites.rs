//! Sites: the places that clearings make, as one consistent set.

use geo_types::Rect;
use serde::{Deserialize, Serialize};
use sqlx::SqliteExecutor;
use vigia_core::SiteId;
use vigia_core::site::Site;

use crate::body::{decode, decode_all, encode, id_list};
use crate::bounds::Bounds;
use crate::effects::Effects;
use crate::error::Result;
use crate::store::Store;

/// Largest page of sites.
pub const SITES_PAGE_MAX: u32 = 1000;

/// A place in the order of sites: area falling, then identifier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SiteCursor {
    /// Area of the last site seen.
    pub area_ha: f64,
    /// Its identifier.
    pub id: SiteId,
}

/// One page of sites.
#[derive(Clone, Debug, PartialEq)]
pub struct SitePage {
    /// The sites, the largest first.
    pub sites: Vec<Site>,
    /// How many there are on all pages.
    pub total: u64,
    /// Where the next page begins; `None` on the last.
    pub next: Option<SiteCursor>,
}

impl Store {
    /// Returns the site, or `None`.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn site(&self, id: &SiteId) -> Result<Option<Site>> {
        let body: Option<String> = sqlx::query_scalar(include_str!("queries/select_site.sql"))
            .bind(id.as_str())
            .fetch_optional(self.readers())
            .await
            .map_err(self.failed("read a site"))?;
        body.map(|text| decode("site", &text)).transpose()
    }

    /// Returns one page of the sites whose bounding box meets `bbox` (degrees, EPSG:4326,
    /// edges included), the largest first, behind `after`; at most [`SITES_PAGE_MAX`].
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn sites_page(
        &self,
        bbox: Option<Rect<f64>>,
        after: Option<&SiteCursor>,
        limit: u32,
    ) -> Result<SitePage> {
        let (bounds, failed) =
            (bbox.map(Bounds::from).unwrap_or_default(), self.failed("read sites"));
        let length = limit.clamp(1, SITES_PAGE_MAX);
        let mut snapshot = self.readers().begin().await.map_err(&failed)?;
        let total: i64 = sqlx::query_scalar(include_str!("queries/count_sites.sql"))
            .bind(bounds.west)
            .bind(bounds.south)
            .bind(bounds.east)
            .bind(bounds.north)
            .fetch_one(&mut *snapshot)
            .await
            .map_err(&failed)?;
        let bodies = sqlx::query_scalar(include_str!("queries/select_sites_page.sql"))
            .bind(bounds.west)
            .bind(bounds.south)
            .bind(bounds.east)
            .bind(bounds.north)
            .bind(after.map(|cursor| cursor.area_ha))
            .bind(after.map(|cursor| cursor.id.as_str().to_owned()))
            .bind(length + 1)
            .fetch_all(&mut *snapshot)
            .await
            .map_err(failed)?;
        let mut sites: Vec<Site> = decode_all("site", bodies).await?;
        let more = sites.len() > length as usize;
        sites.truncate(length as usize);
        let last = sites.last().filter(|_| more);
        let next = last.map(|site| SiteCursor { area_ha: site.area.0, id: site.id.clone() });
        Ok(SitePage { sites, total: total.unsigned_abs(), next })
    }

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
        let ids = id_list(sites.iter().map(|site| site.id.as_str()));
        self.delete_sites_except(&ids).await?;
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
        let bounds = Bounds::of(&site.outline);
        sqlx::query(include_str!("queries/upsert_site.sql"))
            .bind(site.id.as_str())
            .bind(site.area.0)
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

async fn select_sites(executor: impl SqliteExecutor<'_>) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(include_str!("queries/select_sites.sql")).fetch_all(executor).await
}

#[cfg(test)]
mod tests;
