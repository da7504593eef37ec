//! Straight lines in place of pixel stairs, within half a pixel of them.

use std::collections::VecDeque;

use geo::{Distance, Euclidean};
use geo_types::{Coord, Line, Point};

use super::rings::Corner;

/// How far the new ring and the old one lie apart at most, in pixels: less than half, so
/// that what lies on both sides of a pixel's width can never meet.
const CORRIDOR_PX: f64 = 0.4999;
/// How far lines lie from the corners that they cut off before the area is restored: the less,
/// the more room there is for that.
const REACHES_PX: [f64; 4] = [CORRIDOR_PX, 0.47, 0.43, 0.39];
/// Stops in a row that no straight line reaches, after which none is looked for further on.
const MISSES_MAX: usize = 8;
/// Rounds in which vertices are moved until the area is right, and what "right" is.
const ROUNDS_MAX: usize = 32;
const AREA_ERROR_MAX: f64 = 1e-12;

/// Returns `ring` with straight lines for its stairs, columns as x and rows as y, or `None`
/// where there are no fewer lines then.
///
/// - `fixed`: sorted; a corner that is in it stays where it is, and a line between two that
///   follow each other stays as well.
///
/// A line may start and end in the middle of a pixel's edge, and goes on as long as no
/// corner that it cuts off lies half a pixel from it. Then the vertices are moved outwards or
/// inwards by equal parts until the ring has the area that it had. Neither a vertex nor a
/// corner cut off is half a pixel from the other ring.
///
/// # Source
/// The longest line that stays in a corridor: Imai & Iri (1988), Polygonal approximations of
/// a curve, in: Computational Morphology. Here it is sought greedily.
pub(super) fn straightened(ring: &[Corner], fixed: &[Corner]) -> Option<Vec<Coord<f64>>> {
    let wanted = doubled_area(ring.iter().map(|corner| coord(*corner)));
    let mut line = Straightened { stops: stops(ring, fixed), vertices: Vec::new() };
    REACHES_PX.iter().find_map(|reach_px| {
        line.vertices = vertices(&line.stops, *reach_px);
        let is_shorter = (3..ring.len()).contains(&line.vertices.len());
        (is_shorter && line.restored_area(wanted))
            .then(|| line.vertices.iter().map(|vertex| vertex.at).collect())
    })
}

/// A place on the ring where a line may start and end.
struct Stop {
    at: Coord<f64>,
    is_fixed: bool,
    /// The corner between the stop before and this one, where the ring turns in one.
    turn_before: Option<Coord<f64>>,
}

#[derive(Clone, Copy)]
struct Vertex {
    at: Coord<f64>,
    /// Index of the stop that it was.
    stop: usize,
}

struct Straightened {
    stops: Vec<Stop>,
    /// Those where a line starts, in order.
    vertices: Vec<Vertex>,
}

/// Returns the middle of every pixel's edge, and every corner that is fixed; if there is
/// one, the first stop is.
fn stops(ring: &[Corner], fixed: &[Corner]) -> Vec<Stop> {
    let mut stops = VecDeque::new();
    for (index, corner) in ring.iter().enumerate() {
        let (from, to) = (coord(*corner), coord(ring[(index + 1) % ring.len()]));
        let length = (to.x - from.x).abs() + (to.y - from.y).abs();
        let way = (to - from) / length;
        for step in 0..length as u32 {
            let at = from + way * f64::from(step);
            let is_fixed = fixed.binary_search(&(at.y as u32, at.x as u32)).is_ok();
            if is_fixed {
                stops.push_back(Stop { at, is_fixed, turn_before: None });
            }
            let turn_before = Some(at).filter(|_| step == 0 && !is_fixed);
            stops.push_back(Stop { at: at + way * 0.5, is_fixed: false, turn_before });
        }
    }
    let first = stops.iter().position(|stop| stop.is_fixed).unwrap_or(0);
    stops.rotate_left(first);
    stops.into()
}

