//! Logistic regression with an L2 penalty and weights.

mod cholesky;

use vigia_core::profile::{DriverFeature, DriverModel};

use crate::TrainError;
use cholesky::solve;

const MODEL: &str = "logistic regression";
/// Newton's method doubles the correct digits with every step; a dozen are enough.
const STEPS_MAX: usize = 60;
/// Relative fall of the loss below which the minimum is reached.
const TOLERANCE: f64 = 1e-13;
/// Features that vary less than this do not vary.
const SPREAD_MIN: f64 = 1e-9;

/// A fitted logistic regression.
#[derive(Clone, Debug, PartialEq)]
pub struct Logistic {
    /// Weighted mean of each feature over the fitted rows.
    pub mean: Vec<f64>,
    /// Weighted standard deviation; 1 for a feature that does not vary.
    pub scale: Vec<f64>,
    /// Log-odds per standard deviation.
    pub coefficient: Vec<f64>,
    /// Log-odds at the mean of every feature.
    pub intercept: f64,
}

/// Fits a logistic regression to standardised features.
///
/// - `rows`: one a row of features; a missing value, NaN, counts as the mean.
/// - `weights` beside them, 0 or more.
/// - `c`: the sum of the weighted losses is multiplied by it before half the squared
///   coefficients are added: the C of scikit-learn. The intercept is free.
///
/// # Errors
/// [`TrainError::OneClass`] where only one outcome has weight, [`TrainError::NoSolution`]
/// for infinite values or a penalty of no sense.
pub fn fit(
    rows: &[&[f64]],
    outcomes: &[bool],
    weights: &[f64],
    c: f64,
) -> Result<Logistic, TrainError> {
    let features = rows.first().map_or(0, |row| row.len());
    let of_class = |wanted: bool| {
        let rows = outcomes.iter().zip(weights).filter(move |(outcome, _)| **outcome == wanted);
        rows.map(|(_, weight)| weight).sum::<f64>()
    };
    let (with, without) = (of_class(true), of_class(false));
    if with <= 0.0 || without <= 0.0 {
        return Err(TrainError::OneClass { model: MODEL, rows: rows.len() });
    }
    let (mean, scale): (Vec<f64>, Vec<f64>) =
        (0..features).map(|feature| spread(rows, weights, feature)).unzip();
    let standardised: Vec<Vec<f64>> = rows
        .iter()
        .map(|row| {
            let z = row.iter().zip(mean.iter().zip(&scale)).map(|(value, (mean, scale))| {
                if value.is_nan() { 0.0 } else { (value - mean) / scale }
            });
            z.chain([1.0]).collect()
        })
        .collect();
    let problem = Problem { rows: &standardised, outcomes, weights, c };
    let mut start = vec![0.0; features + 1];
    start[features] = (with / without).ln();
    let mut coefficient = problem.minimum(start).ok_or(TrainError::NoSolution { model: MODEL })?;
    let intercept = coefficient.pop().unwrap_or(0.0);
    Ok(Logistic { mean, scale, coefficient, intercept })
}

/// Weighted mean and standard deviation of what is there.
pub(crate) fn spread(rows: &[&[f64]], weights: &[f64], feature: usize) -> (f64, f64) {
    let seen = || {
        let values = rows.iter().map(|row| row[feature]).zip(weights);
        values.filter(|(value, _)| !value.is_nan())
    };
    let total = seen().map(|(_, weight)| weight).sum::<f64>();
    if total <= 0.0 {
        return (0.0, 1.0);
    }
    let mean = seen().map(|(value, weight)| weight * value).sum::<f64>() / total;
    let variance =
        seen().map(|(value, weight)| weight * (value - mean).powi(2)).sum::<f64>() / total;
    let scale = variance.sqrt();
    (mean, if scale < SPREAD_MIN { 1.0 } else { scale })
}

impl Logistic {
    /// Returns the log-odds for one row; a missing value adds nothing.
    #[must_use]
    pub fn log_odds(&self, row: &[f64]) -> f64 {
        self.intercept
            + row
                .iter()
                .enumerate()
                .filter(|(_, value)| !value.is_nan())
                .map(|(at, value)| self.coefficient[at] * (value - self.mean[at]) / self.scale[at])
                .sum::<f64>()
    }

    /// Returns the model as profiles hold it.
    #[must_use]
    pub fn named(&self, names: &[String], threshold: f64) -> DriverModel {
        let features = names.iter().enumerate().map(|(at, name)| DriverFeature {
            name: name.clone(),
            mean: self.mean[at],
            scale: self.scale[at],
            coefficient: self.coefficient[at],
        });
        DriverModel { intercept: self.intercept, threshold, features: features.collect() }
    }
}

/// Returns the probability of log-odds.
#[must_use]
pub fn probability_of(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// What is minimised; the last column of the rows is 1 and carries no penalty.
struct Problem<'a> {
    rows: &'a [Vec<f64>],
    outcomes: &'a [bool],
    weights: &'a [f64],
    c: f64,
}

impl Problem<'_> {
    /// Newton's method with halved steps; `None` where it does not come to rest.
    fn minimum(&self, mut at: Vec<f64>) -> Option<Vec<f64>> {
        let mut loss = self.loss(&at);
        for _ in 0..STEPS_MAX {
            let (gradient, hessian) = self.derivatives(&at);
            let step = solve(hessian, gradient)?;
            let mut share = 1.0;
            let (next, next_loss) = loop {
                let next: Vec<f64> =
                    at.iter().zip(&step).map(|(at, step)| at - share * step).collect();
                let next_loss = self.loss(&next);
                if next_loss <= loss {
                    break (next, next_loss);
                }
                share /= 2.0;
                // No step lowers the loss any more: the minimum, as far as `f64` can tell.
                if share < TOLERANCE {
                    return loss.is_finite().then_some(at);
                }
            };
            let has_come_to_rest = loss - next_loss <= TOLERANCE * loss.abs();
            (at, loss) = (next, next_loss);
            if has_come_to_rest {
                return Some(at);
            }
        }
        None
    }

    fn loss(&self, at: &[f64]) -> f64 {
        let (_, penalised) = at.split_last().unwrap_or((&0.0, &[]));
        let penalty = penalised.iter().map(|value| value * value).sum::<f64>() / 2.0;
        let rows = self.rows.iter().zip(self.outcomes).zip(self.weights);
        let losses = rows.map(|((row, outcome), weight)| {
            let log_odds = dot(row, at);
            let against = if *outcome { -log_odds } else { log_odds };
            // ln(1 + exp(x)) without overflow.
            weight * (against.max(0.0) + (-against.abs()).exp().ln_1p())
        });
        penalty + self.c * losses.sum::<f64>()
    }

    /// Gradient, and Hessian by row.
    fn derivatives(&self, at: &[f64]) -> (Vec<f64>, Vec<Vec<f64>>) {
        let size = at.len();
        let mut gradient = at.to_vec();
        let mut hessian = vec![vec![0.0; size]; size];
        gradient[size - 1] = 0.0;
        for (index, row) in hessian.iter_mut().enumerate().take(size - 1) {
            row[index] = 1.0;
        }
        for ((row, outcome), weight) in self.rows.iter().zip(self.outcomes).zip(self.weights) {
            let probability = probability_of(dot(row, at));
            let weight = self.c * weight;
            let slope = weight * (probability - f64::from(u8::from(*outcome)));
            let bend = weight * probability * (1.0 - probability);
            for (i, value) in row.iter().enumerate() {
                gradient[i] += slope * value;
                for j in 0..=i {
                    hessian[i][j] += bend * value * row[j];
                }
            }
        }
        (gradient, hessian)
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests;
