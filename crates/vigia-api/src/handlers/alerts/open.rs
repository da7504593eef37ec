//! `PUT /api/v1/alerts/{id}/opened`: somebody looks at an alert.

use axum::extract::State;
use axum::http::StatusCode;
use vigia_app::alert_detail;

use crate::problem::{ApiError, ProblemDocument};
use crate::query::Path;
use crate::reader::Reader;
use crate::state::AppState;

/// Notes that the reader has opened the alert: nobody having done so makes it more urgent. Only
/// the first counts; asking again changes nothing.
#[utoipa::path(
    put, path = "/api/v1/alerts/{id}/opened", tag = "alerts",
    params(("id" = String, Path, description = "Identifier of the alert")),
    responses(
        (status = 204, description = "It is noted, or was before"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json", description = "csrf"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json", description = "not_found"),
    )
)]
pub(super) async fn open_alert(
    State(app): State<AppState>,
    reader: Reader,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    alert_detail::open(app.workspace(), &id, &reader.username).await?;
    Ok(StatusCode::NO_CONTENT)
}
