//! Is this machine fit for the work?

use std::path::Path;

use geo::coord;
use vigia_store::SETTINGS_FILE;
use vigia_vector::Operation;

/// A control point near La Pampa in EPSG:32719, and what it is in degrees, by GDAL's and by
/// our own PROJ.
const CONTROL_EASTING_NORTHING: (f64, f64) = (390_000.0, 8_570_000.0);
/// The two libraries may differ by rounding only: 1e-9° is 0.1 mm.
const TOLERANCE_DEGREES: f64 = 1e-9;

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Message id of what it is.
    pub what: &'static str,
    /// Whether it is as it should be.
    pub is_well: bool,
    /// What was found.
    pub found: String,
}

/// Looks at the libraries, the coordinate operations and the workspace.
#[must_use]
pub fn examine(folder: &Path) -> Vec<Check> {
    vigia_raster::configure();
    vec![gdal(), both_proj(), psad56(), workspace(folder)]
}

fn gdal() -> Check {
    Check { what: "doctor-gdal", is_well: true, found: vigia_raster::control_point::gdal_version() }
}

/// GDAL and the `proj` crate bring a PROJ each: they must agree on the same point.
fn both_proj() -> Check {
    let (x, y) = CONTROL_EASTING_NORTHING;
    let ours = Operation::to_wgs84("EPSG:32719")
        .and_then(|operation| operation.apply_to(coord! { x: x, y: y }))
        .map_err(|problem| problem.to_string());
    let gdals = vigia_raster::control_point::to_degrees("EPSG:32719", (x, y))
        .map_err(|error| error.to_string());
    match (ours, gdals) {
        (Ok(ours), Ok((lon, lat))) => {
            let off = (ours.x - lon).abs().max((ours.y - lat).abs());
            let found = format!("{lon:.7}, {lat:.7} (± {off:.1e}°)");
            Check { what: "doctor-proj", is_well: off <= TOLERANCE_DEGREES, found }
        }
        (ours, gdals) => {
            Check { what: "doctor-proj", is_well: false, found: format!("{ours:?} / {gdals:?}") }
        }
    }
}

fn psad56() -> Check {
    match Operation::to_wgs84("EPSG:24879") {
        Ok(operation) => Check {
            what: "doctor-psad56",
            is_well: true,
            found: match operation.accuracy_m() {
                Some(accuracy_m) => format!("{} (± {accuracy_m} m)", operation.name()),
                None => operation.name().to_owned(),
            },
        },
        Err(problem) => Check { what: "doctor-psad56", is_well: false, found: problem.to_string() },
    }
}

fn workspace(folder: &Path) -> Check {
    let is_well = folder.join(SETTINGS_FILE).is_file();
    let found = folder.display().to_string();
    Check {
        what: "doctor-workspace",
        is_well,
        found: if is_well { found } else { format!("– ({found})") },
    }
}
