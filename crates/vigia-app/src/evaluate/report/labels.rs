//! Calls by label.

use std::collections::BTreeSet;

use super::figures_table::scrolling;
use super::words::Words;
use crate::evaluate::judged::Judged;
use crate::evaluate::pair_report::calls_by_label;
use crate::evaluate::pairs::CALLS;
use crate::html::{Html, element, text};

/// Labels of the manifest in the order in which they are shown; any others follow by name.
const ORDER: [&str; 6] =
    ["mining_new", "mining_partial", "mining_before", "mining_later", "other_human", "natural"];

/// Returns the labels of the rows, in the order of tables and charts.
pub(super) fn labels_of(repeats: &[Vec<Judged>]) -> Vec<String> {
    let found: BTreeSet<&str> = repeats.iter().flatten().map(|row| row.label.as_str()).collect();
    let mut labels: Vec<String> = found.into_iter().map(str::to_owned).collect();
    labels
        .sort_by_key(|label| ORDER.iter().position(|known| known == label).unwrap_or(ORDER.len()));
    labels
}

/// Returns the table of calls by label; over several repeats, their means.
pub(super) fn calls_table(repeats: &[Vec<Judged>], words: &Words<'_>) -> Html {
    let counts = calls_by_label(repeats.iter().flatten());
    let column = |call: &str| {
        element("th", &[("scope", "col")], [text(words.named("evaluation-call-", call))])
    };
    let head = std::iter::once(element("td", &[], [])).chain(CALLS.map(column));
    let rows = labels_of(repeats).into_iter().map(|label| {
        let of_label = counts.get(&label);
        let all: usize = of_label.map_or(0, |calls| calls.values().sum());
        let cells = CALLS.map(|call| {
            let count = of_label.and_then(|calls| calls.get(call)).copied().unwrap_or(0);
            cell(count, all, repeats.len())
        });
        let name = words.named("evaluation-label-", &label);
        let row_head =
            element("th", &[("scope", "row")], [text(name), element("code", &[], [text(label)])]);
        element("tr", &[], std::iter::once(row_head).chain(cells))
    });
    let table = element(
        "table",
        &[("class", "calls")],
        [
            element("thead", &[], [element("tr", &[], head)]),
            element("tbody", &[], rows.collect::<Vec<_>>()),
        ],
    );
    [element("h3", &[], [words.say("evaluation-calls-title", &[])]), scrolling(table)]
        .into_iter()
        .collect()
}

/// A count with its share of the label's rows, tinted by it.
fn cell(count: usize, all: usize, repeats: usize) -> Html {
    if count == 0 {
        return element("td", &[("class", "zero")], [text("0")]);
    }
    let share = 100.0 * count as f64 / all as f64;
    let mean = count as f64 / repeats.max(1) as f64;
    let printed = if repeats > 1 { format!("{mean:.1}") } else { count.to_string() };
    let tint = format!("--share:{share:.0}%");
    element(
        "td",
        &[("style", &tint), ("class", "tinted")],
        [text(printed), element("small", &[], [text(format!("{share:.0} %"))])],
    )
}
