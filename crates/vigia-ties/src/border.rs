//! The edges of a feature, prepared once and asked many times.

use std::ops::ControlFlow;

use geo_types::{Coord, Geometry, Line, MultiPolygon, Polygon};

pub(crate) use chain::{Chain, Extent, Walk, larger, smaller};
pub(crate) use place::Place;

mod chain;
mod clip;
mod place;

/// A feature's edges in chains that are skipped where nothing near them is asked for.
///
/// Rings turn so that the inside is on the left of every edge: outer rings anticlockwise,
/// holes clockwise. A ring that came the other way round is turned.
#[derive(Clone, Debug, Default)]
pub(crate) struct Border {
    rings: Vec<Chain>,
    lines: Vec<Chain>,
    points: Vec<Coord<f64>>,
}

impl Border {
    /// Prepares `geometry`; of a collection, every part.
    pub(crate) fn of(geometry: &Geometry<f64>) -> Self {
        let mut border = Self::default();
        border.add(geometry);
        border
    }

    /// Reads something of what a question to the first chain reads.
    pub(crate) fn touched(&self) -> f64 {
        let first = self.rings.first().or(self.lines.first());
        first.map_or(0.0, Chain::touched) + self.points.first().map_or(0.0, |at| at.x)
    }

    /// Prepares an outline.
    pub(crate) fn of_outline(outline: &MultiPolygon<f64>) -> Self {
        let mut border = Self::default();
        outline.iter().for_each(|part| border.add_polygon(part));
        border
    }

    /// Says whether there is an inside.
    pub(crate) fn is_area(&self) -> bool {
        !self.rings.is_empty()
    }

    /// Returns the points that are no edge's end.
    pub(crate) fn points(&self) -> &[Coord<f64>] {
        &self.points
    }

    /// Walks the rings, or the lines where there is no inside.
    pub(crate) fn walk(&self, visitor: &mut impl Walk) -> ControlFlow<()> {
        let chains = if self.is_area() { &self.rings } else { &self.lines };
        chains.iter().try_for_each(|chain| chain.walk(visitor))
    }

    /// Says where a place lies to the inside; without one everything is outside.
    pub(crate) fn place(&self, at: Coord<f64>) -> Place {
        place::place(&self.rings, at)
    }

    /// Returns the box around everything; `None` where it is not finite.
    pub(crate) fn extent(&self) -> Option<Extent> {
        let chains = self.rings.iter().chain(&self.lines).map(Chain::extent);
        let points = self.points.iter().map(|point| Extent::of_edge(*point, *point));
        chains.chain(points).reduce(Extent::and).filter(Extent::is_finite)
    }

    /// Says whether the box of any edge of the rings meets `within`.
    pub(crate) fn has_edges_in(&self, within: &Extent) -> bool {
        let mut found = EdgesIn { within, take: |_| ControlFlow::Break(()) };
        self.rings.iter().any(|ring| ring.walk(&mut found).is_break())
    }

    /// Hands out the edges whose boxes meet `within`, and the points in it as edges without
    /// length, until `take` breaks.
    pub(crate) fn each_edge_in(
        &self,
        within: &Extent,
        mut take: impl FnMut(Line<f64>) -> ControlFlow<()>,
    ) {
        let mut found = EdgesIn { within, take: &mut take };
        if self.rings.iter().chain(&self.lines).any(|chain| chain.walk(&mut found).is_break()) {
            return;
        }
        let mut points = self.points.iter().filter(|point| within.holds(**point));
        let _ = points.try_for_each(|point| take(Line::new(*point, *point)));
    }

    /// Hands out every edge, and every point as an edge without length.
    pub(crate) fn each_edge(&self, mut take: impl FnMut(Line<f64>)) {
        for chain in self.rings.iter().chain(&self.lines) {
            chain.coords().windows(2).for_each(|pair| take(Line::new(pair[0], pair[1])));
        }
        self.points.iter().for_each(|point| take(Line::new(*point, *point)));
    }

    /// Walks the rings and the lines.
    pub(crate) fn walk_all(&self, visitor: &mut impl Walk) {
        let _ = self.rings.iter().chain(&self.lines).try_for_each(|chain| chain.walk(visitor));
    }

    /// Returns the vertices of a stretch whose box is least `far`, as far as boxes over boxes
    /// tell; `None` where there are no edges.
    pub(crate) fn least_far_stretch(&self, far: impl Fn(&Extent) -> f64) -> Option<&[Coord<f64>]> {
        let stretches = self.rings.iter().chain(&self.lines);
        let stretches = stretches.filter_map(|chain| chain.least_far_stretch(&far));
        let (_, least) = stretches.reduce(|a, b| if b.0 < a.0 { b } else { a })?;
        Some(least)
    }

    fn add(&mut self, geometry: &Geometry<f64>) {
        match geometry {
            Geometry::Polygon(polygon) => self.add_polygon(polygon),
            Geometry::MultiPolygon(several) => several.iter().for_each(|one| self.add_polygon(one)),
            Geometry::Rect(rect) => self.add_polygon(&rect.to_polygon()),
            Geometry::Triangle(triangle) => self.add_polygon(&triangle.to_polygon()),
            Geometry::Line(line) => self.lines.push(Chain::new(vec![line.start, line.end])),
            Geometry::LineString(line) => self.lines.push(Chain::new(line.0.clone())),
            Geometry::MultiLineString(several) => {
                self.lines.extend(several.iter().map(|line| Chain::new(line.0.clone())));
            }
            Geometry::Point(point) => self.points.push(point.0),
            Geometry::MultiPoint(several) => self.points.extend(several.iter().map(|one| one.0)),
            Geometry::GeometryCollection(several) => several.iter().for_each(|one| self.add(one)),
        }
    }

    fn add_polygon(&mut self, polygon: &Polygon<f64>) {
        self.rings.extend(directed_rings(polygon).map(Chain::new));
    }
}

/// Returns the rings of `polygon`, each turned so that the inside is on its left.
pub(crate) fn directed_rings(polygon: &Polygon<f64>) -> impl Iterator<Item = Vec<Coord<f64>>> {
    let outer = std::iter::once((polygon.exterior(), false));
    let holes = polygon.interiors().iter().map(|hole| (hole, true));
    outer.chain(holes).map(|(ring, is_hole)| {
        let mut coords = ring.0.clone();
        if (doubled_area(&coords) < 0.0) != is_hole {
            coords.reverse();
        }
        coords
    })
}

/// Twice the area of a ring, positive where it turns anticlockwise.
fn doubled_area(ring: &[Coord<f64>]) -> f64 {
    let Some(&origin) = ring.first() else { return 0.0 };
    let cross = |pair: &[Coord<f64>]| {
        let (a, b) = (pair[0] - origin, pair[1] - origin);
        a.x * b.y - a.y * b.x
    };
    ring.windows(2).map(cross).sum()
}

struct EdgesIn<'a, T> {
    within: &'a Extent,
    take: T,
}

impl<T: FnMut(Line<f64>) -> ControlFlow<()>> Walk for EdgesIn<'_, T> {
    fn opens(&mut self, extent: &Extent, _from: Coord<f64>, _to: Coord<f64>) -> bool {
        self.within.meets(extent)
    }

    fn edge(&mut self, from: Coord<f64>, to: Coord<f64>) -> ControlFlow<()> {
        if self.within.meets(&Extent::of_edge(from, to)) {
            (self.take)(Line::new(from, to))
        } else {
            ControlFlow::Continue(())
        }
    }
}

#[cfg(test)]
mod tests;
