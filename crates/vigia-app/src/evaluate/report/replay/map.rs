//! Where it was right and where it was wrong.

use geo::{BoundingRect, Centroid, Coord, MultiPolygon, Rect, Simplify};

use super::super::axes::{bar, line, svg, words as label};
use super::super::words::Words;
use super::section;
use crate::evaluate::replay::outcome::{MineOutcome, Standing};
use crate::evaluate::replay_report::Measured;
use crate::html::{Html, element, text};

/// Width of the drawing, in its units.
const WIDTH: f64 = 960.0;
/// Height at most.
const HEIGHT_MAX: f64 = 900.0;
/// Room around what is drawn, and for the key below it.
const MARGIN: f64 = 24.0;
const KEY: f64 = 74.0;
/// Outlines that are drawn at most; of more, a dot each.
const OUTLINES_MAX: usize = 3_000;
/// Dots at most.
const DOTS_MAX: usize = 10_000;
/// Names that are written beside mistakes at most.
const NAMES_MAX: usize = 40;
/// Detail that is left out of outlines, in units of the drawing.
const DETAIL: f64 = 0.3;
/// Metres of a degree of latitude, near enough for a drawing.
const METRES_A_DEGREE: f64 = 110_900.0;

/// The ground as a flat drawing: near enough for some hundred kilometres.
struct Frame {
    west: f64,
    north: f64,
    /// Units for a degree of longitude and of latitude.
    scale: (f64, f64),
    height: f64,
}

impl Frame {
    fn around(outlines: &[&MultiPolygon<f64>]) -> Option<Self> {
        let boxes = outlines.iter().filter_map(|outline| outline.bounding_rect());
        let all = boxes.reduce(|a, b| {
            let least = Coord { x: a.min().x.min(b.min().x), y: a.min().y.min(b.min().y) };
            let most = Coord { x: a.max().x.max(b.max().x), y: a.max().y.max(b.max().y) };
            Rect::new(least, most)
        })?;
        let narrowing = all.center().y.to_radians().cos().max(0.01);
        // A single small place still gets its surroundings.
        let (width, height) = (all.width().max(0.005), all.height().max(0.005));
        let room = WIDTH - 2.0 * MARGIN;
        let degree = (room / (width * narrowing)).min((HEIGHT_MAX - 2.0 * MARGIN) / height);
        Some(Self {
            west: all.center().x - room / (2.0 * degree * narrowing),
            north: all.center().y + height / 2.0,
            scale: (degree * narrowing, degree),
            height: height * degree + 2.0 * MARGIN,
        })
    }

    fn place(&self, at: Coord<f64>) -> (f64, f64) {
        (MARGIN + (at.x - self.west) * self.scale.0, MARGIN + (self.north - at.y) * self.scale.1)
    }

    fn outline(&self, class: &str, outline: &MultiPolygon<f64>) -> Html {
        let simple = outline.simplify(DETAIL / self.scale.1);
        let rings =
            simple.iter().flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
        let d: String = rings
            .map(|ring| {
                let points = ring.coords().map(|at| self.place(*at));
                let points: Vec<_> = points.map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
                format!("M{}Z", points.join("L"))
            })
            .collect();
        element("path", &[("class", class), ("d", &d)], [])
    }

    fn dot(&self, class: &str, outline: &MultiPolygon<f64>, title: &str) -> Option<Html> {
        let (x, y) = self.place(outline.centroid()?.0);
        Some(marker(class, (x, y), title))
    }
}

fn marker(class: &str, (x, y): (f64, f64), title: &str) -> Html {
    let (x, y) = (format!("{x:.1}"), format!("{y:.1}"));
    let attributes = [("class", class), ("cx", x.as_str()), ("cy", y.as_str()), ("r", "4")];
    element("circle", &attributes, [element("title", &[], [text(title)])])
}

/// How a true mine is drawn.
fn class_of(mine: &MineOutcome) -> &'static str {
    match (mine.standing, mine.is_found) {
        (Standing::Counted, true) => "place found",
        (Standing::Counted, false) => "place missed",
        _ => "place apart",
    }
}

