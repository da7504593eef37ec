//! Whether the server is alive.

use axum::http::StatusCode;

use crate::access::{Access, Guarded, guarded};

pub(crate) fn routes() -> Guarded {
    guarded(Access::Open, utoipa_axum::routes!(health))
}

/// Answers 204 while the server is alive; touches nothing.
#[utoipa::path(get, path = "/healthz", tag = "server", responses((status = 204)))]
async fn health() -> StatusCode {
    StatusCode::NO_CONTENT
}
