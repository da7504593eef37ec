//! Vector tiles: Mapbox Vector Tile 2.1, web Mercator, from an immutable layer in memory.
//!
//! What a tile shows is worked out once, when a layer is built: every feature is projected,
//! simplified, snapped to the grid of each zoom and made valid there ([`prepare`]). The grid
//! of a zoom covers the world, so neighbouring tiles see the same vertices. A request then
//! only looks up a bucket, clips what crosses the tile's edge and copies numbers
//! ([`TileLayer::encode`]).
//!
//! The messages are written here and not by the crate `mvt`, which allocates for every
//! feature and every attribute and hashes every text again in every tile; `vigia-bench`
//! measures both (`vector_tile`, peer `mvt`).
//!
//! # Source
//! <https://github.com/mapbox/vector-tile-spec/tree/master/2.1>

mod attribute;
mod box_clip;
mod buckets;
mod layer_message;
mod path_commands;
mod prepared_feature;
mod protobuf;
mod ring_assembly;
mod ring_validity;
mod scratch;
mod tile_id;
mod tile_layer;
mod zoom_level;

pub use attribute::AttributeValue;
pub use prepared_feature::{PreparedFeature, TileFeature, prepare};
pub use scratch::TileScratch;
pub use tile_id::{NoSuchTile, TileId};
pub use tile_layer::{EncodedTile, TileLayer};

/// Units along a tile's side.
pub const TILE_EXTENT: i32 = 4096;
/// Units around a tile that it shares with its neighbours, so that lines and fills have no
/// seams.
pub const TILE_BUFFER: i32 = 64;
/// Deepest zoom: there a unit is 0.6 m at the equator, far below a pixel of any imagery
/// here, and maps stretch these tiles for deeper ones.
pub const TILE_ZOOM_MAX: u8 = 14;

/// A place on the grid of a zoom, in units from its north-west corner.
type GridPoint = [i32; 2];

#[cfg(test)]
mod tests;
