//! What is fitted, and how hard it is held back.

use crate::TrainError;
use crate::boosting::BoostingSettings;
use crate::example::WORKED_RISE;

/// What is fitted, and how hard it is held back.
///
/// The defaults of [`Settings::pair`] were chosen by experiment on the pairs that the
/// model card names, on folds like those of [`crate::cross_validation`].
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Names of the columns of [`crate::Example::views`].
    pub view_features: Vec<String>,
    /// Names of the columns of [`crate::Example::objects`].
    pub object_features: Vec<String>,
    /// The view features that the working model uses.
    pub working: Vec<String>,
    /// How its trees are grown.
    pub boosting: BoostingSettings,
    /// The features of the pair model: object features and `worked_rise`.
    pub pair: Vec<String>,
    /// How freely the pair model may move: the C of scikit-learn, 1 / the L2 penalty.
    pub pair_c: f64,
    /// Weight of pairs with workings at both dates, as examples of what is not new.
    pub before_weight: f64,
    /// Probability of workings in the earlier view from which new ones are growth.
    pub worked_min: f64,
    /// Splits whose thresholds are taken the median of.
    pub threshold_splits: u64,
    /// Whether the probabilities are stretched to what was observed, where that helps.
    pub calibrates: bool,
}

impl Settings {
    /// The working model and the pair model over all features of views and the object
    /// features `pair`, and how the evidence of workings rose.
    #[must_use]
    pub fn pair(view_features: &[&str], object_features: &[&str], pair: &[&str]) -> Self {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let mut pair: Vec<String> = owned(pair);
        pair.push(WORKED_RISE.to_owned());
        Self {
            view_features: owned(view_features),
            object_features: owned(object_features),
            working: owned(view_features),
            boosting: BoostingSettings::default(),
            pair,
            pair_c: 0.1,
            before_weight: 0.1,
            worked_min: 0.7,
            threshold_splits: 10,
            calibrates: true,
        }
    }

    /// The driver model: what caused a clearing, whenever it was cleared, over the object
    /// features `driver` alone. What stood beside it before does not enter.
    #[must_use]
    pub fn driver(object_features: &[&str], driver: &[&str]) -> Self {
        let mut settings = Self::pair(&[], object_features, driver);
        settings.pair.truncate(driver.len());
        Self { pair_c: 0.5, before_weight: 0.0, calibrates: false, ..settings }
    }

    /// Leaves `names` out of both models; a name that both use leaves both.
    ///
    /// # Errors
    /// [`TrainError::UnknownFeature`] for a name that neither uses.
    pub fn without(&self, names: &[&str]) -> Result<Self, TrainError> {
        let is_used =
            |name: &&&str| self.working.iter().chain(&self.pair).any(|used| used == **name);
        if let Some(name) = names.iter().find(|name| !is_used(name)) {
            return Err(TrainError::UnknownFeature { name: (*name).to_owned() });
        }
        let kept = |used: &[String]| {
            used.iter().filter(|name| !names.contains(&name.as_str())).cloned().collect()
        };
        Ok(Self { working: kept(&self.working), pair: kept(&self.pair), ..self.clone() })
    }

    /// Says whether the pair model asks what the views look like.
    #[must_use]
    pub fn uses_views(&self) -> bool {
        self.pair.iter().any(|name| name == WORKED_RISE)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_feature_left_out_leaves_the_models_and_not_the_columns() {
        let all = Settings::pair(&["bare", "water"], &["log_area", "old_bare"], &["log_area"]);
        let less = all.without(&["water"]).unwrap();
        assert_eq!(less.working, ["bare"]);
        assert_eq!(less.pair, ["log_area", "worked_rise"]);
        assert_eq!(less.view_features, all.view_features);
        assert!(less.uses_views() && !less.without(&["worked_rise"]).unwrap().uses_views());
        // `old_bare` is a column, but no model uses it.
        let error = all.without(&["old_bare"]).unwrap_err();
        assert!(matches!(error, TrainError::UnknownFeature { name } if name == "old_bare"));
    }

    #[test]
    fn the_driver_model_does_not_look_at_views() {
        let driver = Settings::driver(&["log_area", "old_bare"], &["log_area"]);
        assert_eq!(driver.pair, ["log_area"]);
        assert!(!driver.uses_views());
    }
}
