//! Whether scores mean what they say, and a stretch that makes them.

use vigia_core::profile::DriverModel;

use crate::TrainError;
use crate::logistic::{fit, probability_of};

/// Keeps the log-odds of 0 and 1 finite.
const PROBABILITY_MIN: f64 = 1e-6;
/// Bins of the calibration error.
pub const BINS: usize = 10;
/// Nearly no penalty: there are two numbers to fit.
const C: f64 = 1e6;

/// Stretches and shifts log-odds.
///
/// # Source
/// Platt (1999), *Advances in Large Margin Classifiers*.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// What log-odds are multiplied by.
    pub slope: f64,
    /// What is then added.
    pub shift: f64,
}

impl Stretch {
    /// Fits the stretch that makes `scores` (0–1) most likely for `outcomes`.
    ///
    /// # Errors
    /// [`TrainError::OneClass`] without both outcomes.
    pub fn fit(scores: &[f64], outcomes: &[bool]) -> Result<Self, TrainError> {
        let rows: Vec<[f64; 1]> = scores.iter().map(|score| [log_odds_of(*score)]).collect();
        let rows: Vec<&[f64]> = rows.iter().map(<[f64; 1]>::as_slice).collect();
        let fitted = fit(&rows, outcomes, &vec![1.0; scores.len()], C)?;
        let slope = fitted.coefficient[0] / fitted.scale[0];
        Ok(Self { slope, shift: fitted.intercept - slope * fitted.mean[0] })
    }

    /// Returns the stretched probability.
    #[must_use]
    pub fn apply(&self, score: f64) -> f64 {
        probability_of(self.slope * log_odds_of(score) + self.shift)
    }

    /// Returns the model whose probabilities are those of `model`, stretched; it calls the
    /// same examples.
    #[must_use]
    pub fn applied_to(&self, model: &DriverModel) -> DriverModel {
        let mut stretched = model.clone();
        stretched.intercept = self.slope * model.intercept + self.shift;
        stretched.threshold = self.apply(model.threshold);
        for feature in &mut stretched.features {
            feature.coefficient *= self.slope;
        }
        stretched
    }
}

/// Returns the stretch where it lowers the calibration error of scores that it was not
/// fitted on, and `None` where it does not, or would turn the order round.
///
/// `folds` says which scores are stretched together by a stretch fitted on all others.
///
/// # Errors
/// [`TrainError::OneClass`] where a fold leaves only one outcome to fit.
pub fn helpful_stretch(
    scores: &[f64],
    outcomes: &[bool],
    folds: &[usize],
) -> Result<Option<Stretch>, TrainError> {
    let mut stretched = scores.to_vec();
    for fold in 0..folds.iter().max().map_or(0, |last| last + 1) {
        let others = (0..scores.len()).filter(|at| folds[*at] != fold);
        let (other_scores, other_outcomes): (Vec<f64>, Vec<bool>) =
            others.map(|at| (scores[at], outcomes[at])).unzip();
        let stretch = Stretch::fit(&other_scores, &other_outcomes)?;
        for at in (0..scores.len()).filter(|at| folds[*at] == fold) {
            stretched[at] = stretch.apply(scores[at]);
        }
    }
    if error(&stretched, outcomes) >= error(scores, outcomes) {
        return Ok(None);
    }
    let stretch = Stretch::fit(scores, outcomes)?;
    Ok((stretch.slope > 0.0).then_some(stretch))
}

/// Returns the expected calibration error: the mean over all scores of the distance
/// between the mean score of its tenth of 0–1 and the share of `true` there.
///
/// # Source
/// Naeini, Cooper & Hauskrecht (2015), AAAI.
#[must_use]
pub fn error(scores: &[f64], outcomes: &[bool]) -> f64 {
    let mut excess = [0.0; BINS];
    for (score, outcome) in scores.iter().zip(outcomes) {
        let bin = ((score * BINS as f64).floor().max(0.0) as usize).min(BINS - 1);
        excess[bin] += score - f64::from(u8::from(*outcome));
    }
    excess.iter().map(|excess| excess.abs()).sum::<f64>() / scores.len().max(1) as f64
}

