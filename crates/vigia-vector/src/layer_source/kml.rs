//! KML and KMZ in, through GDAL's LIBKML driver.
//!
//! The plain KML driver does not read `ExtendedData`, where exports keep the register's own
//! columns. Nothing that a file points to is opened: network links, styles, schemas and
//! entities of elsewhere stay unread, and what a link leaves out is said.

use std::path::Path;

use vigia_core::{Problem, ProblemCode};

use super::ogr::{self, Driver, LayerFile};
use super::xml_tags::count_tags;
use super::{KML_MAX_BYTES, RawLayer};
use crate::zip_archive::Archive;

/// Columns with which LIBKML says how a place is drawn, not what it is.
const DRAWN: [&str; 6] =
    ["altitudeMode", "drawOrder", "extrude", "icon", "tessellate", "visibility"];

/// Reads every folder of a KML file, or the named one; the column `folder` says which.
///
/// # Errors
/// `LayerUnreadable`: no whole XML, entities of its own, tags nested too deep;
/// `LayerIncomplete` where GDAL gives fewer places than the file has; as [`super::read`].
pub(super) fn read(path: &Path, layer_name: Option<&str>) -> Result<RawLayer, Problem> {
    read_as(path, &path.display().to_string(), layer_name)
}

/// Reads the one KML of a KMZ.
///
/// # Errors
/// As [`read`], and what [`Archive`] refuses.
pub(super) fn read_zip(kmz: &Path, layer_name: Option<&str>) -> Result<RawLayer, Problem> {
    let mut archive = Archive::open(kmz, KML_MAX_BYTES)?;
    let name = archive.only("kml")?.to_path_buf();
    let subject = format!("{}: {}", kmz.display(), name.display());
    let folder = tempfile::tempdir().map_err(|error| {
        Problem::new(ProblemCode::FileUnreadable, subject.clone(), error.to_string())
    })?;
    let kml = folder.path().join("layer.kml");
    archive.unpack(&name, &kml)?;
    read_as(&kml, &subject, layer_name)
}

fn read_as(path: &Path, subject: &str, layer_name: Option<&str>) -> Result<RawLayer, Problem> {
    let problem = |code, detail: String| Problem::new(code, subject, detail);
    let bytes = std::fs::read(path)
        .map_err(|error| problem(ProblemCode::FileUnreadable, error.to_string()))?;
    let [places, links] = count_tags(&bytes, ["Placemark", "NetworkLink"])
        .map_err(|detail| problem(ProblemCode::LayerUnreadable, detail))?;
    drop(bytes);
    let file = LayerFile { path, subject, driver: Driver::Kml, open_options: &[] };
    let mut layer = match layer_name {
        Some(_) => ogr::read(&file, layer_name)?,
        None => ogr::read_all(&file, "folder", |_| true)?,
    };
    let read = layer.rows.len() + layer.problems.len();
    if layer_name.is_none() && read != places {
        let detail = format!("only {read} of its {places} places can be read");
        return Err(problem(ProblemCode::LayerIncomplete, detail));
    }
    for row in &mut layer.rows {
        row.attributes.retain(|column, _| !DRAWN.contains(&column.as_str()));
    }
    if links > 0 {
        let detail = format!(
            "{links} network link(s) are not followed: save what they show as a file of its own"
        );
        layer.problems.push(problem(ProblemCode::LayerIncomplete, detail));
    }
    // OGC KML 2.3, 6.1: longitude and latitude in WGS 84, always.
    layer.stated_crs = Ok(Some("EPSG:4326".to_owned()));
    Ok(layer)
}
