//! The three charts of a group of rows.

use super::axes::{
    LEFT, RIGHT, SECOND_ROW, SIDE, bar, chart, dot, line, path, svg, words as label, x, y,
};
use super::labels::labels_of;
use super::words::{Words, figure};
use crate::evaluate::curve::Curve;
use crate::evaluate::judged::Judged;
use crate::evaluate::metrics::Confusion;
use crate::evaluate::metrics::figures::STATED_PRECISION;
use crate::evaluate::metrics::scored::{Scored, Set};
use crate::evaluate::reliability::{BINS, Reliability};
use crate::html::{Html, element};

/// Bars of a histogram of scores.
const BARS: usize = 50;
/// Height of one label's histogram.
const STRIP: f64 = 34.0;

fn scored(rows: &[Judged], set: Set) -> Vec<Scored> {
    rows.iter().filter(|row| set.has(row)).map(Scored::of).collect()
}

fn framed(title: &str, note: &str, drawing: Html, words: &Words<'_>) -> Html {
    let caption = [
        element("strong", &[], [words.say(title, &[])]),
        crate::html::text(" "),
        words.say(note, &[]),
    ];
    element("figure", &[], [drawing, element("figcaption", &[], caption)])
}

/// Precision against recall at every threshold, in steps: between two thresholds nothing
/// is known, and a slanted line would flatter. Further repeats are drawn faintly.
pub(super) fn precision_recall(repeats: &[Vec<Judged>], words: &Words<'_>) -> Html {
    let mut marks =
        vec![line("goal", (x(0.0), y(STATED_PRECISION)), (x(1.0), y(STATED_PRECISION)))];
    for (repeat, rows) in repeats.iter().enumerate().rev() {
        for (set, name) in [(Set::Whole, "whole"), (Set::Primary, "primary")] {
            let rows = scored(rows, set);
            let curve = Curve::of(&rows);
            let mut points = Vec::new();
            let mut recall_before = 0.0;
            for (recall, precision) in curve.points() {
                points.push((x(recall_before), y(precision)));
                points.push((x(recall), y(precision)));
                recall_before = recall;
            }
            let faint = if repeat > 0 { " faint" } else { "" };
            marks.push(path(&format!("curve {name}{faint}"), &points));
            let mut counts = Confusion::default();
            for row in &rows {
                counts.count(row.is_positive, row.is_called, row.is_observable);
            }
            let ratios = counts.ratios();
            if let (Some(recall), Some(precision), 0) = (ratios.recall, ratios.precision, repeat) {
                marks.push(dot(&format!("calls {name}"), (x(recall), y(precision)), 4.5));
            }
        }
    }
    for (row, name) in ["primary", "whole"].into_iter().enumerate() {
        let height = y(0.0) - 28.0 + 16.0 * row as f64;
        marks.push(line(&format!("curve {name}"), (x(0.03), height), (x(0.12), height)));
        let key = words.plain(&format!("evaluation-set-{name}"), &[]);
        marks.push(label("start", x(0.14), height + 4.0, &key));
    }
    let drawing = chart(
        &words.plain("evaluation-chart-curve", &[]),
        &words.plain("evaluation-axis-recall", &[]),
        &words.plain("evaluation-axis-precision", &[]),
        marks,
    );
    framed("evaluation-chart-curve", "evaluation-chart-curve-note", drawing, words)
}

