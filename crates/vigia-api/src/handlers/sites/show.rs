//! `GET /api/v1/sites/{id}`: one site.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::sites;
use vigia_core::Driver;

use crate::dto::alert::{AlertSummary, DriverName};
use crate::dto::geometry::{MultiPolygon, multi_polygon};
use crate::dto::site::SiteCourse;
use crate::json::Json;
use crate::problem::{ApiError, ProblemDocument};
use crate::query::Path;
use crate::reader::Reader;
use crate::state::AppState;

/// A site with what is known of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SiteDetail {
    /// Identifier.
    id: String,
    /// Geodesic area of the union of its clearings, in hectares.
    area_ha: f64,
    /// The union of its clearings.
    outline: MultiPolygon,
    /// Its clearings.
    clearings: Vec<ClearingSummary>,
    #[serde(flatten)]
    course: SiteCourse,
    /// Its alert; null where it is too small for one.
    alert: Option<AlertSummary>,
}

/// A clearing of a site.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClearingSummary {
    /// Identifier.
    id: String,
    /// Series of scenes in which it was seen.
    series: String,
    /// The most likely cause.
    #[schema(value_type = DriverName)]
    driver: Driver,
    /// Probability that it is mining, 0–1.
    mining_probability: f64,
    /// Geodesic area, in hectares.
    area_ha: f64,
    /// First day on which it can have been cleared.
    #[schema(value_type = String, format = Date)]
    not_before: jiff::civil::Date,
    /// Last day on which the first of it can have been cleared.
    #[schema(value_type = String, format = Date)]
    not_after: jiff::civil::Date,
    /// Scene in which it was first seen.
    first_seen: String,
    /// Scene in which it was seen again.
    confirmed_by: Option<String>,
    /// Sensors that saw it.
    sensors: Vec<&'static str>,
}

impl From<&vigia_core::Clearing> for ClearingSummary {
    fn from(clearing: &vigia_core::Clearing) -> Self {
        Self {
            id: clearing.id.to_string(),
            series: clearing.series.clone(),
            driver: clearing.driver,
            mining_probability: clearing.mining_probability,
            area_ha: clearing.area.0,
            not_before: clearing.onset.not_before,
            not_after: clearing.onset.not_after,
            first_seen: clearing.first_seen.to_string(),
            confirmed_by: clearing.confirmed_by.as_ref().map(ToString::to_string),
            sensors: clearing.sensors.iter().map(|sensor| sensor.name()).collect(),
        }
    }
}

/// Shows a site with its clearings, how it goes on, and its alert.
#[utoipa::path(
    get, path = "/api/v1/sites/{id}", tag = "sites",
    params(("id" = String, Path, description = "Identifier of the site")),
    responses(
        (status = 200, body = SiteDetail),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json", description = "not_found"),
    )
)]
pub(super) async fn show_site(
    State(app): State<AppState>,
    reader: Reader,
    Path(id): Path<String>,
) -> Result<Json<SiteDetail>, ApiError> {
    let found = sites::show(app.workspace(), reader.sight, &id).await?;
    Ok(Json(SiteDetail {
        id: found.site.id.to_string(),
        area_ha: found.site.area.0,
        outline: multi_polygon!(found.site.outline),
        clearings: found.clearings.iter().map(ClearingSummary::from).collect(),
        course: SiteCourse::from(&found.site),
        alert: found.alert.as_ref().map(AlertSummary::from),
    }))
}