fn log_odds_of(score: f64) -> f64 {
    let score = score.clamp(PROBABILITY_MIN, 1.0 - PROBABILITY_MIN);
    (score / (1.0 - score)).ln()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use vigia_core::profile::DriverFeature;

    use super::*;
    use crate::fold::shuffled;

    /// Outcomes drawn with the probabilities `truth`, and those probabilities.
    fn drawn(count: u64) -> (Vec<f64>, Vec<bool>) {
        let unit = |what, at| (shuffled(what, at) >> 11) as f64 / (1_u64 << 53) as f64;
        (0..count).map(|at| (unit(1, at), unit(2, at) < unit(1, at))).unzip()
    }

    #[test]
    fn the_error_worked_by_hand() {
        // Bin 0: two scores of 0.05, none true: 0.1. Bin 9: 0.95 and 1.0, one true: 0.95.
        let error = error(&[0.05, 0.05, 0.95, 1.0], &[false, false, true, false]);
        assert!((error - (0.1 + 0.95) / 4.0).abs() < 1e-12);
    }

    #[test]
    fn overconfident_scores_are_stretched_back() {
        let (truth, outcomes) = drawn(2_000);
        let overconfident: Vec<f64> =
            truth.iter().map(|truth| probability_of(3.0 * log_odds_of(*truth) + 1.0)).collect();
        let folds: Vec<usize> = (0..2_000).map(|at| at % 5).collect();
        let stretch = helpful_stretch(&overconfident, &outcomes, &folds).unwrap().unwrap();
        assert!((stretch.slope - 1.0 / 3.0).abs() < 0.05, "{stretch:?}");
        assert!((stretch.shift + 1.0 / 3.0).abs() < 0.15, "{stretch:?}");
        let after: Vec<f64> = overconfident.iter().map(|score| stretch.apply(*score)).collect();
        assert!(error(&overconfident, &outcomes) > 0.1 && error(&after, &outcomes) < 0.03);
    }

    #[test]
    fn scores_that_say_the_opposite_are_not_turned_round() {
        let (truth, outcomes) = drawn(500);
        let opposite: Vec<f64> = truth.iter().map(|truth| 1.0 - truth).collect();
        let folds: Vec<usize> = (0..500).map(|at| at % 5).collect();
        assert_eq!(helpful_stretch(&opposite, &outcomes, &folds).unwrap(), None);
    }

    #[test]
    fn scores_that_are_right_are_left_alone() {
        // In each bin exactly the share of outcomes that the score says.
        let scores: Vec<f64> = (0..200).map(|at| f64::from(at / 20) / 10.0 + 0.05).collect();
        let outcomes: Vec<bool> = (0..200).map(|at| at % 20 < at / 20 * 2 + 1).collect();
        let folds: Vec<usize> = (0..200).map(|at| at % 4).collect();
        assert_eq!(helpful_stretch(&scores, &outcomes, &folds).unwrap(), None);
    }

    #[test]
    fn a_stretched_model_calls_the_same_and_says_what_the_stretch_says() {
        let feature = DriverFeature { name: "a".into(), mean: 1.0, scale: 2.0, coefficient: 0.8 };
        let model = DriverModel { intercept: -0.5, threshold: 0.6, features: vec![feature] };
        let stretch = Stretch { slope: 0.5, shift: 0.2 };
        let stretched = stretch.applied_to(&model);
        for value in [-3.0, 0.0, 2.0, 4.0, 8.0] {
            let of = |model: &DriverModel| {
                probability_of(model.intercept + model.features[0].log_odds(value))
            };
            assert!((of(&stretched) - stretch.apply(of(&model))).abs() < 1e-12);
            assert_eq!(of(&stretched) >= stretched.threshold, of(&model) >= model.threshold);
        }
    }
}