/// Share of positives against mean score, in ten bins, with the bins' counts. Over several
/// repeats, the rows of all.
pub(super) fn reliability(repeats: &[Vec<Judged>], words: &Words<'_>) -> Html {
    let rows: Vec<Scored> = repeats.iter().flat_map(|rows| scored(rows, Set::Whole)).collect();
    let diagram = Reliability::of(&rows, &vec![1; rows.len()]);
    let width = 1.0 / BINS as f64;
    let mut marks = Vec::new();
    for (index, bin) in diagram.bins.iter().enumerate().filter(|(_, bin)| bin.rows > 0) {
        let left = index as f64 * width;
        let title = words.plain(
            "evaluation-bin",
            &[
                ("rows", bin.rows.to_string()),
                ("score", figure(Some(bin.mean_score))),
                ("share", figure(Some(bin.positive_share))),
            ],
        );
        let corner = (x(left) + 1.0, y(bin.positive_share));
        let height = (SIDE * bin.positive_share).max(1.0);
        marks.push(bar("bin", corner, SIDE * width - 2.0, height, &title));
        let middle = x(left + width / 2.0);
        marks.push(label("middle", middle, y(0.0) + SECOND_ROW, &bin.rows.to_string()));
    }
    marks.push(line("ideal", (x(0.0), y(0.0)), (x(1.0), y(1.0))));
    for bin in diagram.bins.iter().filter(|bin| bin.rows > 0) {
        marks.push(dot("mean", (x(bin.mean_score), y(bin.positive_share)), 3.5));
    }
    let drawing = chart(
        &words.plain("evaluation-chart-reliability", &[]),
        &words.plain("evaluation-axis-score", &[]),
        &words.plain("evaluation-axis-share", &[]),
        marks,
    );
    framed("evaluation-chart-reliability", "evaluation-chart-reliability-note", drawing, words)
}

/// How the scores of each label spread; each strip has its own height, and the line is the
/// mean threshold.
pub(super) fn scores_by_label(repeats: &[Vec<Judged>], words: &Words<'_>) -> Html {
    let labels = labels_of(repeats);
    let rows: Vec<&Judged> = repeats.iter().flatten().collect();
    // As wide as the other charts, so that all words have one size.
    let (width, step) = (LEFT + SIDE + RIGHT, STRIP + 24.0);
    let (left, right) = (12.0, width - 12.0);
    let across = |score: f64| left + (right - left) * score;
    let mut marks = Vec::new();
    for (index, name) in labels.iter().enumerate() {
        let floor = step * (index as f64 + 1.0) - 4.0;
        let of_label: Vec<&&Judged> = rows.iter().filter(|row| row.label == *name).collect();
        let mut counts = [0_usize; BARS];
        for row in &of_label {
            counts[((row.score * BARS as f64) as usize).min(BARS - 1)] += 1;
        }
        let most = counts.iter().copied().max().unwrap_or(0).max(1) as f64;
        let bar_width = (right - left) / BARS as f64;
        for (at, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            // A single pair among hundreds must still be seen.
            let height = (STRIP * *count as f64 / most).max(2.0);
            let corner = (left + bar_width * at as f64 + 0.5, floor - height);
            let from = at as f64 / BARS as f64;
            let title = format!("{from:.3}–{:.3}: {count}", from + 1.0 / BARS as f64);
            let class = format!("score {name}");
            let class = if name.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
                class.as_str()
            } else {
                "score"
            };
            marks.push(bar(class, corner, bar_width - 1.0, height, &title));
        }
        marks.push(line("grid", (left, floor), (right, floor)));
        let shown = words.named("evaluation-label-", name);
        let key = format!("{shown} · {}", of_label.len() / repeats.len().max(1));
        marks.push(label("start", left, floor - STRIP - 5.0, &key));
    }
    let height = step * labels.len() as f64;
    let thresholds: f64 = rows.iter().map(|row| row.threshold).sum();
    let threshold = across(thresholds / rows.len().max(1) as f64);
    for strip in 1..=labels.len() {
        let floor = step * strip as f64 - 4.0;
        marks.push(line("goal", (threshold, floor), (threshold, floor - STRIP)));
    }
    for tick in 0..=5 {
        let at = f64::from(tick) / 5.0;
        marks.push(label("middle", across(at), height + 14.0, &format!("{at:.1}")));
    }
    marks.push(label(
        "middle",
        width / 2.0,
        height + 32.0,
        &words.plain("evaluation-axis-score", &[]),
    ));
    let drawing = svg(&words.plain("evaluation-chart-scores", &[]), width, height + 40.0, marks);
    framed("evaluation-chart-scores", "evaluation-chart-scores-note", drawing, words)
}
