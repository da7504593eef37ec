//! Fits the model of causes other than mining, and says how good it is.

use vigia_detect::cause::{Cause, CauseModel, KnownCause};

use crate::{TrainError, fold, logistic};

/// How freely the coefficients may move: the C of scikit-learn.
const C: f64 = 0.1;
/// Folds by place.
const FOLDS: usize = 5;
/// Share of the summed probabilities below which the likeliest cause is not believed.
const SHARE_MIN: f64 = 0.5;
/// What lies so many times as far as the farthest example is unlike all of them.
const BEYOND_EXAMPLES: f64 = 1.2;

/// A changed object whose cause a person named.
#[derive(Clone, Debug, PartialEq)]
pub struct CauseExample {
    /// Its place ([`crate::place::groups`]): never on both sides of a fold.
    pub place: usize,
    /// Its numbers, as many as features are named; NaN is missing.
    pub values: Vec<f64>,
    /// What the person said; unknown is not fitted.
    pub cause: Cause,
    /// How much it counts: 1 where the person was sure, less in doubt.
    pub weight: f64,
}

/// Fits the model to `examples`, each cause weighing as much as the others together.
///
/// # Errors
/// [`TrainError::OneClass`] where a cause has no example, those of [`logistic::fit`].
pub fn fit(
    name: &str,
    features: &[String],
    examples: &[&CauseExample],
) -> Result<CauseModel, TrainError> {
    let rows: Vec<&[f64]> = examples.iter().map(|example| example.values.as_slice()).collect();
    let weights: Vec<f64> = examples.iter().map(|example| example.weight).collect();
    let mut model = CauseModel {
        name: name.to_owned(),
        features: features.to_vec(),
        mean: Vec::new(),
        scale: Vec::new(),
        causes: Vec::new(),
        share_min: SHARE_MIN,
        distance_max: f64::INFINITY,
    };
    for cause in [Cause::Agriculture, Cause::Built, Cause::Water] {
        let is_it: Vec<bool> = examples.iter().map(|example| example.cause == cause).collect();
        let balanced = balanced(&weights, &is_it);
        let fitted = logistic::fit(&rows, &is_it, &balanced, C)?;
        if model.mean.is_empty() {
            (model.mean, model.scale) = spread(&rows, &weights);
        }
        model.causes.push(restated(cause, &fitted, &model));
    }
    let farthest = rows.iter().map(|row| distance(row, &model)).fold(0.0, f64::max);
    model.distance_max = BEYOND_EXAMPLES * farthest;
    Ok(model)
}

/// Returns what every example is called by models that never saw its place, beside what
/// the person said.
///
/// # Errors
/// As [`fit`].
pub fn held_out(
    features: &[String],
    examples: &[CauseExample],
    seed: u64,
) -> Result<Vec<(Cause, Cause)>, TrainError> {
    let places: Vec<usize> = examples.iter().map(|example| example.place).collect();
    let classes: Vec<usize> = examples.iter().map(|example| example.cause as usize).collect();
    let folds = fold::assign(&places, &classes, FOLDS, seed);
    let mut called = vec![(Cause::Unknown, Cause::Unknown); examples.len()];
    for fold in 0..FOLDS {
        let beside: Vec<&CauseExample> =
            examples.iter().zip(&folds).filter(|(_, at)| **at != fold).map(|it| it.0).collect();
        let model = fit("held-out", features, &beside)?;
        for (at, example) in examples.iter().enumerate().filter(|(at, _)| folds[*at] == fold) {
            called[at] = (example.cause, model.cause_of(&example.values).cause);
        }
    }
    Ok(called)
}

/// Both sides of a question weigh half.
fn balanced(weights: &[f64], is_it: &[bool]) -> Vec<f64> {
    let sum = |wanted: bool| {
        weights.iter().zip(is_it).filter(|(_, is)| **is == wanted).map(|it| it.0).sum::<f64>()
    };
    let (with, without, total) = (sum(true), sum(false), weights.iter().sum::<f64>());
    let share = |is_it: bool| if is_it { with } else { without };
    weights.iter().zip(is_it).map(|(weight, is)| weight * total / (2.0 * share(*is))).collect()
}

/// Weighted mean and standard deviation of each feature.
fn spread(rows: &[&[f64]], weights: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let width = rows.first().map_or(0, |row| row.len());
    (0..width).map(|feature| logistic::spread(rows, weights, feature)).unzip()
}

/// The balanced fit has means of its own; the model has one set for all causes.
fn restated(cause: Cause, fitted: &logistic::Logistic, model: &CauseModel) -> KnownCause {
    let mut intercept = fitted.intercept;
    let coefficients = (0..fitted.coefficient.len())
        .map(|at| {
            let slope = fitted.coefficient[at] / fitted.scale[at];
            intercept += slope * (model.mean[at] - fitted.mean[at]);
            slope * model.scale[at]
        })
        .collect();
    KnownCause { cause, intercept, coefficients }
}

fn distance(row: &[f64], model: &CauseModel) -> f64 {
    let z = row
        .iter()
        .zip(model.mean.iter().zip(&model.scale))
        .map(|(value, (mean, scale))| if value.is_nan() { 0.0 } else { (value - mean) / scale });
    (z.map(|z| z * z).sum::<f64>() / row.len().max(1) as f64).sqrt()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// Three clouds of points, one a cause, in twelve places.
    fn examples() -> Vec<CauseExample> {
        let centres = [
            (Cause::Agriculture, [-4.0, 0.0]),
            (Cause::Built, [4.0, 0.0]),
            (Cause::Water, [0.0, 6.0]),
        ];
        (0..36)
            .map(|index| {
                let (cause, centre) = centres[index % 3];
                let shift = |k: usize| ((index * 7 + k * 5) % 11) as f64 / 5.0 - 1.0;
                CauseExample {
                    place: index / 3,
                    values: vec![centre[0] + shift(0), centre[1] + shift(1)],
                    cause,
                    weight: 1.0,
                }
            })
            .collect()
    }

    fn names() -> Vec<String> {
        vec!["log_area".into(), "before_water".into()]
    }

    #[test]
    fn three_clouds_of_points_are_told_apart_where_they_were_not_fitted() {
        let called = held_out(&names(), &examples(), 1).unwrap();
        let right = called.iter().filter(|(said, called)| said == called).count();
        assert!(right >= 33, "{right} of 36");
    }

    #[test]
    fn a_point_far_from_all_examples_is_unknown() {
        let examples = examples();
        let model = fit("test", &names(), &examples.iter().collect::<Vec<_>>()).unwrap();
        assert_eq!(model.cause_of(&[4.0, 0.0]).cause, Cause::Built);
        assert_eq!(model.cause_of(&[40.0, 0.0]).cause, Cause::Unknown);
    }

    #[test]
    fn a_cause_without_an_example_is_refused() {
        let examples = examples();
        let two: Vec<&CauseExample> =
            examples.iter().filter(|example| example.cause != Cause::Water).collect();
        assert!(matches!(fit("test", &names(), &two), Err(TrainError::OneClass { .. })));
    }
}
