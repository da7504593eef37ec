//! Text files of any age: UTF-8, UTF-16 with a mark, Windows Latin-1.

use encoding_rs::{Encoding, WINDOWS_1252};

/// Returns the text of `bytes`, or `None` where they are no text.
///
/// A byte-order mark decides; else UTF-8 where it is valid; else Windows-1252, the Latin-1
/// that spreadsheets in Peru save. An encoding that an XML declaration states is not
/// looked at: files that claim UTF-8 and hold Latin-1 are common, valid UTF-8 that is
/// really Latin-1 is not.
pub(crate) fn decode(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return (!broken).then(|| text.into_owned());
    }
    if bytes.iter().any(|byte| matches!(byte, 0x00..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F)) {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(_) => Some(WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn latin_1_and_utf_8_say_the_same() {
        assert_eq!(decode("Huánuco, ñoñería".as_bytes()).unwrap(), "Huánuco, ñoñería");
        assert_eq!(decode(b"Hu\xe1nuco, \xf1o\xf1er\xeda").unwrap(), "Huánuco, ñoñería");
    }

    #[test]
    fn a_byte_order_mark_decides_and_is_removed() {
        assert_eq!(decode(b"\xef\xbb\xbflon").unwrap(), "lon");
        assert_eq!(decode(b"\xff\xfel\0o\0n\0").unwrap(), "lon");
    }

    #[test]
    fn binary_is_no_text() {
        assert_eq!(decode(b"SQLite format 3\0"), None);
    }
}
