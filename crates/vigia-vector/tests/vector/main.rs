//! Vector data from and to other programs: services on the loopback, tiles against GDAL.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod arcgis_download;
mod ogc_service;
mod vector_tiles;
