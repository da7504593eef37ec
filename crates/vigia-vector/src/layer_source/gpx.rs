//! GPX in: waypoints, routes and tracks of receivers and telephones, through GDAL.

use std::path::Path;

use vigia_core::{Problem, ProblemCode};

use super::RawLayer;
use super::ogr::{self, Driver, LayerFile};
use super::xml_tags::count_tags;

/// GDAL's layers; it has two more, which give the points of routes and tracks once again.
const LAYERS: [&str; 3] = ["waypoints", "routes", "tracks"];

/// Reads the named layer, or all three as one; the column `gpx` says which.
///
/// # Errors
/// `LayerUnreadable`: no whole XML, entities of its own, tags nested too deep;
/// `LayerIncomplete` where GDAL gives fewer features than the file has; as [`super::read`].
pub(super) fn read(path: &Path, layer_name: Option<&str>) -> Result<RawLayer, Problem> {
    let subject = path.display().to_string();
    let problem = |code, detail: String| Problem::new(code, subject.clone(), detail);
    let bytes = std::fs::read(path)
        .map_err(|error| problem(ProblemCode::FileUnreadable, error.to_string()))?;
    let there = count_tags(&bytes, ["wpt", "rte", "trk"])
        .map_err(|detail| problem(ProblemCode::LayerUnreadable, detail))?;
    drop(bytes);
    let file = LayerFile { path, subject: &subject, driver: Driver::Gpx, open_options: &[] };
    let mut layer = match layer_name {
        Some(_) => ogr::read(&file, layer_name)?,
        None => ogr::read_all(&file, "gpx", |name| LAYERS.contains(&name))?,
    };
    let (read, there) = (layer.rows.len() + layer.problems.len(), there.into_iter().sum::<usize>());
    if layer_name.is_none() && read != there {
        let detail = format!("only {read} of its {there} waypoints, routes and tracks can be read");
        return Err(problem(ProblemCode::LayerIncomplete, detail));
    }
    // GPX 1.1: latitude and longitude in WGS 84, always.
    layer.stated_crs = Ok(Some("EPSG:4326".to_owned()));
    Ok(layer)
}
