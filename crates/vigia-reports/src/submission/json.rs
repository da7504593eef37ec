//! Submissions as JSON: one, a list, or a page of Kobo's or ODK Central's API.

use serde_json::{Map, Value};
use vigia_core::{Problem, ProblemCode};

use super::answers::Answers;
use super::geopoint::Geopoint;
use crate::batch::{Collector, NoteCode, ReportBatch};
use crate::limits::{ATTRIBUTES_MAX, ENTRIES_MAX, TEXT_CHARS_MAX};
use crate::original::Original;

/// Members that every submission of Kobo or ODK has at least one of.
const MARKS: [&str; 7] = [
    "_uuid",
    "meta/instanceID",
    "meta",
    "__id",
    "_geolocation",
    "_xform_id_string",
    "formhub/uuid",
];

/// Reads the submissions in a JSON text.
///
/// # Errors
/// `ReportUnreadable` for broken JSON, `FormatUnknown` where it is not from Kobo or ODK,
/// `TooLarge` for more than [`ENTRIES_MAX`] submissions.
pub(crate) fn read_json(original: &Original<'_>, text: &str) -> Result<ReportBatch, Problem> {
    // serde_json stops at 128 levels, which bounds the recursion below.
    let root: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| original.problem(ProblemCode::ReportUnreadable, error.to_string()))?;
    let (entries, count_at_server) = entries(original, root)?;
    if entries.len() > ENTRIES_MAX {
        let detail = format!("more than {ENTRIES_MAX} submissions");
        return Err(original.problem(ProblemCode::TooLarge, detail));
    }
    let mut collector = Collector::new(original);
    let missing = count_at_server.saturating_sub(entries.len());
    for (index, entry) in entries.into_iter().enumerate() {
        let name = format!("submission {}", index + 1);
        match entry {
            Value::Object(members) => match answers(members).into_draft() {
                Ok(draft) => collector.keep(draft),
                Err((code, detail)) => collector.refuse(&name, code, detail),
            },
            _ => collector.refuse(&name, ProblemCode::ReportUnreadable, "not a JSON object"),
        }
    }
    collector.note(NoteCode::MorePages, missing);
    Ok(collector.finish())
}

/// Returns the submissions, and how many the server says there are.
fn entries(original: &Original<'_>, root: Value) -> Result<(Vec<Value>, usize), Problem> {
    let unknown = |detail: &str| original.problem(ProblemCode::FormatUnknown, detail);
    match root {
        Value::Array(list) => {
            let marked = list.is_empty() || list.iter().any(is_submission);
            let count = list.len();
            if marked { Ok((list, count)) } else { Err(unknown("a JSON list, not of submissions")) }
        }
        Value::Object(mut page) => {
            if matches!(
                page.get("type").and_then(Value::as_str),
                Some("FeatureCollection" | "Feature")
            ) {
                return Err(unknown("GeoJSON: a layer or a scene, not field reports"));
            }
            let stated = ["count", "@odata.count"].iter().find_map(|key| page.get(*key)?.as_u64());
            for key in ["results", "value"] {
                if let Some(Value::Array(list)) = page.get_mut(key).map(Value::take) {
                    let count = stated
                        .map_or(list.len(), |count| usize::try_from(count).unwrap_or(usize::MAX));
                    return Ok((list, count));
                }
            }
            let submission = Value::Object(page);
            if is_submission(&submission) {
                return Ok((vec![submission], 1));
            }
            Err(unknown("a JSON object that is no submission"))
        }
        _ => Err(unknown("JSON that is neither a list nor an object")),
    }
}

fn is_submission(value: &Value) -> bool {
    MARKS.iter().any(|mark| value.get(mark).is_some())
}

fn answers(members: Map<String, Value>) -> Answers {
    let mut answers = Answers::default();
    if let Some(Value::Array(pair)) = members.get("_geolocation")
        && let [Some(lat), Some(lon)] = [pair.first(), pair.get(1)].map(|part| part?.as_f64())
    {
        answers.geolocation = Some((lat, lon));
    }
    for (name, value) in members {
        if name != "_geolocation" {
            gather(name, value, &mut answers);
        }
    }
    answers
}

/// Flattens an answer: groups and repeats become steps of its path.
fn gather(path: String, value: Value, into: &mut Answers) {
    if into.texts.len() >= ATTRIBUTES_MAX || path.len() > TEXT_CHARS_MAX {
        return;
    }
    let text = match value {
        Value::Null => return,
        Value::String(text) => text,
        Value::Bool(answer) => answer.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Array(list) => {
            for (index, item) in list.into_iter().enumerate() {
                gather(format!("{path}[{}]", index + 1), item, into);
            }
            return;
        }
        Value::Object(members) => {
            if let Some(point) = geojson_point(&members) {
                into.points.push((path, point));
                return;
            }
            for (name, member) in members {
                gather(format!("{path}/{name}"), member, into);
            }
            return;
        }
    };
    if !text.trim().is_empty() {
        into.texts.push((path, text));
    }
}

/// Reads ODK Central's geopoint: GeoJSON, so longitude first, with the accuracy beside it.
fn geojson_point(members: &Map<String, Value>) -> Option<Geopoint> {
    if members.get("type")?.as_str()? != "Point" {
        return None;
    }
    let coordinates = members.get("coordinates")?.as_array()?;
    Some(Geopoint {
        lon: coordinates.first()?.as_f64()?,
        lat: coordinates.get(1)?.as_f64()?,
        accuracy_m: members.get("properties").and_then(|more| more.get("accuracy")?.as_f64()),
    })
}
