//! Live events: how many streams a person may have open, and what one of them says.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::response::sse::Event;
use jiff::Timestamp;
use serde::Serialize;
use tokio::sync::{mpsc, watch};
use tokio_stream::wrappers::ReceiverStream;
use utoipa::ToSchema;
use vigia_app::accounts::{self, SignedIn};
use vigia_app::live::{AlertEvent, Change};

use crate::state::AppState;

/// Streams that one person may have open: one a tab.
pub const STREAMS_PER_PERSON: usize = 8;

/// How often a stream asks whether its session still lasts.
const SESSION_CHECKED_EVERY: Duration = Duration::from_secs(30);

/// The open streams.
#[derive(Clone)]
pub struct Streams {
    open: Arc<Mutex<HashMap<String, usize>>>,
    end: watch::Sender<bool>,
}

impl Default for Streams {
    fn default() -> Self {
        Self { open: Arc::default(), end: watch::channel(false).0 }
    }
}

impl Streams {
    /// Ends all of them, and every one that begins later: the server is closing.
    pub fn end(&self) {
        self.end.send_replace(true);
    }

    /// Takes a place for a stream of `username`; `None` where they have enough.
    pub(crate) fn take(&self, username: &str) -> Option<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(username.to_owned()).or_default();
        if *count >= STREAMS_PER_PERSON {
            return None;
        }
        *count += 1;
        Some(Place { open: Arc::clone(&self.open), username: username.to_owned() })
    }
}

/// A place among the open streams, given back when it is dropped.
pub(crate) struct Place {
    open: Arc<Mutex<HashMap<String, usize>>>,
    username: String,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let left = open.get_mut(&self.username).map(|count| {
            *count -= 1;
            *count
        });
        if left == Some(0) {
            open.remove(&self.username);
        }
    }
}

/// What an event of the kind `alert` says.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AlertChange {
    /// Which alert.
    alert_id: String,
    /// What became of it.
    #[schema(value_type = ChangeName)]
    change: Change,
}

/// What became of an alert.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "only describes vigia_app::live::Change, which knows no schema")]
pub(crate) enum ChangeName {
    /// It is new.
    Raised,
    /// It says something else than before.
    Changed,
    /// It is no longer there.
    Removed,
}

/// One open stream.
pub(crate) struct Stream {
    app: AppState,
    session: SignedIn,
    end: watch::Receiver<bool>,
    _place: Place,
    out: mpsc::Sender<Told>,
}

/// What a stream gives to the connection.
pub(crate) type Told = Result<Event, Infallible>;

/// Events written before a slow reader holds the stream up.
const AHEAD_MAX: usize = 64;

/// Begins a stream of what became true behind message `after`, with `first` before it.
/// It ends with the session, with the server, or when nobody reads any more.
pub(crate) fn begin(
    app: AppState,
    session: SignedIn,
    place: Place,
    after: i64,
    first: Option<Event>,
) -> ReceiverStream<Told> {
    let (out, read) = mpsc::channel(AHEAD_MAX);
    let end = app.streams().end.subscribe();
    let stream = Stream { app, session, end, _place: place, out };
    tokio::spawn(stream.run(after, first));
    ReceiverStream::new(read)
}

impl Stream {
    async fn run(mut self, mut after: i64, first: Option<Event>) {
        let mut live = self.app.live().clone();
        if let Some(event) = first
            && self.out.send(Ok(event)).await.is_err()
        {
            return;
        }
        while !*self.end.borrow() && self.session_lasts().await {
            // An outbox that cannot be read ends the stream: the page connects again,
            // and resumes.
            let (events, read_to) = match live.after(after).await {
                Ok(found) => found,
                Err(error) => {
                    tracing::error!(%error, "an event stream ended");
                    return;
                }
            };
            for event in events.into_iter().filter_map(event) {
                if self.out.send(Ok(event)).await.is_err() {
                    return;
                }
            }
            if read_to != after {
                after = read_to;
                continue;
            }
            tokio::select! {
                () = live.grown_past(after) => {}
                _ = self.end.wait_for(|end| *end) => {}
                () = self.out.closed() => return,
                () = tokio::time::sleep(SESSION_CHECKED_EVERY) => {}
            }
        }
    }

    async fn session_lasts(&self) -> bool {
        let now = Timestamp::now();
        accounts::lasts(self.app.workspace(), &self.session, now).await.unwrap_or(false)
    }
}

fn event(event: AlertEvent) -> Option<Event> {
    let change = AlertChange { alert_id: event.alert_id, change: event.change };
    Event::default().id(event.id.to_string()).event("alert").json_data(change).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_person_has_so_many_streams_and_no_more_until_one_closes() {
        let streams = Streams::default();
        let mut places: Vec<Place> =
            (0..STREAMS_PER_PERSON).map(|_| streams.take("rosa").unwrap()).collect();
        assert!(streams.take("rosa").is_none());
        assert!(streams.take("luis").is_some());
        places.pop();
        assert!(streams.take("rosa").is_some());
        drop(places);
        assert!(streams.open.lock().unwrap().is_empty());
    }
}
