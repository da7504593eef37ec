//! Every miss and every false alert, with what the satellites saw.

use super::super::figures_table::scrolling;
use super::super::words::{NONE, Words};
use super::section;
use crate::evaluate::replay::outcome::{AlertOutcome, MineOutcome, Standing};
use crate::evaluate::replay_pictures::{Pictures, Shot, Shots};
use crate::evaluate::replay_report::ReplayReport;
use crate::html::{Html, element, text, void};

/// Rows of a table at most.
const ROWS_MAX: usize = 2_000;

/// Mines of the headline that were not found.
pub(super) fn missed(report: &ReplayReport, pictures: &Pictures, words: &Words<'_>) -> Html {
    let rows: Vec<Html> = report
        .mines
        .iter()
        .filter(|mine| mine.standing == Standing::Counted && !mine.is_found)
        .map(|mine| mine_row(mine, pictures.mines.get(&mine.site), words))
        .collect();
    let columns = [
        "replay-case-place",
        "replay-case-onset",
        "replay-case-clear",
        "replay-case-area",
        "replay-case-covered",
    ];
    table("missed", &columns, rows, words)
}

/// Alerts that were ever raised and lie on no true mining.
pub(super) fn false_alerts(report: &ReplayReport, pictures: &Pictures, words: &Words<'_>) -> Html {
    let wrong = report.alerts.iter().enumerate().filter(|(_, alert)| alert.is_false);
    let rows: Vec<Html> =
        wrong.map(|(index, alert)| alert_row(alert, pictures.alerts.get(&index), words)).collect();
    let columns = [
        "replay-case-alert",
        "replay-case-below",
        "replay-case-raised",
        "replay-case-withdrawn",
        "replay-case-area",
        "replay-case-confidence",
    ];
    table("false-alerts", &columns, rows, words)
}

fn mine_row(mine: &MineOutcome, shots: Option<&Shots>, words: &Words<'_>) -> Html {
    let clear = mine
        .first_clear
        .map_or_else(|| words.plain("replay-case-never-clear", &[]), |day| day.to_string());
    let cells = [
        mine.onset.to_string(),
        clear,
        format!("{:.2} ha", mine.area_ha),
        format!("{:.0} %", 100.0 * mine.covered_share),
    ];
    row(&mine.id, &cells, shots, words)
}

fn alert_row(alert: &AlertOutcome, shots: Option<&Shots>, words: &Words<'_>) -> Html {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let below = alert.look_alike.as_deref().unwrap_or("none");
    let cells = [
        words.named("replay-kind-", below),
        alert.provisional.to_string(),
        day(alert.withdrawn).unwrap_or_else(|| words.plain("replay-case-stands", &[])),
        format!("{:.2} ha", alert.area_ha),
        format!("{:.2}", alert.confidence),
    ];
    row(&alert.site, &cells, shots, words)
}

fn row(name: &str, cells: &[String], shots: Option<&Shots>, words: &Words<'_>) -> Html {
    let name = element("th", &[("scope", "row")], [text(name)]);
    let cells = cells.iter().map(|cell| element("td", &[], [text(cell)]));
    let pictures = [
        ("evaluation-picture-before", shots.and_then(|shots| shots.before.as_ref())),
        ("evaluation-picture-after", shots.and_then(|shots| shots.after.as_ref())),
    ]
    .map(|(when, shot)| element("td", &[("class", "shot")], [picture(when, shot, words)]));
    element("tr", &[], std::iter::once(name).chain(cells).chain(pictures))
}

fn picture(when: &str, shot: Option<&Shot>, words: &Words<'_>) -> Html {
    let Some(shot) = shot else { return text(NONE) };
    let day = shot.day.to_string();
    let label = format!("{} {day}", words.plain(when, &[]));
    let image = void("img", &[("src", &shot.address), ("alt", &label)]);
    [image, element("small", &[], [text(day)])].into_iter().collect()
}

/// The empty table too: that there are none is a result.
fn table(kind: &str, columns: &[&str], mut rows: Vec<Html>, words: &Words<'_>) -> Html {
    let count = rows.len();
    let title = words.say(&format!("replay-{kind}-title"), &[("count", count.to_string())]);
    let note = words.say(&format!("replay-{kind}-note"), &[]);
    rows.truncate(ROWS_MAX);
    let mut pieces = Vec::new();
    if count > 0 {
        let pictures = ["evaluation-picture-before", "evaluation-picture-after"];
        let titles = columns.iter().chain(&pictures);
        let titles = titles.map(|id| element("th", &[("scope", "col")], [words.say(id, &[])]));
        let head = element("thead", &[], [element("tr", &[], titles.collect::<Vec<_>>())]);
        let body = element("tbody", &[], rows);
        pieces.push(scrolling(element("table", &[("class", "mistakes")], [head, body])));
    }
    if count > ROWS_MAX {
        let left_out = [("count", (count - ROWS_MAX).to_string())];
        let note = words.say("replay-rows-left-out", &left_out);
        pieces.push(element("p", &[("class", "warning")], [note]));
    }
    section(title, note, pieces)
}
