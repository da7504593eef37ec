//! The figures of a replay, as tables.

use super::super::figures_table::scrolling;
use super::super::words::{NONE, Words, figure, interval};
use super::{number, section};
use crate::evaluate::bootstrap::Estimate;
use crate::evaluate::replay::delay::{Delay, Delays};
use crate::evaluate::replay::distribution::Distribution;
use crate::evaluate::replay::strata::Stratum;
use crate::evaluate::replay::tally::Tally;
use crate::evaluate::replay_report::ReplayReport;
use crate::html::{Html, element, text};

/// Returns a table: its columns' titles, and rows of a title with cells.
fn table(
    columns: &[&str],
    rows: impl IntoIterator<Item = (String, Vec<Html>)>,
    words: &Words<'_>,
) -> Html {
    let titles = columns.iter().map(|id| element("th", &[("scope", "col")], [words.say(id, &[])]));
    let head = element("tr", &[], std::iter::once(element("td", &[], [])).chain(titles));
    let body = rows.into_iter().map(|(title, cells)| {
        let title = element("th", &[("scope", "row")], [text(title)]);
        let cells = cells.into_iter().map(|cell| element("td", &[], [cell]));
        element("tr", &[], std::iter::once(title).chain(cells))
    });
    scrolling(element(
        "table",
        &[],
        [element("thead", &[], [head]), element("tbody", &[], body.collect::<Vec<_>>())],
    ))
}

/// The headline: what was ever raised beside what stands.
pub(super) fn headline(report: &ReplayReport, words: &Words<'_>) -> Html {
    type Cell = fn(&Tally) -> Html;
    let rows: [(&str, Cell); 10] = [
        ("replay-precision", |tally| with_interval(&tally.precision)),
        ("replay-recall", |tally| with_interval(&tally.recall)),
        ("replay-f1", |tally| with_interval(&tally.f1)),
        ("replay-recall-seen", |tally| text(figure(tally.recall_seen))),
        ("replay-found", |tally| text(format!("{} / {}", tally.found, tally.mines))),
        ("replay-false", |tally| text(format!("{} / {}", tally.false_alerts, tally.alerts))),
        ("replay-area-precision", |tally| text(figure(tally.area.precision))),
        ("replay-area-recall", |tally| text(figure(tally.area.recall))),
        ("replay-area-f1", |tally| text(figure(tally.area.f1))),
        ("replay-area-ha", |tally| {
            let area = &tally.area;
            text(format!("{:.1} / {:.1} / {:.1}", area.found_ha, area.missed_ha, area.false_ha))
        }),
    ];
    let both = [&report.ever_raised, &report.standing];
    let rows = rows.map(|(id, cell)| (words.plain(id, &[]), both.map(cell).to_vec()));
    let withdrawn = [
        ("withdrawn", report.withdrawn.to_string()),
        ("mining", report.withdrawn_on_mining.to_string()),
        ("early", report.early.to_string()),
    ];
    section(
        words.say("replay-headline-title", &[]),
        words.say("replay-headline-note", &[]),
        [
            table(&["replay-ever-raised", "replay-standing"], rows, words),
            element("p", &[], [words.say("replay-withdrawn", &withdrawn)]),
        ],
    )
}

fn with_interval(estimate: &Estimate) -> Html {
    let range = match interval(estimate, 2) {
        range if range == NONE => String::new(),
        range => format!(" ({range})"),
    };
    text(format!("{}{range}", figure(estimate.value)))
}

/// Days to detection, with what was never told of beside.
pub(super) fn delays(delays: &Delays, words: &Words<'_>) -> Html {
    let columns = [
        "replay-column-median",
        "replay-column-quartiles",
        "replay-column-ninth",
        "replay-column-dated",
        "replay-column-undated",
        "replay-column-never",
        "replay-column-median-all",
    ];
    let rows = [
        ("replay-delay-provisional-onset", &delays.provisional_from_onset),
        ("replay-delay-provisional-clear", &delays.provisional_from_clear),
        ("replay-delay-confirmed-onset", &delays.confirmed_from_onset),
        ("replay-delay-confirmed-clear", &delays.confirmed_from_clear),
    ]
    .map(|(id, delay)| (words.plain(id, &[]), delay_cells(delay)));
    table(&columns, rows, words)
}

