//! The nearest two points of two sets of edges.

use std::ops::ControlFlow;

use geo::Intersects;
use geo_types::{Coord, Line};

use crate::border::{Border, Extent, Walk, larger, smaller};
use crate::distance::metres_between;
use crate::local_frame::LocalFrame;

/// Edges under one box: a clearing has some twenty.
const FAN: usize = 6;

/// Edges that are asked again and again how far others are from them, in metres of one plane.
pub(crate) struct NearEdges {
    frame: LocalFrame,
    edges: Vec<(Extent, Line<f64>)>,
    boxes: Vec<Extent>,
    extent: Extent,
}

impl NearEdges {
    /// Takes all edges of `border`; a point is an edge without length.
    pub(crate) fn of(border: &Border, frame: LocalFrame) -> Self {
        let mut lines = Vec::new();
        border.each_edge(|edge| lines.push(frame.line_to_metres(edge)));
        let edges: Vec<_> = lines.into_iter().map(|line| (extent_of(&line), line)).collect();
        let around = |edges: &[(Extent, Line<f64>)]| {
            edges.iter().map(|(extent, _)| *extent).fold(Extent::NOWHERE, Extent::and)
        };
        let boxes: Vec<Extent> = edges.chunks(FAN).map(around).collect();
        let extent = boxes.iter().copied().fold(Extent::NOWHERE, Extent::and);
        Self { frame, edges, boxes, extent }
    }

    /// Returns the geodesic distance to those edges and points of `border` whose boxes meet
    /// `within` (degrees); infinite where either has none.
    pub(crate) fn distance_m(&self, border: &Border, within: &Extent) -> f64 {
        let Some((p, q)) = self.nearest_points(border, within) else { return f64::INFINITY };
        metres_between(self.frame.to_degrees(p), self.frame.to_degrees(q))
    }

    /// Returns the nearest point of these edges and that of `border`, in metres; the same
    /// twice where edges cross.
    fn nearest_points(&self, border: &Border, within: &Extent) -> Option<(Coord<f64>, Coord<f64>)> {
        let best = (f64::INFINITY, Coord::zero(), Coord::zero());
        let mut search = Search { near: self, within, best };
        search.begin(border);
        border.walk_all(&mut search);
        for point in border.points().iter().filter(|point| within.holds(**point)) {
            let _ = search.edge(*point, *point);
        }
        let (squared, p, q) = search.best;
        squared.is_finite().then_some((p, q))
    }
}

/// A walk along a border that leaves out whatever is farther than what it has found.
struct Search<'a> {
    near: &'a NearEdges,
    within: &'a Extent,
    /// Squared distance, and the two points.
    best: (f64, Coord<f64>, Coord<f64>),
}

impl Search<'_> {
    /// Takes a vertex of the stretch that seems nearest, so that most others are left out
    /// by their boxes alone.
    fn begin(&mut self, border: &Border) {
        let NearEdges { frame, edges, extent, .. } = self.near;
        let far = |other: &Extent| gap_squared(extent, &frame.extent_to_metres(other));
        let Some(stretch) = border.least_far_stretch(far) else { return };
        let vertices = stretch.iter().filter(|at| self.within.holds(**at));
        let vertices = vertices.map(|at| frame.to_metres(*at));
        let nearest = vertices.map(|at| (gap_squared(extent, &Extent::of_edge(at, at)), at));
        let Some((_, vertex)) = nearest.reduce(nearer_of) else { return };
        let corners = edges.iter().map(|(_, edge)| (squared(edge.start, vertex), edge.start));
        if let Some((squared, corner)) = corners.reduce(nearer_of) {
            self.best = (squared, corner, vertex);
        }
    }
}

