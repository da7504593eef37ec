//! Scenes: catalogued once, never changed.

use std::collections::BTreeMap;

use jiff::Timestamp;
use vigia_core::scene::Scene;
use vigia_core::{Fingerprint, SceneId};

use crate::alert_history::timestamp;
use crate::body::{decode, decode_all, encode, id_list};
use crate::effects::{Effects, Written};
use crate::error::{Result, StoreError};
use crate::fault;
use crate::store::Store;

impl Store {
    /// Returns the scene, or `None` where it is not catalogued.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::NotReadable`].
    pub async fn scene(&self, id: &SceneId) -> Result<Option<Scene>> {
        let body: Option<String> = sqlx::query_scalar(include_str!("queries/select_scene.sql"))
            .bind(id.as_str())
            .fetch_optional(self.readers())
            .await
            .map_err(self.failed("read a scene"))?;
        body.map(|text| decode("scene", &text)).transpose()
    }

    /// Returns the scenes of `ids` that are catalogued, in order of acquisition.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::NotReadable`].
    pub async fn scenes_named(&self, ids: &[SceneId]) -> Result<Vec<Scene>> {
        let bodies = sqlx::query_scalar(include_str!("queries/select_scenes_named.sql"))
            .bind(id_list(ids.iter().map(SceneId::as_str)))
            .fetch_all(self.readers())
            .await
            .map_err(self.failed("read scenes"))?;
        decode_all("scene", bodies).await
    }

    /// Returns the scenes of a series in order of acquisition.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::NotReadable`].
    pub async fn scenes(&self, series: &str) -> Result<Vec<Scene>> {
        let bodies = sqlx::query_scalar(include_str!("queries/select_scenes.sql"))
            .bind(series)
            .fetch_all(self.readers())
            .await
            .map_err(self.failed("read scenes"))?;
        decode_all("scene", bodies).await
    }

    /// Returns the names of all series, sorted.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn series(&self) -> Result<Vec<String>> {
        sqlx::query_scalar(include_str!("queries/select_series.sql"))
            .fetch_all(self.readers())
            .await
            .map_err(self.failed("list series"))
    }

    /// Returns the end of the last acquisition of each series, by any sensor.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn last_acquisitions(&self) -> Result<BTreeMap<String, Timestamp>> {
        let rows: Vec<(String, i64)> =
            sqlx::query_as(include_str!("queries/select_last_acquisitions.sql"))
                .fetch_all(self.readers())
                .await
                .map_err(self.failed("find the last acquisitions"))?;
        Ok(rows.into_iter().map(|(series, at_us)| (series, timestamp(at_us))).collect())
    }

    /// Says whether an asset with these bytes belongs to a catalogued scene.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn has_scene_with(&self, fingerprint: &Fingerprint) -> Result<bool> {
        sqlx::query_scalar(include_str!("queries/has_scene_with.sql"))
            .bind(fingerprint.to_string())
            .fetch_one(self.readers())
            .await
            .map_err(self.failed("look for a scene"))
    }
}

impl Effects {
    /// Catalogues a scene. One that is catalogued already stays as it is; its files may
    /// have come under other names this time.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the identifier belongs to a scene with other
    /// content; [`StoreError::NotStorable`]; [`StoreError::Database`].
    pub async fn put_scene(&mut self, scene: &Scene) -> Result<Written> {
        let body = encode("scene", scene.id.as_str(), scene)?;
        if let Some(known) = self.known_scene(&scene.id).await? {
            let same = without_file_names(known) == without_file_names(scene.clone());
            let conflict = || StoreError::Conflict { noun: "scene", id: scene.id.to_string() };
            return same.then_some(Written::Unchanged).ok_or_else(conflict);
        }
        self.insert_scene(scene, &body).await?;
        fault::point("effects.scene_row");
        for (ordinal, asset) in scene.assets.iter().enumerate() {
            self.insert_scene_asset(&scene.id, ordinal, asset.fingerprint, asset.size_bytes)
                .await?;
        }
        Ok(Written::New)
    }

    async fn known_scene(&mut self, id: &SceneId) -> Result<Option<Scene>> {
        let failed = self.failed("read a scene");
        let body: Option<String> = sqlx::query_scalar(include_str!("queries/select_scene.sql"))
            .bind(id.as_str())
            .fetch_optional(self.connection())
            .await
            .map_err(failed)?;
        body.map(|text| decode("scene", &text)).transpose()
    }

    async fn insert_scene(&mut self, scene: &Scene, body: &str) -> Result<()> {
        let failed = self.failed("write a scene");
        sqlx::query(include_str!("queries/insert_scene.sql"))
            .bind(scene.id.as_str())
            .bind(&scene.series)
            .bind(scene.sensor.name())
            .bind(scene.acquired_start.as_microsecond())
            .bind(scene.acquired_end.as_microsecond())
            .bind(body)
            .execute(self.connection())
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn insert_scene_asset(
        &mut self,
        scene: &SceneId,
        ordinal: usize,
        fingerprint: Fingerprint,
        size_bytes: u64,
    ) -> Result<()> {
        let failed = self.failed("write an asset");
        sqlx::query(include_str!("queries/insert_scene_asset.sql"))
            .bind(scene.as_str())
            .bind(ordinal as i64)
            .bind(fingerprint.to_string())
            .bind(size_bytes.cast_signed())
            .execute(self.connection())
            .await
            .map_err(failed)?;
        Ok(())
    }
}

fn without_file_names(mut scene: Scene) -> Scene {
    for asset in &mut scene.assets {
        asset.file_name.clear();
    }
    scene
}

#[cfg(test)]
mod tests;
