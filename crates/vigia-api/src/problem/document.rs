//! The document that is sent, and the layer that writes it.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::messages::{Language, Messages};

use super::ApiError;
use crate::headers::RequestNumber;
use crate::language;
use crate::state::AppState;

/// A problem (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProblemDocument {
    /// Names the kind of problem: `/problems/<code>`.
    pub r#type: String,
    /// What happened, in the reader's language.
    pub title: String,
    /// The status of the answer.
    pub status: u16,
    /// What the person can do, in the reader's language.
    pub detail: String,
    /// The stable code.
    pub code: String,
    /// Number of the request, by which the log is searched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// The values that cannot be used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
}

/// One value that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProblemField {
    /// Name of the parameter.
    pub field: String,
    /// What is wrong with it, in the reader's language.
    pub detail: String,
}

/// What a problem tells of its request.
pub(crate) struct Asked {
    preferred: Option<HeaderValue>,
    number: Option<RequestNumber>,
    method: Method,
    uri: Uri,
}

impl Asked {
    /// Notes it before the request is worked on.
    pub(crate) fn of(request: &Request) -> Self {
        Self {
            preferred: request.headers().get(header::ACCEPT_LANGUAGE).cloned(),
            number: request.extensions().get::<RequestNumber>().cloned(),
            method: request.method().clone(),
            uri: request.uri().clone(),
        }
    }

    /// Writes the problem of an answer, where it is one: in the language of the person who
    /// asks, or else of their browser. Answers of the framework itself (405, 413) become
    /// problems too.
    pub(crate) fn written(self, app: &AppState, response: Response) -> Response {
        let Some(error) = error_of(&response) else { return response };
        let number = self.number.as_ref().map(RequestNumber::as_str);
        if let ApiError::Internal(cause) = &error {
            let (chain, method, path) = (chain(cause.as_ref()), &self.method, self.uri.path());
            tracing::error!(request = number, %method, path, error = chain, "a request failed");
        }
        let known = response.extensions().get::<Language>().copied();
        let language = known.unwrap_or_else(|| language::accepted(self.preferred.as_ref()));
        let document = document(&error, app.messages(language), number.map(str::to_owned));
        write(response, &document, language)
    }
}

fn error_of(response: &Response) -> Option<ApiError> {
    if let Some(error) = response.extensions().get::<ApiError>() {
        return Some(error.clone());
    }
    match response.status() {
        StatusCode::METHOD_NOT_ALLOWED => Some(ApiError::MethodNotAllowed),
        StatusCode::PAYLOAD_TOO_LARGE => {
            Some(ApiError::TooLarge { limit_bytes: crate::server::BODY_MAX_BYTES })
        }
        _ => None,
    }
}

/// Writes `error` in the words of `messages`.
pub(super) fn document(
    error: &ApiError,
    messages: &Messages,
    instance: Option<String>,
) -> ProblemDocument {
    let code = error.code();
    let base = format!("api-{}", code.replace('_', "-"));
    let errors = match error {
        ApiError::BadParameters(fields) => fields
            .iter()
            .map(|field| ProblemField {
                field: field.field.clone(),
                detail: field.reason(messages),
            })
            .collect(),
        _ => Vec::new(),
    };
    let detail = match (error, errors.as_slice()) {
        (_, [only]) => messages.text(
            "api-bad-parameter-field",
            &[("field", only.field.clone()), ("reason", only.detail.clone())],
        ),
        _ => messages
            .text(&format!("{base}-detail"), &arguments(error, messages, instance.as_deref())),
    };
    ProblemDocument {
        r#type: format!("/problems/{code}"),
        title: messages.text(&base, &[]),
        status: error.status().as_u16(),
        detail,
        code: code.to_owned(),
        instance,
        errors,
    }
}

fn arguments(
    error: &ApiError,
    messages: &Messages,
    instance: Option<&str>,
) -> Vec<(&'static str, String)> {
    match error {
        ApiError::UnusableFile(problem) => {
            let words = |part: &str| format!("problem-{}{part}", problem.code.as_str());
            vec![
                ("title", messages.text(&words(""), &[])),
                ("file", problem.subject.clone()),
                ("reason", problem.detail.clone()),
                ("remedy", messages.text(&words("-remedy"), &[])),
            ]
        }
        ApiError::BadBody { reason } => vec![("reason", reason.clone())],
        ApiError::TooLarge { limit_bytes } => vec![("limit", limit_bytes.to_string())],
        ApiError::TooManyAttempts { retry_after_seconds } => {
            vec![("seconds", retry_after_seconds.to_string())]
        }
        ApiError::Internal(_) => vec![("instance", instance.unwrap_or("-").to_owned())],
        _ => Vec::new(),
    }
}

fn write(response: Response, document: &ProblemDocument, language: Language) -> Response {
    let (mut parts, _) = response.into_parts();
    let Ok(bytes) = serde_json::to_vec(document) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    let kind = HeaderValue::from_static("application/problem+json");
    parts.headers.insert(header::CONTENT_TYPE, kind);
    let tag = match language {
        Language::Es => "es-PE",
        Language::En => "en",
    };
    parts.headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(tag));
    parts.extensions.remove::<ApiError>();
    Response::from_parts(parts, Body::from(bytes))
}

fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let sources = std::iter::successors(Some(error), |error| error.source());
    sources.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
