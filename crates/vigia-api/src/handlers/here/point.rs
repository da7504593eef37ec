//! `GET /api/v1/here`: what lies at a point.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use vigia_app::asker::Asker;
use vigia_app::here;

use super::HereAnswer;
use crate::json::Json;
use crate::problem::{ApiError, ProblemDocument};
use crate::query::Query;
use crate::reader::Reader;
use crate::state::AppState;

/// A point, and how far to look around it.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PointQuery {
    /// Longitude in degrees, EPSG:4326.
    lon: f64,
    /// Latitude in degrees, EPSG:4326.
    lat: f64,
    /// How far to look, in metres, 0 to 20,000; 0 where not given.
    #[serde(default)]
    radius_m: f64,
}

/// Tells what lies at a point: features of every layer's newest snapshot, alerts and
/// reports, with geodesic distances.
#[utoipa::path(
    get, path = "/api/v1/here", operation_id = "here_at_point", tag = "places", params(PointQuery),
    responses(
        (status = 200, body = HereAnswer),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "bad_parameter"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
    )
)]
pub(super) async fn point(
    State(app): State<AppState>,
    reader: Reader,
    Query(query): Query<PointQuery>,
) -> Result<Json<HereAnswer>, ApiError> {
    let messages = app.messages(reader.language);
    let asker = Asker { sight: reader.sight, language: reader.language, messages };
    let at = (query.lon, query.lat);
    let here = here::at_point(app.workspace(), asker, at, query.radius_m).await?;
    Ok(Json(HereAnswer::of(here, &reader)))
}
