//! `GET /api/v1/reports/{id}/photo`: the photo of a field report.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;
use vigia_app::photo::{find, photo};
use vigia_core::ReportId;

use crate::picture_answer::{Kept, answer, known};
use crate::problem::{ApiError, ProblemDocument};
use crate::query::{Path, Query};
use crate::state::AppState;

/// Longer side of a photo where none is asked for, in pixels.
const SIDE_PX: u32 = 1600;

/// How large.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PhotoQuery {
    /// Longer side in pixels, 64 to 1600; 1600 where not given. Photos are never enlarged.
    size: Option<u32>,
}

/// Shows the photo of a field report: upright, and without the metadata of its original.
#[utoipa::path(
    get, path = "/api/v1/reports/{id}/photo", tag = "reports",
    params(("id" = String, Path, description = "Identifier of the report"), PhotoQuery),
    responses(
        (status = 200, content_type = "image/webp", body = Vec<u8>),
        (status = 304, description = "The photo is the one that `If-None-Match` names"),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "bad_parameter"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json", description = "not_found"),
        (status = 503, body = ProblemDocument, content_type = "application/problem+json", description = "busy, timeout"),
    )
)]
pub(super) async fn report_photo(
    State(app): State<AppState>,
    Path(id): Path<String>,
    Query(query): Query<PhotoQuery>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let side_px = query.size.unwrap_or(SIDE_PX);
    let found = find(app.workspace(), &ReportId::new(id), side_px).await?;
    let tag = found.tag();
    if let Some(response) = known(&headers, &tag, Kept::ADay) {
        return Ok(response);
    }
    let shown = photo(app.imagery(), found).await?.ok_or(ApiError::NotFound)?;
    Ok(answer(Some(shown), &tag, Kept::ADay))
}
