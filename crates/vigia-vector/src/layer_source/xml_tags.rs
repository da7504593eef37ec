//! What an XML file holds by its tags, before a parser builds a tree of it.

/// Deepest nesting of tags: parsers recurse, and folders in folders are few.
const DEPTH_MAX: usize = 100;

/// Walks over the tags of `bytes`, an XML text in an encoding that keeps ASCII, and returns how
/// many elements have each of these names, whatever their prefix.
///
/// # Errors
/// In words: a document type or entities of its own (KML and GPX need none; they hide bombs
/// and names of other files), tags that do not end, or nested deeper than [`DEPTH_MAX`].
pub(super) fn count_tags<const N: usize>(
    bytes: &[u8],
    names: [&str; N],
) -> Result<[usize; N], String> {
    let mut found = [0; N];
    let mut depth = 0_usize;
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == b'<') {
        rest = &rest[at..];
        let (skipped, end): (bool, &[u8]) = match rest {
            [b'<', b'!', b'-', b'-', ..] => (true, b"-->"),
            [b'<', b'!', b'[', b'C', b'D', b'A', b'T', b'A', b'[', ..] => (true, b"]]>"),
            [b'<', b'!', ..] => return Err("a document type of its own is not read".to_owned()),
            [b'<', b'?', ..] => (true, b"?>"),
            _ => (false, b">"),
        };
        let length = if skipped { find(rest, end) } else { end_of_tag(rest) };
        let length = length.ok_or("it ends inside a tag, a comment or a text")?;
        if !skipped {
            let tag = &rest[1..length - 1];
            if tag.first() == Some(&b'/') {
                depth = depth.saturating_sub(1);
            } else {
                let name = local_name(tag);
                if let Some(of) = names.iter().position(|one| one.as_bytes() == name) {
                    found[of] += 1;
                }
                depth += usize::from(tag.last() != Some(&b'/'));
            }
            if depth > DEPTH_MAX {
                return Err(format!("tags are nested deeper than {DEPTH_MAX}"));
            }
        }
        rest = &rest[length..];
    }
    Ok(found)
}

/// Returns the length up to and with `end`.
fn find(text: &[u8], end: &[u8]) -> Option<usize> {
    text.windows(end.len()).position(|window| window == end).map(|at| at + end.len())
}

/// Returns the length of the tag at the start: `>` may stand in a quoted attribute.
fn end_of_tag(text: &[u8]) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

fn local_name(tag: &[u8]) -> &[u8] {
    let end = tag.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'/');
    let name = &tag[..end.unwrap_or(tag.len())];
    name.rsplit(|byte| *byte == b':').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn places_are_counted_but_not_those_in_comments_texts_and_attributes() {
        let text = r#"<?xml version="1.0"?><kml:kml a="<Placemark>"><!-- <Placemark> -->
            <kml:Placemark id='>'/><Placemark><description><![CDATA[<Placemark>]]></description>
            </Placemark><NetworkLink/><PlacemarkX/></kml:kml>"#;
        assert_eq!(count_tags(text.as_bytes(), ["Placemark", "NetworkLink"]).unwrap(), [2, 1]);
    }

    #[test]
    fn entities_cut_texts_and_deep_nesting_are_refused() {
        for text in
            ["<!DOCTYPE kml [<!ENTITY a 'b'>]><kml/>", "<kml><Pla", "<kml><!-- a", "<a b='>"]
        {
            assert!(count_tags(text.as_bytes(), ["kml"]).is_err(), "{text}");
        }
        assert!(count_tags("<a>".repeat(DEPTH_MAX).as_bytes(), ["a"]).is_ok());
        assert!(count_tags("<a>".repeat(DEPTH_MAX + 1).as_bytes(), ["a"]).is_err());
    }
}