/// Returns the map; nothing where there is nothing to show.
pub(super) fn map(measured: &Measured, words: &Words<'_>) -> Option<Html> {
    let (report, truth) = (&measured.report, &measured.truth);
    let alerts = &measured.replay.alerts;
    let outlines = truth.iter().map(|site| &site.outline);
    let outlines: Vec<_> = outlines.chain(alerts.iter().map(|alert| &alert.outline)).collect();
    let frame = Frame::around(&outlines)?;

    // What lies below comes first: look-alikes, mines, alerts, mistakes.
    let mut shapes: Vec<(&str, &MultiPolygon<f64>)> = Vec::new();
    let mut dots: Vec<(&str, &MultiPolygon<f64>, &str)> = Vec::new();
    for site in truth.iter().filter(|site| !site.is_mining()) {
        shapes.push(("place look-alike", &site.outline));
        dots.push(("place look-alike", &site.outline, &site.id));
    }
    let mines = || report.mines.iter().filter_map(|mine| Some((mine, truth.get(mine.site)?)));
    for (mine, site) in mines() {
        shapes.push((class_of(mine), &site.outline));
        dots.push((class_of(mine), &site.outline, &site.id));
    }
    for (judged, alert) in report.alerts.iter().zip(alerts) {
        let class = if judged.is_false { "drawn wrong" } else { "drawn right" };
        shapes.push((class, &alert.outline));
        if judged.is_false {
            dots.push(("place wrong", &alert.outline, &judged.site));
        }
    }
    let mut marks: Vec<Html> = shapes
        .iter()
        .take(OUTLINES_MAX)
        .map(|(class, outline)| frame.outline(class, outline))
        .collect();
    // The last are the mistakes: of too many, they are kept.
    let kept = dots.iter().skip(dots.len().saturating_sub(DOTS_MAX));
    marks.extend(kept.filter_map(|(class, outline, title)| frame.dot(class, outline, title)));
    let mistakes =
        dots.iter().filter(|(class, ..)| matches!(*class, "place missed" | "place wrong"));
    for (_, outline, name) in mistakes.take(NAMES_MAX) {
        let Some(centre) = outline.centroid() else { continue };
        let (x, y) = frame.place(centre.0);
        let (anchor, x) = if x > WIDTH - 120.0 { ("end", x - 8.0) } else { ("start", x + 8.0) };
        marks.push(label(anchor, x, y - 5.0, name));
    }
    marks.extend(north(words));
    marks.extend(scale_bar(&frame));
    marks.extend(key(frame.height, words));
    let drawing = svg(&words.plain("replay-map-title", &[]), WIDTH, frame.height + KEY, marks);
    Some(section(
        words.say("replay-map-title", &[]),
        words.say("replay-map-note", &[]),
        [element("figure", &[("class", "map")], [drawing])],
    ))
}

fn north(words: &Words<'_>) -> [Html; 2] {
    let (x, y) = (WIDTH - 20.0, 14.0);
    let d = format!("M{x} {y}l7 22l-7 -5l-7 5Z");
    [
        element("path", &[("class", "north"), ("d", &d)], []),
        label("middle", x, y + 36.0, &words.plain("replay-map-north", &[])),
    ]
}

/// A round length that takes about a fifth of the width.
fn scale_bar(frame: &Frame) -> Vec<Html> {
    let metres_a_unit = METRES_A_DEGREE / frame.scale.1;
    let wanted = WIDTH / 5.0 * metres_a_unit;
    let decade = 10_f64.powf(wanted.log10().floor());
    let metres =
        [5.0, 2.0, 1.0].into_iter().map(|times| times * decade).find(|metres| *metres <= wanted);
    let metres = metres.unwrap_or(decade);
    let (left, y, width) = (MARGIN, frame.height + 12.0, metres / metres_a_unit);
    let name = if metres >= 1_000.0 {
        format!("{:.0} km", metres / 1_000.0)
    } else {
        format!("{metres:.0} m")
    };
    vec![
        bar("scale", (left, y), width, 4.0, &name),
        line("grid", (left, y - 4.0), (left, y + 8.0)),
        line("grid", (left + width, y - 4.0), (left + width, y + 8.0)),
        label("start", left + width + 8.0, y + 7.0, &name),
    ]
}

fn key(top: f64, words: &Words<'_>) -> Vec<Html> {
    let keys = [
        ("place found", "replay-map-found"),
        ("place missed", "replay-map-missed"),
        ("place wrong", "replay-map-false"),
        ("place look-alike", "replay-map-look-alike"),
        ("place apart", "replay-map-apart"),
    ];
    let width = (WIDTH - 2.0 * MARGIN) / keys.len() as f64;
    keys.into_iter()
        .enumerate()
        .flat_map(|(column, (class, id))| {
            let (x, y) = (MARGIN + 6.0 + width * column as f64, top + 50.0);
            let name = words.plain(id, &[]);
            [marker(class, (x, y), &name), label("start", x + 10.0, y + 4.0, &name)]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::evaluate::replay::unit_squares::strip;

    #[test]
    fn the_frame_holds_everything_with_north_up_and_one_scale_both_ways() {
        let (left, right) = (strip(0.0, 1.0), strip(99.0, 1.0));
        let frame = Frame::around(&[&left, &right]).unwrap();
        let (west, top) = frame.place(Coord { x: 0.0, y: 0.001 });
        let (east, bottom) = frame.place(Coord { x: 0.1, y: 0.0 });
        assert!((west - MARGIN).abs() < 1e-6 && (east - (WIDTH - MARGIN)).abs() < 1e-6);
        assert!(top < bottom && top >= MARGIN && bottom <= frame.height - MARGIN);
        // A hundred squares wide and one high.
        assert!(((east - west) / (bottom - top) - 100.0).abs() < 0.01);
    }

    #[test]
    fn nothing_has_no_frame() {
        assert!(Frame::around(&[]).is_none());
    }
}
