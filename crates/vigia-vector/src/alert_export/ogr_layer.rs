//! Alerts as a GeoPackage or KML.

use std::path::Path;

use geo::Orient;
use geo::orient::Direction;
use vigia_core::Alert;

use super::indication_record::{indications_json, indications_line};
use super::tie_record::{ties_json, ties_line};
use super::{scene_names, sensor_names};
use crate::{FieldValue, LayerFormat, LayerRow, VectorError, write_layer};

/// Writes the alerts as the layer `alerts` (MultiPolygon, EPSG:4326) of a GeoPackage;
/// lists are JSON text, times ISO 8601 text in UTC.
///
/// # Errors
/// [`VectorError`] as [`write_layer`], or [`VectorError::Encode`] naming the alert.
pub fn alerts_to_gpkg(path: &Path, alerts: &[Alert]) -> Result<(), VectorError> {
    let rows = alerts.iter().map(row).collect::<Result<Vec<_>, _>>()?;
    write_layer(path, LayerFormat::GeoPackage, "alerts", "EPSG:4326", &rows)
}

/// Writes the alerts as the layer `alerts` of a KML file, with the columns of the GeoPackage
/// as extended data: in a viewer's balloon stand the identifier and what the alert lies on,
/// on its timeline the days within which it was cleared.
///
/// # Errors
/// As [`alerts_to_gpkg`].
pub fn alerts_to_kml(path: &Path, alerts: &[Alert]) -> Result<(), VectorError> {
    let rows = alerts.iter().map(row).collect::<Result<Vec<_>, _>>()?;
    let shown = rows.into_iter().zip(alerts).map(|(row, alert)| {
        let balloon = [
            ("Name", FieldValue::Text(alert.id.to_string())),
            ("description", FieldValue::Text(ties_line(alert))),
            ("begin", FieldValue::Date(alert.onset.not_before)),
            ("end", FieldValue::Date(alert.onset.not_after)),
        ];
        let balloon = balloon.into_iter().map(|(name, value)| (name.to_owned(), value));
        // GDAL keeps days in KML only as `begin` and `end`.
        let fields = row.fields.into_iter().map(|(name, value)| match value {
            FieldValue::Date(day) => (name, FieldValue::Text(day.to_string())),
            value => (name, value),
        });
        LayerRow { fields: balloon.chain(fields).collect(), ..row }
    });
    let shown: Vec<LayerRow> = shown.collect();
    write_layer(path, LayerFormat::Kml, "alerts", "EPSG:4326", &shown)
}

fn row(alert: &Alert) -> Result<LayerRow, VectorError> {
    let encode = |source: serde_json::Error| VectorError::Encode {
        subject: alert.id.to_string(),
        source: source.into(),
    };
    let text = |value: &str| FieldValue::Text(value.to_owned());
    let list = |value: serde_json::Value| FieldValue::Text(value.to_string());
    let reasons = serde_json::to_value(&alert.reasons).map_err(encode)?;
    let fields = [
        ("id", text(alert.id.as_str())),
        ("site", text(alert.site.as_str())),
        ("state", text(alert.state.name())),
        ("driver", text(alert.driver.name())),
        ("confidence", FieldValue::Real(alert.confidence)),
        ("area_ha", FieldValue::Real(alert.area.0)),
        ("not_before", FieldValue::Date(alert.onset.not_before)),
        ("not_after", FieldValue::Date(alert.onset.not_after)),
        ("first_observed", text(&alert.first_observed.to_string())),
        ("first_alerted", text(&alert.first_alerted.to_string())),
        ("sensors", text(&sensor_names(alert).join(";"))),
        ("scenes", text(&scene_names(alert).join(";"))),
        ("observed_share", FieldValue::Real(alert.observed_share)),
        ("profile", text(&alert.profile)),
        ("profile_fingerprint", text(&alert.profile_fingerprint.to_string())),
        ("reasons", list(reasons)),
        ("ties", list(ties_json(alert).map_err(encode)?)),
        ("ties_text", text(&ties_line(alert))),
        ("indications", list(indications_json(alert).map_err(encode)?)),
        ("indications_text", text(&indications_line(alert))),
    ];
    let history =
        alert.history_views.map(|views| ("history_views", FieldValue::Integer(views.into())));
    Ok(LayerRow {
        geometry: alert.outline.orient(Direction::Default).into(),
        fields: fields
            .into_iter()
            .chain(history)
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    })
}
