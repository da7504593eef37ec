//! The distribution of the share, over fixed shifts of equal probability.

use std::f64::consts::{PI, TAU};
use std::sync::LazyLock;

use geo_types::Coord;

use super::shared_area::{LANES, LocalArea, Shifts};
use super::site_shape::SiteShape;

/// Shifts. On the worst of all straight lines 192 are off by 0.024 in probability, and where
/// less than a tenth is on one side by 0.017; 128 by 0.035 and 256 by 0.020. Lattices and
/// rings of as many nodes are no better.
const NODES: usize = 192;
/// Shifts of much the same longitude, among which neighbours are sought.
const COLUMN: usize = 4 * LANES;
/// A share this near to 0 or 1 is rounding.
const ROUNDING: f64 = 1e-9;

/// Shifts in standard deviations: the spiral of the sunflower, in which every node stands
/// for the same probability of the circular normal distribution. Neighbours in the list are
/// neighbours on the ground, so that what is worked out at once is much alike.
static SHIFTS: LazyLock<Vec<Coord<f64>>> = LazyLock::new(|| {
    let turn = PI * (3.0 - 5.0_f64.sqrt());
    let node = |index: usize| {
        let inner = (index as f64 + 0.5) / NODES as f64;
        let radius = (-2.0 * (-inner).ln_1p()).sqrt();
        let (sin, cos) = (turn * index as f64 % TAU).sin_cos();
        Coord { x: radius * cos, y: radius * sin }
    };
    let mut nodes: Vec<Coord<f64>> = (0..NODES).map(node).collect();
    nodes.sort_by(|a, b| a.x.total_cmp(&b.x));
    for column in nodes.chunks_mut(COLUMN) {
        column.sort_by(|a, b| a.y.total_cmp(&b.y));
    }
    nodes
});

/// Returns the 5 % quantile of the share, the probability that it is at least a half, and
/// the 95 % quantile.
pub(super) fn shares(site: &SiteShape, local: &LocalArea, sigma_m: f64) -> (f64, f64, f64) {
    let mut found: Vec<f64> = Vec::with_capacity(NODES);
    for shifts in SHIFTS.chunks(LANES) {
        let several = Shifts::of(shifts, sigma_m);
        if let Some(is_inside) = local.holds_all(site.bounds_m(), &several) {
            found.extend(shifts.iter().map(|_| if is_inside { 1.0 } else { 0.0 }));
            continue;
        }
        let shared = local.shared_m2(site.slopes(), site.bounds_m(), &several);
        found.extend(shifts.iter().zip(shared).map(|(_, m2)| rounded(m2 / site.area_m2())));
    }
    found.sort_by(f64::total_cmp);
    let less = found.partition_point(|share| *share < 0.5);
    (quantile(&found, 0.05), 1.0 - less as f64 / NODES as f64, quantile(&found, 0.95))
}

/// Nodes stand in the middle of their probabilities; between two of them it goes evenly.
fn quantile(sorted: &[f64], level: f64) -> f64 {
    let rank = level * sorted.len() as f64 - 0.5;
    let lower = rank.floor();
    let at = |index: f64| sorted[(index.max(0.0) as usize).min(sorted.len() - 1)];
    at(lower) + (rank - lower) * (at(lower + 1.0) - at(lower))
}

/// Returns a share without its rounding.
pub(super) fn rounded(share: f64) -> f64 {
    if share < ROUNDING {
        0.0
    } else if share > 1.0 - ROUNDING {
        1.0
    } else {
        share
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certainty::normal::below;

    #[test]
    fn on_no_straight_line_are_the_nodes_off_by_more_than_is_stated() {
        let (mut worst, mut worst_outside) = (0.0_f64, 0.0_f64);
        for degree in 0..180_u32 {
            let (sin, cos) = f64::from(degree).to_radians().sin_cos();
            let mut along: Vec<f64> = SHIFTS.iter().map(|at| at.x * cos + at.y * sin).collect();
            along.sort_by(f64::total_cmp);
            for (index, at) in along.iter().enumerate() {
                let expected = below(*at);
                let counted = [index as f64, index as f64 + 1.0].map(|below| below / NODES as f64);
                let off = counted
                    .map(|counted| (counted - expected).abs())
                    .into_iter()
                    .fold(0.0, f64::max);
                worst = worst.max(off);
                if !(0.1..0.9).contains(&expected) {
                    worst_outside = worst_outside.max(off);
                }
            }
        }
        assert!(worst < 0.0245 && worst_outside < 0.0175, "{worst}, {worst_outside}");
    }
}
