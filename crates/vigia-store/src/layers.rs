//! Layer snapshots and their features: loaded once, never changed.

use geo_types::Rect;
use vigia_core::SnapshotId;
use vigia_core::layer::{Feature, Snapshot};

use crate::body::{decode_all, encode};
use crate::bounds::Bounds;
use crate::effects::{Effects, Written};
use crate::error::{Result, StoreError};
use crate::fault;
use crate::store::Store;

impl Store {
    /// Returns all snapshots, by layer and date.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::NotReadable`].
    pub async fn snapshots(&self) -> Result<Vec<Snapshot>> {
        let bodies = sqlx::query_scalar(include_str!("queries/select_snapshots.sql"))
            .fetch_all(self.readers())
            .await
            .map_err(self.failed("read snapshots"))?;
        decode_all("snapshot", bodies).await
    }

    /// Returns the features of a snapshot in their order; empty for an unknown one.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::NotReadable`].
    pub async fn features(&self, snapshot: &SnapshotId) -> Result<Vec<Feature>> {
        let bodies = sqlx::query_scalar(include_str!("queries/select_features.sql"))
            .bind(snapshot.as_str())
            .fetch_all(self.readers())
            .await
            .map_err(self.failed("read features"))?;
        decode_all("feature", bodies).await
    }

    /// Returns the features of a snapshot whose bounding box meets `bbox` (degrees,
    /// EPSG:4326), in their order: candidates, to be measured exactly by the caller.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::NotReadable`].
    pub async fn features_in(
        &self,
        snapshot: &SnapshotId,
        bbox: Rect<f64>,
    ) -> Result<Vec<Feature>> {
        let bodies = sqlx::query_scalar(include_str!("queries/select_features_in.sql"))
            .bind(snapshot.as_str())
            .bind(bbox.min().x)
            .bind(bbox.min().y)
            .bind(bbox.max().x)
            .bind(bbox.max().y)
            .fetch_all(self.readers())
            .await
            .map_err(self.failed("read features"))?;
        decode_all("feature", bodies).await
    }
}

impl Effects {
    /// Stores a snapshot with all its features. One that is stored already stays as it
    /// is, and its features are not looked at.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the identifier belongs to a snapshot that says
    /// something else (for instance, that was loaded under another stated CRS);
    /// [`StoreError::NotStorable`]; [`StoreError::Database`].
    pub async fn put_snapshot(
        &mut self,
        snapshot: &Snapshot,
        features: &[Feature],
    ) -> Result<Written> {
        let body = encode("snapshot", snapshot.id.as_str(), snapshot)?;
        if let Some(known) = self.known_snapshot(&snapshot.id).await? {
            let conflict =
                || StoreError::Conflict { noun: "snapshot", id: snapshot.id.to_string() };
            return (known == body).then_some(Written::Unchanged).ok_or_else(conflict);
        }
        self.insert_snapshot(snapshot, &body).await?;
        fault::point("effects.snapshot_row");
        for (ordinal, feature) in features.iter().enumerate() {
            self.insert_feature(&snapshot.id, ordinal, feature).await?;
        }
        fault::point("effects.feature_rows");
        Ok(Written::New)
    }

    async fn known_snapshot(&mut self, id: &SnapshotId) -> Result<Option<String>> {
        let failed = self.failed("read a snapshot");
        sqlx::query_scalar(include_str!("queries/select_snapshot.sql"))
            .bind(id.as_str())
            .fetch_optional(self.connection())
            .await
            .map_err(failed)
    }

    async fn insert_snapshot(&mut self, snapshot: &Snapshot, body: &str) -> Result<()> {
        let failed = self.failed("write a snapshot");
        sqlx::query(include_str!("queries/insert_snapshot.sql"))
            .bind(snapshot.id.as_str())
            .bind(snapshot.layer.as_str())
            .bind(snapshot.kind.name())
            .bind(snapshot.dated.to_string())
            .bind(snapshot.fingerprint.to_string())
            .bind(body)
            .execute(self.connection())
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn insert_feature(
        &mut self,
        snapshot: &SnapshotId,
        ordinal: usize,
        feature: &Feature,
    ) -> Result<()> {
        let failed = self.failed("write a feature");
        let body = encode("feature", &feature.code, feature)?;
        let bounds = Bounds::of(&feature.geometry);
        sqlx::query(include_str!("queries/insert_feature.sql"))
            .bind(snapshot.as_str())
            .bind(ordinal as i64)
            .bind(&feature.code)
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

#[cfg(test)]
mod tests;
