//! Pictures of scenes, against `gdalwarp` and `gdaltransform` run beside them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod chips;
mod gdal_tools;
mod golden;
mod pixels;
mod sample;
mod tiles;
