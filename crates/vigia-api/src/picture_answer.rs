//! Pictures as answers: tagged by their content, and not sent twice.

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use vigia_app::AppError;
use vigia_app::imagery::{Encoded, ImageryError};

use crate::etag::names;
use crate::problem::{ApiError, FieldError};

/// How long a browser keeps a picture without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// A day: what the address names never changes, only how we draw it may.
    ADay,
    /// Asked about each time: the address names what may change.
    AskedAgain,
}

impl Kept {
    const fn header(self) -> HeaderValue {
        match self {
            Self::ADay => HeaderValue::from_static("private, max-age=86400, immutable"),
            Self::AskedAgain => HeaderValue::from_static("private, no-cache"),
        }
    }
}

/// Returns 304 where the browser has the picture of `tag` already.
pub(crate) fn known(headers: &HeaderMap, tag: &str, kept: Kept) -> Option<Response> {
    let sent = headers.get(header::IF_NONE_MATCH)?;
    let is_known = names(sent, &quoted(tag));
    is_known.then(|| tagged(StatusCode::NOT_MODIFIED.into_response(), tag, kept))
}

/// Returns the picture, or 204 where there is nothing to see.
pub(crate) fn answer(picture: Option<Arc<Encoded>>, tag: &str, kept: Kept) -> Response {
    let Some(picture) = picture else {
        return tagged(StatusCode::NO_CONTENT.into_response(), tag, kept);
    };
    let kind = HeaderValue::from_static(picture.format.media_type());
    let response = ([(header::CONTENT_TYPE, kind)], picture.bytes.clone()).into_response();
    tagged(response, tag, kept)
}

fn tagged(mut response: Response, tag: &str, kept: Kept) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, kept.header());
    // A browser that two people share keeps the pictures of each for their own session.
    headers.insert(header::VARY, HeaderValue::from_static("Cookie"));
    if let Ok(tag) = HeaderValue::try_from(quoted(tag)) {
        headers.insert(header::ETAG, tag);
    }
    response
}

fn quoted(tag: &str) -> String {
    format!("\"{tag}\"")
}

impl From<ImageryError> for ApiError {
    fn from(error: ImageryError) -> Self {
        match &error {
            ImageryError::Busy => Self::Busy,
            ImageryError::TooSlow => Self::Timeout,
            ImageryError::Panicked => Self::internal(error),
            // Shared by all who waited, so it cannot be taken apart.
            ImageryError::Failed(cause) => match cause.as_ref() {
                AppError::NoSuchAlert { .. } | AppError::NotFound { .. } => Self::NotFound,
                AppError::BadValue { field, words, arguments } => {
                    Self::BadParameters(vec![FieldError {
                        field: (*field).to_owned(),
                        words,
                        arguments: arguments.clone(),
                    }])
                }
                _ => Self::internal(error),
            },
        }
    }
}
