//! What most likely caused a clearing.

use vigia_core::profile::{DriverModel, RoadRule};
use vigia_core::{Driver, Reason};

use crate::DetectError;
use crate::features::Features;
use crate::logistic::evaluate;

/// Most reasons that a call gives.
const REASONS_MAX: usize = 5;

/// The cause of a clearing, as the model sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct DriverCall {
    /// Mining from the model's threshold on, otherwise something else; unknown where no
    /// pixel of the clearing is seen at both dates.
    pub driver: Driver,
    /// Probability that it is mining, 0–1.
    pub probability: f64,
    /// The features that moved the probability most, strongest first.
    pub reasons: Vec<Reason>,
}

/// Returns what `model` says about a clearing with these `features`; a clearing that `road`
/// describes is no mining, whatever the model says.
///
/// # Errors
/// [`DetectError::UnknownFeature`] where the model names a feature that is not computed.
pub fn classify(
    features: &Features,
    model: &DriverModel,
    road: &RoadRule,
) -> Result<DriverCall, DetectError> {
    let (probability, reasons) = evaluate(model, |name| features.get(name))?;
    let driver = if features.vegetation_loss.is_nan() {
        Driver::Unknown
    } else if is_road(features, road) {
        Driver::Other
    } else if probability >= model.threshold {
        Driver::Mining
    } else {
        Driver::Other
    };
    Ok(DriverCall { driver, probability, reasons: strongest(reasons) })
}

fn is_road(features: &Features, road: &RoadRule) -> bool {
    features.turbid_ponds == 0.0
        && features.elongation >= road.elongation_min
        && features.mean_width_m <= road.width_max_m
}

/// Returns the `reasons` that weigh most, strongest first.
pub(crate) fn strongest(mut reasons: Vec<Reason>) -> Vec<Reason> {
    reasons.retain(|reason| reason.value.is_finite());
    reasons.sort_by(|a, b| b.contribution.abs().total_cmp(&a.contribution.abs()));
    reasons.truncate(REASONS_MAX);
    reasons
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::shipped_profile::default_profile;

    fn features() -> Features {
        Features {
            log_area: 0.6,
            vegetation_loss: 0.9,
            brightening: 0.18,
            reddening: 0.3,
            unevenness: 0.4,
            roughness: -1.6,
            near_old_water: 0.0,
            pond_mix: 0.3,
            old_bare: 0.0,
            solid_before: 0.0,
            worked_rise: f64::NAN,
            turbid_ponds: 0.2,
            elongation: 1.5,
            mean_width_m: 60.0,
        }
    }

    fn call(features: &Features) -> DriverCall {
        let profile = default_profile().unwrap().profile;
        classify(features, &profile.driver, &profile.road).unwrap()
    }

    #[test]
    fn bright_uneven_ground_with_ponds_in_lost_forest_is_mining_and_says_why() {
        let call = call(&features());
        assert_eq!(call.driver, Driver::Mining);
        assert!(call.probability > 0.9, "{}", call.probability);
        let weights: Vec<f64> = call.reasons.iter().map(|r| r.contribution.abs()).collect();
        assert!(weights.len() == 5 && weights.is_sorted_by(|a, b| a >= b));
    }

    #[test]
    fn dull_even_ground_beside_a_river_is_not() {
        let dull = Features {
            brightening: 0.03,
            unevenness: 0.1,
            roughness: -2.8,
            near_old_water: 0.8,
            pond_mix: 0.0,
            turbid_ponds: 0.0,
            ..features()
        };
        let call = call(&dull);
        assert_eq!(call.driver, Driver::Other);
        assert!(call.probability < 0.3, "{}", call.probability);
    }

    #[test]
    fn a_long_narrow_clearing_is_a_road_unless_it_holds_turbid_ponds() {
        let road =
            Features { turbid_ponds: 0.0, elongation: 9.0, mean_width_m: 30.0, ..features() };
        let along_a_stream = Features { turbid_ponds: 0.4, ..road };
        let wide = Features { mean_width_m: 90.0, ..road };
        assert_eq!(call(&road).driver, Driver::Other);
        assert_eq!(call(&along_a_stream).driver, Driver::Mining);
        assert_eq!(call(&wide).driver, Driver::Mining);
    }

    #[test]
    fn an_unseen_clearing_has_no_known_cause() {
        let unseen = Features {
            log_area: f64::NAN,
            vegetation_loss: f64::NAN,
            brightening: f64::NAN,
            ..features()
        };
        assert_eq!(call(&unseen).driver, Driver::Unknown);
    }
}
