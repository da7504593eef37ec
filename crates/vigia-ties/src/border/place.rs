//! Inside, on the border or outside, without rounding.

use std::ops::ControlFlow;

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo_types::Coord;

use super::{Chain, Extent, Walk};

/// Where a place lies to a shape with an inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Inside,
    On,
    Outside,
}

/// Counts how often the rings turn around `at`. Only stretches whose box holds the ray's
/// foot are looked into; one that is wholly above counts by its two ends.
pub(crate) fn place(rings: &[Chain], at: Coord<f64>) -> Place {
    let mut ray = Ray { at, turns: 0 };
    for ring in rings {
        if ring.walk(&mut ray).is_break() {
            return Place::On;
        }
    }
    if ray.turns == 0 { Place::Outside } else { Place::Inside }
}

/// A ray due north.
struct Ray {
    at: Coord<f64>,
    turns: i32,
}

impl Ray {
    /// An edge above that goes west has the inside below it, one that goes east above it. A
    /// vertex on the ray belongs to its western side.
    fn count(&mut self, from: Coord<f64>, to: Coord<f64>) {
        self.turns += i32::from(from.x > self.at.x) - i32::from(to.x > self.at.x);
    }
}

impl Walk for Ray {
    fn opens(&mut self, extent: &Extent, from: Coord<f64>, to: Coord<f64>) -> bool {
        let at = self.at;
        if at.x < extent.west || extent.east < at.x || extent.north < at.y {
            return false;
        }
        if extent.south <= at.y {
            return true;
        }
        self.count(from, to);
        false
    }

    fn edge(&mut self, from: Coord<f64>, to: Coord<f64>) -> ControlFlow<()> {
        if !self.opens(&Extent::of_edge(from, to), from, to) {
            return ControlFlow::Continue(());
        }
        if from.x == to.x {
            // Due north or south, and its box holds the place.
            return ControlFlow::Break(());
        }
        match RobustKernel::orient2d(from, to, self.at) {
            Orientation::Collinear => return ControlFlow::Break(()),
            side => {
                if (side == Orientation::Clockwise) == (from.x < to.x) {
                    self.count(from, to);
                }
            }
        }
        ControlFlow::Continue(())
    }
}
