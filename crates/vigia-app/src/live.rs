//! What happens while somebody watches: messages of the outbox, as they are written.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use tokio::sync::watch;
use vigia_store::{OutboxMessage, Store};

use crate::error::AppError;

/// How often the outbox is looked at. One process holds the workspace and writes through
/// one connection; a look each second is one lookup of an index, and costs less than it
/// would to teach every writer to ring.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Messages read at once.
const PAGE: u32 = 100;

/// What became of an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It is new.
    Raised,
    /// It says something else than before.
    Changed,
    /// It is no longer there.
    Removed,
}

/// Something that became true about an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertEvent {
    /// Number to resume from; grows, and is never used again.
    pub id: i64,
    /// Which alert.
    pub alert_id: String,
    /// What became of it.
    pub change: Change,
}

/// Tells listeners that the outbox has grown. Cheap to clone; the look-out ends with the
/// last clone.
#[derive(Clone)]
pub struct Live {
    store: Store,
    newest: watch::Receiver<i64>,
    _watcher: Arc<Watcher>,
}

/// Ends the look-out when nobody listens any more.
struct Watcher(tokio::task::JoinHandle<()>);

impl Drop for Watcher {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Live {
    /// Begins to look at the outbox of `store`; needs a running tokio.
    #[must_use]
    pub fn start(store: &Store) -> Self {
        let (tell, newest) = watch::channel(0);
        let watched = store.clone();
        let watcher = tokio::spawn(async move {
            loop {
                match watched.newest_outbox_id().await {
                    Ok(id) => {
                        tell.send_if_modified(|known| std::mem::replace(known, id) != id);
                    }
                    Err(error) => tracing::warn!(%error, "the outbox could not be looked at"),
                }
                tokio::time::sleep(LOOK_EVERY).await;
            }
        });
        Self { store: store.clone(), newest, _watcher: Arc::new(Watcher(watcher)) }
    }

    /// Returns the number of the newest message, as it is now.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub async fn newest(&self) -> Result<i64, AppError> {
        Ok(self.store.newest_outbox_id().await?)
    }

    /// Returns what became true about alerts behind message `id`, at most
    /// [`OUTBOX_PAGE_MAX`](vigia_store::OUTBOX_PAGE_MAX), with the number of the last
    /// message that was looked at; an empty answer with the same number is the end.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub async fn after(&self, id: i64) -> Result<(Vec<AlertEvent>, i64), AppError> {
        let messages = self.store.outbox_after(id, PAGE).await?;
        let last = messages.last().map_or(id, |message| message.id);
        Ok((messages.iter().filter_map(alert_event).collect(), last))
    }

    /// Waits until there may be messages behind `id`.
    pub async fn grown_past(&mut self, id: i64) {
        // An error says that the look-out ended, which it does with the process.
        if self.newest.wait_for(|newest| *newest > id).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// Reads a message about an alert; `None` for one about anything else.
fn alert_event(message: &OutboxMessage) -> Option<AlertEvent> {
    let change = match message.topic.as_str() {
        "alert.raised" => Change::Raised,
        "alert.confirmed" | "alert.changed" => Change::Changed,
        "alert.withdrawn" => Change::Removed,
        _ => return None,
    };
    let alert_id = message.payload.get("alert")?.as_str()?.to_owned();
    Some(AlertEvent { id: message.id, alert_id, change })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn every_topic_of_an_alert_becomes_a_change() {
        let check = |topic: &str, change| {
            let message = OutboxMessage {
                id: 7,
                topic: topic.to_owned(),
                at: jiff::Timestamp::UNIX_EPOCH,
                payload: json!({ "alert": "a1" }),
            };
            assert_eq!(alert_event(&message).map(|event| event.change), change, "{topic}");
        };
        check("alert.raised", Some(Change::Raised));
        check("alert.confirmed", Some(Change::Changed));
        check("alert.changed", Some(Change::Changed));
        check("alert.withdrawn", Some(Change::Removed));
        check("site.split", None);
    }
}
