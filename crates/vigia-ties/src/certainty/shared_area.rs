//! The area that two shapes share, without working out their intersection.
//!
//! A place is inside as often as there are edges north of it, counted with their direction.
//! So the shared area is a sum over pairs of edges, one of each shape, of the area between
//! them where the site's is the lower: exact, without a case that is degenerate, and linear
//! in the edges near the site. The parts of the site's edges that no edge of the other
//! lies above cancel.

use geo_types::{Coord, Line};

use crate::border::{Extent, larger, smaller};

/// Shifts that are worked out at once: every step is the same for all of them, so that the
/// processor takes two or more in one instruction.
pub(super) const LANES: usize = 8;
/// A value for each of them.
pub(super) type Lanes = [f64; LANES];
/// Two edges this far apart are not level by rounding, in metres.
const APART_M: f64 = 1e-6;

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
    /// Its least and greatest height.
    bottom: f64,
    top: f64,
}

/// Several shifts, and the box around them.
pub(super) struct Shifts {
    x: Lanes,
    y: Lanes,
    around: Extent,
}

impl Shifts {
    /// Takes as many as there are lanes; of fewer, the last again and again.
    pub(super) fn of(shifts: &[Coord<f64>], times: f64) -> Self {
        let last = shifts.len().saturating_sub(1);
        let at = |lane: usize| shifts.get(lane.min(last)).copied().unwrap_or_default() * times;
        let (x, y) =
            (std::array::from_fn(|lane| at(lane).x), std::array::from_fn(|lane| at(lane).y));
        let corners = (0..LANES).map(|lane| Extent::of_edge(at(lane), at(lane)));
        Self { x, y, around: corners.fold(Extent::NOWHERE, Extent::and) }
    }

    /// The ground that something with these bounds covers, whichever of them it is shifted by.
    fn covered(&self, bounds: &Extent) -> Extent {
        Extent {
            west: bounds.west + self.around.west,
            south: bounds.south + self.around.south,
            east: bounds.east + self.around.east,
            north: bounds.north + self.around.north,
        }
    }
}

impl LocalArea {
    /// - `roof`: level edges that close what reaches beyond the window, with their number.
    pub(super) fn new(edges: Vec<Line<f64>>, roof: Vec<(Line<f64>, f64)>) -> Self {
        let of_edges = edges.iter().filter_map(|edge| Slope::of(edge, 1.0));
        let of_roof = roof.iter().filter_map(|(edge, turns)| Slope::of(edge, *turns));
        let slopes = of_edges.chain(of_roof).collect();
        Self { edges, slopes }
    }

    /// Returns the area shared with a site for each of some shifts, m².
    ///
    /// - `bounds`: of the site.
    pub(super) fn shared_m2(&self, site: &[Slope], bounds: &Extent, shifts: &Shifts) -> Lanes {
        let mut shared = [0.0; LANES];
        let covered = shifts.covered(bounds);
        for over in self.slopes.iter().filter(|over| over.may_hold_of(&covered)) {
            let held = over.holds_of(site, shifts);
            for lane in 0..LANES {
                shared[lane] += over.turns * held[lane];
            }
        }
        shared
    }

    /// Says whether a site with these bounds lies inside for all of some shifts, or outside
    /// for all; `None` where an edge may be on the way.
    pub(super) fn holds_all(&self, bounds: &Extent, shifts: &Shifts) -> Option<bool> {
        let covered = shifts.covered(bounds);
        let is_clear = self.edges.iter().all(|edge| is_beside(edge, &covered));
        is_clear.then(|| {
            let turns: f64 = self.slopes.iter().map(|over| over.turns_over(covered.center())).sum();
            turns > 0.5
        })
    }
}

/// Says whether an edge surely leaves a box free: by its own box, or with all corners of the
/// box on one side.
fn is_beside(edge: &Line<f64>, free: &Extent) -> bool {
    if !free.meets(&Extent::of_edge(edge.start, edge.end)) {
        return true;
    }
    let from = free.center() - edge.start;
    let across = edge.dx() * from.y - edge.dy() * from.x;
    let half = (edge.dx().abs() * (free.north - free.south)
        + edge.dy().abs() * (free.east - free.west))
        / 2.0;
    across.abs() > half * (1.0 + 1e-9)
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
            bottom: west.y.min(east.y),
            top: west.y.max(east.y),
        })
    }

    /// Says whether any of the ground inside a box may be below this edge.
    fn may_hold_of(&self, covered: &Extent) -> bool {
        covered.west < self.east && self.west < covered.east && covered.south <= self.top + APART_M
    }

    /// How many times a place below this edge is inside for it.
    fn turns_over(&self, at: Coord<f64>) -> f64 {
        let is_over = self.west <= at.x
            && at.x < self.east
            && self.height + (at.x - self.west) * self.rise > at.y;
        if is_over { self.turns } else { 0.0 }
    }

    /// The sum, over the site's edges, of the area between each and this one where it is
    /// below this one, negative.
    fn holds_of(&self, site: &[Slope], shifts: &Shifts) -> Lanes {
        let mut sum = [0.0; LANES];
        let Shifts { x, y, around } = shifts;
        for under in site {
            let is_aside = under.west + around.west >= self.east
                || under.east + around.east <= self.west
                || under.bottom + around.south > self.top + APART_M;
            if is_aside {
                continue;
            }
            let rise = under.rise - self.rise;
            let (mut widths, mut from, mut to) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
            for lane in 0..LANES {
                let west = larger(under.west + x[lane], self.west);
                let east = smaller(under.east + x[lane], self.east);
                widths[lane] = east - west;
                from[lane] = (under.height + y[lane] + (west - x[lane] - under.west) * under.rise)
                    - (self.height + (west - self.west) * self.rise);
                to[lane] = from[lane] + rise * widths[lane];
            }
            let means = means_below_zero(&from, &to);
            for lane in 0..LANES {
                let area = under.turns * widths[lane] * means[lane];
                sum[lane] += if widths[lane] > 0.0 { area } else { 0.0 };
            }
        }
        sum
    }
}

/// The means of the negative part of what goes evenly `from` one value `to` another.
fn means_below_zero(from: &Lanes, to: &Lanes) -> Lanes {
    let mut means = [0.0; LANES];
    let mut crosses = false;
    for lane in 0..LANES {
        let (a, b) = (from[lane], to[lane]);
        crosses |= (a < 0.0) != (b < 0.0);
        means[lane] = if a < 0.0 { (a + b) / 2.0 } else { 0.0 };
    }
    // Most pairs of edges do not cross; divisions take longer than all the rest.
    if crosses {
        for lane in 0..LANES {
            let (a, b) = (from[lane], to[lane]);
            let (below_a, below_b) = (smaller(a, 0.0), smaller(b, 0.0));
            let part = (below_a * below_a + below_b * below_b) / (-2.0 * (a - b).abs());
            means[lane] = if (a < 0.0) == (b < 0.0) { means[lane] } else { part };
        }
    }
    means
}
