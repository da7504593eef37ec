//! A border that is straight within reach.

use geo_types::{Coord, Line};

use super::normal::{Z95, below};
use super::site_shape::SiteShape;
use super::{Certainty, REACH_SIGMAS};
use crate::border::Extent;

/// Vertices this far apart across a border, in standard deviations, are still one straight
/// line: half of it moves a probability by 0.002.
const STRAIGHT_SIGMAS: f64 = 0.01;
/// Halvings of the search for the shift at which half of the site is inside, which leave
/// 5e-4 σ or 2e-4 in probability.
const HALVINGS: usize = 14;

/// Everything on the left of a line. Only the part of a shift across the line counts, so
/// that all is one-dimensional and what is asked for is monotone.
pub(super) struct HalfPlane {
    /// Of length 1, along the line.
    along: Coord<f64>,
    /// Height of the line over the origin, to the left of `along`.
    height: f64,
}

impl HalfPlane {
    /// Returns the line that `edges` (cut at `window`) make up, if they are one.
    pub(super) fn of(edges: &[Line<f64>], window: &Extent, sigma_m: f64) -> Option<Self> {
        let whole = edges.iter().fold(Coord::zero(), |sum, edge| sum + edge.delta());
        let length = whole.x.hypot(whole.y);
        let along = whole / length;
        let height_of = |at: Coord<f64>| along.x * at.y - along.y * at.x;
        let ahead = |edge: &Line<f64>| edge.dx() * along.x + edge.dy() * along.y;
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for edge in edges {
            for height in [height_of(edge.start), height_of(edge.end)] {
                (low, high) = (low.min(height), high.max(height));
            }
        }
        let width = STRAIGHT_SIGMAS * sigma_m;
        let is_straight = high - low <= width && edges.iter().all(|edge| ahead(edge) >= 0.0);
        let line = Self { along, height: f64::midpoint(low, high) };
        // From one side of the window to the other, once, without a gap.
        (is_straight && (line.length_in(window)? - length).abs() <= 2.0 * width).then_some(line)
    }

    /// Length of the line inside a box.
    fn length_in(&self, window: &Extent) -> Option<f64> {
        let foot = Coord { x: -self.along.y, y: self.along.x } * self.height;
        let (mut from, mut to) = (f64::NEG_INFINITY, f64::INFINITY);
        for (at, step, low, high) in [
            (foot.x, self.along.x, window.west, window.east),
            (foot.y, self.along.y, window.south, window.north),
        ] {
            if step.abs() > f64::EPSILON {
                let (a, b) = ((low - at) / step, (high - at) / step);
                (from, to) = (from.max(a.min(b)), to.min(a.max(b)));
            }
        }
        (from < to).then_some(to - from)
    }

    pub(super) fn certainty(&self, site: &SiteShape, sigma_m: f64) -> Certainty {
        let placed: Vec<Across> = site.edges().iter().map(|edge| self.across(edge)).collect();
        let deepest = placed.iter().map(|edge| edge.from).fold(f64::NEG_INFINITY, f64::max);
        let share = |shift_m: f64| share_above(&placed, -shift_m, site.area_m2());
        Certainty {
            touches: below(deepest / sigma_m),
            mostly: below(-half_in(share, sigma_m) / sigma_m),
            share_low: share(-Z95 * sigma_m),
            share_high: share(Z95 * sigma_m),
        }
    }

    /// Returns the probability that the origin lies inside.
    pub(super) fn holds_origin(&self, sigma_m: f64) -> f64 {
        below(-self.height / sigma_m)
    }

    fn across(&self, edge: &Line<f64>) -> Across {
        let height_of = |at: Coord<f64>| self.along.x * at.y - self.along.y * at.x - self.height;
        Across {
            from: height_of(edge.start),
            to: height_of(edge.end),
            ahead: edge.dx() * self.along.x + edge.dy() * self.along.y,
        }
    }
}

/// An edge of the site in the line's own directions.
struct Across {
    from: f64,
    to: f64,
    ahead: f64,
}

/// The share of a shape that lies above a height.
fn share_above(edges: &[Across], height: f64, area_m2: f64) -> f64 {
    let above = |edge: &Across| {
        let (a, b) = ((edge.from - height).max(0.0), (edge.to - height).max(0.0));
        let mean = if a > 0.0 && b > 0.0 {
            f64::midpoint(a, b)
        } else if a > 0.0 || b > 0.0 {
            (a * a + b * b) / (2.0 * (edge.from - edge.to).abs())
        } else {
            0.0
        };
        -edge.ahead * mean
    };
    super::nodes::rounded(edges.iter().map(above).sum::<f64>() / area_m2)
}

/// Returns the shift at which half is inside, in metres; more than any within reach where
/// none is enough, less where every is.
fn half_in(share: impl Fn(f64) -> f64, sigma_m: f64) -> f64 {
    let (mut low, mut high) = (-REACH_SIGMAS * sigma_m, REACH_SIGMAS * sigma_m);
    if share(high) < 0.5 {
        return f64::INFINITY;
    }
    if share(low) >= 0.5 {
        return f64::NEG_INFINITY;
    }
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if share(middle) >= 0.5 { high = middle } else { low = middle }
    }
    f64::midpoint(low, high)
}
