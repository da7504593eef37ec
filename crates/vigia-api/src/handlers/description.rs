//! The description of the API, and a reader for it.

use std::sync::{Arc, LazyLock};

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use utoipa_swagger_ui::Config;

use crate::access::{Access, Guarded, guarded};
use crate::json::Json;
use crate::problem::ApiError;
use crate::query::Path;

pub(crate) fn routes() -> Guarded {
    guarded(Access::SignedIn, utoipa_axum::routes!(document))
        .route(Access::SignedIn, utoipa_axum::routes!(reader))
        .route(Access::SignedIn, utoipa_axum::routes!(reader_file))
}

/// Returns this description (OpenAPI 3.1).
#[utoipa::path(get, path = "/api/v1/openapi.json", operation_id = "openapi_document", tag = "server", responses((status = 200, body = Object)))]
async fn document() -> Json<utoipa::openapi::OpenApi> {
    static DOCUMENT: LazyLock<utoipa::openapi::OpenApi> = LazyLock::new(crate::openapi::document);
    Json(DOCUMENT.clone())
}

/// Leads to the reader of this description.
#[utoipa::path(get, path = "/api/docs", tag = "server", responses((status = 303)))]
async fn reader() -> Redirect {
    Redirect::to("/api/docs/index.html")
}

/// Serves the reader of this description.
#[utoipa::path(
    get, path = "/api/docs/{file}", tag = "server",
    params(("file" = String, Path, description = "File of the reader.")),
    responses((status = 200, content_type = "text/html", body = String))
)]
async fn reader_file(Path(file): Path<String>) -> Result<Response, ApiError> {
    let config = Arc::new(Config::from("/api/v1/openapi.json"));
    let found = utoipa_swagger_ui::serve(&file, config)
        .map_err(|error| ApiError::internal(std::io::Error::other(error.to_string())))?;
    let found = found.ok_or(ApiError::NotFound)?;
    let kind = HeaderValue::from_str(&found.content_type).map_err(ApiError::internal)?;
    let mut response = ([(header::CONTENT_TYPE, kind)], found.bytes.into_owned()).into_response();
    if found.gzpipped {
        let gzip = HeaderValue::from_static("gzip");
        response.headers_mut().insert(header::CONTENT_ENCODING, gzip);
    }
    Ok(response)
}
