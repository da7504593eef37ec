//! The probability of contact: along every direction the shifts that bring edges together
//! are intervals, known exactly; only the directions are a sample.

use std::f64::consts::PI;
use std::sync::LazyLock;

use geo_types::{Coord, Line};

use super::REACH_SIGMAS;
use super::shared_area::{LANES, Lanes, LocalArea, Shifts};
use super::site_shape::SiteShape;
use crate::border::{larger, smaller};

/// Directions over half a turn; each is swept both ways.
const DIRECTIONS: usize = 40;
/// Far more than the rounding of a position, in metres.
const ROUNDING_M: f64 = 1e-6;
/// An odd angle, so that no direction is that of a border due north or east.
const FIRST_ANGLE: f64 = 0.013;

static UNITS: LazyLock<Vec<Coord<f64>>> = LazyLock::new(|| {
    let angle = |index: usize| FIRST_ANGLE + PI * index as f64 / DIRECTIONS as f64;
    (0..DIRECTIONS).map(|index| angle(index).sin_cos()).map(|(y, x)| Coord { x, y }).collect()
});

/// Returns the probability that any of the site lies in the area.
pub(super) fn touches_area(site: &SiteShape, local: &LocalArea, sigma_m: f64) -> f64 {
    let least_m2 = 1e-9 * site.area_m2();
    touches(site, &local.edges, sigma_m, |shifts| {
        let shared = |shifts: &[Coord<f64>]| {
            let shared = local.shared_m2(site.slopes(), site.bounds_m(), &Shifts::of(shifts, 1.0));
            shared.into_iter().take(shifts.len())
        };
        shifts.chunks(LANES).flat_map(shared).map(|m2| m2 > least_m2).collect()
    })
}

/// Returns the probability that any of the lines lies in the site.
pub(super) fn touches_line(site: &SiteShape, lines: &[Line<f64>], sigma_m: f64) -> f64 {
    if lines.is_empty() {
        return 0.0;
    }
    // Without contact with the site's own edge, a line is inside with all its vertices.
    touches(site, lines, sigma_m, |shifts| {
        let holds = |shift: &Coord<f64>| lines.iter().any(|line| site.holds(line.start - *shift));
        shifts.iter().map(holds).collect()
    })
}

/// - `between`: says of shifts by which no edges meet whether they touch.
fn touches(
    site: &SiteShape,
    edges: &[Line<f64>],
    sigma_m: f64,
    between: impl Fn(&[Coord<f64>]) -> Vec<bool>,
) -> f64 {
    let reach = REACH_SIGMAS * sigma_m;
    // Probabilities of stretches, and whether edges meet on them; where not, a shift between.
    let mut stretches: Vec<(f64, bool)> = Vec::with_capacity(4 * DIRECTIONS);
    let mut unmet: Vec<Coord<f64>> = Vec::with_capacity(2 * DIRECTIONS);
    let mut meetings = Vec::new();
    for (unit, swept) in UNITS.iter().zip(site.swept()) {
        meetings.clear();
        for edge in edges {
            swept.collect_meetings(&Swept::new(edge, *unit), reach, &mut meetings);
        }
        meetings.sort_by(|a, b| a.0.total_cmp(&b.0));
        meetings.push((reach, reach));
        let (mut done, mut before) = (-reach, inner(-reach, sigma_m));
        for (from, to) in &meetings {
            if *from > done {
                let here = inner(*from, sigma_m);
                stretches.push(((here - before) / 2.0, false));
                unmet.push(*unit * f64::midpoint(done, *from));
                before = here;
            }
            if *to > done {
                let here = inner(*to, sigma_m);
                stretches.push(((here - before) / 2.0, true));
                (done, before) = (*to, here);
            }
        }
    }
    let mut touch = between(&unmet).into_iter();
    let counts = |(_, met): &&(f64, bool)| *met || touch.next().unwrap_or(false);
    let sum: f64 = stretches.iter().filter(counts).map(|(probability, _)| probability).sum();
    (sum / DIRECTIONS as f64).clamp(0.0, 1.0)
}

/// The edges of a site for one direction, in blocks, and what they cover.
pub(super) struct SweptSite {
    blocks: Vec<Block>,
    low: f64,
    high: f64,
    behind: f64,
    ahead: f64,
}

