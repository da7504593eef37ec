//! The area that two shapes share, without working out their intersection.
//!
//! A place is inside as often as there are edges north of it, counted with their direction.
//! So the shared area is a sum over pairs of edges, one of each shape, of the area between
//! them where the site's is the lower: exact, without a case that is degenerate, and linear
//! in the edges near the site. The parts of the site's edges that no edge of the other
//! lies above cancel.

use geo_types::Line;

/// A feature around one site, in metres.
pub(super) struct LocalArea {
    /// Its edges in the window, the inside on the left.
    pub edges: Vec<Line<f64>>,
    slopes: Vec<Slope>,
}

/// An edge as a height over its stretch from west to east.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slope {
    west: f64,
    east: f64,
    /// Height at `west`.
    height: f64,
    /// Metres up for every metre east.
    rise: f64,
    /// How many times the inside is below rather than above.
    turns: f64,
}

impl LocalArea {
    /// - `roof`: level edges that close what reaches beyond the window, with their number.
    pub(super) fn new(edges: Vec<Line<f64>>, roof: Vec<(Line<f64>, f64)>) -> Self {
        let of_edges = edges.iter().filter_map(|edge| Slope::of(edge, 1.0));
        let of_roof = roof.iter().filter_map(|(edge, turns)| Slope::of(edge, *turns));
        let slopes = of_edges.chain(of_roof).collect();
        Self { edges, slopes }
    }

    /// Returns the area shared with a site that is shifted by `(x, y)`, m².
    pub(super) fn shared_m2(&self, site: &[Slope], x: f64, y: f64) -> f64 {
        self.slopes.iter().map(|over| over.turns * over.holds_of(site, x, y)).sum()
    }
}

impl Slope {
    /// Returns `None` for an edge due north or south, which has nothing below it.
    pub(super) fn of(edge: &Line<f64>, turns: f64) -> Option<Self> {
        let goes_west = edge.end.x < edge.start.x;
        let (west, east) = if goes_west { (edge.end, edge.start) } else { (edge.start, edge.end) };
        (west.x < east.x).then(|| Self {
            west: west.x,
            east: east.x,
            height: west.y,
            rise: (east.y - west.y) / (east.x - west.x),
            turns: if goes_west { turns } else { -turns },
        })
    }

    /// The sum, over the site's edges, of the area between each and this one where it is
    /// below this one, negative.
    fn holds_of(&self, site: &[Slope], x: f64, y: f64) -> f64 {
        let mut sum = 0.0;
        for under in site {
            let west = larger(under.west + x, self.west);
            let east = smaller(under.east + x, self.east);
            let width = east - west;
            if width <= 0.0 {
                continue;
            }
            let rise = under.rise - self.rise;
            let gap = (under.height + y + (west - x - under.west) * under.rise)
                - (self.height + (west - self.west) * self.rise);
            sum += under.turns * width * mean_below_zero(gap, gap + rise * width);
        }
        sum
    }
}

/// One instruction, where `f64::max` takes four to look for NaN; here are none.
pub(super) const fn larger(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

/// The same of `f64::min`.
pub(super) const fn smaller(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

/// The mean of the negative part of what goes evenly from `a` to `b`.
fn mean_below_zero(a: f64, b: f64) -> f64 {
    match (a < 0.0, b < 0.0) {
        (true, true) => f64::midpoint(a, b),
        (false, false) => 0.0,
        (true, false) => a * a / (2.0 * (a - b)),
        (false, true) => b * b / (2.0 * (b - a)),
    }
}
