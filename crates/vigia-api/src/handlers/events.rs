//! `GET /api/v1/events`: what becomes true while somebody watches.

use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive};
use axum::response::{IntoResponse, Sse};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::access::{Access, Guarded, guarded};
use crate::events::{AlertChange, begin};
use crate::problem::{ApiError, ProblemDocument};
use crate::query::Query;
use crate::reader::CurrentSession;
use crate::state::AppState;

/// A proxy closes what is silent for a minute; this is well below.
const HEARTBEAT_EVERY: Duration = Duration::from_secs(15);

pub(crate) fn routes() -> Guarded {
    guarded(Access::SignedIn, utoipa_axum::routes!(events))
}

/// Where to begin.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventsQuery {
    /// Number of the last event that was seen; `Last-Event-ID` says the same and wins.
    after: Option<i64>,
}

/// Streams what becomes of alerts (`text/event-stream`): `event: alert` with the data of
/// `AlertChange`. The number of an event is where to resume; without one the stream begins
/// now, and says so with `event: ready`. It ends with the session.
#[utoipa::path(
    get, path = "/api/v1/events", tag = "events",
    params(EventsQuery, ("Last-Event-ID" = Option<i64>, Header, description = "Number of the last event that was seen.")),
    responses(
        (status = 200, body = AlertChange, content_type = "text/event-stream"),
        (status = 429, body = ProblemDocument, content_type = "application/problem+json", description = "too_many_streams"),
    )
)]
async fn events(
    State(app): State<AppState>,
    CurrentSession(session): CurrentSession,
    headers: HeaderMap,
    Query(query): Query<EventsQuery>,
) -> Result<impl IntoResponse, ApiError> {
    let place = app.streams().take(&session.user.username).ok_or(ApiError::TooManyStreams)?;
    let newest = app.live().newest().await?;
    let (after, first) = match last_seen(&headers)?.or(query.after) {
        // A number that was never given (a workspace that was replaced) begins anew.
        Some(id) if (0..=newest).contains(&id) => (id, None),
        _ => (newest, Some(Event::default().id(newest.to_string()).event("ready").data("{}"))),
    };
    let events = begin(app, session, place, after, first);
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT_EVERY).text("vivo")))
}

fn last_seen(headers: &HeaderMap) -> Result<Option<i64>, ApiError> {
    let Some(value) = headers.get("last-event-id") else { return Ok(None) };
    let number = value.to_str().ok().and_then(|text| text.parse().ok());
    number
        .map(Some)
        .ok_or_else(|| ApiError::bad_parameter("Last-Event-ID", "value-not-a-number", []))
}
