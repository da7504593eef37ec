//! `PATCH /api/v1/session`: in which language the person reads.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use vigia_app::accounts;
use vigia_app::messages::Language;

use super::{LanguageCode, Session};
use crate::json::Json;
use crate::problem::{ApiError, ProblemDocument};
use crate::reader::CurrentSession;
use crate::state::AppState;

/// What of a session a person may change.
#[derive(Deserialize, ToSchema)]
pub(crate) struct SessionChange {
    /// In which language they read.
    language: LanguageCode,
}

/// Sets the language in which the person reads, also for their next sessions.
#[utoipa::path(
    patch, path = "/api/v1/session", tag = "session", request_body = SessionChange,
    responses(
        (status = 200, body = Session),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "bad_body"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json", description = "csrf"),
    )
)]
pub(super) async fn set_language(
    State(app): State<AppState>,
    CurrentSession(mut signed_in): CurrentSession,
    Json(change): Json<SessionChange>,
) -> Result<Json<Session>, ApiError> {
    let language = match change.language {
        LanguageCode::Es => Language::Es,
        LanguageCode::En => Language::En,
    };
    let username = signed_in.user.username.clone();
    signed_in.user = accounts::set_language(app.workspace(), &username, language).await?;
    Ok(Json(signed_in.into()))
}
