//! Alerts out: GeoJSON, CSV, GeoPackage and KML, with the same facts under the same names.

mod csv_table;
mod geojson_text;
mod indication_record;
mod ogr_layer;
mod tie_record;

pub use csv_table::alerts_to_csv;
pub use geojson_text::alerts_to_geojson;
pub use ogr_layer::{alerts_to_gpkg, alerts_to_kml};

use geo::{Centroid, Contains, InteriorPoint};
use geo_types::{MultiPolygon, Point};
use vigia_core::Alert;

/// Returns a point to quote and to go to: the centroid where that lies inside, else a
/// point inside; `None` for an empty outline.
#[must_use]
pub fn representative_point(outline: &MultiPolygon<f64>) -> Option<Point<f64>> {
    outline.centroid().filter(|point| outline.contains(point)).or_else(|| outline.interior_point())
}

fn sensor_names(alert: &Alert) -> Vec<&'static str> {
    alert.sensors.iter().map(|sensor| sensor.name()).collect()
}

fn scene_names(alert: &Alert) -> Vec<&str> {
    alert.scenes.iter().map(|scene| scene.as_str()).collect()
}

#[cfg(test)]
mod tests;
