//! What a site's ties say to the rules.

use vigia_core::layer::LayerKind;
use vigia_core::tie::Tie;
use vigia_core::{DateInterval, FactSource, Hectares, Indication, SnapshotId, Standing};

use super::condition::BadCondition;
use super::facts::{About, Facts};
use super::{Rule, RuleBook};

/// A layer that a site was tied to, whether or not a feature of it was near.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerInForce {
    /// What it describes.
    pub kind: LayerKind,
    /// The dated load.
    pub snapshot: SnapshotId,
}

/// What the rules are asked about.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// When the site may have begun: rules count that were in force on any of these days.
    pub onset: DateInterval,
    /// Its area.
    pub area: Hectares,
    /// Most likely cause: `mining`, `other`, `unknown`.
    pub driver: &'a str,
    /// Probability of that cause, 0–1.
    pub confidence: f64,
    /// Its ties.
    pub ties: &'a [Tie],
    /// The layers that it was tied to.
    pub layers: &'a [LayerInForce],
}

impl RuleBook {
    /// Returns the indications of a site, in the order of the file: every rule in force on a
    /// day on which it may have begun that is met, and every one that cannot be asked
    /// because a layer is missing.
    ///
    /// # Errors
    /// [`BadCondition`] where a condition cannot be decided on these facts.
    pub fn indications(&self, case: &Case<'_>) -> Result<Vec<Indication>, BadCondition> {
        let facts = Facts::of(case);
        let DateInterval { not_before, not_after } = case.onset;
        let in_force = self.rules.iter().filter(|rule| {
            rule.valid_from <= not_after && rule.valid_to.is_none_or(|last| not_before <= last)
        });
        let mut met = Vec::new();
        for rule in in_force {
            met.extend(self.indication(rule, case, &facts)?);
        }
        Ok(met)
    }

    fn indication(
        &self,
        rule: &Rule,
        case: &Case<'_>,
        facts: &Facts<'_>,
    ) -> Result<Option<Indication>, BadCondition> {
        let is_loaded = |kind: &LayerKind| case.layers.iter().any(|layer| layer.kind == *kind);
        let missing: Vec<LayerKind> =
            rule.needs.iter().copied().filter(|kind| !is_loaded(kind)).collect();
        let matched = if missing.is_empty() { matched(rule, case, facts)? } else { Vec::new() };
        if missing.is_empty() && !rule.when.holds(&About::Matched(facts, &matched))? {
            return Ok(None);
        }
        let source = |at: &usize| {
            let tie = &case.ties[*at];
            FactSource {
                kind: tie.kind,
                snapshot: tie.snapshot.clone(),
                feature_code: tie.feature_code.clone(),
            }
        };
        let asked = |layer: &&LayerInForce| {
            rule.needs.contains(&layer.kind) || rule.kinds.contains(&layer.kind)
        };
        Ok(Some(Indication {
            rule: rule.id.clone(),
            rules: self.label(),
            standing: if missing.is_empty() { Standing::Met } else { Standing::NotEvaluable },
            severity: rule.severity,
            norm: rule.norm.clone(),
            article: rule.article.clone(),
            text: rule.text.clone(),
            reviewed_by: rule.reviewed_by.clone(),
            valid_from: rule.valid_from,
            valid_to: rule.valid_to,
            in_force_throughout: rule.is_in_force(case.onset.not_before)
                && rule.is_in_force(case.onset.not_after),
            facts: matched.iter().map(source).collect(),
            snapshots: case.layers.iter().filter(asked).map(|one| one.snapshot.clone()).collect(),
            missing,
        }))
    }
}

/// Returns which ties of the case are facts of the rule.
fn matched(rule: &Rule, case: &Case<'_>, facts: &Facts<'_>) -> Result<Vec<usize>, BadCondition> {
    let of_kind = (0..case.ties.len()).filter(|at| rule.kinds.contains(&case.ties[*at].kind));
    let Some(condition) = &rule.tie else { return Ok(of_kind.collect()) };
    let mut matched = Vec::new();
    for at in of_kind {
        if condition.holds(&About::Tie(facts, at))? {
            matched.push(at);
        }
    }
    Ok(matched)
}
