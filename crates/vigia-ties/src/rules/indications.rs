//! What a site's ties say to the rules.

use cel::{Context, Value};
use serde::Serialize;
use vigia_core::layer::LayerKind;
use vigia_core::tie::{Certainty, Relation, Tie};
use vigia_core::{DateInterval, FactSource, Hectares, Indication, SnapshotId, Standing};

use super::condition::{BadCondition, context};
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

/// A tie as conditions see it.
#[derive(Serialize)]
struct TieFacts<'a> {
    kind: &'static str,
    code: &'a str,
    name: &'a str,
    status: &'a str,
    /// Probability that any of the site is inside.
    touches: f64,
    /// Probability that at least half of it is.
    mostly: f64,
    share: f64,
    area_ha: f64,
    distance_m: f64,
}

#[derive(Serialize)]
struct SiteFacts<'a> {
    area_ha: f64,
    driver: &'a str,
    confidence: f64,
}

impl RuleBook {
    /// Returns the indications of a site, in the order of the file: every rule in force on a
    /// day on which it may have begun that is met, and every one that cannot be asked
    /// because a layer is missing.
    ///
    /// # Errors
    /// [`BadCondition`] where a condition cannot be decided on these facts.
    pub fn indications(&self, case: &Case<'_>) -> Result<Vec<Indication>, BadCondition> {
        let facts = Facts::of(case)?;
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
        facts: &Facts,
    ) -> Result<Option<Indication>, BadCondition> {
        let is_loaded = |kind: &LayerKind| case.layers.iter().any(|layer| layer.kind == *kind);
        let missing: Vec<LayerKind> =
            rule.needs.iter().copied().filter(|kind| !is_loaded(kind)).collect();
        let matched = if missing.is_empty() { facts.matched(rule, case)? } else { Vec::new() };
        if missing.is_empty() && !facts.meet(rule, &matched)? {
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

/// The facts of a case in the form of CEL, made once for all rules.
struct Facts {
    site: Value,
    layers: Value,
    ties: Vec<Value>,
}

impl Facts {
    fn of(case: &Case<'_>) -> Result<Self, BadCondition> {
        let site =
            SiteFacts { area_ha: case.area.0, driver: case.driver, confidence: case.confidence };
        let mut layers: Vec<&str> = case.layers.iter().map(|layer| layer.kind.name()).collect();
        layers.sort_unstable();
        layers.dedup();
        let ties = case.ties.iter().map(|tie| {
            value(TieFacts {
                kind: tie.kind.name(),
                code: &tie.feature_code,
                name: &tie.feature_name,
                status: tie.status.as_deref().unwrap_or_default(),
                touches: certainty(tie).touches,
                mostly: certainty(tie).mostly,
                share: tie.share,
                area_ha: tie.area.0,
                distance_m: tie.distance.0,
            })
        });
        Ok(Self {
            ties: ties.collect::<Result<_, _>>()?,
            site: value(site)?,
            layers: value(layers)?,
        })
    }

    /// Returns which ties of the case are facts of the rule.
    fn matched(&self, rule: &Rule, case: &Case<'_>) -> Result<Vec<usize>, BadCondition> {
        let of_kind = (0..case.ties.len()).filter(|at| rule.kinds.contains(&case.ties[*at].kind));
        let Some(condition) = &rule.tie else { return Ok(of_kind.collect()) };
        let mut matched = Vec::new();
        for at in of_kind {
            let mut about = self.about_site();
            about.add_variable_from_value("tie", self.ties[at].clone());
            if condition.holds(&about)? {
                matched.push(at);
            }
        }
        Ok(matched)
    }

    fn meet(&self, rule: &Rule, matched: &[usize]) -> Result<bool, BadCondition> {
        let mut about = self.about_site();
        let matched: Vec<Value> = matched.iter().map(|at| self.ties[*at].clone()).collect();
        about.add_variable_from_value("matched", matched);
        about.add_variable_from_value("layers", self.layers.clone());
        rule.when.holds(&about)
    }

    fn about_site(&self) -> Context<'static, 'static> {
        let mut about = context();
        about.add_variable_from_value("site", self.site.clone());
        about
    }
}

/// Where it was not worked out, what was measured stands for what is sure.
fn certainty(tie: &Tie) -> Certainty {
    tie.certainty.unwrap_or_else(|| {
        let is_mostly = tie.share >= 0.5;
        Certainty {
            touches: f64::from(u8::from(tie.relation != Relation::Near)),
            mostly: f64::from(u8::from(is_mostly)),
            share_low: tie.share,
            share_high: tie.share,
        }
    })
}

fn value(of: impl Serialize) -> Result<Value, BadCondition> {
    cel::to_value(of).map_err(|error| BadCondition::Undecided {
        text: "facts".into(),
        reason: error.to_string(),
    })
}