/// Edges side by side, so that the processor takes two or more in one instruction. What is
/// left of the last block has no range.
struct Block {
    low: Lanes,
    high: Lanes,
    position: Lanes,
    rise: Lanes,
}

impl SweptSite {
    /// Returns them for every direction.
    pub(super) fn every(edges: &[Line<f64>]) -> Vec<Self> {
        UNITS.iter().map(|unit| Self::new(edges, *unit)).collect()
    }

    fn new(edges: &[Line<f64>], unit: Coord<f64>) -> Self {
        let blocks = Vec::with_capacity(edges.len().div_ceil(LANES));
        let (low, high) = (f64::INFINITY, f64::NEG_INFINITY);
        let mut site = Self { blocks, low, high, behind: low, ahead: high };
        for edges in edges.chunks(LANES) {
            let nowhere = [f64::INFINITY; LANES];
            let mut block =
                Block { low: nowhere, high: [high; LANES], position: nowhere, rise: [0.0; LANES] };
            for (lane, edge) in edges.iter().enumerate() {
                let edge = Swept::new(edge, unit);
                site.low = smaller(site.low, edge.low);
                site.high = larger(site.high, edge.high);
                site.behind = smaller(site.behind, smaller(edge.position, edge.end));
                site.ahead = larger(site.ahead, larger(edge.position, edge.end));
                (block.low[lane], block.high[lane]) = (edge.low, edge.high);
                (block.position[lane], block.rise[lane]) = (edge.position, edge.rise);
            }
            site.blocks.push(block);
        }
        site
    }

    /// Collects the shifts that bring an edge of the site onto another.
    fn collect_meetings(&self, other: &Swept, reach: f64, meetings: &mut Vec<(f64, f64)>) {
        if !self.may_meet(other, reach) {
            return;
        }
        for block in &self.blocks {
            let (from, to) = block.meetings(other, reach);
            let met = from.into_iter().zip(to).filter(|(from, to)| from <= to);
            meetings.extend(met);
        }
    }

    /// Says whether a shift within reach may bring an edge onto `other`.
    fn may_meet(&self, other: &Swept, reach: f64) -> bool {
        let far = reach + ROUNDING_M;
        larger(self.low, other.low) < smaller(self.high, other.high)
            && smaller(other.position, other.end) - self.ahead <= far
            && self.behind - larger(other.position, other.end) <= far
    }
}

impl Block {
    /// The first and the last shift that brings each edge onto another; where none does, the
    /// first is greater.
    fn meetings(&self, other: &Swept, reach: f64) -> (Lanes, Lanes) {
        let (mut first, mut last) = ([0.0; LANES], [0.0; LANES]);
        for lane in 0..LANES {
            let low = larger(self.low[lane], other.low);
            let high = smaller(self.high[lane], other.high);
            let at =
                |across: f64| self.position[lane] + (across - self.low[lane]) * self.rise[lane];
            let (a, b) = (other.at(low) - at(low), other.at(high) - at(high));
            first[lane] = larger(smaller(a, b), -reach);
            let to = smaller(larger(a, b), reach);
            last[lane] = if low < high { to } else { f64::NEG_INFINITY };
        }
        (first, last)
    }
}

/// An edge as a position along the sweep over a range across it.
struct Swept {
    low: f64,
    high: f64,
    /// Position at `low`, and at `high`.
    position: f64,
    end: f64,
    rise: f64,
}

impl Swept {
    fn new(edge: &Line<f64>, unit: Coord<f64>) -> Self {
        let turned =
            |at: Coord<f64>| (at.y * unit.x - at.x * unit.y, at.x * unit.x + at.y * unit.y);
        let (a, b) = (turned(edge.start), turned(edge.end));
        let (low, high) = if a.0 <= b.0 { (a, b) } else { (b, a) };
        let rise = (high.1 - low.1) / (high.0 - low.0);
        Self { low: low.0, high: high.0, position: low.1, end: high.1, rise }
    }

    fn at(&self, across: f64) -> f64 {
        self.position + (across - self.low) * self.rise
    }
}

/// Twice the probability of a shift up to one along one direction, less that of any the
/// other way; both ways together are 1. What is beyond reach counts with the end.
fn inner(shift: f64, sigma_m: f64) -> f64 {
    let sigmas = shift / sigma_m;
    if sigmas.abs() >= REACH_SIGMAS {
        return sigmas.signum();
    }
    -(-sigmas * sigmas / 2.0).exp_m1() * sigmas.signum()
}
