//! Rings that touch each other, put together so that the inside of every polygon hangs
//! together and no ring touches itself (OGC Simple Features, 6.1.11).
//!
//! `i_overlay` offers this as its option `ogc`, which in 4.5 fails on slivers (its issue 78),
//! in release builds too.

use std::collections::HashMap;

use super::GridPoint;
use super::ring_validity::double_area;

/// A polygon: its outer ring, positive, then its holes, negative.
pub(super) type Polygon = Vec<Vec<GridPoint>>;

type Edge = (GridPoint, GridPoint);

/// Returns the places that stand in the rings more than once, sorted.
pub(super) fn touching_places<'a>(rings: impl Iterator<Item = &'a [GridPoint]>) -> Vec<GridPoint> {
    let mut places: Vec<GridPoint> = rings.flatten().copied().collect();
    places.sort_unstable();
    let mut twice: Vec<GridPoint> =
        places.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    twice.dedup();
    twice
}

/// Puts rings together anew.
///
/// `rings`: they lie to the right of nothing and to the left of the inside (outer rings
/// positive, holes negative), cross nowhere, share no edge, and touch only where both have
/// a corner.
pub(super) fn assemble<'a>(rings: impl Iterator<Item = &'a [GridPoint]>) -> Vec<Polygon> {
    let mut polygons: Vec<Polygon> = Vec::new();
    let mut holes: Vec<Vec<GridPoint>> = Vec::new();
    for walk in walks(rings) {
        let (outer, mut inner): (Vec<_>, Vec<_>) =
            loops(&walk).into_iter().partition(|ring| double_area(ring) > 0);
        // One walk goes round one piece of the inside, so it has at most one outer ring.
        match outer.into_iter().next() {
            Some(outer) => {
                inner.insert(0, outer);
                polygons.push(inner);
            }
            None => holes.append(&mut inner),
        }
    }
    for hole in holes {
        let around = polygons.iter_mut().filter(|polygon| holds(&polygon[0], &hole));
        if let Some(polygon) = around.min_by_key(|polygon| double_area(&polygon[0])) {
            polygon.push(hole);
        }
    }
    polygons
}

