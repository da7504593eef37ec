//! How much one look at a place resembles alluvial workings.

mod view_features;

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::DetectError;
use crate::boosted::BoostedTrees;
use crate::logistic::probability_of;

pub(crate) use view_features::{Square, square_around};
pub use view_features::{VIEW_FEATURES, ViewFeatures};

/// The text of the shipped model, as `vigia train` wrote it.
pub const SHIPPED_JSON: &str = include_str!("../models/working.json");

/// Keeps the evidence of a probability of 0 or 1 finite.
const EVIDENCE_OFFSET: f64 = 0.02;

/// The model of one look: boosted trees over [`VIEW_FEATURES`].
///
/// A weak witness alone, for an open pit of another trade looks much the same; how its
/// answer rises from one date to the next tells more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkingModel {
    /// Name and version, for instance `working-1`.
    pub name: String,
    /// The features that the trees number, a choice of [`VIEW_FEATURES`].
    pub features: Vec<String>,
    /// First 16 hex digits of the SHA-256 of the id of every pair it was fitted on.
    pub trained_on: Vec<String>,
    /// The trees.
    pub trees: BoostedTrees,
}

impl WorkingModel {
    /// Reads a model that `vigia train` wrote.
    ///
    /// # Errors
    /// [`DetectError::NotAModel`] for text that is no model, [`DetectError::UnknownFeature`]
    /// for a feature that is not computed.
    pub fn from_json(text: &str) -> Result<Self, DetectError> {
        let not_a_model = |reason: String| DetectError::NotAModel { reason };
        let model: Self =
            serde_json::from_str(text).map_err(|error| not_a_model(error.to_string()))?;
        let unknown = model.features.iter().find(|name| !VIEW_FEATURES.contains(&name.as_str()));
        if let Some(name) = unknown {
            return Err(DetectError::UnknownFeature { name: name.clone() });
        }
        if !model.trees.is_sound(model.features.len()) {
            return Err(not_a_model("a tree points at a node or feature that is not there".into()));
        }
        Ok(model)
    }

    /// Returns the model that ships with the program.
    ///
    /// # Errors
    /// As [`Self::from_json`], if the shipped text were broken, which a test rules out.
    pub fn shipped() -> Result<&'static Self, DetectError> {
        static SHIPPED: OnceLock<Result<WorkingModel, DetectError>> = OnceLock::new();
        SHIPPED.get_or_init(|| Self::from_json(SHIPPED_JSON)).as_ref().map_err(Clone::clone)
    }

    /// Returns the probability that the view shows workings, 0–1, where as many views
    /// with them as without are expected; NaN where too little of the view is clear.
    #[must_use]
    pub fn probability(&self, view: &ViewFeatures) -> f64 {
        if !view.is_seen() {
            return f64::NAN;
        }
        let values: Vec<f64> =
            self.features.iter().map(|name| view.get(name).unwrap_or(f64::NAN)).collect();
        probability_of(self.trees.log_odds(&values))
    }
}

/// Returns a probability as log-odds between −3.9 and 3.9; NaN for NaN.
#[must_use]
pub fn evidence(probability: f64) -> f64 {
    ((probability + EVIDENCE_OFFSET) / (1.0 + EVIDENCE_OFFSET - probability)).ln()
}

#[cfg(test)]
mod tests;
