//! `POST /api/v1/here`: what lies in a drawn area, or along a drawn line.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use vigia_app::asked_ground::AskedGround;
use vigia_app::asker::Asker;
use vigia_app::drawn_area::DrawnArea;
use vigia_app::here;

use super::{HereAnswer, RADIUS_M};
use crate::json::Json;
use crate::problem::{ApiError, ProblemDocument};
use crate::reader::Reader;
use crate::state::AppState;

/// A drawn area or line.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct AreaBody {
    /// What was drawn.
    geometry: DrawnGeometry,
    /// Metres on each side of a line, 10 to 20,000; of no meaning for an area.
    #[serde(default)]
    radius_m: Option<f64>,
}

/// A GeoJSON geometry, EPSG:4326, longitude first.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "type")]
pub(crate) enum DrawnGeometry {
    /// A polygon without holes: 3 to 200 vertices, at most 30,000 km².
    Polygon {
        /// One ring of positions `[lon, lat]`.
        coordinates: Vec<Vec<[f64; 2]>>,
    },
    /// A line: 2 to 200 positions, at most 1,000 km.
    LineString {
        /// Positions `[lon, lat]`.
        coordinates: Vec<[f64; 2]>,
    },
}

/// Tells what lies in a drawn area, or along a drawn line: features of every layer's newest
/// snapshot with their shares of that ground, alerts and reports.
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
    let messages = app.messages(reader.language);
    let asker = Asker { sight: reader.sight, language: reader.language, messages };
    let positions = |positions: &[[f64; 2]]| -> Vec<(f64, f64)> {
        positions.iter().map(|[lon, lat]| (*lon, *lat)).collect()
    };
    let ground = match body.geometry {
        DrawnGeometry::Polygon { coordinates } => {
            let [ring] = &coordinates[..] else {
                let args = [("reason", format!("{} rings", coordinates.len()))];
                return Err(ApiError::bad_parameter("geometry", "value-not-understood", args));
            };
            AskedGround::of_area(&DrawnArea::from_ring("geometry", &positions(ring))?)
        }
        DrawnGeometry::LineString { coordinates } => {
            let radius_m = body.radius_m.unwrap_or(RADIUS_M);
            AskedGround::along_line("geometry", &positions(&coordinates), radius_m)?
        }
    };
    let here = here::on_ground(app.workspace(), asker, &ground).await?;
    Ok(Json(HereAnswer::of(here, &reader)))
}
