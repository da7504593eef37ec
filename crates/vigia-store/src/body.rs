//! Bodies: nouns as JSON text, checked to read back as they were written.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Result, StoreError};

/// Limit of a job's payload, an outbox message, an event and an audit detail.
pub const MESSAGE_MAX_BYTES: usize = 1 << 20;

/// Returns the JSON text of `value`.
///
/// A number that is not finite becomes `null` in JSON, and the row could never be read
/// again; so the text is decoded and compared before it is accepted.
pub(crate) fn encode<T>(noun: &'static str, id: &str, value: &T) -> Result<String>
where
    T: Serialize + DeserializeOwned + PartialEq,
{
    let refused = || StoreError::NotStorable { noun, id: id.to_owned() };
    let text = serde_json::to_string(value).map_err(|_| refused())?;
    match serde_json::from_str::<T>(&text) {
        Ok(read_back) if read_back == *value => Ok(text),
        _ => Err(refused()),
    }
}

/// Returns the text of a message, refusing one above [`MESSAGE_MAX_BYTES`].
pub(crate) fn encode_message(what: &'static str, message: &serde_json::Value) -> Result<String> {
    let text = message.to_string();
    if text.len() > MESSAGE_MAX_BYTES {
        return Err(StoreError::TooLarge {
            what,
            size_bytes: text.len(),
            limit_bytes: MESSAGE_MAX_BYTES,
        });
    }
    Ok(text)
}

pub(crate) fn decode<T: DeserializeOwned>(noun: &'static str, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|source| StoreError::NotReadable { noun, source })
}

/// Returns identifiers as the JSON array that `json_each` takes apart again: one bound
/// value and one cached statement, however many there are.
pub(crate) fn id_list<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    serde_json::Value::from(ids.collect::<Vec<_>>()).to_string()
}

/// Decodes many bodies away from the async threads: a cadastre has tens of thousands.
pub(crate) async fn decode_all<T>(noun: &'static str, texts: Vec<String>) -> Result<Vec<T>>
where
    T: DeserializeOwned + Send + 'static,
{
    let task =
        tokio::task::spawn_blocking(move || texts.iter().map(|text| decode(noun, text)).collect());
    task.await.map_err(|_| StoreError::Interrupted { action: "decoding stored rows" })?
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_finite_number_reads_back_to_the_bit(bits in any::<u64>()) {
            let number = f64::from_bits(bits);
            prop_assume!(number.is_finite());
            let text = encode("number", "x", &number).unwrap();
            prop_assert_eq!(decode::<f64>("number", &text).unwrap().to_bits(), bits);
        }
    }

    #[test]
    fn a_number_that_is_not_finite_is_refused() {
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let refused = encode("clearing", "c-1", &vec![number]).unwrap_err();
            assert!(
                matches!(refused, StoreError::NotStorable { noun: "clearing", .. }),
                "{refused}"
            );
        }
    }

    #[test]
    fn a_message_above_the_limit_is_refused() {
        let message = serde_json::Value::String("x".repeat(MESSAGE_MAX_BYTES));
        let refused = encode_message("payload", &message).unwrap_err();
        assert!(matches!(refused, StoreError::TooLarge { .. }), "{refused}");
    }
}
