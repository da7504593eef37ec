//! The model beside what must not do as well, and without each of its ideas.

use super::figures_table::scrolling;
use super::words::{Words, figure, interval};
use crate::evaluate::judged::Judged;
use crate::evaluate::judged::held_out::{Contender, HeldOut};
use crate::evaluate::metrics::figures::{Figure, Figures};
use crate::evaluate::metrics::scored::Set;
use crate::html::{Html, element, text};

/// What is compared.
const SHOWN: [(Figure, Set); 5] = [
    (Figure::RecallAtPrecision, Set::Primary),
    (Figure::F1, Set::Primary),
    (Figure::Auc, Set::Primary),
    (Figure::RecallAtPrecision, Set::Whole),
    (Figure::F1, Set::Whole),
];

/// Returns the tables of controls and ablations that were given.
pub(super) fn sections(held_out: &HeldOut, words: &Words<'_>) -> Vec<Html> {
    [("controls", &held_out.controls), ("ablations", &held_out.ablations)]
        .into_iter()
        .filter(|(_, contenders)| !contenders.is_empty())
        .map(|(kind, contenders)| section(kind, &held_out.repeats, contenders, words))
        .collect()
}

fn section(kind: &str, model: &[Vec<Judged>], contenders: &[Contender], words: &Words<'_>) -> Html {
    let head = SHOWN.map(|(name, set)| {
        let set = match set {
            Set::Primary => "evaluation-set-primary",
            Set::Whole => "evaluation-set-whole",
        };
        let id = format!("evaluation-figure-{}", name.name().replace('_', "-"));
        let set = element("small", &[], [words.say(set, &[])]);
        element("th", &[("scope", "col")], [words.say(&id, &[]), set])
    });
    let head = std::iter::once(element("td", &[], [])).chain(head);
    let mut rows = vec![row("model", &words.plain("evaluation-contender-model", &[]), model)];
    rows.extend(
        contenders.iter().map(|contender| {
            row("contender", &words.contender(&contender.name), &contender.repeats)
        }),
    );
    let table = element(
        "table",
        &[("class", "contenders")],
        [element("thead", &[], [element("tr", &[], head)]), element("tbody", &[], rows)],
    );
    element(
        "section",
        &[],
        [
            element("h2", &[], [words.say(&format!("evaluation-{kind}-title"), &[])]),
            element(
                "p",
                &[("class", "note")],
                [words.say(&format!("evaluation-{kind}-note"), &[])],
            ),
            scrolling(table),
        ],
    )
}

fn row(class: &str, name: &str, repeats: &[Vec<Judged>]) -> Html {
    let [primary, whole] = [Set::Primary, Set::Whole].map(|set| Figures::of(repeats, set));
    let cells = SHOWN.map(|(name, set)| {
        let estimate = match set {
            Set::Primary => primary.get(name),
            Set::Whole => whole.get(name),
        };
        element(
            "td",
            &[],
            [text(figure(estimate.value)), element("small", &[], [text(interval(&estimate, 2))])],
        )
    });
    let head = element("th", &[("scope", "row")], [text(name)]);
    element("tr", &[("class", class)], std::iter::once(head).chain(cells))
}
