//! What is wrong with one value: identifiers of messages, written later.

use vigia_app::messages::Messages;

/// One value that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the parameter.
    pub field: String,
    /// Identifier of the message that says why.
    pub words: &'static str,
    /// Arguments of that message.
    pub arguments: Vec<(&'static str, String)>,
}

impl FieldError {
    /// Makes one.
    pub fn new<const N: usize>(
        field: impl Into<String>,
        words: &'static str,
        arguments: [(&'static str, String); N],
    ) -> Self {
        Self { field: field.into(), words, arguments: arguments.into() }
    }

    pub(crate) fn reason(&self, messages: &Messages) -> String {
        messages.text(self.words, &self.arguments)
    }
}
