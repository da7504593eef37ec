//! The report's words and numbers.

use vigia_core::Reason;

use super::html::{Html, text};
use crate::evaluate::bootstrap::Estimate;
use crate::messages::Messages;

/// Stands for a figure that does not exist.
pub(super) const NONE: &str = "–";

/// Messages of one language, as text and as markup.
pub(super) struct Words<'a> {
    messages: &'a Messages,
}

impl<'a> Words<'a> {
    pub const fn new(messages: &'a Messages) -> Self {
        Self { messages }
    }

    pub fn plain(&self, id: &str, arguments: &[(&str, String)]) -> String {
        self.messages.text(id, arguments)
    }

    pub fn say(&self, id: &str, arguments: &[(&str, String)]) -> Html {
        text(self.plain(id, arguments))
    }

    /// Returns the message `prefix` + `name` where there is one, else `name` itself: a
    /// manifest may hold labels of its own.
    pub fn named(&self, prefix: &str, name: &str) -> String {
        let id = format!("{prefix}{}", name.replace('_', "-"));
        self.messages.find(&id).unwrap_or_else(|| name.to_owned())
    }

    pub fn reason(&self, reason: &Reason) -> String {
        let id = format!("reason-{}", reason.code.replace('_', "-"));
        self.plain(&id, &[("value", format!("{:.3}", reason.value))])
    }
}

/// Returns a share or figure between 0 and 1.
pub(super) fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| NONE.to_owned(), |value| format!("{value:.3}"))
}

/// Returns the interval of an estimate, with `decimals`.
pub(super) fn interval(estimate: &Estimate, decimals: usize) -> String {
    match (estimate.low, estimate.high) {
        (Some(low), Some(high)) => format!("{low:.decimals$}–{high:.decimals$}"),
        _ => NONE.to_owned(),
    }
}
