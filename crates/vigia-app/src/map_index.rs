//! What the map shows, in memory: alerts, sites, reports and the newest snapshot of every
//! layer, made into vector tiles on demand.
//!
//! The content is immutable. When something was written, a new one is built beside it and
//! takes its place at once; who reads the old one keeps it to the end. What did not change
//! is shared by both.

mod alert_shapes;
mod content;
mod feature_shapes;
mod gathering;
mod tile_cache;

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch;
use vigia_store::Revision;
pub use vigia_vector::vector_tile::{TILE_ZOOM_MAX, TileId};

pub use self::content::{MapContent, MapLayer};
pub use self::tile_cache::{GzippedTile, MapTile};
use self::tile_cache::{TileCache, TileKey};
use crate::error::AppError;
use crate::sight::Sight;
use crate::workspace::Workspace;

/// How often the workspace is asked whether something was written.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// After a build, so many times what it took passes before the next: while a long ingest
/// commits job after job, building takes a fifth of one core and not all of it.
const REST_AFTER_BUILD: u32 = 4;

/// The map's index of a workspace. Dropping it ends the look-out.
pub struct MapIndex {
    newest: watch::Receiver<Option<Arc<MapContent>>>,
    cache: TileCache,
    watcher: tokio::task::JoinHandle<()>,
}

impl Drop for MapIndex {
    fn drop(&mut self) {
        self.watcher.abort();
    }
}

impl MapIndex {
    /// Begins to build the index and to look out for changes; needs a running tokio.
    #[must_use]
    pub fn start(workspace: Arc<Workspace>) -> Self {
        let (publish, newest) = watch::channel(None);
        let watcher = tokio::spawn(look_out(workspace, publish));
        Self { newest, cache: TileCache::default(), watcher }
    }

    /// Returns the content as of now; waits for the first one.
    ///
    /// # Errors
    /// [`AppError::MapIndex`] where the look-out has ended, which it does with the process.
    pub async fn content(&self) -> Result<Arc<MapContent>, AppError> {
        if let Some(content) = self.newest.borrow().as_ref() {
            return Ok(Arc::clone(content));
        }
        let mut newest = self.newest.clone();
        let first = newest.wait_for(Option::is_some).await.map_err(|_| AppError::MapIndex)?;
        first.as_ref().map(Arc::clone).ok_or(AppError::MapIndex)
    }

    /// Waits for a content of another version than this and returns it.
    ///
    /// # Errors
    /// [`AppError::MapIndex`] where the look-out has ended.
    pub async fn newer_than(&self, version: &str) -> Result<Arc<MapContent>, AppError> {
        let differs = |content: &Option<Arc<MapContent>>| {
            content.as_ref().is_some_and(|content| content.version() != version)
        };
        let mut newest = self.newest.clone();
        let content = newest.wait_for(differs).await.map_err(|_| AppError::MapIndex)?;
        content.as_ref().map(Arc::clone).ok_or(AppError::MapIndex)
    }

    /// Returns the newest tile of a layer as a reader of this sight may see it, and makes
    /// it where it is not kept.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a layer that the map does not have; [`AppError::MapIndex`].
    pub async fn tile(&self, layer: &str, tile: TileId, sight: Sight) -> Result<MapTile, AppError> {
        let content = self.content().await?;
        self.tile_of(&content, layer, tile, sight).await
    }

    /// Returns a tile of a content that is held, even where it is no longer the newest.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a layer that the map does not have; [`AppError::MapIndex`].
    pub async fn tile_of(
        &self,
        content: &Arc<MapContent>,
        layer: &str,
        tile: TileId,
        sight: Sight,
    ) -> Result<MapTile, AppError> {
        let place = content.place(layer)?;
        let key = TileKey { revision: content.revision(place), layer: place, tile, sight };
        self.cache.tile(key, content).await
    }
}

async fn look_out(workspace: Arc<Workspace>, publish: watch::Sender<Option<Arc<MapContent>>>) {
    let mut known: Option<Revision> = None;
    loop {
        let (current, begun) = (publish.borrow().clone(), Instant::now());
        match refreshed(&workspace, known, current).await {
            Ok(Some((revision, content))) => {
                known = Some(revision);
                publish.send_if_modified(|current| {
                    let is_new =
                        current.as_ref().is_none_or(|old| old.version() != content.version());
                    if is_new {
                        *current = Some(content);
                    }
                    is_new
                });
            }
            Ok(None) => {}
            Err(error) => tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the map's index could not be built; the last one stays"
            ),
        }
        tokio::time::sleep(LOOK_EVERY.max(begun.elapsed() * REST_AFTER_BUILD)).await;
    }
}

/// Builds the content anew where something was written since `known`. The mark is taken
/// first: what is written while building is seen the next time.
async fn refreshed(
    workspace: &Workspace,
    known: Option<Revision>,
    current: Option<Arc<MapContent>>,
) -> Result<Option<(Revision, Arc<MapContent>)>, AppError> {
    let revision = workspace.store().revision().await?;
    if known == Some(revision) {
        return Ok(None);
    }
    let content = gathering::gather(workspace, current.as_deref()).await?;
    Ok(Some((revision, Arc::new(content))))
}

#[cfg(test)]
mod tests;
