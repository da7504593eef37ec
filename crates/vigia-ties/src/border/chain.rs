//! A line of vertices with boxes over its stretches.

use std::ops::ControlFlow;

use geo_types::{Coord, Rect};

/// Edges under a box, and boxes under the next: of 4, 8 and 16 the fastest by a little.
const FAN: usize = 8;
/// Boxes, and positions, in 64 bytes.
const EXTENTS_PER_LINE: usize = 2;
const COORDS_PER_LINE: usize = 4;
/// Lines of 64 bytes that are asked for before they are needed.
const TOUCHED_LINES: usize = 16;

/// Vertices joined in order, closed where it is a ring. Neighbours in the line are
/// neighbours on the ground, so boxes over stretches of it need no sorting.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    coords: Vec<Coord<f64>>,
    /// The boxes of every level, the lowest first, the levels one after the other.
    extents: Vec<Extent>,
    /// Number of the highest level, and where it begins in `extents`.
    top: u32,
    top_begins: u32,
}

/// What a walk along a chain does.
pub(crate) trait Walk {
    /// Says whether the stretch that goes `from` one vertex `to` another inside `extent` is
    /// looked into. Where not, all of it has been dealt with.
    fn opens(&mut self, extent: &Extent, from: Coord<f64>, to: Coord<f64>) -> bool;

    /// Takes one edge; `Break` ends the walk.
    fn edge(&mut self, from: Coord<f64>, to: Coord<f64>) -> ControlFlow<()>;
}

/// A box, border included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Extent {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

impl Chain {
    pub(crate) fn new(coords: Vec<Coord<f64>>) -> Self {
        let mut extents: Vec<Extent> = Vec::with_capacity(coords.len() / (FAN - 2) + 1);
        let mut top = 0;
        let edges = coords.len().saturating_sub(1);
        for first in (0..edges).step_by(FAN) {
            let last = (first + FAN).min(edges);
            extents.push(Extent::of(&coords[first..=last]));
        }
        let mut begun = 0;
        while extents.len() - begun > FAN {
            let end = extents.len();
            top += 1;
            for first in (begun..end).step_by(FAN) {
                let under = &extents[first..(first + FAN).min(end)];
                extents.push(under.iter().copied().fold(Extent::NOWHERE, Extent::and));
            }
            begun = end;
        }
        Self { coords, extents, top, top_begins: begun as u32 }
    }

    /// Returns the box around all of it.
    pub(crate) fn extent(&self) -> Extent {
        if self.coords.len() == 1 {
            return Extent::of(&self.coords);
        }
        self.extents[self.top_begins as usize..].iter().copied().fold(Extent::NOWHERE, Extent::and)
    }

    /// Reads something of the cache lines of a short chain, and of the first of a long one.
    pub(crate) fn touched(&self) -> f64 {
        let boxes = self.extents.iter().step_by(EXTENTS_PER_LINE).take(TOUCHED_LINES / 2);
        let coords = self.coords.iter().step_by(COORDS_PER_LINE).take(TOUCHED_LINES);
        boxes.map(|extent| extent.west).sum::<f64>() + coords.map(|at| at.x).sum::<f64>()
    }

    pub(crate) fn coords(&self) -> &[Coord<f64>] {
        &self.coords
    }

    /// Returns the vertices of one of the lowest stretches, and how `far` its box is: from
    /// level to level the least far of the boxes under the last. `None` without edges.
    pub(crate) fn least_far_stretch(
        &self,
        far: impl Fn(&Extent) -> f64,
    ) -> Option<(f64, &[Coord<f64>])> {
        let edges = self.coords.len().saturating_sub(1);
        let mut begins = self.top_begins as usize;
        let mut under = 0..self.extents.len() - begins;
        let mut level = self.top;
        loop {
            let away = under.map(|index| (far(&self.extents[begins + index]), index));
            let (away, index) = away.reduce(|a, b| if b.0 < a.0 { b } else { a })?;
            if level == 0 {
                let last = ((index + 1) * FAN).min(edges);
                return Some((away, &self.coords[index * FAN..=last]));
            }
            let boxes = edges.div_ceil(FAN.pow(level));
            begins -= boxes;
            under = index * FAN..((index + 1) * FAN).min(boxes);
            level -= 1;
        }
    }

    /// Goes along the chain, skipping the stretches that `visitor` does not open.
    pub(crate) fn walk(&self, visitor: &mut impl Walk) -> ControlFlow<()> {
        let begins = self.top_begins as usize;
        (begins..self.extents.len())
            .try_for_each(|at| self.stretch(self.top, begins, at - begins, visitor))
    }

    /// - `begins`: where the level's boxes begin.
    fn stretch(
        &self,
        level: u32,
        begins: usize,
        index: usize,
        visitor: &mut impl Walk,
    ) -> ControlFlow<()> {
        let edges = self.coords.len() - 1;
        let length = FAN.pow(level + 1);
        let first = index * length;
        let last = (first + length).min(edges);
        if !visitor.opens(&self.extents[begins + index], self.coords[first], self.coords[last]) {
            return ControlFlow::Continue(());
        }
        if level == 0 {
            let stretch = &self.coords[first..=last];
            return stretch.windows(2).try_for_each(|edge| visitor.edge(edge[0], edge[1]));
        }
        let boxes = edges.div_ceil(length / FAN);
        let under = index * FAN..((index + 1) * FAN).min(boxes);
        under
            .into_iter()
            .try_for_each(|child| self.stretch(level - 1, begins - boxes, child, visitor))
    }
}

/// One instruction, where `f64::max` takes four to look for NaN; here are none.
pub(crate) const fn larger(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

/// The same of `f64::min`.
pub(crate) const fn smaller(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

impl Extent {
    /// Holds nothing.
    pub(crate) const NOWHERE: Self = Self {
        west: f64::INFINITY,
        south: f64::INFINITY,
        east: f64::NEG_INFINITY,
        north: f64::NEG_INFINITY,
    };

    pub(crate) fn of(coords: &[Coord<f64>]) -> Self {
        coords.iter().map(|at| Self::of_edge(*at, *at)).fold(Self::NOWHERE, Self::and)
    }

    pub(crate) const fn of_edge(a: Coord<f64>, b: Coord<f64>) -> Self {
        Self { west: a.x.min(b.x), south: a.y.min(b.y), east: a.x.max(b.x), north: a.y.max(b.y) }
    }

    pub(crate) const fn center(&self) -> Coord<f64> {
        Coord { x: f64::midpoint(self.west, self.east), y: f64::midpoint(self.south, self.north) }
    }

    /// Says whether there is anything in it, and none of it far beyond numbers.
    pub(crate) const fn is_finite(&self) -> bool {
        self.west.is_finite()
            && self.south.is_finite()
            && self.east.is_finite()
            && self.north.is_finite()
    }

    /// Says whether two boxes share a point.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.west <= other.east
            && other.west <= self.east
            && self.south <= other.north
            && other.south <= self.north
    }

    /// Says whether a point is inside or on the border.
    pub(crate) fn holds(&self, at: Coord<f64>) -> bool {
        self.west <= at.x && at.x <= self.east && self.south <= at.y && at.y <= self.north
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }
}

impl From<Rect<f64>> for Extent {
    fn from(rect: Rect<f64>) -> Self {
        Self::of_edge(rect.min(), rect.max())
    }
}
