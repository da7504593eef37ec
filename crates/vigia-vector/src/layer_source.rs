//! A layer as its file holds it, before anything is believed: rows, columns, stated CRS.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use geo_types::Geometry;
use vigia_core::{Problem, ProblemCode};

use crate::arcgis;
use crate::shapefile::{self, TextEncoding};
use crate::zip_archive::{Archive, ends_in};
use ogr::{Driver, LayerFile};

mod geojson;
mod gpx;
mod kml;
pub(crate) mod ogr;
mod straight_shape;
mod xml_tags;

/// Largest GeoJSON file: it is held in memory as text while it is read.
pub const GEOJSON_MAX_BYTES: u64 = 256 << 20;
/// Largest KML file, packed or not, and largest GPX file: a tree takes some ten times its size.
pub const KML_MAX_BYTES: u64 = 128 << 20;
/// Largest GeoPackage, FlatGeobuf, shapefile or zip of one.
pub const OGR_MAX_BYTES: u64 = 2 << 30;
/// Most features of one layer; the whole mining cadastre of Peru has about 67,000.
pub const FEATURES_MAX: usize = 500_000;

/// Bytes by which a file's kind is told.
const START_BYTES: usize = 1_024;

/// A layer as its file holds it.
#[derive(Debug)]
pub struct RawLayer {
    /// CRS as `EPSG:<code>`; `None` where the file states none, a problem where it states
    /// one that EPSG does not have: a person may still state another.
    pub stated_crs: Result<Option<String>, Problem>,
    /// Whether a missing CRS still means EPSG:4326 (RFC 7946).
    pub geographic_by_rule: bool,
    /// How a shapefile's text was read; `None` for other formats.
    pub encoding: Option<TextEncoding>,
    /// Whether a shapefile has a `.prj`; `None` for other formats.
    pub has_prj: Option<bool>,
    /// The rows that could be read.
    pub rows: Vec<RawRow>,
    /// One problem for each row that could not.
    pub problems: Vec<Problem>,
}

impl Default for RawLayer {
    fn default() -> Self {
        Self {
            stated_crs: Ok(None),
            geographic_by_rule: false,
            encoding: None,
            has_prj: None,
            rows: Vec::new(),
            problems: Vec::new(),
        }
    }
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

/// Reads the layer of `path`, by content and not by name only: a file, or a folder of pages
/// of a map service ([`arcgis::is_page_folder`]).
///
/// # Errors
/// [`ProblemCode::FileUnreadable`], [`ProblemCode::TooLarge`],
/// [`ProblemCode::FormatUnknown`], [`ProblemCode::LayerUnreadable`],
/// [`ProblemCode::ShapefileIncomplete`].
pub fn read(path: &Path, layer_name: Option<&str>) -> Result<RawLayer, Problem> {
    let subject = path.display().to_string();
    let problem = |code, detail: String| Problem::new(code, subject.clone(), detail);
    if arcgis::is_page_folder(path) {
        return arcgis::read_folder(path);
    }
    let (size_bytes, start) =
        peek(path).map_err(|error| problem(ProblemCode::FileUnreadable, error.to_string()))?;
    let kind = Kind::of(path, &start);
    let limit_bytes = match kind {
        Kind::Json => GEOJSON_MAX_BYTES,
        Kind::Kml | Kind::Gpx => KML_MAX_BYTES,
        _ => OGR_MAX_BYTES,
    };
    if size_bytes > limit_bytes {
        let detail = format!("{size_bytes} bytes; at most {limit_bytes} are read");
        return Err(problem(ProblemCode::TooLarge, detail));
    }
    match kind {
        Kind::Json => geojson::read(path),
        Kind::Database => through_gdal(Driver::GeoPackage, path, &subject, layer_name),
        Kind::FlatGeobuf => through_gdal(Driver::FlatGeobuf, path, &subject, layer_name),
        Kind::Kml => kml::read(path, layer_name),
        Kind::Gpx => gpx::read(path, layer_name),
        Kind::Shapefile => shapefile::read(path),
        Kind::Zip => read_zip(path, layer_name),
        Kind::Sidecar => {
            let detail = "a part of a shapefile: provide the .shp, with this file beside it";
            Err(problem(ProblemCode::ShapefileIncomplete, detail.to_owned()))
        }
        Kind::Unknown => {
            let detail =
                "none of GeoJSON, GeoPackage, shapefile, FlatGeobuf, KML, KMZ, GPX, ArcGIS JSON";
            Err(problem(ProblemCode::FormatUnknown, detail.to_owned()))
        }
    }
}

fn through_gdal(
    driver: Driver,
    path: &Path,
    subject: &str,
    layer_name: Option<&str>,
) -> Result<RawLayer, Problem> {
    ogr::read(&LayerFile { path, subject, driver, open_options: &[] }, layer_name)
}

/// A shapefile or a KMZ, by what the archive holds; one of both is read as a shapefile, which
/// is the more exact.
fn read_zip(path: &Path, layer_name: Option<&str>) -> Result<RawLayer, Problem> {
    let archive = Archive::open(path, 0)?;
    let holds = |extension| archive.names().iter().any(|name| ends_in(name, extension));
    match (holds("shp"), holds("kml")) {
        (true, _) => shapefile::read_zip(path),
        (false, true) => kml::read_zip(path, layer_name),
        (false, false) => {
            let detail = "an archive without a .shp or a .kml in it";
            Err(Problem::new(ProblemCode::FormatUnknown, path.display().to_string(), detail))
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Json,
    Database,
    FlatGeobuf,
    Kml,
    Gpx,
    Shapefile,
    Zip,
    Sidecar,
    Unknown,
}

impl Kind {
    fn of(path: &Path, start: &[u8]) -> Self {
        if shapefile::is_shapefile(path) {
            Self::Shapefile
        } else if start.trim_ascii_start().starts_with(b"{") || start.starts_with(b"\xef\xbb\xbf{")
        {
            Self::Json
        } else if start.starts_with(b"SQLite format 3\0") {
            Self::Database
        } else if start.starts_with(b"fgb\x03fgb") {
            Self::FlatGeobuf
        } else if is_xml_named(path, start, "kml") {
            Self::Kml
        } else if is_xml_named(path, start, "gpx") {
            Self::Gpx
        } else if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
            Self::Zip
        } else if shapefile::is_sidecar(path) {
            Self::Sidecar
        } else {
            Self::Unknown
        }
    }
}

/// XML whose first elements have this name, or its file this ending.
fn is_xml_named(path: &Path, start: &[u8], name: &str) -> bool {
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let has = |tag: String| text.windows(tag.len()).any(|window| window == tag.as_bytes());
    text.starts_with(b"<")
        && (ends_in(path, name) || has(format!("<{name}")) || has(format!(":{name}")))
}

fn peek(path: &Path) -> std::io::Result<(u64, Vec<u8>)> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(std::io::Error::new(
            std::io::ErrorKind::InvalidInput,
            "not a file, nor a folder of pages of ArcGIS (.json)",
        ));
    }
    let mut start = Vec::with_capacity(START_BYTES);
    file.take(START_BYTES as u64).read_to_end(&mut start)?;
    Ok((metadata.len(), start))
}

/// Returns the problem of a layer with more than [`FEATURES_MAX`] features.
pub(crate) fn too_many(subject: &str) -> Problem {
    let detail = format!("more than {FEATURES_MAX} features");
    Problem::new(ProblemCode::TooLarge, subject, detail)
}

#[cfg(test)]
mod tests;
