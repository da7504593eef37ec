//! A few adjacent pixels at once: one to a lane, so that the sums of all are one vector.

use super::normal::{Plan, Sums};
use super::panel::Panel;
use super::{COEFFICIENTS_MAX, Estimator};

/// Pixels of a strip.
pub(super) const LANES: usize = 8;

/// A number for each pixel of a strip.
pub(super) type Lanes = [f64; LANES];

/// A strip of a panel.
#[derive(Clone, Copy)]
pub(super) struct Strip<'a> {
    pub(super) panel: &'a Panel,
    pub(super) strip: usize,
}

/// What a strip gives.
#[derive(Clone, Copy, Default)]
pub(super) struct Solved {
    pub(super) coefficients: [Lanes; COEFFICIENTS_MAX],
    pub(super) spread: Lanes,
    pub(super) views: Lanes,
}

impl Strip<'_> {
    #[inline(always)]
    pub(super) fn fit(self, plan: &Plan) -> Solved {
        let sums = Sums::of_clear(plan, self);
        let mut views = [0.0; LANES];
        for patterns in self.patterns() {
            for lane in 0..LANES {
                views[lane] += f64::from(patterns[lane].count_ones());
            }
        }
        let mut squares = [0.0; LANES];
        for value in self.values() {
            for lane in 0..LANES {
                squares[lane] += value[lane] * value[lane];
            }
        }
        let mut coefficients = sums.solve(plan, &views);
        let mut spread = sums.spread(plan, &coefficients, &squares, &views);
        if plan.options.estimator == Estimator::Bisquare {
            self.reweigh(plan, &views, &mut coefficients, &mut spread);
        }
        Solved { coefficients, spread, views }
    }
}
