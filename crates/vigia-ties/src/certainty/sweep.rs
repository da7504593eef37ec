//! The probability of contact: along every direction the shifts that bring edges together
//! are intervals, known exactly; only the directions are a sample.

use std::f64::consts::PI;
use std::sync::LazyLock;

use geo_types::{Coord, Line};

use super::REACH_SIGMAS;
use super::shared_area::{LANES, LocalArea, Shifts};
use super::site_shape::SiteShape;
use crate::border::{larger, smaller};

/// Directions over half a turn; each is swept both ways.
const DIRECTIONS: usize = 40;
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
            let shared = local.shared_m2(site.slopes(), &Shifts::of(shifts, 1.0));
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
    let (mut meetings, mut swept) = (Vec::new(), Vec::new());
    for unit in UNITS.iter() {
        meetings.clear();
        swept.clear();
        swept.extend(site.edges().iter().map(|edge| Swept::new(edge, *unit)));
        for edge in edges {
            collect_meetings(&swept, &Swept::new(edge, *unit), reach, &mut meetings);
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

/// Collects the shifts that bring an edge of the site onto another.
fn collect_meetings(site: &[Swept], other: &Swept, reach: f64, meetings: &mut Vec<(f64, f64)>) {
    for edge in site {
        let (low, high) = (larger(edge.low, other.low), smaller(edge.high, other.high));
        if low >= high {
            continue;
        }
        let (a, b) = (other.at(low) - edge.at(low), other.at(high) - edge.at(high));
        let (from, to) = (larger(smaller(a, b), -reach), smaller(larger(a, b), reach));
        if from <= to {
            meetings.push((from, to));
        }
    }
}

/// An edge as a position along the sweep over a range across it.
struct Swept {
    low: f64,
    high: f64,
    /// Position at `low`.
    position: f64,
    rise: f64,
}

impl Swept {
    fn new(edge: &Line<f64>, unit: Coord<f64>) -> Self {
        let turned =
            |at: Coord<f64>| (at.y * unit.x - at.x * unit.y, at.x * unit.x + at.y * unit.y);
        let (a, b) = (turned(edge.start), turned(edge.end));
        let (low, high) = if a.0 <= b.0 { (a, b) } else { (b, a) };
        let rise = (high.1 - low.1) / (high.0 - low.0);
        Self { low: low.0, high: high.0, position: low.1, rise }
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
