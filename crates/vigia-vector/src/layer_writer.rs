//! A layer out: rows of geometry and attributes into a GeoJSON, GeoPackage or KML file.

use std::path::Path;

use gdal::spatial_ref::{AxisMappingStrategy, SpatialRef};
use geo_types::Geometry;

use crate::crs_name::normalised;
use crate::field::FieldValue;
use crate::gdal_quiet::quietly;
use crate::ogr_file::{self, OgrFormat};
use crate::staged_file::staged;
use crate::{VectorError, geojson_file};

/// The file formats that Vigía writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerFormat {
    /// RFC 7946 in EPSG:4326; elsewhere with the `crs` member of GeoJSON 2008.
    GeoJson,
    /// OGC GeoPackage, one layer a file.
    GeoPackage,
    /// OGC KML 2.2, which knows EPSG:4326 only.
    Kml,
}

/// One feature to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerRow {
    /// In the layer's CRS; easting or longitude first.
    pub geometry: Geometry<f64>,
    /// Column names and values, in the order in which they should appear.
    pub fields: Vec<(String, FieldValue)>,
}

/// Writes `rows` as one layer; the file appears whole or not at all, and the same rows
/// give the same bytes.
///
/// - `crs`: `EPSG:<code>` or anything that [`crate::crs_name::normalised`] takes.
///
/// # Errors
/// [`VectorError`]: no room or right to write, an unknown CRS, or for KML another than
/// EPSG:4326, a column of two types.
pub fn write_layer(
    path: &Path,
    format: LayerFormat,
    layer_name: &str,
    crs: &str,
    rows: &[LayerRow],
) -> Result<(), VectorError> {
    let unknown = || VectorError::Crs { crs: crs.to_owned() };
    let code = normalised(crs).map_err(|_| unknown())?;
    let mut reference = quietly(|| SpatialRef::from_definition(&code)).0.map_err(|_| unknown())?;
    // Rows have longitude first; EPSG:4326 has latitude first, and LIBKML believes it.
    reference.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    if format == LayerFormat::Kml && code != "EPSG:4326" {
        return Err(unknown());
    }
    let ogr = |staged: &Path, format| ogr_file::write(staged, format, layer_name, &reference, rows);
    staged(path, |staged| match format {
        LayerFormat::GeoJson => geojson_file::write(staged, layer_name, &code, rows),
        LayerFormat::GeoPackage => ogr(staged, OgrFormat::GeoPackage),
        LayerFormat::Kml => ogr(staged, OgrFormat::Kml),
    })
}

#[cfg(test)]
mod tests;
