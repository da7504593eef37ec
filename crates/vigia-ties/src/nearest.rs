//! The nearest two points of two sets of edges.

use geo::Intersects;
use geo_types::{Coord, Geometry, Line, Rect};

/// Returns the edges of `geometry` that overlap `within`, or all; a point is an edge
/// without length.
pub(crate) fn edges(geometry: &Geometry<f64>, within: Option<&Rect<f64>>) -> Vec<Line<f64>> {
    let mut found = Vec::new();
    collect(geometry, &mut |line| {
        let near = within.is_none_or(|bounds| {
            crate::search_box::overlap(bounds, &Rect::new(line.start, line.end))
        });
        if near {
            found.push(line);
        }
    });
    found
}

fn collect(geometry: &Geometry<f64>, take: &mut impl FnMut(Line<f64>)) {
    let mut ring_edges = |polygon: &geo_types::Polygon<f64>| {
        polygon
            .exterior()
            .lines()
            .chain(polygon.interiors().iter().flat_map(|ring| ring.lines()))
            .for_each(&mut *take);
    };
    match geometry {
        Geometry::Polygon(polygon) => ring_edges(polygon),
        Geometry::MultiPolygon(several) => several.iter().for_each(ring_edges),
        Geometry::Rect(rect) => ring_edges(&rect.to_polygon()),
        Geometry::Triangle(triangle) => ring_edges(&triangle.to_polygon()),
        Geometry::Point(point) => take(Line::new(point.0, point.0)),
        Geometry::MultiPoint(several) => {
            several.iter().for_each(|point| take(Line::new(point.0, point.0)))
        }
        Geometry::Line(line) => take(*line),
        Geometry::LineString(line) => line.lines().for_each(take),
        Geometry::MultiLineString(several) => {
            several.iter().flat_map(|line| line.lines()).for_each(take)
        }
        Geometry::GeometryCollection(several) => {
            several.iter().for_each(|part| collect(part, take))
        }
    }
}

/// Returns the nearest points of `a` and `b` (metres in one plane); the same point twice
/// where edges cross. `None` where either is empty.
pub(crate) fn nearest_points(a: &[Line<f64>], b: &[Line<f64>]) -> Option<(Coord<f64>, Coord<f64>)> {
    let mut best: Option<(f64, Coord<f64>, Coord<f64>)> = None;
    for p in a {
        for q in b {
            let known = best.map_or(f64::INFINITY, |(squared, ..)| squared);
            if box_gap_squared(p, q) >= known {
                continue;
            }
            let found = nearest_of_edges(p, q);
            if found.0 < known {
                best = Some(found);
            }
        }
    }
    best.map(|(_, on_a, on_b)| (on_a, on_b))
}

fn nearest_of_edges(p: &Line<f64>, q: &Line<f64>) -> (f64, Coord<f64>, Coord<f64>) {
    let candidates = [
        (p.start, nearest_on(q, p.start)),
        (p.end, nearest_on(q, p.end)),
        (nearest_on(p, q.start), q.start),
        (nearest_on(p, q.end), q.end),
    ];
    let best = candidates
        .into_iter()
        .map(|(on_p, on_q)| (squared(on_p, on_q), on_p, on_q))
        .fold((f64::INFINITY, p.start, q.start), |a, b| if b.0 < a.0 { b } else { a });
    if best.0 > 0.0 && p.intersects(q) { (0.0, best.1, best.1) } else { best }
}

fn nearest_on(line: &Line<f64>, point: Coord<f64>) -> Coord<f64> {
    let (dx, dy) = (line.dx(), line.dy());
    let length_squared = dx * dx + dy * dy;
    if length_squared == 0.0 {
        return line.start;
    }
    let along = ((point.x - line.start.x) * dx + (point.y - line.start.y) * dy) / length_squared;
    let along = along.clamp(0.0, 1.0);
    Coord { x: line.start.x + along * dx, y: line.start.y + along * dy }
}

fn squared(a: Coord<f64>, b: Coord<f64>) -> f64 {
    (a.x - b.x).powi(2) + (a.y - b.y).powi(2)
}

/// A lower bound that costs four comparisons.
fn box_gap_squared(p: &Line<f64>, q: &Line<f64>) -> f64 {
    let gap = |a0: f64, a1: f64, b0: f64, b1: f64| {
        (b0.min(b1) - a0.max(a1)).max(a0.min(a1) - b0.max(b1)).max(0.0)
    };
    let dx = gap(p.start.x, p.end.x, q.start.x, q.end.x);
    let dy = gap(p.start.y, p.end.y, q.start.y, q.end.y);
    dx * dx + dy * dy
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use geo::{Distance, Euclidean};
    use proptest::prelude::*;

    fn edge() -> impl Strategy<Value = Line<f64>> {
        let number = || -5.0..5.0_f64;
        (number(), number(), number(), number()).prop_map(|(a, b, c, d)| Line::new((a, b), (c, d)))
    }

    proptest! {
        #[test]
        fn the_distance_is_that_of_geo(
            a in prop::collection::vec(edge(), 1..6), b in prop::collection::vec(edge(), 1..6),
        ) {
            let (p, q) = nearest_points(&a, &b).unwrap();
            let expected = a.iter().flat_map(|x| b.iter().map(move |y| Euclidean.distance(x, y)))
                .fold(f64::INFINITY, f64::min);
            prop_assert!((squared(p, q).sqrt() - expected).abs() < 1e-9);
        }
    }
}
