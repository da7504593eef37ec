//! Cursors: where a list goes on, as text that only its own list takes back.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::problem::ApiError;

/// Longest cursor that is looked at.
const CURSOR_MAX_BYTES: usize = 2048;
/// Bytes of the check before the place.
const CHECK_BYTES: usize = 8;

/// Returns `place` as a cursor of the list `scope`: its name and its filters.
///
/// The check finds what was cut, changed or taken from another list; it is no signature,
/// because a made-up place shows nothing that the list does not.
pub(crate) fn encode<T: Serialize>(place: &T, scope: &str) -> Result<String, ApiError> {
    let text = serde_json::to_vec(place).map_err(ApiError::internal)?;
    let mut bytes = check(&text, scope).to_vec();
    bytes.extend(text);
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// Returns the place that a cursor of the list `scope` names.
///
/// # Errors
/// 400 for anything that [`encode`] did not write for this list.
pub(crate) fn decode<T: DeserializeOwned>(cursor: &str, scope: &str) -> Result<T, ApiError> {
    let place = || {
        let bytes =
            URL_SAFE_NO_PAD.decode(cursor).ok().filter(|_| cursor.len() <= CURSOR_MAX_BYTES)?;
        let (stated, text) = bytes.split_at_checked(CHECK_BYTES)?;
        (stated == check(text, scope)).then_some(())?;
        serde_json::from_slice(text).ok()
    };
    place().ok_or_else(|| ApiError::bad_parameter("cursor", "value-cursor", []))
}

fn check(text: &[u8], scope: &str) -> [u8; CHECK_BYTES] {
    let mut hasher = Sha256::new();
    hasher.update((scope.len() as u64).to_le_bytes());
    hasher.update(scope);
    hasher.update(text);
    let digest: [u8; 32] = hasher.finalize().into();
    std::array::from_fn(|index| digest[index])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_cursor_comes_back_to_its_own_list_only() {
        let cursor = encode(&("a-1", 0.1), "alerts?state=confirmed").unwrap();
        let back: (String, f64) = decode(&cursor, "alerts?state=confirmed").unwrap();
        assert_eq!(back, ("a-1".to_owned(), 0.1));
        assert!(decode::<(String, f64)>(&cursor, "alerts").is_err());
    }

    #[test]
    fn a_cursor_with_any_changed_character_is_refused() {
        let cursor = encode(&("a-1", 0.1), "alerts").unwrap();
        for index in 0..cursor.len() {
            let mut changed = cursor.clone().into_bytes();
            changed[index] = if changed[index] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(decode::<(String, f64)>(&changed, "alerts").is_err(), "{changed}");
        }
        for text in ["", "AAAA", "=", "../../etc/passwd", &"A".repeat(10_000), "ñ"] {
            assert!(decode::<(String, f64)>(text, "alerts").is_err(), "{text}");
        }
    }
}
