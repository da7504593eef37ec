//! Layers in and out: GDAL/OGR, GeoJSON and PROJ behind a few functions.
//!
//! Every layer leaves this crate in EPSG:4326 (lon, lat), beside the source geometry,
//! the source CRS and the coordinate operation that was used, by name and accuracy.
//!
//! It refuses: a layer of which a part is missing, a layer that states no CRS, swapped axes,
//! coordinates that cannot belong to the stated CRS, a datum for which no operation valid in
//! Peru is stated, silent repairs; and it never joins layers (that is `vigia-ties`).
//!
//! Start at [`layer_reader`] for layers in, [`arcgis`] and [`ogc_service`] for those of map
//! services, [`layer_writer`] and [`alert_export`] for layers out, [`vector_tile`] for maps,
//! and [`crs_operation`] for everything about datums.

pub mod alert_export;
pub mod arcgis;
pub mod crs_evidence;
pub mod crs_name;
pub mod crs_operation;
pub mod date_text;
mod densify;
pub mod error;
mod feature_dates;
pub mod field;
pub mod field_mapping;
mod gdal_quiet;
mod geojson_file;
pub mod geometry_repair;
pub mod gpx;
mod layer_crs;
pub mod layer_reader;
pub mod layer_source;
pub mod layer_writer;
pub mod ogc_service;
mod ogr_file;
pub mod operation_table;
pub mod plausible;
pub mod proj_environment;
pub mod ruc;
pub mod shapefile;
mod staged_file;
pub mod utm;
pub mod vector_tile;
mod zip_archive;

pub use alert_export::{alerts_to_csv, alerts_to_geojson, alerts_to_gpkg, alerts_to_kml};
pub use crs_operation::Operation;
pub use error::VectorError;
pub use field::FieldValue;
pub use field_mapping::{FieldMapping, ruc_of};
pub use layer_reader::{LayerContent, ReadOptions, read_layer};
pub use layer_writer::{LayerFormat, LayerRow, write_layer};
pub use proj_environment::proj_environment_is_clean;
pub use utm::{UtmPlace, utm_of};
