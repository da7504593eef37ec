//! What caused a change that is not mining, as far as it can be told.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use vigia_core::Reason;

use crate::DetectError;
use crate::driver::strongest;
use crate::features::Features;
use crate::logistic::probability_of;
use crate::working::{VIEW_FEATURES, ViewFeatures};

/// The text of the shipped model, as `vigia train` wrote it.
const SHIPPED_JSON: &str = include_str!("../models/causes.json");

/// A cause other than mining. Roads, fires and landslides are not among them: no example
/// of them was there to learn from, and they come out as unknown or as what they resemble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Fields, pasture, swidden, fish ponds of farms.
    Agriculture,
    /// Villages, industry, quarries and open pits of other trades, roadside pads.
    Built,
    /// A river that moved, or water that rose or fell.
    Water,
    /// Too unlike the examples, or too much between them.
    Unknown,
}

impl Cause {
    /// Returns the name used in exports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Agriculture => "agriculture",
            Self::Built => "built",
            Self::Water => "water",
            Self::Unknown => "unknown",
        }
    }
}

/// One logistic model a cause, each against the others, over standardised features of a
/// changed object ([`cause_values`]).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CauseModel {
    /// Name and version, for instance `causes-1`.
    pub name: String,
    /// The features, a choice of [`cause_features`].
    pub features: Vec<String>,
    /// Mean of each over the examples; stands in for a missing value.
    pub mean: Vec<f64>,
    /// Standard deviation of each.
    pub scale: Vec<f64>,
    /// The causes that it can tell.
    pub causes: Vec<KnownCause>,
    /// Share of the summed probabilities below which the likeliest cause is unknown.
    pub share_min: f64,
    /// Root mean square of the standardised features beyond which an object is unlike all
    /// examples.
    pub distance_max: f64,
}

/// A cause and the model that tells it from the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownCause {
    /// The cause.
    pub cause: Cause,
    /// Log-odds at the mean of every feature.
    pub intercept: f64,
    /// Log-odds per standard deviation of each feature.
    pub coefficients: Vec<f64>,
}

/// What caused a change, as the model sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct CauseCall {
    /// The likeliest cause, or unknown.
    pub cause: Cause,
    /// Its share of the summed probabilities, 0–1; 0 for an object unlike all examples.
    pub share: f64,
    /// What spoke for it and against it, strongest first.
    pub reasons: Vec<Reason>,
}

impl CauseModel {
    /// Reads a model that `vigia train` wrote.
    ///
    /// # Errors
    /// [`DetectError::NotAModel`] for text that is no model, [`DetectError::UnknownFeature`]
    /// for a feature that is not computed.
    pub fn from_json(text: &str) -> Result<Self, DetectError> {
        let not_a_model = |reason: String| DetectError::NotAModel { reason };
        let model: Self =
            serde_json::from_str(text).map_err(|error| not_a_model(error.to_string()))?;
        let known = cause_features();
        if let Some(name) = model.features.iter().find(|name| !known.contains(name)) {
            return Err(DetectError::UnknownFeature { name: name.clone() });
        }
        let count = model.features.len();
        let mut lengths = model.causes.iter().map(|known| known.coefficients.len());
        if model.mean.len() != count || model.scale.len() != count || lengths.any(|it| it != count)
        {
            return Err(not_a_model("as many numbers as features are needed".into()));
        }
        Ok(model)
    }

    /// Returns the model that ships with the program.
    ///
    /// # Errors
    /// As [`Self::from_json`], if the shipped text were broken, which a test rules out.
    pub fn shipped() -> Result<&'static Self, DetectError> {
        static SHIPPED: OnceLock<Result<CauseModel, DetectError>> = OnceLock::new();
        SHIPPED.get_or_init(|| Self::from_json(SHIPPED_JSON)).as_ref().map_err(Clone::clone)
    }

    /// Returns what most likely caused a change with these numbers.
    ///
    /// - `values`: [`cause_values`]; NaN is missing and says nothing.
    #[must_use]
    pub fn cause(&self, values: &[f64]) -> CauseCall {
        let known = cause_features();
        let chosen: Vec<f64> = self
            .features
            .iter()
            .map(|name| {
                let at = known.iter().position(|known| known == name);
                at.and_then(|at| values.get(at)).copied().unwrap_or(f64::NAN)
            })
            .collect();
        self.cause_of(&chosen)
    }

    /// [`Self::cause`] of the model's own features, in their order.
    #[must_use]
    pub fn cause_of(&self, chosen: &[f64]) -> CauseCall {
        let standardised: Vec<f64> = chosen
            .iter()
            .zip(self.mean.iter().zip(&self.scale))
            .map(|(value, (mean, scale))| if value.is_nan() { 0.0 } else { (value - mean) / scale })
            .collect();
        let square: f64 = standardised.iter().map(|z| z * z).sum();
        let unknown = CauseCall { cause: Cause::Unknown, share: 0.0, reasons: Vec::new() };
        if (square / standardised.len().max(1) as f64).sqrt() > self.distance_max {
            return unknown;
        }
        let probabilities: Vec<f64> = self
            .causes
            .iter()
            .map(|cause| {
                let terms = cause.coefficients.iter().zip(&standardised);
                probability_of(cause.intercept + terms.map(|(c, z)| c * z).sum::<f64>())
            })
            .collect();
        let total: f64 = probabilities.iter().sum();
        let likeliest = probabilities.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
        let Some((at, probability)) = likeliest else { return unknown };
        let share = probability / total;
        if share < self.share_min {
            return CauseCall { share, ..unknown };
        }
        let terms = self.causes[at].coefficients.iter().zip(&standardised);
        let reasons = self.features.iter().zip(terms).map(|(name, (coefficient, z))| Reason {
            code: name.clone(),
            value: *z,
            contribution: coefficient * z,
        });
        CauseCall { cause: self.causes[at].cause, share, reasons: strongest(reasons.collect()) }
    }
}

