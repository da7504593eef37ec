//! `DELETE /api/v1/session`: signing out.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum_extra::extract::cookie::CookieJar;
use jiff::Timestamp;
use vigia_app::accounts;

use crate::origin::Caller;
use crate::problem::{ApiError, ProblemDocument};
use crate::reader::CurrentSession;
use crate::session_cookie;
use crate::state::AppState;

/// Ends the session; its cookie is worth nothing from then on.
#[utoipa::path(
    delete, path = "/api/v1/session", operation_id = "end_session", tag = "session",
    responses(
        (status = 204),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json", description = "csrf"),
    )
)]
pub(super) async fn end(
    State(app): State<AppState>,
    caller: Caller,
    CurrentSession(signed_in): CurrentSession,
) -> Result<impl IntoResponse, ApiError> {
    let from = caller.address.to_string();
    accounts::sign_out(app.workspace(), &signed_in, &from, Timestamp::now()).await?;
    let jar = CookieJar::new().add(session_cookie::take_away(caller.is_secure));
    Ok((jar, StatusCode::NO_CONTENT))
}
