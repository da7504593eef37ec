//! What happened to an alert, in words.

use jiff::Timestamp;
use serde_json::Value;
use vigia_core::AlertId;

use crate::error::AppError;
use crate::messages::Messages;
use crate::workspace::Workspace;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// When it was written.
    pub at: Timestamp,
    /// What: `raised`, `confirmed`, `changed` or `withdrawn`.
    pub change: String,
    /// In words.
    pub detail: String,
}

pub(super) async fn of(
    workspace: &Workspace,
    id: &AlertId,
    messages: &Messages,
) -> Result<Vec<HistoryEntry>, AppError> {
    let events = workspace.store().alert_history(id).await?;
    let entry = |event: vigia_store::AlertEvent| {
        let change = event.event["event"].as_str().unwrap_or_default();
        let change = change.strip_prefix("alert.").unwrap_or(change).to_owned();
        HistoryEntry { at: event.at, detail: detail(&change, &event.event, messages), change }
    };
    Ok(events.into_iter().map(entry).collect())
}

fn detail(change: &str, event: &Value, messages: &Messages) -> String {
    let id = match change {
        "raised" => "history-raised",
        "confirmed" => "history-confirmed",
        "withdrawn" => return messages.text("history-withdrawn", &[]),
        _ => "history-changed",
    };
    let number = |name: &str, decimals: usize| {
        event[name].as_f64().map_or_else(|| "–".to_owned(), |value| format!("{value:.decimals$}"))
    };
    let state = event["state"].as_str().unwrap_or("provisional");
    messages.text(
        id,
        &[
            ("state", messages.text(&format!("state-{state}"), &[])),
            ("confidence", number("confidence", 2)),
            ("area", number("area_ha", 2)),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Language;
    use serde_json::json;

    #[test]
    fn every_event_that_detection_writes_has_its_words() {
        for language in [Language::Es, Language::En] {
            let messages = Messages::load(language);
            for change in ["raised", "confirmed", "changed", "withdrawn"] {
                let event = json!({ "state": "confirmed", "confidence": 0.934, "area_ha": 12.5 });
                let words = detail(change, &event, &messages);
                assert!(!words.starts_with("history-"), "{words}");
                assert_eq!(change != "withdrawn", words.contains("0.93"), "{words}");
            }
        }
    }
}