fn delay_cells(delay: &Delay) -> Vec<Html> {
    let never = match delay.never_share {
        Some(share) => format!("{} / {} ({:.0} %)", delay.never, delay.mines, 100.0 * share),
        None => NONE.to_owned(),
    };
    [
        number(delay.days.median, 0),
        quartiles(&delay.days, 0),
        number(delay.days.ninth_decile, 0),
        delay.days.count.to_string(),
        delay.undated.to_string(),
        never,
        number(delay.median_of_all, 0),
    ]
    .map(text)
    .to_vec()
}

fn quartiles(spread: &Distribution, decimals: usize) -> String {
    match (spread.lower_quartile, spread.upper_quartile) {
        (lower @ Some(_), upper @ Some(_)) => {
            format!("{} … {}", number(lower, decimals), number(upper, decimals))
        }
        _ => NONE.to_owned(),
    }
}

/// The same by size and by season.
pub(super) fn strata(report: &ReplayReport, words: &Words<'_>) -> Html {
    let columns = [
        "replay-column-found",
        "replay-recall-short",
        "replay-column-median",
        "replay-column-quartiles",
        "replay-column-never",
    ];
    let row = |stratum: &Stratum| {
        let delay = &stratum.provisional_from_onset;
        let cells = [
            format!("{} / {}", stratum.found, stratum.mines),
            figure(stratum.recall),
            number(delay.days.median, 0),
            quartiles(&delay.days, 0),
            delay.never.to_string(),
        ];
        let id = format!("replay-stratum-{}", stratum.name.replace('.', "-"));
        (words.plain(&id, &[]), cells.map(text).to_vec())
    };
    let titled = |title: &str, strata: &[Stratum]| {
        let rows: Vec<_> = strata.iter().map(row).collect();
        [element("h3", &[], [words.say(title, &[])]), table(&columns, rows, words)]
    };
    section(
        words.say("replay-strata-title", &[]),
        words.say("replay-strata-note", &[]),
        titled("replay-by-area", &report.by_area)
            .into_iter()
            .chain(titled("replay-by-season", &report.by_season)),
    )
}

/// Outlines and onsets of what was found.
pub(super) fn fit(report: &ReplayReport, words: &Words<'_>) -> Html {
    let fit = &report.fit;
    let rows = [
        ("replay-area-error", &fit.area_error_ha, 2),
        ("replay-area-error-relative", &fit.relative_area_error, 2),
        ("replay-iou", &fit.outline_iou, 2),
        ("replay-onset-width", &fit.onset_width_days, 0),
    ]
    .map(|(id, spread, decimals)| {
        let cells = [number(spread.median, decimals), quartiles(spread, decimals)];
        (words.plain(id, &[]), cells.map(text).to_vec())
    });
    let hits = [
        ("hits", fit.onset_hits.to_string()),
        ("onsets", fit.onsets.to_string()),
        ("share", figure(fit.onset_hit_share)),
    ];
    section(
        words.say("replay-fit", &[("workings", fit.workings.to_string())]),
        words.say("replay-fit-note", &[]),
        [
            table(&["replay-column-median", "replay-column-quartiles"], rows, words),
            element("p", &[], [words.say("replay-onset-hits-of", &hits)]),
        ],
    )
}

/// False alerts for the ground watched, and what lies below them.
pub(super) fn false_load(report: &ReplayReport, words: &Words<'_>) -> Html {
    let load = &report.false_load;
    let rows = load.kinds.iter().map(|kind| {
        let silent = match kind.places {
            0 => NONE.to_owned(),
            places => format!("{} / {places}", kind.silent),
        };
        let cells = [text(kind.false_alerts.to_string()), text(silent)];
        (words.named("replay-kind-", &kind.kind), cells.to_vec())
    });
    let counts = [
        ("count", load.alerts.to_string()),
        ("date", number(load.per_1000_km2_and_date, 2)),
        ("year", number(load.per_1000_km2_and_year, 1)),
    ];
    section(
        words.say("replay-false-title", &[]),
        words.say("replay-false-load", &counts),
        [table(&["replay-column-false", "replay-column-silent"], rows, words)],
    )
}