/// Goes round, each time by the longest line that is found.
fn vertices(stops: &[Stop], reach_px: f64) -> Vec<Vertex> {
    let mut vertices = Vec::new();
    let mut from = 0;
    while from < stops.len() {
        let at = stops[from].at;
        vertices.push(Vertex { at, stop: from });
        let (mut reached, mut misses) = (from + 1, 0);
        for to in from + 2..=stops.len() {
            if stops[to - 1].is_fixed || misses == MISSES_MAX {
                break;
            }
            if is_near(stops, (from, at), (to, stops[to % stops.len()].at), reach_px) {
                (reached, misses) = (to, 0);
            } else {
                misses += 1;
            }
        }
        from = reached;
    }
    vertices
}

/// Whether the line between two vertices stays near the corners that it cuts off.
fn is_near(
    stops: &[Stop],
    from: (usize, Coord<f64>),
    to: (usize, Coord<f64>),
    reach_px: f64,
) -> bool {
    let line = Line::new(from.1, to.1);
    let between = from.0 + 1..=if to.0 > from.0 { to.0 } else { to.0 + stops.len() };
    between
        .filter_map(|index| stops[index % stops.len()].turn_before)
        .all(|turn| Euclidean.distance(&Point(turn), &line) < reach_px)
}

impl Straightened {
    /// Moves vertices until the doubled area is `wanted`; a vertex that may not move as far as
    /// the others stays, and they go on without it.
    fn restored_area(&mut self, wanted: f64) -> bool {
        let mut movable: Vec<usize> = (0..self.vertices.len())
            .filter(|index| !self.stops[self.vertices[*index].stop].is_fixed)
            .collect();
        for _ in 0..ROUNDS_MAX {
            let missing = wanted - doubled_area(self.vertices.iter().map(|vertex| vertex.at));
            if missing.abs() <= AREA_ERROR_MAX * wanted.abs() {
                return true;
            }
            let lengths: f64 = movable.iter().map(|index| length(self.gain(*index))).sum();
            movable.retain(|index| {
                let gain = self.gain(*index);
                self.has_moved(*index, gain * (missing / (lengths * length(gain))))
            });
        }
        false
    }

    /// Returns by how much the doubled area grows as a vertex moves, by columns and rows.
    fn gain(&self, index: usize) -> Coord<f64> {
        let [before, after] = self.beside(index).map(|index| self.vertices[index].at);
        Coord { x: after.y - before.y, y: before.x - after.x }
    }

    fn beside(&self, index: usize) -> [usize; 2] {
        let count = self.vertices.len();
        [(index + count - 1) % count, (index + 1) % count]
    }

    /// Moves a vertex, unless it or a corner would then lie too far.
    fn has_moved(&mut self, index: usize, by: Coord<f64>) -> bool {
        let Vertex { at, stop } = self.vertices[index];
        let to = at + by;
        let [before, after] = self.beside(index).map(|index| self.vertices[index]);
        // Not a number where the neighbours are one place: then nothing is near.
        let may_move = length(to - self.stops[stop].at) < CORRIDOR_PX
            && is_near(&self.stops, (before.stop, before.at), (stop, to), CORRIDOR_PX)
            && is_near(&self.stops, (stop, to), (after.stop, after.at), CORRIDOR_PX);
        if may_move {
            self.vertices[index].at = to;
        }
        may_move
    }
}

fn coord((row, col): Corner) -> Coord<f64> {
    Coord { x: f64::from(col), y: f64::from(row) }
}

fn length(way: Coord<f64>) -> f64 {
    way.x.hypot(way.y)
}

/// Twice the area; the sign tells which way round.
fn doubled_area(ring: impl Iterator<Item = Coord<f64>> + Clone) -> f64 {
    let next = ring.clone().cycle().skip(1);
    ring.zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum()
}
