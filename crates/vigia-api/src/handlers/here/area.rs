//! `POST /api/v1/here`: what lies in a drawn area.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use vigia_app::asker::Asker;
use vigia_app::drawn_area::DrawnArea;
use vigia_app::here;

use super::HereAnswer;
use crate::json::Json;
use crate::problem::{ApiError, ProblemDocument};
use crate::reader::Reader;
use crate::state::AppState;

/// A drawn area.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct AreaBody {
    /// A GeoJSON polygon without holes: 3 to 200 vertices, at most 30,000 km².
    geometry: DrawnPolygon,
}

/// A GeoJSON `Polygon`, EPSG:4326, longitude first.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct DrawnPolygon {
    #[schema(inline)]
    r#type: DrawnPolygonName,
    /// One ring of positions `[lon, lat]`.
    coordinates: Vec<Vec<[f64; 2]>>,
}

#[derive(Debug, PartialEq, Deserialize, ToSchema)]
enum DrawnPolygonName {
    Polygon,
}

/// Tells what lies in a drawn area: features of every layer's newest snapshot with their
/// shares of it, alerts and reports.
#[utoipa::path(
    post, path = "/api/v1/here", operation_id = "here_in_area", tag = "places", request_body = AreaBody,
    responses(
        (status = 200, body = HereAnswer),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "bad_parameter, bad_body"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json", description = "csrf"),
    )
)]
pub(super) async fn area(
    State(app): State<AppState>,
    reader: Reader,
    Json(body): Json<AreaBody>,
) -> Result<Json<HereAnswer>, ApiError> {
    let DrawnPolygon { r#type: DrawnPolygonName::Polygon, coordinates } = body.geometry;
    let [ring] = &coordinates[..] else {
        let args = [("reason", format!("{} rings", coordinates.len()))];
        return Err(ApiError::bad_parameter("geometry", "value-not-understood", args));
    };
    let ring: Vec<(f64, f64)> = ring.iter().map(|[lon, lat]| (*lon, *lat)).collect();
    let area = DrawnArea::from_ring("geometry", &ring)?;
    let messages = app.messages(reader.language);
    let asker = Asker { sight: reader.sight, language: reader.language, messages };
    let here = here::in_area(app.workspace(), asker, &area).await?;
    Ok(Json(HereAnswer::of(here, &reader)))
}