/// Goes along the edges, at every place keeping the piece of the inside at hand: where
/// several pieces meet in a place, each is walked round by itself.
fn walks<'a>(rings: impl Iterator<Item = &'a [GridPoint]>) -> Vec<Vec<GridPoint>> {
    let mut edges: Vec<Edge> = rings
        .flat_map(|ring| (0..ring.len()).map(|i| (ring[i], ring[(i + 1) % ring.len()])))
        .collect();
    edges.sort_unstable();
    let mut is_walked = vec![false; edges.len()];
    let mut found = Vec::new();
    for first in 0..edges.len() {
        let (mut walk, mut at) = (Vec::new(), first);
        while !is_walked[at] {
            is_walked[at] = true;
            let (from, to) = edges[at];
            walk.push(from);
            let begin = edges.partition_point(|(start, _)| *start < to);
            let end = edges.partition_point(|(start, _)| *start <= to);
            let back = step(to, from);
            let next = (begin..end).min_by(|a, b| {
                let [a, b] = [a, b].map(|edge| step(edges[*edge].0, edges[*edge].1));
                clockwise_from(back, a, b)
            });
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        if !walk.is_empty() {
            found.push(walk);
        }
    }
    found
}

/// Cuts a walk wherever it comes back to a place.
fn loops(walk: &[GridPoint]) -> Vec<Vec<GridPoint>> {
    let (mut open, mut places) = (Vec::<GridPoint>::new(), HashMap::new());
    let mut found = Vec::new();
    for place in walk {
        if let Some(begin) = places.get(place).copied() {
            let closed = open.split_off(begin);
            for place in &closed {
                places.remove(place);
            }
            found.push(closed);
        }
        places.insert(*place, open.len());
        open.push(*place);
    }
    found.push(open);
    found
}

type Step = [i64; 2];

fn step(from: GridPoint, to: GridPoint) -> Step {
    [i64::from(to[0]) - i64::from(from[0]), i64::from(to[1]) - i64::from(from[1])]
}

fn cross(a: Step, b: Step) -> i64 {
    a[0] * b[1] - a[1] * b[0]
}

/// Orders directions by how far one turns clockwise from `back` to them; `back` itself is
/// last.
fn clockwise_from(back: Step, a: Step, b: Step) -> std::cmp::Ordering {
    let part = |direction: Step| match cross(back, direction).signum() {
        -1 => 0,
        0 if back[0] * direction[0] + back[1] * direction[1] < 0 => 1,
        1 => 2,
        _ => 3,
    };
    part(a).cmp(&part(b)).then_with(|| cross(a, b).cmp(&0))
}

/// Says whether a hole lies in an outer ring; they share no edge. The middle of an edge
/// decides, in half units: a corner may touch the ring.
fn holds(outer: &[GridPoint], hole: &[GridPoint]) -> bool {
    let [a, b, ..] = hole else { return false };
    let middle = [i64::from(a[0]) + i64::from(b[0]), i64::from(a[1]) + i64::from(b[1])];
    let mut is_inside = false;
    for index in 0..outer.len() {
        let double = |point: GridPoint| point.map(|value| 2 * i64::from(value));
        let (from, to) = (double(outer[index]), double(outer[(index + 1) % outer.len()]));
        if (from[1] > middle[1]) != (to[1] > middle[1]) {
            let edge = [to[0] - from[0], to[1] - from[1]];
            let side = cross(edge, [middle[0] - from[0], middle[1] - from[1]]);
            if (side > 0) == (to[1] > from[1]) {
                is_inside = !is_inside;
            }
        }
    }
    is_inside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rings: &[&[GridPoint]], expected: &[&[i64]]) {
        let mut found: Vec<Vec<i64>> = assemble(rings.iter().copied())
            .iter()
            .map(|polygon| polygon.iter().map(|ring| double_area(ring)).collect())
            .collect();
        found.sort_unstable();
        assert_eq!(found, expected);
    }

    const SQUARE: &[GridPoint] = &[[0, 0], [20, 0], [20, 20], [0, 20]];

    #[test]
    fn a_hole_that_touches_once_stays_a_hole() {
        let outer: &[GridPoint] = &[[0, 0], [10, 0], [20, 0], [20, 20], [0, 20]];
        check(&[outer, &[[10, 0], [5, 10], [15, 10]]], &[&[800, -100]]);
    }

    #[test]
    fn the_same_as_one_ring_that_touches_itself_comes_apart() {
        let inverted: &[GridPoint] =
            &[[0, 0], [10, 0], [5, 10], [15, 10], [10, 0], [20, 0], [20, 20], [0, 20]];
        check(&[inverted], &[&[800, -100]]);
    }

    #[test]
    fn a_hole_that_touches_twice_cuts_the_polygon_in_two() {
        let outer: &[GridPoint] = &[[0, 0], [10, 0], [20, 0], [20, 20], [10, 20], [0, 20]];
        check(&[outer, &[[10, 0], [5, 10], [10, 20], [15, 10]]], &[&[300], &[300]]);
    }

    #[test]
    fn two_holes_that_touch_are_two_holes_and_an_island_between_them_is_its_own() {
        let holes: [&[GridPoint]; 2] =
            [&[[10, 10], [5, 5], [5, 15]], &[[10, 10], [15, 15], [15, 5]]];
        check(&[SQUARE, holes[0], holes[1]], &[&[800, -50, -50]]);
        // Two holes that meet twice close off what lies between them.
        let left: &[GridPoint] = &[[10, 5], [4, 10], [10, 15], [8, 10]];
        let right: &[GridPoint] = &[[10, 5], [12, 10], [10, 15], [16, 10]];
        check(&[SQUARE, left, right], &[&[40], &[800, -120]]);
    }

    #[test]
    fn two_squares_that_touch_in_a_corner_are_two() {
        check(&[SQUARE, &[[20, 20], [30, 20], [30, 30], [20, 30]]], &[&[200], &[800]]);
    }
}
