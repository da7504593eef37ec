//! Every mistake, and everything that could not be seen, in pictures.

use std::collections::BTreeMap;

use super::words::Words;
use crate::evaluate::judged::Judged;
use crate::evaluate::pair_report::{PairReport, Prediction};
use crate::evaluate::thumbnails::Drawn;
use crate::html::{Html, element, text};

/// Why a pair is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// New mining that was seen well enough, and not called.
    Missed,
    /// New mining called where there is none.
    FalseAlarm,
    /// Older workings called new ones.
    WorkedBefore,
    /// Too little is clear.
    NotObservable,
}

impl Kind {
    const ALL: [Self; 4] =
        [Self::Missed, Self::FalseAlarm, Self::WorkedBefore, Self::NotObservable];

    /// Returns why `row` is shown, where it is.
    pub fn of(row: &Judged) -> Option<Self> {
        if !row.is_observable() {
            Some(Self::NotObservable)
        } else if row.is_missed() {
            Some(Self::Missed)
        } else if row.is_false_alarm() {
            Some(Self::FalseAlarm)
        } else {
            (row.is_called() && row.label == "mining_before").then_some(Self::WorkedBefore)
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::FalseAlarm => "false-alarm",
            Self::WorkedBefore => "worked-before",
            Self::NotObservable => "not-observable",
        }
    }
}

/// Returns a section for each kind, the empty ones too: that there are none is a result.
///
/// `judged` says what is shown and with which call and score; pictures, outlines and
/// reasons are those of the shipped model in `report`.
pub(super) fn sections(judged: &[Judged], report: &PairReport, words: &Words<'_>) -> Vec<Html> {
    let predictions: BTreeMap<&str, &Prediction> = report
        .predictions
        .iter()
        .map(|prediction| (prediction.judged.id.as_str(), prediction))
        .collect();
    let mut sections: Vec<Html> = Kind::ALL
        .map(|kind| {
            let mut rows: Vec<&Judged> =
                judged.iter().filter(|row| Kind::of(row) == Some(kind)).collect();
            // The primary set first, then what was most surely wrong.
            let wrong = |row: &Judged| if row.is_positive { row.score } else { 1.0 - row.score };
            rows.sort_by(|a, b| {
                b.is_primary.cmp(&a.is_primary).then(wrong(a).total_cmp(&wrong(b)))
            });
            let cards = rows.iter().map(|row| {
                let prediction = predictions.get(row.id.as_str()).copied();
                card(row, prediction, report.pictures.get(&row.id), words)
            });
            section(kind, rows.len(), cards.collect(), words)
        })
        .to_vec();
    if report.pictures.left_out() > 0 {
        let count = [("count", report.pictures.left_out().to_string())];
        let note = words.say("evaluation-pictures-left-out", &count);
        sections.push(element("p", &[("class", "warning")], [note]));
    }
    sections
}

fn section(kind: Kind, count: usize, cards: Vec<Html>, words: &Words<'_>) -> Html {
    let id = |what: &str| format!("evaluation-case-{}-{what}", kind.name());
    let title = words.say(&id("title"), &[("count", count.to_string())]);
    element(
        "section",
        &[("class", "cases")],
        [
            element("h2", &[], [title]),
            element("p", &[("class", "note")], [words.say(&id("note"), &[])]),
            element("div", &[("class", "cards")], cards),
        ],
    )
}

fn card(
    row: &Judged,
    prediction: Option<&Prediction>,
    drawn: Option<&Drawn>,
    words: &Words<'_>,
) -> Html {
    let mut pieces = vec![heading(row, words)];
    pieces.extend(drawn.map(|drawn| pictures(row, drawn, words)));
    if let Some(prediction) = prediction {
        let percent = |share: f64| format!("{:.0}", 100.0 * share);
        let clear = [
            ("before", percent(prediction.clear_share.0)),
            ("after", percent(prediction.clear_share.1)),
        ];
        pieces.push(element("p", &[], [words.say("evaluation-clear-shares", &clear)]));
        if let Some(cause) = prediction.cause {
            let cause = words.named("evaluation-cause-", cause);
            pieces.push(element("p", &[], [words.say("evaluation-cause", &[("cause", cause)])]));
        }
        if !prediction.reasons.is_empty() {
            let reasons = prediction.reasons.iter().map(|reason| {
                let contribution = format!("{:+.2}", reason.contribution).replace('-', "−");
                element(
                    "li",
                    &[],
                    [
                        element("b", &[], [text(contribution)]),
                        text(" "),
                        text(words.reason(reason)),
                    ],
                )
            });
            pieces.push(element("ul", &[], reasons.collect::<Vec<_>>()));
        }
        if !prediction.audit_note.is_empty() {
            let note = element("q", &[], [text(&prediction.audit_note)]);
            let label = words.say("evaluation-audit", &[]);
            pieces.push(element("p", &[("class", "audit")], [label, text(" "), note]));
        }
    }
    element("article", &[], pieces)
}

fn heading(row: &Judged, words: &Words<'_>) -> Html {
    let badge = |class: &str, id: &str| element("span", &[("class", class)], [words.say(id, &[])]);
    let mut badges = Vec::new();
    if row.is_primary {
        badges.push(badge("badge", "evaluation-badge-primary"));
    }
    if row.was_trained_on {
        badges.push(badge("badge optimistic", "evaluation-badge-seen"));
    }
    let facts = [
        ("label", words.named("evaluation-label-", &row.label)),
        ("called", words.named("evaluation-call-", row.called)),
        ("score", format!("{:.3}", row.score)),
        ("threshold", format!("{:.3}", row.threshold)),
    ];
    let name = element("code", &[], [text(&row.id)]);
    [
        element("h3", &[], std::iter::once(name).chain(badges)),
        element("p", &[], [words.say("evaluation-case-facts", &facts)]),
    ]
    .into_iter()
    .collect()
}

fn pictures(row: &Judged, drawn: &Drawn, words: &Words<'_>) -> Html {
    let [before, after] =
        ["before", "after"].map(|when| words.plain(&format!("evaluation-picture-{when}"), &[]));
    let [eye, infrared] = ["true-colour", "swir"]
        .map(|colours| words.plain(&format!("evaluation-picture-{colours}"), &[]));
    let shown = [
        (&drawn.true_colour[0], &before, &eye, &[][..]),
        (&drawn.true_colour[1], &after, &eye, &drawn.outlines[..]),
        (&drawn.swir[0], &before, &infrared, &[][..]),
        (&drawn.swir[1], &after, &infrared, &drawn.outlines[..]),
    ];
    let figures = shown.map(|(address, when, colours, outlines)| {
        let label = format!("{} · {when} · {colours}", row.id);
        let caption = element("figcaption", &[], [text(format!("{when} · {colours}"))]);
        element("figure", &[], [picture(address, drawn.shape, outlines, &label), caption])
    });
    element("div", &[("class", "pictures")], figures)
}

fn picture(address: &str, (rows, cols): (usize, usize), outlines: &[String], label: &str) -> Html {
    let (width, height) = (cols.to_string(), rows.to_string());
    let view_box = format!("0 0 {width} {height}");
    let image = element("image", &[("href", address), ("width", &width), ("height", &height)], []);
    // Dark below light, so that the line is seen on sand and on forest.
    let lines = ["casing", "outline"].into_iter().flat_map(|class| {
        outlines.iter().map(move |d| element("path", &[("class", class), ("d", d)], []))
    });
    element(
        "svg",
        &[("viewBox", &view_box), ("role", "img"), ("aria-label", label)],
        std::iter::once(image).chain(lines),
    )
}
