//! GeoJSON files in: feature by feature, so that a broken one does not take the rest along.

use std::collections::BTreeMap;
use std::path::Path;

use geo::HasDimensions;
use geo_types::Geometry;
use geojson::{Feature, GeometryValue, JsonValue, Position};
use serde::Deserialize;
use serde_json::value::RawValue;
use vigia_core::{Problem, ProblemCode};

use super::{FEATURES_MAX, RawLayer, RawRow, too_many};
use crate::arcgis;
use crate::crs_name::normalised;

#[derive(Deserialize)]
struct Collection<'a> {
    #[serde(rename = "type")]
    kind: Option<String>,
    crs: Option<JsonValue>,
    // Null in answers of ArcGIS without any.
    #[serde(borrow)]
    features: Option<Vec<&'a RawValue>>,
}

/// Reads a feature collection, or a single feature as a collection of one; JSON of no type
/// as a page of ArcGIS.
///
/// # Errors
/// As [`super::read`].
pub(super) fn read(path: &Path) -> Result<RawLayer, Problem> {
    let subject = path.display().to_string();
    let unreadable =
        |detail: String| Problem::new(ProblemCode::LayerUnreadable, subject.clone(), detail);
    let bytes = std::fs::read(path).map_err(|error| {
        Problem::new(ProblemCode::FileUnreadable, subject.clone(), error.to_string())
    })?;
    let text = std::str::from_utf8(&bytes)
        .map_err(|error| unreadable(format!("not UTF-8: {error}")))?
        .trim_start_matches('\u{feff}');
    let collection: Collection<'_> =
        serde_json::from_str(text).map_err(|error| unreadable(error.to_string()))?;
    let features: Vec<&str> = match collection.kind.as_deref() {
        Some("FeatureCollection") => {
            collection.features.iter().flatten().map(|raw| raw.get()).collect()
        }
        Some("Feature") => vec![text],
        None => return arcgis::read_text(text, &subject),
        Some(other) => return Err(unreadable(format!("a {other:?} is no feature collection"))),
    };
    if features.len() > FEATURES_MAX {
        return Err(too_many(&subject));
    }
    let mut layer = RawLayer {
        stated_crs: stated_crs(collection.crs.as_ref(), &subject),
        geographic_by_rule: true,
        rows: Vec::with_capacity(features.len()),
        ..RawLayer::default()
    };
    for (index, feature) in features.into_iter().enumerate() {
        match row(index + 1, feature) {
            Ok(row) => layer.rows.push(row),
            Err(detail) => layer.problems.push(Problem::new(
                ProblemCode::RowInvalid,
                format!("{subject}, feature {}", index + 1),
                detail,
            )),
        }
    }
    Ok(layer)
}

/// Returns the CRS of a GeoJSON 2008 `crs` member; a null one is as good as none.
fn stated_crs(member: Option<&JsonValue>, subject: &str) -> Result<Option<String>, Problem> {
    let Some(member) = member.filter(|value| !value.is_null()) else { return Ok(None) };
    let name = member["properties"]["name"].as_str().or_else(|| member.as_str());
    // The form of 2005: {"type": "EPSG", "properties": {"code": 32719}}.
    let code = member["properties"]["code"].as_u64().map(|code| format!("EPSG:{code}"));
    let stated = name.map(str::to_owned).or(code).unwrap_or_else(|| member.to_string());
    normalised(&stated).map(Some).map_err(|problem| {
        Problem::new(problem.code, subject, format!("crs member {stated}: {}", problem.detail))
    })
}

fn row(ordinal: usize, text: &str) -> Result<RawRow, String> {
    let feature: Feature = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let mut attributes: BTreeMap<String, String> = feature
        .properties
        .iter()
        .flatten()
        .filter_map(|(column, value)| Some((column.clone(), as_text(value)?)))
        .collect();
    if let Some(id) = &feature.id {
        let id = match id {
            geojson::feature::Id::String(text) => text.clone(),
            geojson::feature::Id::Number(number) => number.to_string(),
        };
        attributes.entry("id".to_owned()).or_insert(id);
    }
    let mut repairs = Vec::new();
    let geometry = match feature.geometry {
        None => None,
        Some(geometry) => {
            check_positions(&geometry.value)?;
            let open_rings = count_open_rings(&geometry.value);
            if open_rings > 0 {
                repairs.push(format!("{open_rings} ring(s) did not end where they began; closed"));
            }
            Some(Geometry::try_from(geometry.value).map_err(|error| error.to_string())?)
        }
    };
    Ok(RawRow {
        ordinal,
        geometry: geometry.filter(|shape| !shape.is_empty()),
        attributes,
        repairs,
    })
}

fn as_text(value: &JsonValue) -> Option<String> {
    match value {
        JsonValue::Null => None,
        JsonValue::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// The conversion of the `geojson` crate indexes into positions; one of fewer than two
/// numbers would panic there.
fn check_positions(value: &GeometryValue) -> Result<(), String> {
    let lines = |lines: &[Vec<Position>]| lines.iter().flatten().all(is_whole);
    let whole = match value {
        GeometryValue::Point { coordinates } => is_whole(coordinates),
        GeometryValue::MultiPoint { coordinates } | GeometryValue::LineString { coordinates } => {
            coordinates.iter().all(is_whole)
        }
        GeometryValue::MultiLineString { coordinates } | GeometryValue::Polygon { coordinates } => {
            lines(coordinates)
        }
        GeometryValue::MultiPolygon { coordinates } => coordinates.iter().all(|rings| lines(rings)),
        GeometryValue::GeometryCollection { geometries } => {
            return geometries.iter().try_for_each(|part| check_positions(&part.value));
        }
    };
    whole.then_some(()).ok_or_else(|| "a position has fewer than two numbers".to_owned())
}

fn is_whole(position: &Position) -> bool {
    position.len() >= 2
}

fn count_open_rings(value: &GeometryValue) -> usize {
    let open =
        |rings: &[Vec<Position>]| rings.iter().filter(|ring| ring.first() != ring.last()).count();
    match value {
        GeometryValue::Polygon { coordinates } => open(coordinates),
        GeometryValue::MultiPolygon { coordinates } => {
            coordinates.iter().map(|rings| open(rings)).sum()
        }
        GeometryValue::GeometryCollection { geometries } => {
            geometries.iter().map(|part| count_open_rings(&part.value)).sum()
        }
        _ => 0,
    }
}
