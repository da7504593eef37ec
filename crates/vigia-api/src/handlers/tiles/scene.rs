//! `GET /api/v1/tiles/scene/{scene}/{preset}/{z}/{x}/{y}`: a scene as a picture.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;
use vigia_app::imagery::tile::{TileRequest, find, tile};
use vigia_app::imagery::{PRESETS, PictureFormat, Preset};
use vigia_core::SceneId;

use crate::picture_answer::{Kept, answer, known};
use crate::problem::{ApiError, ProblemDocument};
use crate::query::{Path, Query};
use crate::state::AppState;

/// How a scene's tile is made.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SceneTileQuery {
    /// `webp` (lossy; the default) or `png` (lossless).
    format: Option<String>,
    /// The earlier scene, for the preset `disturbance`.
    before: Option<String>,
}

/// Draws 256 by 256 pixels of a scene. What was not seen is transparent.
///
/// Brightness never follows a picture's own content, so tiles, dates and places compare:
/// `natural` and `swir` show fixed ranges of reflectance, `ndvi` and `disturbance` fixed
/// colours, and hide what the scene classification calls cloud or shadow.
#[utoipa::path(
    get, path = "/api/v1/tiles/scene/{scene}/{preset}/{z}/{x}/{y}", tag = "tiles",
    params(
        ("scene" = String, Path, description = "Identifier of the scene"),
        ("preset" = String, Path, description = "`natural`, `swir`, `ndvi` or `disturbance`"),
        ("z" = u8, Path, description = "Zoom, 0 to 20"),
        ("x" = u32, Path, description = "Column, from the antimeridian eastwards"),
        ("y" = u32, Path, description = "Row, from the north"),
        SceneTileQuery,
    ),
    responses(
        (status = 200, content_type = "image/webp", body = Vec<u8>),
        (status = 204, description = "The scene shows nothing there"),
        (status = 304, description = "The tile is the one that `If-None-Match` names"),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "bad_parameter"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json", description = "not_found"),
        (status = 503, body = ProblemDocument, content_type = "application/problem+json", description = "busy, timeout"),
    )
)]
pub(super) async fn scene_tile(
    State(app): State<AppState>,
    Path((scene, named, z, x, y)): Path<(String, String, u8, u32, u32)>,
    Query(query): Query<SceneTileQuery>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let request = TileRequest {
        scene: SceneId::new(scene),
        before: query.before.filter(|before| !before.is_empty()).map(SceneId::new),
        preset: preset(&named)?,
        z,
        x,
        y,
        format: format(query.format.as_deref())?,
    };
    let found = find(app.imagery(), app.workspace(), &request).await?;
    let tag = found.tag();
    if let Some(response) = known(&headers, &tag, Kept::ADay) {
        return Ok(response);
    }
    Ok(answer(tile(app.imagery(), found).await?, &tag, Kept::ADay))
}

/// Reads the name of a preset.
pub(in crate::handlers) fn preset(name: &str) -> Result<Preset, ApiError> {
    Preset::from_name(name).ok_or_else(|| {
        let choices = PRESETS.map(Preset::name).join(", ");
        let arguments = [("value", name.to_owned()), ("choices", choices)];
        ApiError::bad_parameter("preset", "value-unknown", arguments)
    })
}

fn format(name: Option<&str>) -> Result<PictureFormat, ApiError> {
    let Some(name) = name.filter(|name| !name.is_empty()) else { return Ok(PictureFormat::Webp) };
    PictureFormat::from_name(name).ok_or_else(|| {
        let arguments = [("value", name.to_owned()), ("choices", "webp, png".to_owned())];
        ApiError::bad_parameter("format", "value-unknown", arguments)
    })
}
