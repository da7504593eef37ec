//! A replay beside known truth as one HTML file: how well, how fast, and every mistake.

mod cases;
mod curves;
mod map;
mod tables;

use std::path::Path;

use super::page;
use super::words::{NONE, Words};
use crate::error::AppError;
use crate::evaluate::replay_pictures::Pictures;
use crate::evaluate::replay_report::Measured;
use crate::html::{Html, element};
use crate::messages::Messages;

/// Returns the report as the text of an HTML file.
#[must_use]
pub fn html(measured: &Measured, pictures: &Pictures, messages: &Messages) -> String {
    let words = Words::new(messages);
    let report = &measured.report;
    let mut sections = vec![
        opening(measured, &words),
        tables::headline(report, &words),
        delays(measured, &words),
        tables::strata(report, &words),
    ];
    sections.extend(map::map(measured, &words));
    sections.push(tables::fit(report, &words));
    sections.push(tables::false_load(report, &words));
    sections.push(cases::missed(report, pictures, &words));
    sections.push(cases::false_alerts(report, pictures, &words));
    sections.push(closing(&words));
    page::page("replay-page-title", sections, messages)
}

/// Writes the report to `path`, whole or not at all.
///
/// # Errors
/// [`AppError::File`].
pub fn write(
    path: &Path,
    measured: &Measured,
    pictures: &Pictures,
    messages: &Messages,
) -> Result<(), AppError> {
    page::write(path, &html(measured, pictures, messages))
}

fn opening(measured: &Measured, words: &Words<'_>) -> Html {
    let report = &measured.report;
    let mut pieces = vec![element("h1", &[], [words.say("replay-page-title", &[])])];
    if report.synthetic {
        let note = words.say("replay-synthetic", &[]);
        pieces.push(element("p", &[("class", "warning")], [note]));
    }
    let day = |date: Option<jiff::civil::Date>| {
        date.map_or_else(|| NONE.to_owned(), |date| date.to_string())
    };
    let facts = [
        ("dates", report.dates.to_string()),
        ("first", day(report.first_date)),
        ("last", day(report.last_date)),
        ("km2", format!("{:.1}", report.watched_km2)),
        ("profile", report.profile.clone()),
    ];
    pieces.push(element("p", &[("class", "lead")], [words.say("replay-title", &facts)]));
    let scope = &report.truth;
    let counts = [
        ("counted", scope.counted.to_string()),
        ("small", scope.too_small.to_string()),
        ("before", scope.before_series.to_string()),
        ("after", scope.after_series.to_string()),
        ("others", scope.look_alikes.to_string()),
    ];
    pieces.push(element("p", &[], [words.say("replay-scope", &counts)]));
    element("header", &[], pieces)
}

fn delays(measured: &Measured, words: &Words<'_>) -> Html {
    let delays = &measured.report.delays;
    let charts = [
        curves::curves(
            "replay-chart-onset",
            &delays.provisional_from_onset,
            &delays.confirmed_from_onset,
            words,
        ),
        curves::curves(
            "replay-chart-clear",
            &delays.provisional_from_clear,
            &delays.confirmed_from_clear,
            words,
        ),
    ];
    element(
        "section",
        &[],
        [
            element("h2", &[], [words.say("replay-delays", &[])]),
            element("p", &[("class", "note")], [words.say("replay-delays-note", &[])]),
            tables::delays(delays, words),
            element("div", &[("class", "charts")], charts),
        ],
    )
}

fn closing(words: &Words<'_>) -> Html {
    let items = [
        "replay-method-found",
        "replay-method-raised",
        "replay-method-days",
        "replay-method-interval",
        "replay-method-fit",
        "replay-method-load",
        "evaluation-method-indication",
    ];
    super::method(words, &items)
}

/// A section with its title, a note and more.
fn section(title: Html, note: Html, content: impl IntoIterator<Item = Html>) -> Html {
    let opening = [element("h2", &[], [title]), element("p", &[("class", "note")], [note])];
    element("section", &[], opening.into_iter().chain(content))
}

/// A figure with `decimals`, its minus sign as long as a dash.
fn number(value: Option<f64>, decimals: usize) -> String {
    let written = value.map(|value| format!("{value:.decimals$}").replace('-', "−"));
    written.unwrap_or_else(|| NONE.to_owned())
}

#[cfg(test)]
mod tests;
