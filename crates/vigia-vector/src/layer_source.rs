//! A layer as its file holds it, before anything is believed: rows, columns, stated CRS.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use geo_types::Geometry;
use vigia_core::{Problem, ProblemCode};

mod geojson;
mod ogr;

/// Largest GeoJSON file: it is held in memory as text while it is read.
pub const GEOJSON_MAX_BYTES: u64 = 256 << 20;
/// Largest GeoPackage or shapefile.
pub const OGR_MAX_BYTES: u64 = 2 << 30;
/// Most features of one layer; the whole mining cadastre of Peru has about 67,000.
pub const FEATURES_MAX: usize = 500_000;

/// A layer as its file holds it.
#[derive(Debug)]
pub struct RawLayer {
    /// CRS as `EPSG:<code>`; `None` where the file states none.
    pub stated_crs: Option<String>,
    /// Whether a missing CRS still means EPSG:4326 (RFC 7946).
    pub geographic_by_rule: bool,
    /// The rows that could be read.
    pub rows: Vec<RawRow>,
    /// One problem for each row that could not.
    pub problems: Vec<Problem>,
}

/// One row of a layer.
#[derive(Debug)]
pub struct RawRow {
    /// Position in the file, from 1.
    pub ordinal: usize,
    /// In the source CRS, easting or longitude first; heights are dropped. `None` where
    /// null, empty or of no extent.
    pub geometry: Option<Geometry<f64>>,
    /// Attributes as text; nulls are absent.
    pub attributes: BTreeMap<String, String>,
    /// What was mended while reading, in words.
    pub repairs: Vec<String>,
}

/// Reads the layer of `path`, by content and not by name only.
///
/// # Errors
/// [`ProblemCode::FileUnreadable`], [`ProblemCode::TooLarge`],
/// [`ProblemCode::FormatUnknown`], [`ProblemCode::LayerUnreadable`],
/// [`ProblemCode::CrsUnknown`] where the file states a CRS that EPSG does not have.
pub fn read(path: &Path, layer_name: Option<&str>) -> Result<RawLayer, Problem> {
    let subject = path.display().to_string();
    let problem = |code, detail: String| Problem::new(code, subject.clone(), detail);
    let (size_bytes, start) =
        peek(path).map_err(|error| problem(ProblemCode::FileUnreadable, error.to_string()))?;
    let is_shapefile = path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("shp"));
    let is_json = start.trim_ascii_start().starts_with(b"{") || start.starts_with(b"\xef\xbb\xbf{");
    let is_ogr = start.starts_with(b"SQLite format 3\0") || is_shapefile;
    let limit_bytes = if is_json { GEOJSON_MAX_BYTES } else { OGR_MAX_BYTES };
    if size_bytes > limit_bytes {
        let detail = format!("{size_bytes} bytes; at most {limit_bytes} are read");
        return Err(problem(ProblemCode::TooLarge, detail));
    }
    if is_json {
        geojson::read(path)
    } else if is_ogr {
        ogr::read(path, layer_name)
    } else {
        let detail = "neither GeoJSON nor GeoPackage nor shapefile".to_owned();
        Err(problem(ProblemCode::FormatUnknown, detail))
    }
}

fn peek(path: &Path) -> std::io::Result<(u64, Vec<u8>)> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(std::io::Error::new(std::io::ErrorKind::InvalidInput, "not a file"));
    }
    let mut start = Vec::with_capacity(256);
    file.take(256).read_to_end(&mut start)?;
    Ok((metadata.len(), start))
}

/// Returns the problem of a layer with more than [`FEATURES_MAX`] features.
fn too_many(path: &Path) -> Problem {
    let detail = format!("more than {FEATURES_MAX} features");
    Problem::new(ProblemCode::TooLarge, path.display().to_string(), detail)
}
