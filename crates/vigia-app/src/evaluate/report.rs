//! The evaluation as one HTML file: figures, curves and every mistake in pictures.
//!
//! It asks no server for anything, and its own policy forbids it to: what a manifest says
//! is shown, never run.

mod axes;
mod cases;
mod charts;
mod contenders;
mod figures_table;
mod goals;
mod ground;
mod labels;
mod page;
pub mod replay;
mod words;

use std::path::Path;

use crate::error::AppError;
use crate::evaluate::judged::Judged;
use crate::evaluate::judged::held_out::HeldOut;
use crate::evaluate::pair_report::{PairReport, RowsMeasured};
use crate::messages::Messages;

use crate::html::{Html, element, text};
use words::Words;

/// Says whether the report shows a row in pictures: misses, false alarms, older workings
/// called new ones, and what could not be observed.
#[must_use]
pub fn is_pictured(row: &Judged) -> bool {
    cases::Kind::of(row).is_some()
}

/// Returns the report as the text of an HTML file.
///
/// - `report`: the calls of the shipped model over the manifest, with its pictures.
/// - `held_out`: calls of models that never saw the place of a row, over the same pairs;
///   where given, they are the headline.
#[must_use]
pub fn html(report: &PairReport, held_out: Option<&HeldOut>, messages: &Messages) -> String {
    let words = Words::new(messages);
    page::page("evaluation-title", sections(report, held_out, &words), messages)
}

/// Writes the report to `path`, whole or not at all.
///
/// # Errors
/// [`AppError::File`].
pub fn write(
    path: &Path,
    report: &PairReport,
    held_out: Option<&HeldOut>,
    messages: &Messages,
) -> Result<(), AppError> {
    page::write(path, &html(report, held_out, messages))
}

fn sections(report: &PairReport, held_out: Option<&HeldOut>, words: &Words<'_>) -> Vec<Html> {
    let mut sections = vec![opening(report, held_out, words)];
    if let Some(held_out) = held_out {
        sections.push(measured(Group::HeldOut, &held_out.repeats, words));
        sections.extend(contenders::sections(held_out, words));
    }
    let rows_where = |was_trained_on: bool| -> Vec<Judged> {
        report.rows().filter(|row| row.was_trained_on == was_trained_on).cloned().collect()
    };
    for (group, rows) in [(Group::Unseen, rows_where(false)), (Group::Seen, rows_where(true))] {
        if !rows.is_empty() {
            sections.push(measured(group, &[rows], words));
        }
    }
    sections.push(ground::section(&report.load, words));
    let judged: Vec<Judged> =
        held_out.map_or_else(|| report.rows().cloned().collect(), HeldOut::typical);
    sections.extend(cases::sections(&judged, report, words));
    sections.extend(unreadable(report, words));
    sections.push(closing(words));
    sections
}

/// Whose calls a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    HeldOut,
    Unseen,
    Seen,
}

impl Group {
    const fn name(self) -> &'static str {
        match self {
            Self::HeldOut => "held-out",
            Self::Unseen => "unseen",
            Self::Seen => "seen",
        }
    }
}

fn opening(report: &PairReport, held_out: Option<&HeldOut>, words: &Words<'_>) -> Html {
    let count = |number: usize| number.to_string();
    let mut pieces = vec![
        element("h1", &[], [words.say("evaluation-title", &[])]),
        element(
            "p",
            &[("class", "lead")],
            [words.say(
                "evaluation-lead",
                &[
                    ("pairs", count(report.pairs)),
                    ("seen", count(report.pairs_trained_on)),
                    ("unseen", count(report.pairs - report.pairs_trained_on)),
                    ("profile", report.profile.clone()),
                ],
            )],
        ),
    ];
    if report.lacks_headline() {
        let id =
            if held_out.is_some() { "evaluation-all-seen-held-out" } else { "evaluation-all-seen" };
        pieces.push(element("p", &[("class", "warning")], [words.say(id, &[])]));
    } else if report.pairs_trained_on == 0 && held_out.is_none() {
        let note = words.say("evaluation-none-seen", &[]);
        pieces.push(element("p", &[("class", "note")], [note]));
    }
    element("header", &[], pieces)
}

/// Everything about one group of rows.
fn measured(group: Group, repeats: &[Vec<Judged>], words: &Words<'_>) -> Html {
    let rows = RowsMeasured::of(repeats);
    let id = |what: &str| format!("evaluation-{}-{what}", group.name());
    let note_class = if group == Group::Seen { "warning" } else { "note" };
    let class = format!("measured {}", group.name());
    element(
        "section",
        &[("class", &class)],
        [
            element("h2", &[], [words.say(&id("title"), &[])]),
            element(
                "p",
                &[("class", note_class)],
                [words.say(
                    &id("note"),
                    &[
                        ("rows", rows.rows.to_string()),
                        ("repeats", repeats.len().to_string()),
                        ("places", rows.whole.places.to_string()),
                    ],
                )],
            ),
            shown(&rows, group, repeats, words),
        ],
    )
}

/// Tables and charts; without positives and negatives only what needs none.
fn shown(rows: &RowsMeasured, group: Group, repeats: &[Vec<Judged>], words: &Words<'_>) -> Html {
    let has_answers = !rows.whole.is_empty();
    let when_answered = |piece: &dyn Fn() -> Html| has_answers.then(piece);
    let charts = [
        when_answered(&|| charts::precision_recall(repeats, words)),
        when_answered(&|| charts::reliability(repeats, words)),
        Some(charts::scores_by_label(repeats, words)),
    ];
    [
        when_answered(&|| figures_table::table(rows, group != Group::Seen, words)),
        Some(labels::calls_table(repeats, words)),
        Some(element("div", &[("class", "charts")], charts.into_iter().flatten())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn unreadable(report: &PairReport, words: &Words<'_>) -> Option<Html> {
    if report.unreadable.is_empty() {
        return None;
    }
    let items = report.unreadable.iter().map(|problem| {
        let title = words.plain(&format!("problem-{}", problem.code.as_str()), &[]);
        element("li", &[], [text(format!("{}: {title} ({})", problem.subject, problem.detail))])
    });
    Some(element(
        "section",
        &[],
        [
            element("h2", &[], [words.say("evaluation-unreadable-title", &[])]),
            element("ul", &[], items.collect::<Vec<_>>()),
        ],
    ))
}

fn closing(words: &Words<'_>) -> Html {
    let items = [
        "evaluation-method-sets",
        "evaluation-method-interval",
        "evaluation-method-curve",
        "evaluation-method-calibration",
        "evaluation-method-labels",
        "evaluation-method-indication",
    ];
    method(words, &items)
}

/// How it was measured, a sentence an item.
fn method(words: &Words<'_>, items: &[&str]) -> Html {
    let items = items.iter().map(|id| element("li", &[], [words.say(id, &[])]));
    element(
        "section",
        &[],
        [
            element("h2", &[], [words.say("evaluation-method-title", &[])]),
            element("ul", &[], items),
        ],
    )
}

#[cfg(test)]
mod tests;
