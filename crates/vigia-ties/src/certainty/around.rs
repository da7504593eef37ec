//! What of a feature lies around a site.

use std::ops::ControlFlow;

use geo_types::{Coord, Line};

use super::half_plane::HalfPlane;
use super::position::Position;
use super::shared_area::LocalArea;
use crate::border::{Border, Extent, Walk};
use crate::local_frame::LocalFrame;

/// A vertex this near to a straight line, in standard deviations, is left out: on one side
/// of a whole border that moves a probability by 0.004 at most.
const STRAIGHT_SIGMAS: f64 = 0.01;
/// Edges that are joined to one at most, so that testing them stays cheap.
const JOINED_MAX: usize = 64;

/// The part of a border in the window, in metres.
pub(super) struct Around<'a> {
    position: &'a Position,
    /// Edges, cut at the window; the inside is on their left.
    pub edges: Vec<Line<f64>>,
    /// Where the number of edges above the window changes, and by how much: +1 begins a
    /// stretch of the window's northern side that has the inside below it.
    changes: Vec<(f64, i32)>,
}

/// How a site lies to the edges around it.
pub(super) enum Surroundings {
    Outside,
    Inside,
    HalfPlane(HalfPlane),
    Irregular(LocalArea),
}

impl<'a> Around<'a> {
    pub(super) fn of(border: &Border, position: &'a Position) -> Self {
        let mut around = Self { position, edges: Vec::new(), changes: Vec::new() };
        let _ = border.walk(&mut around);
        around
    }

    /// Tells the simple cases from the others.
    pub(super) fn surroundings(mut self) -> Surroundings {
        let window = self.position.window_m;
        let roof = self.roof();
        if self.edges.is_empty() {
            let covered: f64 = roof.iter().map(|(line, _)| line.dx().abs()).sum();
            // All of the window or nothing, but for rounding.
            let is_inside = covered > (window.east - window.west) / 2.0;
            return if is_inside { Surroundings::Inside } else { Surroundings::Outside };
        }
        straightened(&mut self.edges, STRAIGHT_SIGMAS * self.position.sigma_m);
        if let Some(found) = HalfPlane::of(&self.edges, &window, self.position.sigma_m) {
            return Surroundings::HalfPlane(found);
        }
        Surroundings::Irregular(LocalArea::new(self.edges, roof))
    }

    /// The stretches of the window's northern side that close the area below them, with the
    /// number of edges they stand for.
    fn roof(&mut self) -> Vec<(Line<f64>, f64)> {
        let north = self.position.window_m.north;
        self.changes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut turns = 0;
        let mut roof = Vec::new();
        for pair in self.changes.windows(2) {
            turns += pair[0].1;
            if turns != 0 && pair[0].0 < pair[1].0 {
                let line = Line::new((pair[1].0, north), (pair[0].0, north));
                roof.push((line, f64::from(turns)));
            }
        }
        roof
    }

    /// Notes a stretch above the window that goes from one longitude to another.
    fn above(&mut self, from_x: f64, to_x: f64) {
        let Extent { west, east, .. } = self.position.window_m;
        let (from_x, to_x) = (from_x.clamp(west, east), to_x.clamp(west, east));
        if from_x != to_x {
            self.changes.push((to_x, 1));
            self.changes.push((from_x, -1));
        }
    }

    const fn frame(&self) -> LocalFrame {
        self.position.frame
    }
}

impl Walk for Around<'_> {
    fn opens(&mut self, extent: &Extent, from: Coord<f64>, to: Coord<f64>) -> bool {
        let window = &self.position.window_degrees;
        if extent.east < window.west || window.east < extent.west || extent.north < window.south {
            return false;
        }
        if extent.south <= window.north {
            return true;
        }
        let (from, to) = (self.frame().to_metres(from), self.frame().to_metres(to));
        self.above(from.x, to.x);
        false
    }

    fn edge(&mut self, from: Coord<f64>, to: Coord<f64>) -> ControlFlow<()> {
        if !self.opens(&Extent::of_edge(from, to), from, to) {
            return ControlFlow::Continue(());
        }
        let window = self.position.window_m;
        let edge = self.frame().line_to_metres(Line::new(from, to));
        let Some(edge) = between(edge, |at| at.x, window.west, window.east) else {
            return ControlFlow::Continue(());
        };
        match between(edge, |at| at.y, window.south, window.north) {
            Some(inside) => {
                // What was cut off above still closes the area below it.
                if edge.start.y > window.north {
                    self.above(edge.start.x, inside.start.x);
                }
                if edge.end.y > window.north {
                    self.above(inside.end.x, edge.end.x);
                }
                self.edges.push(inside);
            }
            None if edge.start.y.min(edge.end.y) >= window.north => {
                self.above(edge.start.x, edge.end.x);
            }
            None => {}
        }
        ControlFlow::Continue(())
    }
}

/// Joins edges that follow each other as long as no vertex is farther than `within_m` from
/// the line that takes their place.
fn straightened(edges: &mut Vec<Line<f64>>, within_m: f64) {
    let mut kept: Vec<Line<f64>> = Vec::with_capacity(edges.len());
    let mut first = 0;
    for next in 1..=edges.len() {
        let joined = edges.get(next).is_some_and(|edge| {
            edge.start == edges[next - 1].end
                && next - first < JOINED_MAX
                && follows(&edges[first..=next], within_m)
        });
        if !joined {
            kept.push(Line::new(edges[first].start, edges[next - 1].end));
            first = next;
        }
    }
    *edges = kept;
}

/// Says whether the vertices between are near the line from first to last, and none behind
/// the one before.
fn follows(edges: &[Line<f64>], within_m: f64) -> bool {
    let (Some(first), Some(last)) = (edges.first(), edges.last()) else { return false };
    let whole = last.end - first.start;
    let length_squared = whole.x * whole.x + whole.y * whole.y;
    let most = within_m * within_m * length_squared;
    edges.iter().all(|edge| {
        let to = edge.end - first.start;
        let goes_on = edge.dx() * whole.x + edge.dy() * whole.y >= 0.0;
        goes_on && (whole.x * to.y - whole.y * to.x).powi(2) <= most
    })
}

/// Cuts `line` to where `of` lies between two values; `None` where it does nowhere, or in
/// an end alone.
fn between(
    line: Line<f64>,
    of: impl Fn(Coord<f64>) -> f64,
    low: f64,
    high: f64,
) -> Option<Line<f64>> {
    let (from, to) = (of(line.start), of(line.end));
    let (least, most) = (from.min(to), from.max(to));
    let is_apart =
        if least == most { most < low || high < least } else { most <= low || high <= least };
    if is_apart {
        return None;
    }
    let cut = |value: f64, kept: Coord<f64>| {
        let wanted = value.clamp(low, high);
        if wanted == value {
            return kept;
        }
        line.start + (line.end - line.start) * ((wanted - from) / (to - from))
    };
    Some(Line::new(cut(from, line.start), cut(to, line.end)))
}
