//! `GET /api/v1/alerts/{id}/pixels`: one place of an alert through time.

use axum::extract::State;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vigia_app::pixels::{self, PixelIndex, pixels};
use vigia_core::AlertId;

use crate::json::Json;
use crate::problem::{ApiError, ProblemDocument};
use crate::query::{Path, Query};
use crate::state::AppState;

/// Which place.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PixelsQuery {
    /// Longitude in degrees, near the alert; its middle where not given.
    lon: Option<f64>,
    /// Latitude in degrees, together with `lon`.
    lat: Option<f64>,
}

/// What was measured at a place.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PixelSeries {
    /// Longitude in degrees.
    lon: f64,
    /// Latitude in degrees.
    lat: f64,
    /// One for each sensor, orbit and index.
    series: Vec<PixelIndexSeries>,
    /// The first of the alert was not cleared before.
    #[schema(value_type = String, format = Date)]
    not_before: Date,
    /// And not after.
    #[schema(value_type = String, format = Date)]
    not_after: Date,
}

/// One index of one sensor.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PixelIndexSeries {
    /// `sentinel-2`, `landsat`, `sentinel-1`, `mosaic` or `optical`.
    sensor: &'static str,
    /// `ascending` or `descending`, for radar that states it.
    orbit: Option<String>,
    /// What is measured.
    index: PixelIndexName,
    /// Oldest first.
    points: Vec<PixelPoint>,
}

/// What is measured.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PixelIndexName {
    /// Vegetation index, −1 to 1.
    Ndvi,
    /// Normalised burn ratio, −1 to 1.
    Nbr,
    /// Backscatter, in decibels.
    VvDb,
    /// Cross-polarised backscatter, in decibels.
    VhDb,
}

/// The median of three by three pixels in one acquisition.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PixelPoint {
    /// When it was acquired, UTC.
    #[schema(value_type = String, format = DateTime)]
    at: jiff::Timestamp,
    /// The value.
    value: f64,
    /// Whether the ground was seen: no cloud or shadow within a pixel of 20 m.
    clear: bool,
}

/// Reads one place in every scene of the alert's series.
#[utoipa::path(
    get, path = "/api/v1/alerts/{id}/pixels", tag = "alerts",
    params(("id" = String, Path, description = "Identifier of the alert"), PixelsQuery),
    responses(
        (status = 200, body = PixelSeries),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "bad_parameter"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json", description = "not_found"),
        (status = 503, body = ProblemDocument, content_type = "application/problem+json", description = "busy, timeout"),
    )
)]
pub(super) async fn alert_pixels(
    State(app): State<AppState>,
    Path(id): Path<String>,
    Query(query): Query<PixelsQuery>,
) -> Result<Json<PixelSeries>, ApiError> {
    let place = match (query.lon, query.lat) {
        (Some(lon), Some(lat)) => Some((lon, lat)),
        (None, None) => None,
        (lon, _) => {
            let field = if lon.is_none() { "lon" } else { "lat" };
            return Err(ApiError::bad_parameter(field, "value-not-a-number", []));
        }
    };
    let series = pixels(app.imagery(), app.workspace(), &AlertId::new(id), place).await?;
    Ok(Json(PixelSeries::from(series.as_ref())))
}

impl From<&pixels::PixelSeries> for PixelSeries {
    fn from(series: &pixels::PixelSeries) -> Self {
        Self {
            lon: series.lon,
            lat: series.lat,
            series: series.series.iter().map(PixelIndexSeries::from).collect(),
            not_before: series.not_before,
            not_after: series.not_after,
        }
    }
}

impl From<&pixels::IndexSeries> for PixelIndexSeries {
    fn from(series: &pixels::IndexSeries) -> Self {
        let points = series.points.iter();
        Self {
            sensor: series.sensor.name(),
            orbit: series.orbit.clone(),
            index: match series.index {
                PixelIndex::Ndvi => PixelIndexName::Ndvi,
                PixelIndex::Nbr => PixelIndexName::Nbr,
                PixelIndex::VvDb => PixelIndexName::VvDb,
                PixelIndex::VhDb => PixelIndexName::VhDb,
            },
            points: points
                .map(|point| PixelPoint { at: point.at, value: point.value, clear: point.clear })
                .collect(),
        }
    }
}
