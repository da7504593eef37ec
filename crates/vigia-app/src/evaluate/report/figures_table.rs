//! The headline: each figure with its interval and its goal, both sets side by side.

use super::goals::{self, Goal};
use super::words::{NONE, Words, figure, interval};
use crate::evaluate::bootstrap::Estimate;
use crate::evaluate::metrics::figures::{Figure, Figures};
use crate::evaluate::metrics::rates::Rate;
use crate::evaluate::metrics::scored::Set;
use crate::evaluate::pair_report::RowsMeasured;
use crate::html::{Html, element, text};

/// Returns the table of figures and the one of rates; goals only where `has_goals`, for
/// what a model reaches on its own training rows is no achievement.
pub(super) fn table(rows: &RowsMeasured, has_goals: bool, words: &Words<'_>) -> Html {
    let sets = [(Set::Primary, &rows.primary), (Set::Whole, &rows.whole)];
    let set_head = |(set, figures): (Set, &Figures)| {
        let id = match set {
            Set::Primary => "evaluation-set-primary",
            Set::Whole => "evaluation-set-whole",
        };
        let counts = [
            ("positives", figures.positives.to_string()),
            ("negatives", figures.negatives.to_string()),
        ];
        element(
            "th",
            &[("colspan", "3"), ("scope", "colgroup"), ("class", "set")],
            [
                words.say(id, &[]),
                element("small", &[], [words.say("evaluation-set-counts", &counts)]),
            ],
        )
    };
    let column = |id: &str| element("th", &[("scope", "col")], [words.say(id, &[])]);
    let columns = || {
        ["evaluation-value", "evaluation-interval", "evaluation-goal"]
            .map(column)
            .into_iter()
            .collect()
    };
    let head = element(
        "thead",
        &[],
        [
            element("tr", &[], std::iter::once(element("td", &[], [])).chain(sets.map(set_head))),
            element("tr", &[], [element("td", &[], []), columns(), columns()]),
        ],
    );
    let body = Figure::ALL.map(|name| {
        let cells = sets.map(|(set, figures)| {
            let goal = Goal::of(name, set).filter(|_| has_goals);
            estimate(&figures.get(name), goal, words)
        });
        let id = format!("evaluation-figure-{}", name.name().replace('_', "-"));
        let row_head = element("th", &[("scope", "row")], [words.say(&id, &[])]);
        element("tr", &[], std::iter::once(row_head).chain(cells))
    });
    let figures = element("table", &[], [head, element("tbody", &[], body)]);
    [scrolling(figures), scrolling(rates(rows, has_goals, words))].into_iter().collect()
}

/// A table wider than the screen scrolls in its own box.
pub(super) fn scrolling(table: Html) -> Html {
    element("div", &[("class", "scrolling")], [table])
}

fn rates(rows: &RowsMeasured, has_goals: bool, words: &Words<'_>) -> Html {
    let column = |id: &str| element("th", &[("scope", "col")], [words.say(id, &[])]);
    let head = element(
        "thead",
        &[],
        [element(
            "tr",
            &[],
            [
                element("td", &[], []),
                column("evaluation-count"),
                column("evaluation-value"),
                column("evaluation-interval"),
                column("evaluation-goal"),
            ],
        )],
    );
    let rates = &rows.rates;
    let body = [
        ("worked-before", &rates.worked_before_called_new, goals::WORKED_BEFORE_CALLED_NEW),
        ("hidden", &rates.hidden_called_hidden, goals::HIDDEN_CALLED_HIDDEN),
        ("clear", &rates.clear_called_hidden, goals::CLEAR_CALLED_HIDDEN),
    ]
    .map(|(name, rate, goal)| rate_row(name, rate, has_goals.then_some(goal), words));
    element("table", &[("class", "rates")], [head, element("tbody", &[], body)])
}

fn rate_row(name: &str, rate: &Rate, goal: Option<Goal>, words: &Words<'_>) -> Html {
    let id = format!("evaluation-rate-{name}");
    let count = [("called", rate.called.to_string()), ("rows", rate.rows.to_string())];
    element(
        "tr",
        &[],
        [
            element("th", &[("scope", "row")], [words.say(&id, &[])]),
            element("td", &[], [words.say("evaluation-called-of", &count)]),
            estimate(&rate.share, goal, words),
        ],
    )
}

/// The three cells of an estimate: value, interval, goal. Without an interval there are
/// too few rows to say that a goal was reached.
fn estimate(estimate: &Estimate, goal: Option<Goal>, words: &Words<'_>) -> Html {
    let goal_cell = match (goal, estimate.value.filter(|_| estimate.low.is_some())) {
        (Some(goal), Some(value)) => {
            let (class, id) = if goal.is_met(value) {
                ("met", "evaluation-met")
            } else {
                ("unmet", "evaluation-unmet")
            };
            element(
                "td",
                &[("class", class)],
                [text(format!("{} ", goal.in_signs())), words.say(id, &[])],
            )
        }
        (Some(goal), None) => element("td", &[], [text(goal.in_signs())]),
        (None, _) => element("td", &[], [text(NONE)]),
    };
    [
        element("td", &[("class", "value")], [text(figure(estimate.value))]),
        element("td", &[("class", "interval")], [text(interval(estimate, 3))]),
        goal_cell,
    ]
    .into_iter()
    .collect()
}
