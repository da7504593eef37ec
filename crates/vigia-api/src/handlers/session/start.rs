//! `POST /api/v1/session`: signing in.

use std::time::Instant;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;
use vigia_app::accounts;

use super::Session;
use crate::json::Json;
use crate::origin::{Caller, is_same_site};
use crate::problem::{ApiError, ProblemDocument};
use crate::session_cookie;
use crate::state::AppState;

/// What a person signs in with.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Credentials {
    /// Name with which they sign in.
    #[schema(max_length = 64)]
    username: String,
    /// Their password.
    #[schema(max_length = 256, format = Password)]
    password: String,
}

/// Signs a person in. Slows down whoever tries too often.
#[utoipa::path(
    post, path = "/api/v1/session", operation_id = "start_session", tag = "session", request_body = Credentials,
    responses(
        (status = 200, body = Session),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "bad_credentials"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json", description = "csrf"),
        (status = 429, body = ProblemDocument, content_type = "application/problem+json", description = "too_many_attempts"),
    )
)]
pub(super) async fn start(
    State(app): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    Json(credentials): Json<Credentials>,
) -> Result<Response, ApiError> {
    if !is_same_site(&headers) {
        return Err(ApiError::Csrf);
    }
    let Credentials { username, password } = credentials;
    if password.chars().count() > accounts::PASSWORD_MAX_CHARACTERS {
        return Err(ApiError::BadCredentials);
    }
    app.throttle().admit(&username, caller.address, Instant::now()).map_err(|wait| {
        ApiError::TooManyAttempts { retry_after_seconds: wait.as_secs_f64().ceil() as u64 }
    })?;
    let from = caller.address.to_string();
    let now = Timestamp::now();
    let signed_in = accounts::sign_in(app.workspace(), &username, &password, &from, now).await?;
    let (token, signed_in) = signed_in.ok_or(ApiError::BadCredentials)?;
    app.throttle().forgive(&username, caller.address);
    let jar = CookieJar::new().add(session_cookie::give(token, caller.is_secure));
    let no_store = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok((jar, [no_store], Json(Session::from(signed_in))).into_response())
}
