//! Evaluates a logistic model of the profile.

use vigia_core::Reason;
use vigia_core::profile::DriverModel;

use crate::DetectError;

/// Returns the probability that `model` gives, 0–1, and the term that each of its
/// features adds to the log-odds, in the order of the model.
///
/// A feature that is NaN adds nothing: its mean stands in.
///
/// # Errors
/// [`DetectError::UnknownFeature`] where `value_of` does not know a name.
pub(crate) fn evaluate(
    model: &DriverModel,
    value_of: impl Fn(&str) -> Option<f64>,
) -> Result<(f64, Vec<Reason>), DetectError> {
    let mut log_odds = model.intercept;
    let mut terms = Vec::with_capacity(model.features.len());
    for feature in &model.features {
        let value = value_of(&feature.name)
            .ok_or_else(|| DetectError::UnknownFeature { name: feature.name.clone() })?;
        let contribution = feature.log_odds(value);
        log_odds += contribution;
        terms.push(Reason { code: feature.name.clone(), value, contribution });
    }
    Ok((probability_of(log_odds), terms))
}

/// Inverse of the log-odds.
pub(crate) fn probability_of(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use vigia_core::profile::DriverFeature;

    use super::*;

    fn model() -> DriverModel {
        let feature = |name: &str, coefficient| DriverFeature {
            name: name.into(),
            mean: 1.0,
            scale: 2.0,
            coefficient,
        };
        DriverModel {
            intercept: -1.0,
            threshold: 0.5,
            features: vec![feature("a", 2.0), feature("b", -1.0)],
        }
    }

    #[test]
    fn log_odds_worked_by_hand() {
        // −1 + 2 · (4 − 1) / 2 − 1 · (3 − 1) / 2 = 1.
        let (probability, terms) =
            evaluate(&model(), |name| Some(if name == "a" { 4.0 } else { 3.0 })).unwrap();
        assert!((probability - 1.0 / (1.0 + (-1.0_f64).exp())).abs() < 1e-12);
        assert_eq!([terms[0].contribution, terms[1].contribution], [3.0, -1.0]);
    }

    #[test]
    fn a_missing_value_is_the_mean_and_an_unknown_name_is_an_error() {
        let (probability, _) = evaluate(&model(), |_| Some(f64::NAN)).unwrap();
        assert!((probability - probability_of(-1.0)).abs() < 1e-12);
        let error = evaluate(&model(), |name| (name == "a").then_some(1.0)).unwrap_err();
        assert_eq!(error, DetectError::UnknownFeature { name: "b".into() });
    }
}
