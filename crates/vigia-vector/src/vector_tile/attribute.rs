//! What a feature says about itself.

use super::protobuf::{put_bytes, put_double, put_number};

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum AttributeValue {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A count.
    Count(u64),
}

impl AttributeValue {
    /// Returns the value as the tile's message `Value`.
    pub(super) fn encoded(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Self::Text(text) => put_bytes(&mut out, 1, text.as_bytes()),
            Self::Number(number) => put_double(&mut out, 3, *number),
            Self::Count(count) => put_number(&mut out, 5, *count),
        }
        out
    }
}

impl From<&str> for AttributeValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for AttributeValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<f64> for AttributeValue {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}
