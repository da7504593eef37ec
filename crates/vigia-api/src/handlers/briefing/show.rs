//! `GET /api/v1/briefing`: what a team takes along.

use axum::extract::State;
use jiff::Timestamp;
use vigia_app::asker::Asker;
use vigia_app::briefing;

use super::answer::Briefing;
use super::query::BriefingQuery;
use crate::json::Json;
use crate::problem::{ApiError, ProblemDocument};
use crate::query::Query;
use crate::reader::Reader;
use crate::state::AppState;

/// Tells the nearest alerts around a point, or those in a drawn area (and up to 1 km
/// beside it), in order. Who asked, and for where, is kept in the audit log.
#[utoipa::path(
    get, path = "/api/v1/briefing", operation_id = "show_briefing", tag = "places", params(BriefingQuery),
    responses(
        (status = 200, body = Briefing),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "bad_parameter"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
    )
)]
pub(super) async fn show(
    State(app): State<AppState>,
    reader: Reader,
    Query(query): Query<BriefingQuery>,
) -> Result<Json<Briefing>, ApiError> {
    Ok(Json(Briefing::of(prepared(&app, &reader, &query).await?, &reader)))
}

/// Makes the briefing, which writes it into the audit log.
pub(super) async fn prepared(
    app: &AppState,
    reader: &Reader,
    query: &BriefingQuery,
) -> Result<briefing::Briefing, ApiError> {
    let (ground, limit) = query.ground()?;
    let messages = app.messages(reader.language);
    let asker = Asker { sight: reader.sight, language: reader.language, messages };
    let (workspace, now) = (app.workspace(), Timestamp::now());
    Ok(briefing::prepare(workspace, asker, &reader.username, ground, limit, now).await?)
}
