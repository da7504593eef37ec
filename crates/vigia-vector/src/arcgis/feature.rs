//! One feature of a page: its attributes as text, its geometry as a shape.

use std::collections::BTreeMap;

use geo::HasDimensions;
use geo_types::{Geometry, LineString, MultiLineString, MultiPoint, Point};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::page::Column;
use super::position::Position;
use super::rings::nested;
use crate::layer_source::RawRow;

#[derive(Deserialize)]
struct FeatureText {
    attributes: Map<String, Value>,
    geometry: Option<Shape>,
}

/// Any geometry object; which members it has tells which it is.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Shape {
    x: Option<Value>,
    y: Option<Value>,
    points: Option<Vec<Position>>,
    paths: Option<Vec<Vec<Position>>>,
    rings: Option<Vec<Vec<Position>>>,
    curve_paths: Option<serde::de::IgnoredAny>,
    curve_rings: Option<serde::de::IgnoredAny>,
}

/// Reads one feature. The object id comes beside the row, and also where only the geometry
/// is broken: the feature is then there, and not missing.
///
/// # Errors
/// In words, with the object id where it could be read.
pub(super) fn row(
    ordinal: usize,
    text: &str,
    object_id: Option<&str>,
    columns: &[Column],
) -> Result<(RawRow, Option<i64>), (String, Option<i64>)> {
    let feature: FeatureText = match serde_json::from_str(text) {
        Ok(feature) => feature,
        Err(error) => return Err((error.to_string(), id_alone(text, object_id))),
    };
    let id = object_id.and_then(|column| id_of(feature.attributes.get(column)?));
    let attributes: BTreeMap<String, String> = feature
        .attributes
        .into_iter()
        .filter_map(|(name, value)| {
            let is_date = columns.iter().any(|column| column.name == name && column.is_date());
            let text = as_text(&value, is_date)?;
            Some((name, text))
        })
        .collect();
    let (geometry, repairs) = match feature.geometry.map(shape).transpose() {
        Ok(shape) => shape.unwrap_or_default(),
        Err(detail) => return Err((detail, id)),
    };
    let geometry = geometry.filter(|shape| !shape.is_empty());
    Ok((RawRow { ordinal, geometry, attributes, repairs }, id))
}

/// Returns the object id alone, also of a feature whose geometry cannot be read.
pub(super) fn id_alone(text: &str, object_id: Option<&str>) -> Option<i64> {
    #[derive(Deserialize)]
    struct Alone {
        attributes: Map<String, Value>,
    }
    let alone: Alone = serde_json::from_str(text).ok()?;
    id_of(alone.attributes.get(object_id?)?)
}

fn id_of(value: &Value) -> Option<i64> {
    // Some services give whole reals.
    let whole =
        |number: f64| (number.fract() == 0.0 && number.abs() < 9e15).then_some(number as i64);
    value.as_i64().or_else(|| value.as_f64().and_then(whole))
}

/// Numbers and codes stay as they are (a coded value is its code); dates, milliseconds since
/// 1970, become an instant in UTC that a person can read.
fn as_text(value: &Value, is_date: bool) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Number(number) if is_date => {
            let instant = number.as_i64().and_then(|ms| Timestamp::from_millisecond(ms).ok());
            Some(instant.map_or_else(|| number.to_string(), |instant| instant.to_string()))
        }
        other => Some(other.to_string()),
    }
}

type Read = (Option<Geometry<f64>>, Vec<String>);

fn shape(shape: Shape) -> Result<Read, String> {
    if shape.curve_paths.is_some() || shape.curve_rings.is_some() {
        return Err("true curves are not read: ask for returnTrueCurves=false".to_owned());
    }
    let line = |line: Vec<Position>| line.into_iter().map(|at| at.0).collect::<Vec<_>>();
    if let Some(rings) = shape.rings {
        let nested = nested(rings.into_iter().map(line).collect())?;
        let mut polygons = nested.shape.0;
        let shape = match polygons.len() {
            1 => polygons.pop().map(Geometry::Polygon),
            _ => Some(Geometry::MultiPolygon(polygons.into())),
        };
        return Ok((shape, nested.repairs));
    }
    if let Some(paths) = shape.paths {
        let given = paths.len();
        let mut lines: Vec<LineString<f64>> =
            paths.into_iter().map(line).filter(|at| at.len() > 1).map(LineString::from).collect();
        let short = given - lines.len();
        let words = format!("{short} path(s) of fewer than two positions; left out");
        let repairs = if short > 0 { vec![words] } else { Vec::new() };
        let shape = match lines.len() {
            1 => lines.pop().map(Geometry::LineString),
            _ => Some(Geometry::MultiLineString(MultiLineString(lines))),
        };
        return Ok((shape, repairs));
    }
    if let Some(points) = shape.points {
        let points = points.into_iter().map(|at| Point::from(at.0)).collect();
        return Ok((Some(Geometry::MultiPoint(MultiPoint(points))), Vec::new()));
    }
    // An empty point has null or "NaN" for its coordinates.
    let number = |value: Option<Value>| value.and_then(|value| value.as_f64());
    let point = number(shape.x).zip(number(shape.y)).map(|(x, y)| Point::new(x, y));
    Ok((point.map(Geometry::Point), Vec::new()))
}
