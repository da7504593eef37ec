//! The few shapes of which pictures of a check are made, as SVG.

use crate::html::{Html, element, text};

/// Returns a drawing of this width and height as a file of its own.
pub(super) fn drawing((width, height): (f64, f64), title: &str, shapes: Vec<Html>) -> String {
    let (width, height) = (width.to_string(), height.to_string());
    let ground = element("rect", &[("width", &width), ("height", &height), ("fill", "#fff")], []);
    let named = element("title", &[], [text(title)]);
    let drawn = element(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("viewBox", &format!("0 0 {width} {height}")),
            ("width", &width),
            ("height", &height),
            ("font-family", "sans-serif"),
            ("font-size", "12"),
        ],
        [named, ground].into_iter().chain(shapes),
    );
    format!("{}\n", drawn.into_markup())
}

/// One of many: half of what lies below shows.
pub(super) fn dot((x, y): (f64, f64), colour: &str) -> Html {
    let (x, y) = (format!("{x:.1}"), format!("{y:.1}"));
    let place = [("cx", x.as_str()), ("cy", &y), ("r", "2")];
    element("circle", &[&place[..], &[("fill", colour), ("fill-opacity", "0.5")]].concat(), [])
}

pub(super) fn ring((x, y): (f64, f64), radius: f64, colour: &str) -> Html {
    let (x, y, radius) = (format!("{x:.1}"), format!("{y:.1}"), format!("{radius:.1}"));
    let place = [("cx", x.as_str()), ("cy", &y), ("r", &radius)];
    let style = [("fill", "none"), ("stroke", colour), ("stroke-width", "2")];
    element("circle", &[&place[..], &style].concat(), [])
}

pub(super) fn rectangle((x, y): (f64, f64), (width, height): (f64, f64), colour: &str) -> Html {
    let [x, y, width, height] = [x, y, width, height].map(|side| format!("{side:.1}"));
    let place = [("x", x.as_str()), ("y", &y), ("width", &width), ("height", &height)];
    element("rect", &[&place[..], &[("fill", "none"), ("stroke", colour)]].concat(), [])
}

/// - `data`: as SVG's attribute `d` has it.
pub(super) fn path(data: &str, colour: &str, width: f64) -> Html {
    let width = width.to_string();
    let style = [("fill", "none"), ("stroke", colour), ("stroke-width", &width)];
    element("path", &[&[("d", data)], &style[..]].concat(), [])
}

/// Text around a place.
pub(super) fn label((x, y): (f64, f64), colour: &str, words: &str) -> Html {
    let (x, y) = (format!("{x:.1}"), format!("{y:.1}"));
    let style = [("x", x.as_str()), ("y", &y), ("text-anchor", "middle"), ("fill", colour)];
    element("text", &style, [text(words)])
}
