//! `Query<T>` and `Path<T>`: the extractors whose refusal names the parameter.

use axum::extract::path::ErrorKind;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::problem::{ApiError, FieldError};

/// The query of a request; what cannot be read is a 400 `bad_parameter`.
///
/// A list is a repeated name (`kind=a&kind=b`) into a `Vec` with `#[serde(default)]`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let query = axum_extra::extract::Query::<T>::from_request_parts(parts, state).await;
        match query {
            Ok(axum_extra::extract::Query(value)) => Ok(Self(value)),
            Err(refusal) => Err(bad_parameter(&sources(&refusal))),
        }
    }
}

/// Parameters inside the path; what cannot be read is a 400 `bad_parameter`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match axum::extract::Path::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            Err(PathRejection::FailedToDeserializePathParams(refusal)) => {
                let names = RawPathParams::from_request_parts(parts, state).await;
                let names: Vec<String> = names
                    .iter()
                    .flat_map(|params| params.iter().map(|(name, _)| name.to_owned()))
                    .collect();
                Err(bad_path(refusal.kind(), &names))
            }
            Err(refusal) => Err(bad_parameter(&refusal.to_string())),
        }
    }
}

/// Names the part of the path that cannot be read; `names` are those of the route.
fn bad_path(kind: &ErrorKind, names: &[String]) -> ApiError {
    let field = match kind {
        ErrorKind::ParseErrorAtIndex { index, .. } => names.get(*index).cloned(),
        ErrorKind::ParseErrorAtKey { key, .. }
        | ErrorKind::DeserializeError { key, .. }
        | ErrorKind::InvalidUtf8InPathParam { key } => Some(key.clone()),
        _ => names.first().cloned(),
    };
    let reason = [("reason", kind.to_string())];
    ApiError::bad_parameter(field.unwrap_or_default(), "value-not-understood", reason)
}

/// Returns the innermost text of an error, which is what the decoder said.
fn sources(error: &dyn std::error::Error) -> String {
    let mut innermost = error;
    let mut text = error.to_string();
    while let Some(source) = innermost.source() {
        innermost = source;
        // `serde_path_to_error` says "field: reason", its source the reason alone.
        if !text.ends_with(&source.to_string()) {
            text = source.to_string();
        }
    }
    text
}

/// Reads the field out of "…: field: reason", "missing field `field`" or
/// "unknown field `field`, …".
fn bad_parameter(said: &str) -> ApiError {
    let said = said.strip_prefix("Failed to deserialize query string: ").unwrap_or(said);
    let quoted = |before: &str| {
        let rest = said.split_once(before)?.1;
        Some(rest.split_once('`')?.0.to_owned())
    };
    let (field, reason) = match quoted("field `") {
        Some(field) => (field, said.to_owned()),
        None => match said.split_once(": ") {
            Some((field, reason)) if !field.contains(' ') => (field.to_owned(), reason.to_owned()),
            _ => (String::new(), said.to_owned()),
        },
    };
    let error = FieldError::new(field, "value-not-understood", [("reason", reason)]);
    ApiError::BadParameters(vec![error])
}
