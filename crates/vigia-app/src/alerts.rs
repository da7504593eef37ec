//! Reading alerts: list, one, and as files.

use std::path::Path;

use vigia_core::{Alert, AlertId};
use vigia_store::AlertFilter;

use crate::exported_indications::ExportedRules;

use crate::error::AppError;
use crate::workspace::Workspace;

/// File format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// RFC 7946.
    GeoJson,
    /// One row an alert.
    Csv,
    /// GeoPackage.
    GeoPackage,
    /// OGC KML.
    Kml,
}

/// Returns all alerts: confirmed first, then by confidence and area.
///
/// # Errors
/// [`AppError::Store`].
pub async fn list(workspace: &Workspace) -> Result<Vec<Alert>, AppError> {
    let mut alerts = workspace.store().every_alert(&AlertFilter::default()).await?;
    alerts.sort_by(|a, b| {
        b.state
            .cmp(&a.state)
            .then(b.confidence.total_cmp(&a.confidence))
            .then(b.area.0.total_cmp(&a.area.0))
            .then(a.id.cmp(&b.id))
    });
    Ok(alerts)
}

/// Returns one alert.
///
/// # Errors
/// [`AppError::NoSuchAlert`]; [`AppError::Store`].
pub async fn show(workspace: &Workspace, id: &str) -> Result<Alert, AppError> {
    let found = workspace.store().alert(&AlertId::new(id)).await?;
    found.ok_or_else(|| AppError::NoSuchAlert { id: id.to_owned() })
}

/// Writes all alerts to `output`, or returns the text where there is none.
///
/// - `rules`: which rules that no jurist has reviewed are taken along.
///
/// # Errors
/// [`AppError::NeedsOutputFile`] for a GeoPackage or KML without a file; [`AppError::File`];
/// [`AppError::Vector`]; [`AppError::Store`].
pub async fn export(
    workspace: &Workspace,
    format: ExportFormat,
    rules: &ExportedRules,
    output: Option<&Path>,
) -> Result<Option<String>, AppError> {
    let alerts: Vec<Alert> =
        list(workspace).await?.into_iter().map(|alert| rules.of(alert)).collect();
    let text = match (format, output) {
        (ExportFormat::GeoJson, _) => vigia_vector::alerts_to_geojson(&alerts)?,
        (ExportFormat::Csv, _) => vigia_vector::alerts_to_csv(&alerts)?,
        (ExportFormat::GeoPackage | ExportFormat::Kml, None) => {
            return Err(AppError::NeedsOutputFile);
        }
        (ExportFormat::GeoPackage, Some(path)) => {
            tokio::task::block_in_place(|| vigia_vector::alerts_to_gpkg(path, &alerts))?;
            return Ok(None);
        }
        (ExportFormat::Kml, Some(path)) => {
            tokio::task::block_in_place(|| vigia_vector::alerts_to_kml(path, &alerts))?;
            return Ok(None);
        }
    };
    let Some(path) = output else { return Ok(Some(text)) };
    std::fs::write(path, text).map_err(|source| AppError::File {
        action: "writing",
        path: path.to_owned(),
        source,
    })?;
    Ok(None)
}
