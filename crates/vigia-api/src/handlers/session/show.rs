//! `GET /api/v1/session`: who one is.

use super::Session;
use crate::json::Json;
use crate::problem::ProblemDocument;
use crate::reader::CurrentSession;

/// Returns the session of the person who asks.
#[utoipa::path(
    get, path = "/api/v1/session", operation_id = "show_session", tag = "session",
    responses(
        (status = 200, body = Session),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
    )
)]
pub(super) async fn show(CurrentSession(signed_in): CurrentSession) -> Json<Session> {
    Json(signed_in.into())
}