impl Walk for Search<'_> {
    fn opens(&mut self, extent: &Extent, _from: Coord<f64>, _to: Coord<f64>) -> bool {
        let far = || gap_squared(&self.near.extent, &self.near.frame.extent_to_metres(extent));
        self.within.meets(extent) && far() < self.best.0
    }

    fn edge(&mut self, from: Coord<f64>, to: Coord<f64>) -> ControlFlow<()> {
        let edge = self.near.frame.line_to_metres(Line::new(from, to));
        let extent = extent_of(&edge);
        // Most are too far; few are left to be asked whether they meet the box.
        if gap_squared(&self.near.extent, &extent) >= self.best.0
            || !self.within.meets(&Extent::of_edge(from, to))
        {
            return ControlFlow::Continue(());
        }
        for (around, edges) in self.near.boxes.iter().zip(self.near.edges.chunks(FAN)) {
            if gap_squared(around, &extent) >= self.best.0 {
                continue;
            }
            for (own_extent, own) in edges {
                let gap = gap_squared(own_extent, &extent);
                if gap < self.best.0 {
                    let found = nearest_of_edges(own, &edge, gap == 0.0);
                    if found.0 < self.best.0 {
                        self.best = found;
                    }
                }
            }
        }
        if self.best.0 == 0.0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// - `may_cross`: their boxes meet.
fn nearest_of_edges(
    p: &Line<f64>,
    q: &Line<f64>,
    may_cross: bool,
) -> (f64, Coord<f64>, Coord<f64>) {
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
    if may_cross && best.0 > 0.0 && p.intersects(q) { (0.0, best.1, best.1) } else { best }
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

fn nearer_of(a: (f64, Coord<f64>), b: (f64, Coord<f64>)) -> (f64, Coord<f64>) {
    if b.0 < a.0 { b } else { a }
}

fn squared(a: Coord<f64>, b: Coord<f64>) -> f64 {
    (a.x - b.x).powi(2) + (a.y - b.y).powi(2)
}

const fn extent_of(line: &Line<f64>) -> Extent {
    let (a, b) = (line.start, line.end);
    Extent {
        west: smaller(a.x, b.x),
        south: smaller(a.y, b.y),
        east: larger(a.x, b.x),
        north: larger(a.y, b.y),
    }
}

/// A lower bound of the squared distance that costs a few comparisons.
fn gap_squared(a: &Extent, b: &Extent) -> f64 {
    let dx = larger(larger(b.west - a.east, a.west - b.east), 0.0);
    let dy = larger(larger(b.south - a.north, a.south - b.north), 0.0);
    dx * dx + dy * dy
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use geo::{Distance, Euclidean};
    use geo_types::{Geometry, LineString, MultiLineString, MultiPoint};
    use proptest::prelude::*;

    fn at() -> impl Strategy<Value = Coord<f64>> {
        (-5.0..5.0_f64, -5.0..5.0_f64).prop_map(|(x, y)| Coord { x, y })
    }

    /// Lines of up to 60 vertices, whose stretches have boxes over boxes.
    fn lines() -> impl Strategy<Value = Vec<LineString<f64>>> {
        let step = (-0.4..0.4_f64, -0.4..0.4_f64).prop_map(|(x, y)| Coord { x, y });
        let line = (at(), prop::collection::vec(step, 1..60)).prop_map(|(first, steps)| {
            let walked = steps.into_iter().scan(first, |at, step| {
                *at = *at + step;
                Some(*at)
            });
            LineString(std::iter::once(first).chain(walked).collect())
        });
        prop::collection::vec(line, 1..4)
    }

    fn edges(lines: &[LineString<f64>]) -> impl Iterator<Item = Line<f64>> {
        lines.iter().flat_map(LineString::lines)
    }

    const EVERYWHERE: Extent = Extent { west: -90.0, south: -90.0, east: 90.0, north: 90.0 };

    proptest! {
        #[test]
        fn the_distance_is_that_of_geo(a in lines(), b in lines(), points in prop::collection::vec(at(), 0..3)) {
            let frame = LocalFrame::around(Coord::zero());
            let in_metres = |line: Line<f64>| frame.line_to_metres(line);
            let points = points.into_iter().map(|at| Line::new(at, at));
            let others: Vec<_> = edges(&b).chain(points.clone()).map(in_metres).collect();
            let expected = edges(&a).map(in_metres)
                .flat_map(|x| others.iter().map(move |y| Euclidean.distance(&x, y)).collect::<Vec<_>>())
                .fold(f64::INFINITY, f64::min);
            let near = NearEdges::of(&Border::of(&MultiLineString(a).into()), frame);
            let points = MultiPoint(points.map(|line| line.start.into()).collect());
            let other = geo_types::GeometryCollection(vec![MultiLineString(b).into(), points.into()]);
            let (p, q) = near.nearest_points(&Border::of(&Geometry::GeometryCollection(other)), &EVERYWHERE).unwrap();
            prop_assert!((squared(p, q).sqrt() - expected).abs() < 1e-3 * expected.max(1e-3) * 1e-3, "{p:?} {q:?} {expected}");
        }
    }
}
