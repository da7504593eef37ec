//! GeoJSON files out.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use geojson::{Feature, FeatureCollection, JsonObject, JsonValue};

use crate::VectorError;
use crate::field::{FieldValue, columns_of};
use crate::layer_writer::LayerRow;

/// Writes `rows` as a feature collection.
///
/// # Errors
/// [`VectorError::Write`], [`VectorError::Crs`], [`VectorError::MixedColumn`].
pub(crate) fn write(
    path: &Path,
    layer_name: &str,
    crs: &str,
    rows: &[LayerRow],
) -> Result<(), VectorError> {
    columns_of(rows)?;
    let mut members = JsonObject::new();
    members.insert("name".into(), layer_name.into());
    if let Some(member) = crs_member(crs)? {
        members.insert("crs".into(), member);
    }
    let collection = FeatureCollection {
        bbox: None,
        features: rows.iter().map(feature).collect(),
        foreign_members: Some(members),
    };
    let refused = |source| VectorError::Write { path: path.to_owned(), source };
    let mut out = BufWriter::new(File::create(path).map_err(refused)?);
    serde_json::to_writer(&mut out, &collection).map_err(|error| refused(error.into()))?;
    out.write_all(b"\n").and_then(|()| out.flush()).map_err(refused)
}

/// Returns the `crs` member of GeoJSON 2008, or `None` for EPSG:4326, where RFC 7946
/// forbids it.
fn crs_member(crs: &str) -> Result<Option<JsonValue>, VectorError> {
    let code = crs
        .strip_prefix("EPSG:")
        .and_then(|code| code.parse::<u32>().ok())
        .ok_or_else(|| VectorError::Crs { crs: crs.to_owned() })?;
    Ok((code != 4326).then(|| {
        serde_json::json!({
            "type": "name",
            "properties": { "name": format!("urn:ogc:def:crs:EPSG::{code}") },
        })
    }))
}

fn feature(row: &LayerRow) -> Feature {
    let properties = row.fields.iter().map(|(name, value)| (name.clone(), json(value))).collect();
    Feature {
        geometry: Some(geojson::Geometry::new(geojson::GeometryValue::from(&row.geometry))),
        properties: Some(properties),
        ..Feature::default()
    }
}

fn json(value: &FieldValue) -> JsonValue {
    match value {
        FieldValue::Text(text) => text.as_str().into(),
        FieldValue::Real(number) => (*number).into(),
        FieldValue::Integer(number) => (*number).into(),
        FieldValue::Date(date) => date.to_string().into(),
    }
}
