//! Whether an outline and a shape share a point, without rounding.

use std::cell::RefCell;
use std::ops::ControlFlow;

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo_types::{Coord, Line, LineString, MultiPolygon, Polygon};

use crate::border::{Border, Extent, Place};

thread_local! {
    /// Edges of the shape near the outline; one list serves all pairs.
    static NEAR: RefCell<Vec<Line<f64>>> = const { RefCell::new(Vec::new()) };
}

/// An outline with the boxes of its parts.
pub(super) struct Outline<'a> {
    parts: Vec<(&'a Polygon<f64>, Extent)>,
    extent: Extent,
}

impl<'a> Outline<'a> {
    /// Returns `None` where it has no finite extent.
    pub(super) fn of(outline: &'a MultiPolygon<f64>) -> Option<Self> {
        let part = |part: &'a Polygon<f64>| (part, Extent::of(&part.exterior().0));
        let parts: Vec<_> = outline.iter().map(part).filter(|(_, own)| own.is_finite()).collect();
        let extent = parts.iter().map(|(_, extent)| *extent).reduce(Extent::and)?;
        Some(Self { parts, extent })
    }

    pub(super) const fn extent(&self) -> Extent {
        self.extent
    }

    /// Says whether any point belongs to both, borders included.
    pub(super) fn meets(&self, border: &Border) -> bool {
        self.parts.iter().any(|(part, extent)| meets(part, extent, border))
    }
}

fn meets(part: &Polygon<f64>, extent: &Extent, border: &Border) -> bool {
    let Some(&corner) = part.exterior().0.first() else { return false };
    if border.place(corner) != Place::Outside {
        return true;
    }
    NEAR.with_borrow_mut(|near| {
        near.clear();
        border.each_edge_in(extent, |edge| {
            near.push(edge);
            ControlFlow::Continue(())
        });
        // Without an edge near, the part is outside as its corner is.
        let rings = || std::iter::once(part.exterior()).chain(part.interiors());
        near.iter().any(|edge| rings().any(|ring| crosses(ring, edge)))
            || near.iter().any(|edge| holds(rings(), edge.start))
    })
}

/// Says whether `edge` meets an edge of `ring`.
fn crosses(ring: &LineString<f64>, edge: &Line<f64>) -> bool {
    let extent = Extent::of_edge(edge.start, edge.end);
    ring.0.windows(2).any(|pair| {
        extent.meets(&Extent::of_edge(pair[0], pair[1])) && straddle(*edge, pair[0], pair[1])
    })
}

/// Of edges whose boxes meet: neither has both its ends strictly on one side of the other.
fn straddle(edge: Line<f64>, from: Coord<f64>, to: Coord<f64>) -> bool {
    let is_apart = |a: Coord<f64>, b: Coord<f64>, c: Coord<f64>, d: Coord<f64>| {
        let side = RobustKernel::orient2d(a, b, c);
        side != Orientation::Collinear && side == RobustKernel::orient2d(a, b, d)
    };
    !is_apart(from, to, edge.start, edge.end) && !is_apart(edge.start, edge.end, from, to)
}

/// Says whether a place that is on no ring lies inside.
fn holds<'a>(rings: impl Iterator<Item = &'a LineString<f64>>, at: Coord<f64>) -> bool {
    let mut is_inside = false;
    for pair in rings.flat_map(|ring| ring.0.windows(2)) {
        let (from, to) = (pair[0], pair[1]);
        if (from.x > at.x) == (to.x > at.x) {
            continue;
        }
        let below =
            if from.x < to.x { Orientation::Clockwise } else { Orientation::CounterClockwise };
        is_inside ^= RobustKernel::orient2d(from, to, at) == below;
    }
    is_inside
}
