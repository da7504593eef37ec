//! A point and a shape.

use geo_types::{Coord, Line};

use crate::border::{larger, smaller};

/// Parts of a standard deviation by which a point is moved away from any vertex that it may
/// stand on, where an angle would be undefined.
const ASIDE_SIGMAS: f64 = 1e-7;

/// A shift farther than this has a probability below 3e-11: edges beyond count for nothing.
const SEEN_SIGMAS: f64 = 7.0;

/// Nodes and weights of Gauss and Legendre on −1 to 1, ten of them.
const GAUSS: [(f64, f64); 5] = [
    (0.148_874_338_981_631_22, 0.295_524_224_714_752_87),
    (0.433_395_394_129_247_2, 0.269_266_719_309_996_35),
    (0.679_409_568_299_024_4, 0.219_086_362_515_982_04),
    (0.865_063_366_688_984_5, 0.149_451_349_150_580_6),
    (0.973_906_528_517_171_7, 0.066_671_344_308_688_14),
];

/// Returns the probability that `at`, shifted, lies inside.
///
/// - `edges`: those within reach, the inside on their left, metres.
/// - `is_inside`: says where it lies without a shift.
///
/// Around the point, a shift in one direction stays inside until it meets an edge at a
/// distance r, with probability 1 − exp(−r²/2σ²). The integral over the directions is a sum
/// over the edges of the integral of exp(−h²/2σ²cos²φ), where h is the distance of the
/// edge's line and φ the angle from its foot (Craig 1991, of the Q function).
pub(super) fn inside(
    at: Coord<f64>,
    edges: &[Line<f64>],
    is_inside: impl Fn(Coord<f64>) -> bool,
    sigma_m: f64,
) -> f64 {
    let at = at + Coord { x: 0.877, y: 0.479 } * (ASIDE_SIGMAS * sigma_m);
    let whole = if is_inside(at) { 1.0 } else { 0.0 };
    let beyond: f64 = edges.iter().map(|edge| beyond(at, edge, sigma_m)).sum();
    (whole - beyond / std::f64::consts::TAU).clamp(0.0, 1.0)
}

/// The integral over the directions in which an edge is seen, anticlockwise positive.
fn beyond(at: Coord<f64>, edge: &Line<f64>, sigma_m: f64) -> f64 {
    let (from, to) = (edge.start - at, edge.end - at);
    let farther = |a: f64, b: f64| larger(larger(smaller(a, b), -larger(a, b)), 0.0);
    let (x, y) = (farther(from.x, to.x), farther(from.y, to.y));
    if x * x + y * y > (SEEN_SIGMAS * sigma_m).powi(2) {
        return 0.0;
    }
    let length = edge.dx().hypot(edge.dy());
    if length == 0.0 {
        return 0.0;
    }
    let along = edge.delta() / length;
    // Distance of the line, positive where the point is on its left.
    let height = along.y * from.x - along.x * from.y;
    let distance = height.abs();
    let (from, to) = (from.x * along.x + from.y * along.y, to.x * along.x + to.y * along.y);
    let (from, to) = (from.atan2(distance), to.atan2(distance));
    let sigmas = distance / sigma_m;
    // Smooth between the foot and the ends, steep towards a right angle.
    let middle = 0.0_f64.clamp(from, to);
    height.signum() * (integral(from, middle, sigmas) + integral(middle, to, sigmas))
}

fn integral(from: f64, to: f64, sigmas: f64) -> f64 {
    let (middle, half) = (f64::midpoint(from, to), (to - from) / 2.0);
    let at = |angle: f64| {
        let reached = sigmas / angle.cos();
        (-reached * reached / 2.0).exp()
    };
    let pair = |(node, weight): &(f64, f64)| {
        weight * (at(middle + half * node) + at(middle - half * node))
    };
    half * GAUSS.iter().map(pair).sum::<f64>()
}
