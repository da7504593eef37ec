//! The layer that lets a page ask "is this still so?": a strong hash of every JSON
//! answer, and 304 where the page has it already.

use std::convert::Infallible;

use axum::body::{Body, HttpBody};
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use vigia_core::Fingerprint;

use crate::problem::ApiError;
use crate::server::PRIVATE_NO_CACHE;

/// Answers beyond this are sent without a tag; lists are paged far below it.
const HASHED_MAX_BYTES: usize = 16 * 1024 * 1024;

/// Hex digits of a tag: 128 bits.
const TAG_DIGITS: usize = 32;

/// Tags a JSON answer to `GET`, unless its handler tagged it.
pub(crate) async fn tag(request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let mut response = next.run(request).await;
    if !is_read || response.status() != StatusCode::OK {
        return response;
    }
    if !response.headers().contains_key(header::CACHE_CONTROL) {
        response.headers_mut().insert(header::CACHE_CONTROL, PRIVATE_NO_CACHE);
    }
    if !is_json(response.headers()) || response.headers().contains_key(header::ETAG) {
        return response;
    }
    let size = response.body().size_hint().exact();
    if size.is_none_or(|size| size > HASHED_MAX_BYTES as u64) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let bytes = match axum::body::to_bytes(body, HASHED_MAX_BYTES).await {
        Ok(bytes) => bytes,
        Err(error) => return ApiError::internal(error).into_response(),
    };
    let tag = format!("\"{}\"", Fingerprint::of(&bytes).short(TAG_DIGITS));
    let is_known = known.is_some_and(|known| names(&known, &tag));
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    if is_known {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.remove(header::CONTENT_TYPE);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// What a reader says it has: the `If-None-Match` of a request. Copying all headers for the
/// sake of this one costs more than the rest of a kept tile.
pub(crate) struct Held(Option<HeaderValue>);

impl Held {
    /// Tells whether it has what `tag` names.
    pub(crate) fn names(&self, tag: &str) -> bool {
        self.0.as_ref().is_some_and(|held| names(held, tag))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Held {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.headers.get(header::IF_NONE_MATCH).cloned()))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.and_then(|kind| kind.split(';').next()).is_some_and(|kind| kind.ends_with("json"))
}

/// Tells whether an `If-None-Match` names `tag`; weak tags count, as RFC 9110 says, because
/// a compressing proxy weakens ours.
pub(crate) fn names(known: &HeaderValue, tag: &str) -> bool {
    let known = known.to_str().unwrap_or("");
    known.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_in_a_list_and_weakened() {
        let check = |known: &'static str, found| {
            assert_eq!(names(&HeaderValue::from_static(known), "\"a\""), found, "{known}");
        };
        check("\"a\"", true);
        check("\"b\", W/\"a\"", true);
        check("*", true);
        check("\"b\"", false);
        check("a", false);
    }
}
