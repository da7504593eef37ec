//! A square chart whose upright axis goes from 0 to 1.

use crate::html::{Html, element, text};

/// Side of the plotted square, in units of the drawing.
pub(super) const SIDE: f64 = 300.0;
pub(super) const LEFT: f64 = 46.0;
const TOP: f64 = 12.0;
pub(super) const RIGHT: f64 = 12.0;
const BOTTOM: f64 = 54.0;
/// Where the title of the horizontal axis stands, below it.
const TITLE: f64 = 48.0;
/// Where a further row of numbers stands, between ticks and title.
pub(super) const SECOND_ROW: f64 = 31.0;

/// Returns where a value of the horizontal axis is drawn.
pub(super) fn x(value: f64) -> f64 {
    LEFT + SIDE * value
}

/// Returns where a value of the vertical axis is drawn.
pub(super) fn y(value: f64) -> f64 {
    TOP + SIDE * (1.0 - value)
}

/// Returns a drawing with axes, named, and `marks` on them.
pub(super) fn chart(label: &str, across: &str, up: &str, marks: Vec<Html>) -> Html {
    let ticks = (0..=5).map(|tick| f64::from(tick) / 5.0);
    let ticks: Vec<_> = ticks.map(|at| (x(at), format!("{at:.1}"))).collect();
    chart_with_ticks(label, across, up, &ticks, marks)
}

/// The same with `ticks` of its own on the horizontal axis: where they are drawn, and what
/// stands below them.
pub(super) fn chart_with_ticks(
    label: &str,
    across: &str,
    up: &str,
    ticks: &[(f64, String)],
    marks: Vec<Html>,
) -> Html {
    let (width, height) = (LEFT + SIDE + RIGHT, TOP + SIDE + BOTTOM);
    let mut pieces = Vec::new();
    for (at, name) in ticks {
        pieces.push(line("grid", (*at, y(0.0)), (*at, y(1.0))));
        pieces.push(words("middle", *at, y(0.0) + 16.0, name));
    }
    for tick in 0..=5 {
        let at = f64::from(tick) / 5.0;
        pieces.push(line("grid", (x(0.0), y(at)), (x(1.0), y(at))));
        pieces.push(words("end", x(0.0) - 6.0, y(at) + 4.0, &format!("{at:.1}")));
    }
    pieces.push(words("middle", x(0.5), y(0.0) + TITLE, across));
    let turned = format!("rotate(-90 12 {})", y(0.5));
    let (left, middle) = ("12", format!("{:.1}", y(0.5)));
    pieces.push(element(
        "text",
        &[("x", left), ("y", &middle), ("text-anchor", "middle"), ("transform", &turned)],
        [text(up)],
    ));
    pieces.extend(marks);
    svg(label, width, height, pieces)
}

/// Returns a drawing of its own coordinates.
pub(super) fn svg(label: &str, width: f64, height: f64, pieces: Vec<Html>) -> Html {
    let view_box = format!("0 0 {width} {height}");
    let attributes = [
        ("viewBox", view_box.as_str()),
        ("role", "img"),
        ("aria-label", label),
        ("class", "chart"),
    ];
    element("svg", &attributes, pieces)
}

/// Returns a straight line of the style `class`.
pub(super) fn line(class: &str, from: (f64, f64), to: (f64, f64)) -> Html {
    path(class, &[from, to])
}

/// Returns an open line through `points`.
pub(super) fn path(class: &str, points: &[(f64, f64)]) -> Html {
    let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    element("polyline", &[("class", class), ("points", &points.join(" "))], [])
}

/// Returns an upright rectangle from `corner`, its upper left.
pub(super) fn bar(class: &str, corner: (f64, f64), width: f64, height: f64, title: &str) -> Html {
    let number = |value: f64| format!("{value:.1}");
    element(
        "rect",
        &[
            ("class", class),
            ("x", &number(corner.0)),
            ("y", &number(corner.1)),
            ("width", &number(width)),
            ("height", &number(height)),
        ],
        [element("title", &[], [text(title)])],
    )
}

/// Returns a dot.
pub(super) fn dot(class: &str, (x, y): (f64, f64), radius: f64) -> Html {
    let number = |value: f64| format!("{value:.1}");
    let attributes =
        [("class", class), ("cx", &number(x)), ("cy", &number(y)), ("r", &number(radius))];
    element("circle", &attributes, [])
}

/// Returns a short text whose `anchor` (`start`, `middle`, `end`) stands at (x, y).
pub(super) fn words(anchor: &str, x: f64, y: f64, content: &str) -> Html {
    let (x, y) = (format!("{x:.1}"), format!("{y:.1}"));
    element("text", &[("x", &x), ("y", &y), ("text-anchor", anchor)], [text(content)])
}
