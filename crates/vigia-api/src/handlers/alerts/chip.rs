//! `GET /api/v1/alerts/{id}/chip/{moment}`: the place of an alert before and after.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;
use vigia_app::imagery::chip::{ChipRequest, Moment, chip, find};
use vigia_core::AlertId;

use crate::handlers::tiles::preset;
use crate::picture_answer::{Kept, answer, known};
use crate::problem::{ApiError, ProblemDocument};
use crate::query::{Path, Query};
use crate::state::AppState;

/// Side of a chip where none is asked for, in pixels.
const SIDE_PX: u32 = 480;

/// How a chip is made.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ChipQuery {
    /// `natural` (the default), `swir`, `ndvi` or `disturbance` (since the view before).
    preset: Option<String>,
    /// Side of the picture in pixels, 64 to 1024; 480 where not given.
    size: Option<u32>,
    /// Whether the outline is drawn; it is where not given.
    outline: Option<bool>,
}

/// Draws the place of an alert, north up, with its outline and a scale bar: `before` is the
/// last clear optical view before it was cleared, `after` the newest clear one that shows it;
/// the same two that `GET /api/v1/alerts/{id}` names in `views`.
#[utoipa::path(
    get, path = "/api/v1/alerts/{id}/chip/{moment}", tag = "alerts",
    params(
        ("id" = String, Path, description = "Identifier of the alert"),
        ("moment" = String, Path, description = "`before` or `after`"),
        ChipQuery,
    ),
    responses(
        (status = 200, content_type = "image/webp", body = Vec<u8>),
        (status = 204, description = "There is no such view"),
        (status = 304, description = "The picture is the one that `If-None-Match` names"),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "bad_parameter"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json", description = "not_found"),
        (status = 503, body = ProblemDocument, content_type = "application/problem+json", description = "busy, timeout"),
    )
)]
pub(super) async fn alert_chip(
    State(app): State<AppState>,
    Path((id, moment)): Path<(String, String)>,
    Query(query): Query<ChipQuery>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let request = ChipRequest {
        alert: AlertId::new(id),
        moment: match moment.as_str() {
            "before" => Moment::Before,
            "after" => Moment::After,
            _ => return Err(ApiError::NotFound),
        },
        preset: preset(query.preset.as_deref().unwrap_or("natural"))?,
        side_px: query.size.unwrap_or(SIDE_PX),
        with_outline: query.outline.unwrap_or(true),
    };
    let Some(found) = find(app.imagery(), app.workspace(), &request).await? else {
        return Ok(answer(None, "none", Kept::AskedAgain));
    };
    let tag = found.tag();
    if let Some(response) = known(&headers, &tag, Kept::AskedAgain) {
        return Ok(response);
    }
    Ok(answer(chip(app.imagery(), found).await?, &tag, Kept::AskedAgain))
}
