//! A map of where a file would lie in each CRS, within the ring around Peru.

use geo::{BoundingRect, Coord, Point};
use vigia_vector::plausible::ring_around_peru;

use super::drawing::{dot, drawing, label, path, rectangle};
use super::file::{FileChecked, FileReading, Placed};
use crate::messages::Messages;

/// Width of the map.
const WIDTH: f64 = 640.0;
/// Room around it, and above it for the title.
const MARGIN: f64 = 30.0;
/// What differs by less is written as one: a datum moves a layer by hundreds of metres.
const SAME_PLACE_DEGREES: f64 = 0.1;
/// Smallest side of the frame around a reading.
const FRAME_MIN: f64 = 8.0;
/// Colours of the readings in their order; the first is the stated one's.
const COLOURS: [&str; 4] = ["#1b5e4b", "#b04a00", "#7a3e9d", "#2d5fa8"];

/// Returns an SVG: the reference in grey, each reading that lies in Peru with its frame, its
/// features and its CRS. Readings that differ by their datum alone lie in one place at this
/// scale and are named together; how they differ is told in numbers.
#[must_use]
pub fn map(checked: &FileChecked, messages: &Messages) -> String {
    let bounds = ring_around_peru().bounding_rect();
    let (west, north) = bounds.map_or((-82.0, 1.0), |of| (of.min().x, of.max().y));
    let (wide, high) = bounds.map_or((14.0, 20.0), |of| (of.width(), of.height()));
    let degree = (WIDTH - 2.0 * MARGIN) / wide;
    let height = high * degree + 3.0 * MARGIN;
    let place =
        |at: Coord<f64>| (MARGIN + (at.x - west) * degree, 2.0 * MARGIN + (north - at.y) * degree);
    let ring = ring_around_peru().exterior().coords().enumerate().map(|(number, at)| {
        let ((x, y), pen) = (place(*at), if number == 0 { 'M' } else { 'L' });
        format!("{pen}{x:.1} {y:.1}")
    });
    let mut drawn = vec![path(&format!("{}Z", ring.collect::<String>()), "#999", 1.5)];
    let dots = |places: &[Point<f64>], colour: &'static str| -> Vec<_> {
        places.iter().map(|at| dot(place(at.0), colour)).collect()
    };
    drawn.extend(dots(&checked.reference, "#777"));
    for (number, (names, placed)) in together(&checked.readings).into_iter().enumerate() {
        let colour = COLOURS[number % COLOURS.len()];
        drawn.extend(dots(&placed.middles, colour));
        let ((x0, y0), (x1, y1)) = (place(placed.bounds.min()), place(placed.bounds.max()));
        let (wide, high) = ((x1 - x0).max(FRAME_MIN), (y0 - y1).max(FRAME_MIN));
        let (x, y) = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
        drawn.push(rectangle((x - wide / 2.0, y - high / 2.0), (wide, high), colour));
        for (line, name) in names.iter().enumerate() {
            let below = y + high / 2.0 + 14.0 * (line as f64 + 1.0);
            drawn.push(label((x.clamp(110.0, WIDTH - 110.0), below), colour, name));
        }
    }
    let title = messages.text("layers-map-title", &[("file", checked.file.clone())]);
    drawn.push(label((WIDTH / 2.0, 20.0), "#222", &title));
    let key = messages.text("layers-map-key", &[]);
    drawn.push(label((WIDTH / 2.0, 38.0), "#222", &key));
    drawing((WIDTH, height), &title, drawn)
}

/// Readings that lie in one place at this scale, with their names.
fn together(readings: &[FileReading]) -> Vec<(Vec<String>, &Placed)> {
    let mut places: Vec<(Vec<String>, &Placed)> = Vec::new();
    for one in readings {
        let Ok(placed) = &one.placed else { continue };
        let name = format!("{} {}", one.crs, one.name);
        let is_here = |other: &&mut (Vec<String>, &Placed)| {
            let apart = other.1.bounds.center() - placed.bounds.center();
            apart.x.abs().max(apart.y.abs()) < SAME_PLACE_DEGREES
        };
        match places.iter_mut().find(is_here) {
            Some((names, _)) => names.push(name),
            None => places.push((vec![name], placed)),
        }
    }
    places
}
