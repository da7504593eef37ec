//! The whole server: the routes inside their layers, and the loop that serves them.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::HeaderValue;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::access;
use crate::compressible::Compressible;
use crate::etag;
use crate::handlers;
use crate::headers;
use crate::origin;
use crate::page;
use crate::problem::{ApiError, Asked};
use crate::state::AppState;

mod listen;

pub use listen::{Listen, ListenError, Running, Tls, serve};

/// Largest request body that is read, in bytes.
pub const BODY_MAX_BYTES: usize = 1024 * 1024;

/// How long an answer may take to begin.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// Requests worked on at once; others wait for their turn inside [`ANSWER_WITHIN`].
pub(crate) const REQUESTS_AT_ONCE: usize = 256;

/// Returns the router of the whole server.
pub fn router(app: &AppState) -> Router {
    around(handlers::routes().into_parts().0, app)
}

/// Puts the layers around `routes`. The last one written is the first that a request
/// meets. Few, because each makes every request allocate and copies what is inside it.
pub(crate) fn around(routes: Router<AppState>, app: &AppState) -> Router {
    routes
        .route_layer(middleware::from_fn_with_state(app.clone(), access::guard))
        .fallback(page::serve)
        .layer(middleware::from_fn(etag::tag))
        .layer(DefaultBodyLimit::max(BODY_MAX_BYTES))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(app.clone(), take_in))
        .layer(
            CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(Compressible),
        )
        .layer(middleware::from_fn_with_state(app.clone(), headers::number_and_secure))
        .with_state(app.clone())
}

/// The layer that finds where a request comes from, limits how many are worked on and how
/// long one may take, and writes the problem where there is one.
async fn take_in(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let asked = Asked::of(&request);
    let answer = match origin::located(&app, request) {
        Ok(request) => in_turn(&app, request, next).await,
        Err(refusal) => refusal.into_response(),
    };
    asked.written(&app, answer)
}

async fn in_turn(app: &AppState, request: Request, next: Next) -> Response {
    let answer = async {
        let _turn = app.turns().acquire().await;
        next.run(request).await
    };
    within(ANSWER_WITHIN, answer).await
}

async fn within(limit: Duration, answer: impl Future<Output = Response>) -> Response {
    let answered = tokio::time::timeout(limit, answer).await;
    answered.unwrap_or_else(|_| ApiError::Timeout.into_response())
}

fn panicked(what: Box<dyn std::any::Any + Send>) -> Response {
    #[derive(Debug, thiserror::Error)]
    #[error("a handler panicked: {0}")]
    struct Panicked(String);

    let text = what.downcast_ref::<String>().cloned();
    let text = text.or_else(|| what.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    ApiError::internal(Panicked(text.unwrap_or_default())).into_response()
}

/// `no-cache`: kept, but asked about each time; `private`: never by a proxy.
pub(crate) const PRIVATE_NO_CACHE: HeaderValue = HeaderValue::from_static("private, no-cache");

#[cfg(test)]
mod tests;
