//! What layers and rules say of an alert.

use vigia_core::Alert;
use vigia_core::layer::{Feature, Snapshot};
use vigia_core::profile::AlertThresholds;
use vigia_ties::TieIndex;
use vigia_ties::certainty::{DATUM_UNKNOWN_M, PositionErrors};
use vigia_ties::rules::{Case, LayerInForce, RuleBook};

use crate::error::AppError;

/// Layers and rules, made ready to be asked of many alerts.
pub(crate) struct Ground<'a> {
    index: TieIndex,
    layers: Vec<LayerInForce>,
    rules: &'a RuleBook,
    thresholds: &'a AlertThresholds,
}

impl<'a> Ground<'a> {
    pub(crate) fn of(
        layers: &[(Snapshot, Vec<Feature>)],
        rules: &'a RuleBook,
        thresholds: &'a AlertThresholds,
    ) -> Self {
        let in_force = layers.iter().map(|(snapshot, _)| LayerInForce {
            kind: snapshot.kind,
            snapshot: snapshot.id.clone(),
        });
        Self { index: TieIndex::build(layers), layers: in_force.collect(), rules, thresholds }
    }

    /// Returns `alert` with its ties, how sure each is, and the indications that follow.
    ///
    /// # Errors
    /// [`AppError::Rule`] where a rule cannot be decided on these facts.
    pub(crate) fn told(&self, alert: Alert) -> Result<Alert, AppError> {
        let errors = |snapshot: &Snapshot| errors_of(snapshot, self.thresholds);
        let ties = self.index.ties_with(&alert.outline, self.thresholds.near_m, errors);
        let indications = self.rules.indications(&Case {
            onset: alert.onset,
            area: alert.area,
            driver: alert.driver.name(),
            confidence: alert.confidence,
            ties: &ties,
            layers: &self.layers,
        })?;
        Ok(Alert { ties, indications, ..alert })
    }
}

/// How far a site and the features of a snapshot may be displaced to each other.
pub(crate) fn errors_of(snapshot: &Snapshot, thresholds: &AlertThresholds) -> PositionErrors {
    // An operation that states no accuracy says nothing of how good it is.
    let datum_m = snapshot.operation_accuracy_m.unwrap_or(DATUM_UNKNOWN_M);
    PositionErrors {
        image_ce95_m: thresholds.image_ce95_m,
        boundary_m: thresholds.boundary_m,
        datum_m: (datum_m > 0.0).then_some(datum_m),
    }
}
