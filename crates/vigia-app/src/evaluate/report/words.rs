//! The report's words and numbers.

use vigia_core::Reason;

use crate::evaluate::bootstrap::Estimate;
use crate::html::{Html, text};
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

    /// Returns the words for a contender's name, in which a leading minus or plus says
    /// that an idea was left out or added; the name itself where there are no words for it.
    pub fn contender(&self, name: &str) -> String {
        let (change, idea) = match name.chars().next() {
            Some('−') => ("without-", &name['−'.len_utf8()..]),
            Some('+') => ("with-", &name[1..]),
            _ => ("", name),
        };
        let is_plain = |c: char| c.is_ascii_alphanumeric();
        let parts: Vec<String> = idea
            .split(|c| !is_plain(c))
            .filter(|part| !part.is_empty())
            .map(str::to_ascii_lowercase)
            .collect();
        let id = format!("evaluation-contender-{change}{}", parts.join("-"));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Language;

    #[test]
    fn a_contender_is_named_in_words_where_there_are_any() {
        let messages = Messages::load(Language::En);
        let words = Words::new(&messages);
        assert_eq!(words.contender("place_only"), "the place only (longitude and latitude)");
        assert_eq!(words.contender("− the working model"), "without the model of workings");
        assert_eq!(words.contender("+ calibration"), "with calibration by inner folds");
        assert_eq!(words.contender("− log_area"), "− log_area");
        assert_eq!(words.contender(""), "");
    }
}
