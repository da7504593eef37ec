//! GPX 1.0 and 1.1: a waypoint is a report; points of tracks and routes are counted and
//! left out.
//!
//! Read as plain XML and not with the crate `gpx` 0.10, which was tried: it refuses a whole
//! file for one waypoint out of range and for elements of the standard that it does not
//! know (`magvar`, `url`).

use std::collections::BTreeMap;

use roxmltree::Node;
use vigia_core::report::ReportSource;
use vigia_core::{Problem, ProblemCode};

use crate::batch::{Collector, NoteCode, ReportBatch};
use crate::draft::{Draft, Identity, position_key};
use crate::limits::{ATTRIBUTES_MAX, ENTRIES_MAX, TEXT_CHARS_MAX};
use crate::moment::{Moment, WithoutZone};
use crate::original::Original;
use crate::place::{self, Misplaced};
use crate::xml;

#[cfg(test)]
mod tests;

/// Reads the waypoints of a GPX document.
///
/// # Errors
/// `ReportUnreadable` for broken XML, `TooLarge` for more waypoints than [`ENTRIES_MAX`].
pub(crate) fn read(original: &Original<'_>, text: &str) -> Result<ReportBatch, Problem> {
    let document = xml::parse(original, text)?;
    let mut collector = Collector::new(original);
    let waypoints = || xml::children(document.root_element()).filter(|node| is(*node, "wpt"));
    if waypoints().count() > ENTRIES_MAX {
        let detail = format!("more than {ENTRIES_MAX} waypoints");
        return Err(original.problem(ProblemCode::TooLarge, detail));
    }
    for (index, waypoint) in waypoints().enumerate() {
        match draft(waypoint) {
            Ok(draft) => collector.keep(draft),
            Err((code, detail)) => {
                collector.refuse(&format!("waypoint {}", index + 1), code, detail);
            }
        }
    }
    let points = document.descendants().filter(|node| is(*node, "trkpt") || is(*node, "rtept"));
    collector.note(NoteCode::TrackPointsLeftOut, points.count());
    Ok(collector.finish())
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

fn draft(waypoint: Node<'_, '_>) -> Result<Draft, (ProblemCode, String)> {
    let degrees = |name: &str| {
        let text = waypoint.attribute(name).unwrap_or_default().trim();
        text.parse::<f64>().map_err(|_| {
            (ProblemCode::ReportWithoutPosition, format!("{name} is {text:?}, no decimal degrees"))
        })
    };
    let refused = |misplaced: Misplaced| (misplaced.code(), misplaced.to_string());
    let position = place::at(degrees("lon")?, degrees("lat")?).map_err(refused)?;
    let mut attributes = BTreeMap::new();
    for child in xml::children(waypoint) {
        gather(child, child.tag_name().name(), &mut attributes);
    }
    let mut take = |name: &str| attributes.remove(name).unwrap_or_default();
    let (name, comment, description) = (take("name"), take("cmt"), take("desc"));
    // The standard has UTC, with or without `Z`.
    let time = attributes.get("time").cloned().unwrap_or_default();
    let moment = Moment::parse(&time, WithoutZone::IsUtc).unwrap_or(Moment::NONE);
    // The instant and not its spelling: `Z` and `+00:00` are one time.
    let said_when = moment.at.map_or(time, |at| at.to_string());
    // `hdop` is a factor of the receiver's own error, not metres: it is no accuracy.
    let accuracy_m = attributes
        .iter()
        .find(|(name, _)| name.starts_with("extensions/") && name.ends_with("/accuracy"))
        .and_then(|(_, metres)| metres.parse().ok());
    Ok(Draft {
        source: ReportSource::Gpx,
        identity: Identity::of_parts("gpx", [&name, &said_when, &position_key(position)]),
        position,
        accuracy_m,
        moment,
        note: joined([name, comment, description]),
        attributes,
        mock: false,
    })
}

/// Gathers the texts of an element and of those inside it, under their paths. The stack is
/// its own, so that deep nesting cannot overflow the thread's.
fn gather(element: Node<'_, '_>, path: &str, into: &mut BTreeMap<String, String>) {
    let mut open = vec![(element, path.to_owned())];
    while let Some((node, path)) = open.pop() {
        if into.len() >= ATTRIBUTES_MAX {
            return;
        }
        if path.len() > TEXT_CHARS_MAX {
            continue;
        }
        let text = xml::text_of(node);
        if !text.is_empty() {
            into.entry(path.clone()).or_insert(text);
        }
        open.extend(
            xml::children(node).map(|child| (child, format!("{path}/{}", child.tag_name().name()))),
        );
    }
}

/// Joins texts, each once: receivers repeat the name as comment and description.
fn joined(texts: [String; 3]) -> String {
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        if !text.is_empty() && !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept.join("\n")
}
