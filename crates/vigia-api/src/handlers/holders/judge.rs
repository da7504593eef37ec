//! `PUT /api/v1/holders/verdicts`: somebody says that two holders are one, or two.

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use vigia_app::holders;

use crate::json::Json;
use crate::problem::{ApiError, ProblemDocument};
use crate::reader::Reader;
use crate::state::AppState;

/// What is said of two holders.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HolderVerdict {
    /// Key of the one.
    a: String,
    /// Key of the other.
    b: String,
    /// Whether they are one.
    verdict: VerdictName,
}

/// What can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum VerdictName {
    /// They are one holder.
    Same,
    /// They are two.
    Different,
}

/// Says that two keys are one holder, or two. The latest word counts; every one is kept with
/// its author.
#[utoipa::path(
    put, path = "/api/v1/holders/verdicts", tag = "production", request_body = HolderVerdict,
    responses(
        (status = 204, description = "It is noted"),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "bad_parameter, bad_body"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json", description = "not_allowed, csrf"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json", description = "not_found"),
    )
)]
pub(super) async fn judge_holders(
    State(app): State<AppState>,
    reader: Reader,
    Json(body): Json<HolderVerdict>,
) -> Result<StatusCode, ApiError> {
    let is_same = body.verdict == VerdictName::Same;
    holders::decide(app.workspace(), (&body.a, &body.b), is_same, &reader.username).await?;
    Ok(StatusCode::NO_CONTENT)
}