/// Returns the names of what [`cause_values`] gives, in order: the features of the object,
/// then those of the square around it, before and after.
#[must_use]
pub fn cause_features() -> Vec<String> {
    let object = Features::NAMES.iter().map(|name| (*name).to_owned());
    let before = VIEW_FEATURES.iter().map(|name| format!("before_{name}"));
    let after = VIEW_FEATURES.iter().map(|name| format!("after_{name}"));
    object.chain(before).chain(after).collect()
}

/// Returns the numbers that tell causes apart, in the order of [`cause_features`].
#[must_use]
pub fn cause_values(features: &Features, views: &(ViewFeatures, ViewFeatures)) -> Vec<f64> {
    let object = Features::NAMES.iter().map(|name| features.get(name).unwrap_or(f64::NAN));
    object.chain(views.0.values().iter().copied()).chain(views.1.values().iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// Two features, three causes, worked by hand.
    fn model() -> CauseModel {
        let known = |cause, intercept, coefficients: [f64; 2]| KnownCause {
            cause,
            intercept,
            coefficients: coefficients.to_vec(),
        };
        CauseModel {
            name: "by-hand".into(),
            features: vec!["log_area".into(), "before_water".into()],
            mean: vec![0.0, 0.2],
            scale: vec![1.0, 0.1],
            causes: vec![
                known(Cause::Agriculture, 0.0, [1.0, -1.0]),
                known(Cause::Built, -1.0, [0.0, 0.0]),
                known(Cause::Water, 0.0, [0.0, 2.0]),
            ],
            share_min: 0.5,
            distance_max: 3.0,
        }
    }

    fn values(log_area: f64, water: f64) -> Vec<f64> {
        let mut values = vec![f64::NAN; cause_features().len()];
        values[0] = log_area;
        values[Features::NAMES.len() + 1] = water;
        values
    }

    #[test]
    fn water_before_makes_a_change_of_water() {
        let call = model().cause(&values(0.0, 0.3));
        assert_eq!(call.cause, Cause::Water);
        let sum = probability_of(-1.0) + probability_of(-1.0) + probability_of(2.0);
        assert!((call.share - probability_of(2.0) / sum).abs() < 1e-12);
        assert_eq!(call.reasons[0].code, "before_water");
        assert!((call.reasons[0].contribution - 2.0).abs() < 1e-9);
    }

    #[test]
    fn what_lies_between_causes_or_far_from_all_examples_is_unknown() {
        let between = model().cause(&values(f64::NAN, f64::NAN));
        assert!(between.cause == Cause::Unknown && between.share > 0.3);
        let far = model().cause(&values(0.0, 1.2));
        assert_eq!((far.cause, far.share), (Cause::Unknown, 0.0));
    }

    #[test]
    fn the_shipped_model_can_be_read_and_a_broken_one_is_refused() {
        let shipped = CauseModel::shipped().unwrap();
        assert_eq!(shipped.causes.len(), 3);
        let broken = SHIPPED_JSON.replacen("before_water", "colour", 1);
        assert!(matches!(
            CauseModel::from_json(&broken),
            Err(DetectError::UnknownFeature { name }) if name == "colour"
        ));
        let mut short = model();
        short.mean.pop();
        let short = serde_json::to_string(&short).unwrap();
        assert!(matches!(CauseModel::from_json(&short), Err(DetectError::NotAModel { .. })));
    }
}
