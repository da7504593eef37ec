//! What goes wrong, told to the person: RFC 9457 problem details with a stable code.
//!
//! [`ApiError`] is the only error that becomes an answer. It carries message identifiers,
//! not words; [`Asked`], in a layer around everything, writes them in the reader's language
//! and logs the cause with the number of the request. The cause itself is never sent.

use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use vigia_app::AppError;
use vigia_core::Problem;

mod document;
mod words;

pub(crate) use document::Asked;
pub use document::{ProblemDocument, ProblemField};
pub use words::FieldError;

type Cause = Arc<dyn std::error::Error + Send + Sync>;

/// Why a request cannot be answered.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ApiError {
    /// 400: values of the query or the path cannot be used.
    #[error("parameters cannot be used")]
    BadParameters(Vec<FieldError>),
    /// 400: the body cannot be read.
    #[error("the body cannot be read: {reason}")]
    BadBody {
        /// What the decoder said.
        reason: String,
    },
    /// 401: no session.
    #[error("there is no session")]
    NotSignedIn,
    /// 401: user name or password are wrong.
    #[error("wrong user name or password")]
    BadCredentials,
    /// 403: the role does not allow it.
    #[error("the role does not allow this")]
    NotAllowed,
    /// 403: a change without the token of its session, or from another site.
    #[error("the request is not from our page")]
    Csrf,
    /// 421: a `Host` that is not ours.
    #[error("the host is not this server's")]
    WrongHost,
    /// 404: no such thing.
    #[error("there is no such thing")]
    NotFound,
    /// 405: the path has no such method.
    #[error("the path has no such method")]
    MethodNotAllowed,
    /// 413: the body exceeds its limit.
    #[error("the body exceeds {limit_bytes} bytes")]
    TooLarge {
        /// The limit.
        limit_bytes: usize,
    },
    /// 422: a file that was sent cannot be used.
    #[error("the file cannot be used")]
    UnusableFile(Problem),
    /// 429: too many attempts to sign in.
    #[error("too many attempts")]
    TooManyAttempts {
        /// Seconds to wait.
        retry_after_seconds: u64,
    },
    /// 429: too many open event streams of one person.
    #[error("too many event streams")]
    TooManyStreams,
    /// 503: the answer took too long.
    #[error("the answer took too long")]
    Timeout,
    /// 503: too many requests at once.
    #[error("the server is busy")]
    Busy,
    /// 500: anything else.
    #[error("the server failed")]
    Internal(#[source] Cause),
}

impl ApiError {
    /// Says that one value cannot be used; `words` is a message identifier, its arguments
    /// stand in `arguments`. Ready ones: `value-not-a-number`, `value-out-of-range`
    /// (min, max), `value-unknown` (value, choices), `value-not-understood` (reason).
    pub fn bad_parameter<const N: usize>(
        field: impl Into<String>,
        words: &'static str,
        arguments: [(&'static str, String); N],
    ) -> Self {
        Self::BadParameters(vec![FieldError::new(field, words, arguments)])
    }

    /// Says that the body cannot be read.
    pub fn bad_body(reason: impl ToString) -> Self {
        Self::BadBody { reason: reason.to_string() }
    }

    /// Hides a failure behind 500; the log has its chain.
    pub fn internal(cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Internal(Arc::new(cause))
    }

    /// Returns the status of the answer.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::BadParameters(_) | Self::BadBody { .. } => StatusCode::BAD_REQUEST,
            Self::NotSignedIn | Self::BadCredentials => StatusCode::UNAUTHORIZED,
            Self::NotAllowed | Self::Csrf => StatusCode::FORBIDDEN,
            Self::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnusableFile(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooManyAttempts { .. } | Self::TooManyStreams => StatusCode::TOO_MANY_REQUESTS,
            Self::Timeout | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Returns the stable code, which clients may test.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BadParameters(_) => "bad_parameter",
            Self::BadBody { .. } => "bad_body",
            Self::NotSignedIn => "not_signed_in",
            Self::BadCredentials => "bad_credentials",
            Self::NotAllowed => "not_allowed",
            Self::Csrf => "csrf",
            Self::WrongHost => "wrong_host",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::TooLarge { .. } => "too_large",
            Self::UnusableFile(_) => "unusable_file",
            Self::TooManyAttempts { .. } => "too_many_attempts",
            Self::TooManyStreams => "too_many_streams",
            Self::Timeout => "timeout",
            Self::Busy => "busy",
            Self::Internal(_) => "internal",
        }
    }
}

impl From<AppError> for ApiError {
    fn from(error: AppError) -> Self {
        match error {
            AppError::NoSuchAlert { .. } | AppError::NotFound { .. } => Self::NotFound,
            AppError::BadValue { field, words, arguments } => {
                Self::BadParameters(vec![FieldError { field: field.to_owned(), words, arguments }])
            }
            other => Self::internal(other),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Self::TooManyAttempts { retry_after_seconds } = self {
            response.headers_mut().insert(header::RETRY_AFTER, retry_after_seconds.into());
        }
        let no_store = HeaderValue::from_static("no-store");
        response.headers_mut().insert(header::CACHE_CONTROL, no_store);
        response.extensions_mut().insert(self);
        response
    }
}
