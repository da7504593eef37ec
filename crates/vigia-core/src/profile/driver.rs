//! What calls a changed place mining.

use serde::{Deserialize, Serialize};

/// Thresholds of before/after comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairThresholds {
    /// Below this share of clear pixels at either date the pair is not observable.
    pub clear_share_min: f64,
    /// Smallest clearing.
    pub area_min_ha: f64,
    /// Probability of workings, from one view, from which they are stated: at a clearing's
    /// earlier view it makes new mining the growth of older workings.
    pub worked_min: f64,
    /// Probability that a clearing is new mining.
    pub model: DriverModel,
}

/// A logistic model over standardised features.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DriverModel {
    /// Log-odds at the mean of every feature.
    pub intercept: f64,
    /// Probability from which a clearing is called mining.
    pub threshold: f64,
    /// The features, by name.
    pub features: Vec<DriverFeature>,
}

/// One term of a [`DriverModel`]: `coefficient · (value − mean) / scale`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DriverFeature {
    /// Name of the feature.
    pub name: String,
    /// Mean over the fitted set; also stands in for a missing value.
    pub mean: f64,
    /// Standard deviation over the fitted set.
    pub scale: f64,
    /// Weight in log-odds.
    pub coefficient: f64,
}

impl DriverFeature {
    /// Returns what `value` adds to the log-odds; 0 for NaN, for which the mean stands in.
    #[must_use]
    pub fn log_odds(&self, value: f64) -> f64 {
        if value.is_nan() { 0.0 } else { self.coefficient * (value - self.mean) / self.scale }
    }
}

/// A clearing without turbid ponds, at least as long and at most as wide, is a road.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoadRule {
    /// Smallest length over width.
    pub elongation_min: f64,
    /// Largest mean width.
    pub width_max_m: f64,
}
