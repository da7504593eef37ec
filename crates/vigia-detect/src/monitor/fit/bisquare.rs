//! Least squares, reweighted by Tukey's bisquare.

use super::COEFFICIENTS_MAX;
use super::normal::{Plan, Sums};
use super::strip::{LANES, Lanes, Strip};
use crate::robust::{median_of, spread_of};

/// Spreads beyond which a view has no weight: 95 % efficient for normal noise.
const TUNING: f64 = 4.685;
/// Reweighted fits at most.
const FITS_MAX: usize = 49;
/// Largest move of a coefficient of a fit that is done, in index units.
const STILL: f64 = 1e-8;
/// A smaller spread is none: the fit is exact.
const SPREAD_MIN: f64 = f32::EPSILON as f64;

impl Strip<'_> {
    /// Goes on from least squares until no pixel moves any more. A pixel that is done keeps
    /// its numbers, whatever its neighbours do.
    ///
    /// # Source
    /// Holland & Welsch (1977), Communications in Statistics 6(9); `nrt.fit_methods.rirls`.
    #[inline(always)]
    pub(super) fn reweigh(
        self,
        plan: &Plan,
        views: &Lanes,
        coefficients: &mut [Lanes; COEFFICIENTS_MAX],
        spread: &mut Lanes,
    ) {
        let mut is_done = coefficients[0].map(f64::is_nan);
        let clear = self.clear();
        let values: Vec<Lanes> = self.values().collect();
        let clear_times: [Vec<usize>; LANES] = std::array::from_fn(|lane| {
            (0..clear.len()).filter(|time| clear[*time][lane] > 0.0).collect()
        });
        let mut residuals = values.clone();
        let mut weights = clear.clone();
        let mut weighted = values.clone();
        for fits in 0..=FITS_MAX {
            for (time, (residual, value)) in residuals.iter_mut().zip(&values).enumerate() {
                *residual = residual_of(plan, time, value, coefficients);
            }
            for (lane, is_done) in is_done.iter_mut().enumerate().filter(|(_, done)| !**done) {
                spread[lane] = deviation(&residuals, &clear_times[lane], lane);
                // Nothing to weigh in an exact fit; later ones only stay above zero.
                *is_done = fits == 0 && spread[lane] < SPREAD_MIN;
            }
            if fits == FITS_MAX || is_done == [true; LANES] {
                break;
            }
            for time in 0..residuals.len() {
                for lane in 0..LANES {
                    let share = residuals[time][lane] / (spread[lane].max(SPREAD_MIN) * TUNING);
                    let weight = (1.0 - (share * share).min(1.0)).powi(2);
                    weights[time][lane] = weight * clear[time][lane];
                    weighted[time][lane] = weight * values[time][lane];
                }
            }
            let next = Sums::of_weighted(plan, &weights, &weighted).solve(plan, views);
            for (lane, is_done) in is_done.iter_mut().enumerate().filter(|(_, done)| !**done) {
                let moved = |coef: usize| (next[coef][lane] - coefficients[coef][lane]).abs();
                let is_still = (0..plan.coefs).all(|coef| moved(coef) <= STILL);
                // Weights that leave too few views: the last fit that had them stands.
                *is_done = is_still || next[0][lane].is_nan();
                if !next[0][lane].is_nan() {
                    (0..plan.coefs).for_each(|coef| coefficients[coef][lane] = next[coef][lane]);
                }
            }
        }
    }
}

#[inline(always)]
fn residual_of(
    plan: &Plan,
    time: usize,
    value: &Lanes,
    coefficients: &[Lanes; COEFFICIENTS_MAX],
) -> Lanes {
    let mut residual = *value;
    for (coefficient, regressor) in coefficients.iter().zip(plan.design.row(time)) {
        for lane in 0..LANES {
            residual[lane] -= coefficient[lane] * regressor;
        }
    }
    residual
}

/// Median absolute deviation of a pixel's residuals from their median, as a spread.
fn deviation(residuals: &[Lanes], clear_times: &[usize], lane: usize) -> f64 {
    let mut clear: Vec<f32> =
        clear_times.iter().map(|time| residuals[*time][lane] as f32).collect();
    let median = median_of(&mut clear);
    f64::from(spread_of(&mut clear, median))
}
