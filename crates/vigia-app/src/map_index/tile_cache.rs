//! Tiles that were made, kept within a limit, and the memory in which they are made.

use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use flate2::Compression;
use flate2::write::GzEncoder;
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

/// Smaller tiles fit one packet anyway.
const GZIPPED_FROM_BYTES: usize = 860;

/// A vector tile; cheap to clone.
#[derive(Clone, Debug)]
pub struct MapTile {
    kept: Arc<Kept>,
}

#[derive(Debug)]
struct Kept {
    bytes: Box<[u8]>,
    /// Made when somebody asks for it first; `None` where it would be no smaller.
    gzipped: OnceLock<Option<Box<[u8]>>>,
}

impl MapTile {
    fn new(bytes: Vec<u8>) -> Self {
        let kept = Kept { bytes: bytes.into(), gzipped: OnceLock::new() };
        Self { kept: Arc::new(kept) }
    }

    /// Says whether the tile shows nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.bytes.is_empty()
    }

    /// Returns the tile as a gzip stream (RFC 1952), kept with it from the first time on;
    /// `None` for one so small that it is not worth it.
    ///
    /// # Errors
    /// [`AppError::Computation`].
    pub async fn gzipped(&self) -> Result<Option<GzippedTile>, AppError> {
        if self.kept.bytes.len() < GZIPPED_FROM_BYTES {
            return Ok(None);
        }
        if self.kept.gzipped.get().is_none() {
            let kept = Arc::clone(&self.kept);
            tokio::task::spawn_blocking(move || {
                kept.gzipped.get_or_init(|| gzip(&kept.bytes));
            })
            .await?;
        }
        let is_smaller = matches!(self.kept.gzipped.get(), Some(Some(_)));
        Ok(is_smaller.then(|| GzippedTile { kept: Arc::clone(&self.kept) }))
    }
}

impl AsRef<[u8]> for MapTile {
    fn as_ref(&self) -> &[u8] {
        &self.kept.bytes
    }
}

/// A vector tile as a gzip stream; cheap to clone.
#[derive(Clone, Debug)]
pub struct GzippedTile {
    kept: Arc<Kept>,
}

impl AsRef<[u8]> for GzippedTile {
    fn as_ref(&self) -> &[u8] {
        self.kept.gzipped.get().and_then(Option::as_deref).unwrap_or_default()
    }
}

fn gzip(bytes: &[u8]) -> Option<Box<[u8]>> {
    let mut stream = GzEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::fast());
    stream.write_all(bytes).ok()?;
    let gzipped = stream.finish().ok()?;
    (gzipped.len() < bytes.len()).then(|| gzipped.into())
}

pub(super) struct TileCache {
    tiles: Cache<TileKey, MapTile>,
    scratches: Arc<Mutex<Vec<TileScratch>>>,
}

impl Default for TileCache {
    fn default() -> Self {
        // Half as much again for the compressed copy, which comes later.
        let weigh =
            |_: &TileKey, tile: &MapTile| (tile.as_ref().len() * 3 / 2 + ENTRY_BYTES) as u32;
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
            MapTile::new(encoded.bytes)
        })
        .await
    }
}

fn lock(scratches: &Mutex<Vec<TileScratch>>) -> std::sync::MutexGuard<'_, Vec<TileScratch>> {
    scratches.lock().unwrap_or_else(PoisonError::into_inner)
}
