//! How many mines were told of by which day: a curve that ends below 1 has missed some.

use super::super::axes::{LEFT, SIDE, chart_with_ticks, dot, line, path, words as label, y};
use super::super::words::Words;
use crate::evaluate::replay::delay::Delay;
use crate::html::{Html, element, text};

/// Steps between two ticks, in days; the smallest that gives few enough is taken.
const STEPS: [f64; 8] = [5.0, 10.0, 30.0, 60.0, 90.0, 180.0, 365.0, 1_825.0];
const TICKS_MAX: f64 = 7.0;

/// Returns the curves of first and of confirmed alerts on common axes.
pub(super) fn curves(
    title: &str,
    provisional: &Delay,
    confirmed: &Delay,
    words: &Words<'_>,
) -> Html {
    let days = || provisional.days.values.iter().chain(&confirmed.days.values).copied();
    let (least, most) = (days().fold(0.0, f64::min), days().fold(1.0, f64::max));
    let step = STEPS.into_iter().find(|step| (most - least) / step <= TICKS_MAX);
    let step = step.unwrap_or(most - least);
    let from = (least / step).floor() * step;
    let to = ((most / step).ceil() * step).max(from + step);
    let across = |day: f64| LEFT + SIDE * (day - from) / (to - from);
    let ticks: Vec<(f64, String)> = (0..=((to - from) / step).round() as usize)
        .map(|tick| from + step * tick as f64)
        .map(|day| (across(day), super::number(Some(day), 0)))
        .collect();
    let mut marks = Vec::new();
    for (row, (delay, class, key)) in [
        (provisional, "primary", "replay-key-provisional"),
        (confirmed, "whole", "replay-key-confirmed"),
    ]
    .into_iter()
    .enumerate()
    {
        marks.push(path(&format!("curve {class}"), &steps(delay, &across, to)));
        if let Some(median) = delay.median_of_all {
            marks.push(dot(&format!("calls {class}"), (across(median), y(0.5)), 4.5));
        }
        let height = y(1.0) + 14.0 + 16.0 * row as f64;
        marks.push(line(&format!("curve {class}"), (LEFT + 10.0, height), (LEFT + 36.0, height)));
        let counts = [("told", delay.days.count.to_string()), ("mines", delay.mines.to_string())];
        marks.push(label("start", LEFT + 42.0, height + 4.0, &words.plain(key, &counts)));
    }
    let drawing = chart_with_ticks(
        &words.plain(title, &[]),
        &words.plain("replay-axis-days", &[]),
        &words.plain("replay-axis-share", &[]),
        &ticks,
        marks,
    );
    let caption = [
        element("strong", &[], [words.say(title, &[])]),
        text(" "),
        words.say("replay-chart-note", &[]),
    ];
    element("figure", &[], [drawing, element("figcaption", &[], caption)])
}

/// A step up for each mine on its day; level between them and to the end.
fn steps(delay: &Delay, across: &impl Fn(f64) -> f64, end: f64) -> Vec<(f64, f64)> {
    let share = |told: usize| y(told as f64 / delay.mines.max(1) as f64);
    let first = delay.days.values.first().copied().unwrap_or_default().min(0.0);
    let mut points = vec![(across(first), share(0))];
    for (told, day) in delay.days.values.iter().enumerate() {
        points.extend([(across(*day), share(told)), (across(*day), share(told + 1))]);
    }
    points.push((across(end), share(delay.days.count)));
    points
}
