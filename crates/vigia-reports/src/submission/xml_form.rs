//! Submissions as the XML that a phone writes.

use roxmltree::Node;
use vigia_core::{Problem, ProblemCode};

use super::answers::Answers;
use crate::batch::{Collector, ReportBatch};
use crate::limits::{ATTRIBUTES_MAX, TEXT_CHARS_MAX};
use crate::original::Original;
use crate::xml;

/// Reads the one submission of an ODK XML instance.
///
/// # Errors
/// `ReportUnreadable` for broken XML, `FormatUnknown` where it is no instance of a form,
/// and what is wrong with its position.
pub(crate) fn read_xml(original: &Original<'_>, text: &str) -> Result<ReportBatch, Problem> {
    let document = xml::parse(original, text)?;
    let root = document.root_element();
    let answers = answers(root);
    // A form's design is `html` with the form inside; an instance names its form in `id`.
    let is_instance = root.attribute("id").is_some() || answers.instance_id().is_some();
    if !is_instance || matches!(root.tag_name().name(), "html" | "svg" | "kml") {
        let detail = format!("XML of kind {:?}, no submission of a form", root.tag_name().name());
        return Err(original.problem(ProblemCode::FormatUnknown, detail));
    }
    let draft = answers.into_draft().map_err(|(code, detail)| original.problem(code, detail))?;
    let mut collector = Collector::new(original);
    collector.keep(draft);
    Ok(collector.finish())
}

/// Flattens the instance in the order of the form. The stack is its own, so that deep
/// nesting cannot overflow the thread's.
fn answers(root: Node<'_, '_>) -> Answers {
    let mut answers = Answers::default();
    let mut open = steps(root, "");
    while let Some((node, path)) = open.pop() {
        if answers.texts.len() >= ATTRIBUTES_MAX {
            break;
        }
        if path.len() <= TEXT_CHARS_MAX {
            open.extend(steps(node, &path));
        }
        let text = xml::text_of(node);
        if !text.is_empty() {
            answers.texts.push((path, text));
        }
    }
    answers
}

/// Returns the elements inside `node` with their paths, the last first: a stack gives them
/// back in order.
fn steps<'a, 't>(node: Node<'a, 't>, path: &str) -> Vec<(Node<'a, 't>, String)> {
    let mut steps: Vec<_> = xml::children(node)
        .map(|child| {
            let name = child.tag_name().name();
            (child, if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") })
        })
        .collect();
    steps.reverse();
    steps
}
