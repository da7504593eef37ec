//! `vigia here`.

use std::path::PathBuf;

use clap::{ArgGroup, Args};

use super::ReportFormat;

/// Which place, and how to tell of it.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("place").required(true).args(["file", "at", "area", "line"])))]
pub struct HereArguments {
    /// File that draws it: GeoJSON, KML, KMZ, GPX, GeoPackage, FlatGeobuf or a zipped shapefile.
    pub file: Option<PathBuf>,
    /// A point: longitude,latitude in degrees.
    #[arg(long, value_name = "LON,LAT", allow_hyphen_values = true)]
    pub at: Option<String>,
    /// An area by its corners.
    #[arg(long, value_name = "LON,LAT;...", allow_hyphen_values = true)]
    pub area: Option<String>,
    /// A line: a river, a road, a way.
    #[arg(long, value_name = "LON,LAT;...", allow_hyphen_values = true)]
    pub line: Option<String>,
    /// Metres around points and lines.
    #[arg(long, value_name = "METRES", default_value_t = 500.0)]
    pub radius: f64,
    /// CRS of a file that states none, for instance EPSG:32719.
    #[arg(long, requires = "file")]
    pub crs: Option<String>,
    /// Output form.
    #[arg(long, default_value = "text")]
    pub format: ReportFormat,
}

pub const EXAMPLES: &str = "\
Examples:
  vigia here -w caso --at -70.05,-12.93 --radius 1000
  vigia here -w caso --line \"-70.2,-12.9;-70.1,-12.85;-70.0,-12.9\"   along a river
  vigia here -w caso poligono.kml                                     what a file draws
  vigia here -w caso vertices.geojson --crs EPSG:32719 --format json";
