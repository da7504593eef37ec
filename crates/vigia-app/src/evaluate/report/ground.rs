//! False alerts for the ground that is watched.

use super::figures_table::scrolling;
use super::words::{NONE, Words, interval};
use crate::evaluate::metrics::load::Load;
use crate::evaluate::pair_report::GroundLoad;
use crate::html::{Html, element, text};

/// Returns the table of false alerts by kind of ground; kinds without a look are left out.
pub(super) fn section(load: &GroundLoad, words: &Words<'_>) -> Html {
    let columns = ["looks", "area", "alerts", "rate"].map(|name| {
        let id = format!("evaluation-load-{name}");
        element("th", &[("scope", "col")], [words.say(&id, &[])])
    });
    let column = element("th", &[("scope", "col")], [words.say("evaluation-interval", &[])]);
    let head = std::iter::once(element("td", &[], [])).chain(columns).chain([column]);
    let rows = [
        ("negatives", &load.negatives),
        ("negatives-seen", &load.negatives_seen),
        ("same-view", &load.same_view),
        ("reversed", &load.reversed),
    ];
    let rows = rows.into_iter().filter(|(_, load)| load.looks > 0).map(|row_of| row(row_of, words));
    let table = element(
        "table",
        &[],
        [
            element("thead", &[], [element("tr", &[], head)]),
            element("tbody", &[], rows.collect::<Vec<_>>()),
        ],
    );
    element(
        "section",
        &[],
        [
            element("h2", &[], [words.say("evaluation-load-title", &[])]),
            element("p", &[("class", "note")], [words.say("evaluation-load-note", &[])]),
            scrolling(table),
        ],
    )
}

fn row((name, load): (&str, &Load), words: &Words<'_>) -> Html {
    let rate = load.per_1000_km2.value.map_or_else(|| NONE.to_owned(), |rate| format!("{rate:.0}"));
    let cells = [
        load.looks.to_string(),
        format!("{:.0}", load.area_km2),
        load.alerts.to_string(),
        rate,
        interval(&load.per_1000_km2, 0),
    ];
    let cells = cells.map(|cell| element("td", &[], [text(cell)]));
    let id = format!("evaluation-load-{name}");
    let head = element("th", &[("scope", "row")], [words.say(&id, &[])]);
    element("tr", &[], std::iter::once(head).chain(cells))
}
