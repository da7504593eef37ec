//! Which CRS a layer is in: what a person states, else what the file states, else nothing.

use geo::BoundingRect;
use geo_types::Rect;
use vigia_core::{Problem, ProblemCode};

use crate::crs_evidence::evidence;
use crate::crs_name::normalised;
use crate::layer_source::RawLayer;

/// Returns the layer's CRS as `EPSG:<code>`.
///
/// RFC 7946 gives a GeoJSON file without `crs` EPSG:4326, but real files carry UTM metres
/// without saying so; the rule is believed only where every coordinate could be degrees.
///
/// # Errors
/// [`ProblemCode::LayerWithoutCrs`] with the coordinates as evidence;
/// [`ProblemCode::CrsUnknown`] for a stated override that is none.
pub(crate) fn source_crs(
    layer: &RawLayer,
    stated_by_person: Option<&str>,
    subject: &str,
) -> Result<String, Problem> {
    if let Some(stated) = stated_by_person {
        return normalised(stated);
    }
    if let Some(stated) = layer.stated_crs.clone()? {
        return Ok(stated);
    }
    let without = |detail: String| Problem::new(ProblemCode::LayerWithoutCrs, subject, detail);
    if !layer.geographic_by_rule {
        let detail = match layer.has_prj {
            Some(false) => "its .prj is missing: add it, or state a CRS with --crs",
            _ => "the file states no CRS; state one with --crs",
        };
        return Err(without(match hull_of_rows(layer) {
            Some(extent) => format!("{detail}; {}", evidence(&layer.rows, &extent, subject)),
            None => detail.to_owned(),
        }));
    }
    let boxes = layer.rows.iter().filter_map(|row| row.geometry.as_ref()?.bounding_rect());
    let (degrees, others): (Vec<_>, Vec<_>) = boxes.partition(could_be_degrees);
    // One mistyped feature must not cast doubt on the rest; it is refused by itself, later.
    match hull(&others) {
        Some(extent) if others.len() > degrees.len() => Err(without(format!(
            "no crs member, and its coordinates are no degrees: state the CRS with --crs; {}",
            evidence(&layer.rows, &extent, subject)
        ))),
        _ => Ok("EPSG:4326".to_owned()),
    }
}

/// Either axis may be the longitude: swapped axes are another problem, found later.
fn could_be_degrees(extent: &Rect<f64>) -> bool {
    let (min, max) = (extent.min(), extent.max());
    [min.x, min.y, max.x, max.y].iter().all(|degrees| degrees.abs() <= 180.0)
}

fn hull_of_rows(layer: &RawLayer) -> Option<Rect<f64>> {
    let boxes = layer.rows.iter().filter_map(|row| row.geometry.as_ref()?.bounding_rect());
    hull(&boxes.collect::<Vec<_>>())
}

fn hull(boxes: &[Rect<f64>]) -> Option<Rect<f64>> {
    boxes.iter().copied().reduce(|a, b| {
        Rect::new(
            (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
            (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
        )
    })
}
