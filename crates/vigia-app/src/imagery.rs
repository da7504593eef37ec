//! Scenes as pictures: map tiles, chips and pixels, rendered within limits and kept.
//!
//! Rendering runs on threads of its own, as many as there are cores, with the files that it
//! needs kept open; what waits for a thread is bounded in number and in time. A picture is
//! addressed by the content of its files and by what is shown, so it never goes stale, and
//! two who ask for the same one at once wait for one rendering.

use std::sync::Arc;

use moka::future::Cache;
use vigia_core::{Fingerprint, Scene, SceneId};
use vigia_raster::dataset_pool::{DatasetPool, OPEN_MAX};

use crate::error::AppError;
use crate::pixels::PixelSeries;
use crate::workspace::Workspace;

pub mod chip;
pub(crate) mod clouds;
mod failure;
pub mod ground;
mod limits;
pub mod scene_list;
pub mod tile;
pub mod views;
mod workers;

pub use failure::ImageryError;
pub use limits::ImageryLimits;
pub use vigia_raster::picture::PictureFormat;
pub use vigia_raster::preset::{PRESETS, Preset};
use workers::Workers;

/// Changes whenever the same request may give another picture: part of every tag.
const RENDERING_VERSION: &str = "1";

/// An encoded picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Their format.
    pub format: PictureFormat,
}

/// Everything that is kept in memory to show scenes of one workspace.
pub struct Imagery {
    pool: Arc<DatasetPool>,
    workers: Workers,
    /// Scenes never change once catalogued.
    scenes: Cache<SceneId, Arc<Scene>>,
    /// `None` is known too: a tile that shows nothing.
    pictures: Cache<Fingerprint, Option<Arc<Encoded>>>,
    series: Cache<Fingerprint, Arc<PixelSeries>>,
    /// Share of a scene's pixels that do not show the ground, by its classification.
    hidden_shares: Cache<Fingerprint, Option<f64>>,
}

impl Imagery {
    /// Makes the imagery of a workspace; it reads the workspace's blobs and alters nothing.
    ///
    /// # Errors
    /// [`AppError::File`] where the system gives no threads.
    pub fn new(workspace: &Workspace, limits: &ImageryLimits) -> Result<Self, AppError> {
        let blobs = workspace.store().blobs().clone();
        let pool = DatasetPool::new(OPEN_MAX, move |fingerprint| blobs.path(fingerprint));
        let weigh = |_: &Fingerprint, picture: &Option<Arc<Encoded>>| {
            let bytes = picture.as_ref().map_or(0, |picture| picture.bytes.len());
            u32::try_from(bytes + 128).unwrap_or(u32::MAX)
        };
        Ok(Self {
            pool: Arc::new(pool),
            workers: Workers::start(limits)?,
            scenes: Cache::new(limits.scenes),
            pictures: Cache::builder().weigher(weigh).max_capacity(limits.picture_bytes).build(),
            series: Cache::new(limits.series),
            hidden_shares: Cache::new(limits.shares),
        })
    }

    /// Returns a catalogued scene.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`AppError::Store`].
    pub async fn scene(
        &self,
        workspace: &Workspace,
        id: &SceneId,
    ) -> Result<Arc<Scene>, ImageryError> {
        if let Some(known) = self.scenes.get(id).await {
            return Ok(known);
        }
        let found = workspace.store().scene(id).await.map_err(AppError::from)?;
        let missing = || AppError::NotFound { noun: "scene", id: id.to_string() };
        let found = Arc::new(found.ok_or_else(missing)?);
        self.scenes.insert(id.clone(), Arc::clone(&found)).await;
        Ok(found)
    }

    /// Returns the kept picture of `tag`, else what `render` makes of it; `render` runs once
    /// however many ask at the same time.
    pub(crate) async fn picture(
        &self,
        tag: Fingerprint,
        render: impl FnOnce(&DatasetPool) -> Result<Option<Encoded>, AppError> + Send + 'static,
    ) -> Result<Option<Arc<Encoded>>, ImageryError> {
        let pool = Arc::clone(&self.pool);
        let rendered = async {
            let picture = self.workers.run(move || render(&pool)).await?;
            Ok::<_, ImageryError>(picture.map(Arc::new))
        };
        self.pictures.try_get_with(tag, rendered).await.map_err(|error| (*error).clone())
    }

    pub(crate) const fn workers(&self) -> &Workers {
        &self.workers
    }

    pub(crate) const fn pool(&self) -> &Arc<DatasetPool> {
        &self.pool
    }

    pub(crate) const fn kept_series(&self) -> &Cache<Fingerprint, Arc<PixelSeries>> {
        &self.series
    }
}

/// Returns the fingerprint of what a scene's pixels come from.
fn content(scene: &Scene) -> String {
    let assets = scene.assets.iter();
    let files = assets.map(|asset| {
        format!("{:?}:{}:{}:{}", asset.band, asset.fingerprint, asset.scale, asset.offset)
    });
    files.collect::<Vec<_>>().join(",")
}
