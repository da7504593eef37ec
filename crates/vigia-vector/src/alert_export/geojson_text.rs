//! Alerts as RFC 7946 GeoJSON.

use geo::Orient;
use geo::orient::Direction;
use geojson::{Feature, FeatureCollection, Geometry, GeometryValue, JsonObject};
use serde_json::json;
use vigia_core::Alert;

use super::indication_record::indications_json;
use super::tie_record::ties_json;
use super::{scene_names, sensor_names};
use crate::VectorError;

/// Returns the alerts as one feature collection: EPSG:4326, longitude first, outer rings
/// counter-clockwise; dates ISO 8601 in UTC, areas in hectares, distances in metres.
///
/// # Errors
/// [`VectorError::Encode`] naming the alert that could not be encoded.
pub fn alerts_to_geojson(alerts: &[Alert]) -> Result<String, VectorError> {
    let features = alerts.iter().map(feature).collect::<Result<Vec<_>, _>>()?;
    let collection = FeatureCollection { bbox: None, features, foreign_members: None };
    serde_json::to_string(&collection).map_err(|source| VectorError::Encode {
        subject: "alerts as GeoJSON".to_owned(),
        source: source.into(),
    })
}

fn feature(alert: &Alert) -> Result<Feature, VectorError> {
    let outline = alert.outline.orient(Direction::Default);
    let properties = properties(alert).map_err(|source| VectorError::Encode {
        subject: alert.id.to_string(),
        source: source.into(),
    })?;
    Ok(Feature {
        id: Some(geojson::feature::Id::String(alert.id.to_string())),
        geometry: Some(Geometry::new(GeometryValue::from(&outline))),
        properties: Some(properties),
        ..Feature::default()
    })
}

fn properties(alert: &Alert) -> Result<JsonObject, serde_json::Error> {
    let value = json!({
        "id": alert.id.as_str(),
        "site": alert.site.as_str(),
        "state": alert.state.name(),
        "driver": alert.driver.name(),
        "confidence": alert.confidence,
        "area_ha": alert.area.0,
        "not_before": alert.onset.not_before.to_string(),
        "not_after": alert.onset.not_after.to_string(),
        "first_observed": alert.first_observed.to_string(),
        "first_alerted": alert.first_alerted.to_string(),
        "sensors": sensor_names(alert),
        "scenes": scene_names(alert),
        "observed_share": alert.observed_share,
        "history_views": alert.history_views,
        "profile": alert.profile,
        "profile_fingerprint": alert.profile_fingerprint.to_string(),
        "reasons": alert.reasons,
        "ties": ties_json(alert)?,
        "indications": indications_json(alert)?,
    });
    match value {
        serde_json::Value::Object(members) => Ok(members),
        _ => Ok(JsonObject::new()),
    }
}
