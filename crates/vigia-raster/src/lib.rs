//! Rasters through GDAL: scenes in, windows of them, probes of hostile files, COGs out.
//!
//! This crate refuses to decide what a clearing is, to guess a date, a band, a scale or
//! a CRS, to open anything but GeoTIFF and JPEG 2000 from a plain file, and to leave a half-written
//! file behind. What a person can act on is a [`vigia_core::Problem`]; what a caller did
//! wrong, or a disk, is a [`RasterError`].
//!
//! Start at [`discover`] (what is in a folder), [`stac_item`], [`safe`] and [`pair_files`]
//! (what its metadata says), [`probe`] (what its files hold, found out in a child process),
//! then [`scene_reader`] (numbers), [`cog`] (files) and [`scene_tile`] (pictures).

mod band_sampler;
pub mod chip;
pub mod cog;
pub mod configure;
pub mod control_point;
pub mod crs;
pub mod dataset_pool;
pub mod discover;
pub mod error;
mod gdal_errors;
mod geotiff;
pub mod ground_share;
pub mod mercator;
pub mod pair_files;
pub mod photo;
pub mod picture;
pub mod pixel_series;
mod placement;
pub mod preset;
pub mod probe;
pub mod quicklook;
pub mod safe;
pub mod scene_draft;
pub mod scene_reader;
pub mod scene_tile;
pub mod stac_item;
mod staging;
pub mod stretch;
mod transformer;

pub use cog::{CogBand, CogOptions, CogPixels, write_cog};
pub use configure::configure;
pub use discover::{Discovered, discover};
pub use error::RasterError;
pub use probe::{BandInfo, ProbeLimits, Prober, RasterInfo};
pub use safe::{SafeProduct, read_safe};
pub use scene_draft::{AssetDraft, SceneDraft};
pub use scene_reader::SceneReader;
