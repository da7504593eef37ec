//! XML in, with limits.

use roxmltree::{Document, Node, ParsingOptions};
use vigia_core::{Problem, ProblemCode};

use crate::limits::XML_NODES_MAX;
use crate::original::Original;

/// Parses `text`; document type declarations are refused, so no entity can grow.
///
/// # Errors
/// `ReportUnreadable`, with line and column.
pub(crate) fn parse<'t>(original: &Original<'_>, text: &'t str) -> Result<Document<'t>, Problem> {
    let options = ParsingOptions { nodes_limit: XML_NODES_MAX, ..ParsingOptions::default() };
    Document::parse_with_options(text, options)
        .map_err(|error| original.problem(ProblemCode::ReportUnreadable, error.to_string()))
}

/// Returns the elements inside `node`, without comments and blanks.
pub(crate) fn children<'a, 't>(node: Node<'a, 't>) -> impl Iterator<Item = Node<'a, 't>> {
    node.children().filter(Node::is_element)
}

/// Returns the trimmed text of `node` itself, without that of its elements; comments that
/// part it are left out.
pub(crate) fn text_of(node: Node<'_, '_>) -> String {
    let text: String =
        node.children().filter(Node::is_text).filter_map(|part| part.text()).collect();
    text.trim().to_owned()
}
