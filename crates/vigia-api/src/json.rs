//! `Json<T>`: a JSON body in or out; what cannot be read is a problem.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::problem::ApiError;

/// Largest JSON body that is read, in bytes. An outline drawn by hand stays far below.
pub const JSON_BODY_MAX_BYTES: usize = 256 * 1024;

/// A JSON body.
#[derive(Clone, Copy, Debug, Default)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let is_json = kind.is_some_and(|kind| {
            kind.split(';').next().is_some_and(|kind| kind.trim() == "application/json")
        });
        if !is_json {
            return Err(ApiError::bad_body("Content-Type: application/json"));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(refused_bytes)?;
        if bytes.len() > JSON_BODY_MAX_BYTES {
            return Err(ApiError::TooLarge { limit_bytes: JSON_BODY_MAX_BYTES });
        }
        serde_json::from_slice(&bytes).map(Self).map_err(ApiError::bad_body)
    }
}

fn refused_bytes(refusal: BytesRejection) -> ApiError {
    if refusal.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return ApiError::TooLarge { limit_bytes: crate::server::BODY_MAX_BYTES };
    }
    ApiError::bad_body(refusal)
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(bytes) => {
                let kind = HeaderValue::from_static("application/json");
                ([(CONTENT_TYPE, kind)], bytes).into_response()
            }
            Err(error) => ApiError::internal(error).into_response(),
        }
    }
}
