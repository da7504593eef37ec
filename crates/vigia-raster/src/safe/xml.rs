//! XML of strangers: small, shallow, without DTD.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use roxmltree::{Document, Node, ParsingOptions};
use vigia_core::{Problem, ProblemCode};

/// Largest document; ESA's product metadata have some 60 kB, a granule's up to 600 kB.
pub const XML_BYTES_MAX: u64 = 4 << 20;

/// Most elements, attributes and texts of a document; ESA's have about 5,000.
const NODES_MAX: u32 = 100_000;

/// Most `=` signs, and so attributes: the parser compares those of an element pairwise.
/// ESA's documents have fewer than 3,000.
const EQUALS_MAX: usize = 20_000;

/// Deepest nesting; ESA's documents have 9 levels.
const DEPTH_MAX: u32 = 32;

/// Reads a document's text, at most [`XML_BYTES_MAX`] bytes of UTF-8.
///
/// # Errors
/// `FileUnreadable`, `TooLarge`, `SafeInvalid`, each naming the file.
pub fn read(path: &Path) -> Result<String, Problem> {
    let problem = |code, detail: String| Problem::new(code, path.display().to_string(), detail);
    let unreadable =
        |error: std::io::Error| problem(ProblemCode::FileUnreadable, error.to_string());
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(XML_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > XML_BYTES_MAX {
        let detail = format!("more than {XML_BYTES_MAX} bytes of XML");
        return Err(problem(ProblemCode::TooLarge, detail));
    }
    String::from_utf8(bytes).map_err(|error| problem(ProblemCode::SafeInvalid, error.to_string()))
}

/// Parses a document of [`read`]; `path` names it in messages.
///
/// # Errors
/// `SafeInvalid` for what is no XML or has a DTD (which could name other files, or grow
/// without end); `TooLarge` beyond the limits of this file.
pub fn parse<'text>(text: &'text str, path: &Path) -> Result<Document<'text>, Problem> {
    let problem = |code, detail: String| Problem::new(code, path.display().to_string(), detail);
    if text.bytes().filter(|byte| *byte == b'=').count() > EQUALS_MAX {
        let detail = format!("more than {EQUALS_MAX} attributes");
        return Err(problem(ProblemCode::TooLarge, detail));
    }
    let options =
        ParsingOptions { allow_dtd: false, nodes_limit: NODES_MAX, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => {
            problem(ProblemCode::TooLarge, format!("more than {NODES_MAX} nodes of XML"))
        }
        error => problem(ProblemCode::SafeInvalid, error.to_string()),
    })?;
    if is_deeper_than(&document, DEPTH_MAX) {
        let detail = format!("elements nested deeper than {DEPTH_MAX} levels");
        return Err(problem(ProblemCode::TooLarge, detail));
    }
    Ok(document)
}

/// A node comes after its parent in the document, so one pass is enough.
fn is_deeper_than(document: &Document<'_>, limit: u32) -> bool {
    let mut depths: Vec<u32> = Vec::new();
    for node in document.descendants() {
        let above = node.parent().and_then(|parent| depths.get(parent.id().get_usize()));
        let depth = above.map_or(0, |depth| depth + 1);
        if depth > limit {
            return true;
        }
        let index = node.id().get_usize();
        if depths.len() <= index {
            depths.resize(index + 1, 0);
        }
        depths[index] = depth;
    }
    false
}

/// Returns the elements of that local name, in document order, whatever their namespace:
/// ESA's changes with every version of the schema.
pub fn all<'a, 'text: 'a>(
    node: Node<'a, 'text>,
    name: &'a str,
) -> impl Iterator<Item = Node<'a, 'text>> {
    node.descendants().filter(move |node| node.is_element() && node.tag_name().name() == name)
}

/// Returns the trimmed text of the first element of that local name; `None` where it is
/// absent or blank.
pub fn text<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let found =
        node.descendants().find(|node| node.is_element() && node.tag_name().name() == name)?;
    content(found)
}

/// Returns the trimmed text of an element; `None` where it is blank.
pub fn content<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.text().map(str::trim).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn check(text: &str, expected: ProblemCode) {
        let problem = parse(text, Path::new("MTD.xml")).unwrap_err();
        assert_eq!((problem.code, problem.subject.as_str()), (expected, "MTD.xml"), "{problem}");
    }

    #[test]
    fn a_document_type_is_refused_before_anything_of_it_is_expanded() {
        check(
            r#"<!DOCTYPE x [<!ENTITY a "ja"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>"#,
            ProblemCode::SafeInvalid,
        );
        check(
            r#"<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>"#,
            ProblemCode::SafeInvalid,
        );
    }

    #[test]
    fn nesting_attributes_and_nodes_have_limits() {
        let deep = |levels: usize| format!("{}{}", "<a>".repeat(levels), "</a>".repeat(levels));
        assert!(parse(&deep(DEPTH_MAX as usize), Path::new("MTD.xml")).is_ok());
        check(&deep(DEPTH_MAX as usize + 1), ProblemCode::TooLarge);
        check(&deep(90_000), ProblemCode::TooLarge);
        check(&format!("<a>{}</a>", "<b/>".repeat(NODES_MAX as usize)), ProblemCode::TooLarge);
        let many: String = (0..=EQUALS_MAX).map(|n| format!(" a{n}=''")).collect();
        check(&format!("<a{many}/>"), ProblemCode::TooLarge);
    }

    #[test]
    fn a_cut_or_empty_document_is_named() {
        check("", ProblemCode::SafeInvalid);
        check("<a><b>1</b>", ProblemCode::SafeInvalid);
    }

    #[test]
    fn a_document_beyond_the_limit_is_not_read_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("MTD_TL.xml");
        File::create(&path).unwrap().set_len(XML_BYTES_MAX + 1).unwrap();
        assert_eq!(read(&path).unwrap_err().code, ProblemCode::TooLarge);
        std::fs::write(&path, b"<a>\xff</a>").unwrap();
        assert_eq!(read(&path).unwrap_err().code, ProblemCode::SafeInvalid);
    }
}
