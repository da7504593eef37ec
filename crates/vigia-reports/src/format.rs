//! Which reader a file needs, by its content; the name only helps where content cannot.

use vigia_core::{Problem, ProblemCode};

use crate::original::Original;
use crate::text;

/// What a file holds.
pub(crate) enum Format {
    /// A picture that can carry EXIF.
    Photo,
    /// A GPX document, as text.
    Gpx(String),
    /// Some other XML, as text.
    Xml(String),
    /// JSON, as text.
    Json(String),
    /// A table, as text.
    Table(String),
}

/// Returns the format of `original`.
///
/// # Errors
/// `ReportUnreadable` for an empty file, `FormatUnknown` for what no reader knows.
pub(crate) fn recognise(original: &Original<'_>) -> Result<Format, Problem> {
    if original.bytes.is_empty() {
        return Err(original.problem(ProblemCode::ReportUnreadable, "the file is empty"));
    }
    if is_picture(original.bytes) {
        return Ok(Format::Photo);
    }
    let unknown = |what: &str| original.problem(ProblemCode::FormatUnknown, what);
    let text = text::decode(original.bytes)
        .ok_or_else(|| unknown("neither text nor a picture with EXIF"))?;
    let start = text.trim_start();
    if start.starts_with('<') {
        return Ok(if root_name(start) == Some("gpx") {
            Format::Gpx(text)
        } else {
            Format::Xml(text)
        });
    }
    if start.starts_with(['{', '[']) {
        return Ok(Format::Json(text));
    }
    if start.lines().next().is_some_and(|line| line.contains([';', ',', '\t']))
        || original.has_extension(&["csv", "tsv"])
    {
        return Ok(Format::Table(text));
    }
    Err(unknown("text that is neither XML, JSON nor a table"))
}

/// Says whether the bytes begin like JPEG, PNG, WebP, TIFF or HEIF.
fn is_picture(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xd8\xff")
        || bytes.starts_with(b"\x89PNG\r\n\x1a\n")
        || (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice()))
        || bytes.starts_with(b"II*\0")
        || bytes.starts_with(b"MM\0*")
        || bytes.get(4..8) == Some(b"ftyp".as_slice())
}

/// Returns the local name of the first element, past declarations and comments.
fn root_name(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = rest.split_once('<')?.1;
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->")?.1;
        } else if !rest.starts_with(['?', '!']) {
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
            return rest[..end].rsplit(':').next();
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn the_root_is_found_past_declarations_comments_and_prefixes() {
        assert_eq!(root_name("<?xml version='1.0'?><!-- <a> --><gpx version='1.1'>"), Some("gpx"));
        assert_eq!(root_name("<g:gpx/>"), Some("gpx"));
        assert_eq!(root_name("<<"), None);
    }

    #[test]
    fn content_decides_and_the_name_does_not() {
        let gpx = Original::new("puntos.csv", b"<gpx version='1.1'></gpx>");
        assert!(matches!(recognise(&gpx), Ok(Format::Gpx(_))));
        let photo = Original::new("foto.txt", b"\xff\xd8\xff\xe0");
        assert!(matches!(recognise(&photo), Ok(Format::Photo)));
        let table = Original::new("datos", b"lon;lat\n1;2");
        assert!(matches!(recognise(&table), Ok(Format::Table(_))));
    }

    #[test]
    fn what_no_reader_knows_is_refused_by_name() {
        let code = |bytes: &[u8]| recognise(&Original::new("x", bytes)).err().map(|p| p.code);
        assert_eq!(code(b"GIF89a\0\0"), Some(ProblemCode::FormatUnknown));
        assert_eq!(code(b"hola"), Some(ProblemCode::FormatUnknown));
        assert_eq!(code(b""), Some(ProblemCode::ReportUnreadable));
    }
}
