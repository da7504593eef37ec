//! All layers of the map as of one moment.

use std::sync::Arc;

use vigia_core::Fingerprint;
use vigia_core::layer::{LAYER_KINDS, LayerKind};
use vigia_vector::vector_tile::{EncodedTile, TILE_ZOOM_MAX, TileId, TileLayer, TileScratch};

use crate::error::AppError;
use crate::sight::Sight;

/// Attributes that a reader of the field sight never gets.
const WITHHELD_IN_THE_FIELD: &[&str] = &["holder"];

/// A layer of the map.
#[derive(Clone)]
pub struct MapLayer {
    /// What it describes; `None` for alerts, sites and reports.
    pub kind: Option<LayerKind>,
    /// Hash of everything in it.
    pub(super) fingerprint: Fingerprint,
    pub(super) tiles: Arc<TileLayer>,
}

/// The map as of one moment; immutable.
pub struct MapContent {
    layers: Vec<MapLayer>,
    version: String,
    version_in_the_field: String,
}

impl MapLayer {
    /// Returns its name, which is also that of the layer inside its tiles.
    #[must_use]
    pub fn name(&self) -> &str {
        self.tiles.name()
    }

    /// Returns how many features it has.
    #[must_use]
    pub fn features(&self) -> usize {
        self.tiles.features()
    }

    /// Returns west, south, east and north in degrees (EPSG:4326); `None` without features.
    #[must_use]
    pub fn bounds(&self) -> Option<[f64; 4]> {
        let bounds = self.tiles.bounds()?;
        Some([bounds.min().x, bounds.min().y, bounds.max().x, bounds.max().y])
    }

    /// Returns the first and last zoom that have tiles; deeper ones stretch the last.
    #[must_use]
    pub const fn zooms(&self) -> (u8, u8) {
        (0, TILE_ZOOM_MAX)
    }
}

impl MapContent {
    pub(super) fn new(layers: Vec<MapLayer>) -> Self {
        let parts = layers.iter().map(|layer| layer.fingerprint.as_bytes());
        let version = Fingerprint::of_parts(parts).short(16);
        let version_in_the_field = format!("{version}-c");
        Self { layers, version, version_in_the_field }
    }

    /// Returns a text that differs wherever any layer differs.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Returns the version for readers of a sight. It differs by sight, so that a browser
    /// which two people share never shows one what it kept for the other.
    #[must_use]
    pub fn version_for(&self, sight: Sight) -> &str {
        match sight {
            Sight::Full => &self.version,
            Sight::Field => &self.version_in_the_field,
        }
    }

    /// Returns the layers: alerts, sites, reports, then one of each kind.
    #[must_use]
    pub fn layers(&self) -> &[MapLayer] {
        &self.layers
    }

    /// Returns the layer of this name, where it has been built.
    pub(super) fn layer(&self, name: &str) -> Option<&MapLayer> {
        self.layers.iter().find(|layer| layer.name() == name)
    }

    /// Returns where among the layers the one of this name stands.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub(super) fn place(&self, name: &str) -> Result<u8, AppError> {
        let place = self.layers.iter().position(|layer| layer.name() == name);
        place
            .map(|place| place as u8)
            .ok_or_else(|| AppError::NotFound { noun: "layer", id: name.to_owned() })
    }

    /// Returns the first bytes of the layer's hash: a number that changes with it alone, so
    /// that a new alert leaves the tiles of all other layers in the cache.
    pub(super) fn revision(&self, place: u8) -> u64 {
        let layer = self.layers.get(usize::from(place));
        layer.map_or(0, |layer| {
            layer
                .fingerprint
                .as_bytes()
                .iter()
                .take(8)
                .fold(0, |sum, byte| sum << 8 | u64::from(*byte))
        })
    }

    /// Makes a tile of the layer at `place`, without what the sight withholds.
    pub(super) fn encode(
        &self,
        place: u8,
        tile: TileId,
        sight: Sight,
        scratch: &mut TileScratch,
    ) -> EncodedTile {
        let withheld = match sight {
            Sight::Full => &[],
            Sight::Field => WITHHELD_IN_THE_FIELD,
        };
        let layer = self.layers.get(usize::from(place));
        let found =
            layer.map(|layer| layer.tiles.encode(tile, withheld, scratch)).unwrap_or_default();
        if found.omitted > 0 {
            let (name, omitted) = (layer.map(MapLayer::name), found.omitted);
            tracing::info!(layer = name, ?tile, omitted, "a tile has no room for every feature");
        }
        found
    }
}

/// Names of the layers that are no context layer.
pub(super) const ALERTS: &str = "alerts";
pub(super) const SITES: &str = "sites";
pub(super) const REPORTS: &str = "reports";

/// Returns the kinds in the order of the layers.
pub(super) fn kinds() -> impl Iterator<Item = LayerKind> {
    LAYER_KINDS.iter().map(|(kind, _)| *kind)
}
