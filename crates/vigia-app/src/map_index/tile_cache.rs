//! Tiles that were made, kept within a limit, and the memory in which they are made.

use std::sync::{Arc, Mutex, PoisonError};

use moka::future::Cache;
use vigia_vector::vector_tile::{TileId, TileScratch};

use super::content::MapContent;
use crate::error::AppError;
use crate::sight::Sight;

/// Most bytes of kept tiles, with [`ENTRY_BYTES`] for the keeping of each.
const KEPT_MAX_BYTES: u64 = 64 << 20;
const ENTRY_BYTES: usize = 160;
/// Scratches kept for the next tile; more are dropped after use.
const SCRATCHES_MAX: usize = 8;

/// Which tile, of which state of its layer, for whose eyes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct TileKey {
    pub revision: u64,
    pub layer: u8,
    pub tile: TileId,
    pub sight: Sight,
}

/// A vector tile; cheap to clone.
#[derive(Clone, Debug)]
pub struct MapTile {
    bytes: Arc<[u8]>,
}

impl MapTile {
    /// Says whether the tile shows nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

impl AsRef<[u8]> for MapTile {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

pub(super) struct TileCache {
    tiles: Cache<TileKey, MapTile>,
    scratches: Arc<Mutex<Vec<TileScratch>>>,
}

impl Default for TileCache {
    fn default() -> Self {
        let weigh = |_: &TileKey, tile: &MapTile| (tile.bytes.len() + ENTRY_BYTES) as u32;
        Self {
            tiles: Cache::builder().weigher(weigh).max_capacity(KEPT_MAX_BYTES).build(),
            scratches: Arc::default(),
        }
    }
}

impl TileCache {
    /// Returns the tile, and makes it where it is not kept; who asks for one that is being
    /// made waits for it.
    ///
    /// # Errors
    /// [`AppError::MapIndex`].
    pub async fn tile(&self, key: TileKey, content: &Arc<MapContent>) -> Result<MapTile, AppError> {
        if let Some(tile) = self.tiles.get(&key).await {
            return Ok(tile);
        }
        let made = self.tiles.try_get_with(key, self.made(key, Arc::clone(content))).await;
        made.map_err(|error| {
            tracing::error!(error = &*error as &dyn std::error::Error, "a tile could not be made");
            AppError::MapIndex
        })
    }

    async fn made(
        &self,
        key: TileKey,
        content: Arc<MapContent>,
    ) -> Result<MapTile, tokio::task::JoinError> {
        let scratches = Arc::clone(&self.scratches);
        tokio::task::spawn_blocking(move || {
            let mut scratch = lock(&scratches).pop().unwrap_or_default();
            let encoded = content.encode(key.layer, key.tile, key.sight, &mut scratch);
            let mut kept = lock(&scratches);
            if kept.len() < SCRATCHES_MAX {
                kept.push(scratch);
            }
            MapTile { bytes: encoded.bytes.into() }
        })
        .await
    }
}

fn lock(scratches: &Mutex<Vec<TileScratch>>) -> std::sync::MutexGuard<'_, Vec<TileScratch>> {
    scratches.lock().unwrap_or_else(PoisonError::into_inner)
}
