//! Examples that stand beside a rule, and hold it to what it means.

use jiff::civil::Date;
use serde::Deserialize;
use vigia_core::layer::LayerKind;
use vigia_core::tie::{Certainty, Reading, Relation, Tie};
use vigia_core::{DateInterval, Hectares, Metres, SnapshotId, Standing};

use super::RuleBook;
use super::indications::{Case, LayerInForce};

/// What a rule says of a made-up site.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Example {
    name: String,
    /// First and last day on which the site may have begun.
    onset: (Date, Date),
    #[serde(default = "four_hectares")]
    area_ha: f64,
    #[serde(default = "mining")]
    driver: String,
    #[serde(default)]
    layers: Vec<LayerKind>,
    #[serde(default)]
    ties: Vec<ExampleTie>,
    expect: Expected,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleTie {
    kind: LayerKind,
    #[serde(default)]
    code: String,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    share: f64,
    #[serde(default)]
    distance_m: f64,
    /// Probability that the site touches it; where it is not given, what `share` says.
    #[serde(default)]
    touches: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Expected {
    Met,
    NotMet,
    NotEvaluable,
}

/// An example that its rule does not keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailingExample {
    /// The rule.
    pub rule: String,
    /// The example's name.
    pub example: String,
    /// What the rule says instead, or why it cannot be asked.
    pub found: String,
}

fn four_hectares() -> f64 {
    4.0
}

fn mining() -> String {
    "mining".into()
}

impl RuleBook {
    /// Returns how many examples there are.
    #[must_use]
    pub fn examples(&self) -> usize {
        self.rules.iter().map(|rule| rule.examples.len()).sum()
    }

    /// Returns the examples that their rules do not keep; empty where all is well.
    #[must_use]
    pub fn failing_examples(&self) -> Vec<FailingExample> {
        let examples = self.rules.iter().flat_map(|rule| {
            rule.examples.iter().filter_map(|example| {
                let found = self.found(&rule.id, rule.valid_from, example);
                (found != Ok(example.expect)).then(|| FailingExample {
                    rule: rule.id.clone(),
                    example: example.name.clone(),
                    found: found.map_or_else(|error| error, |found| format!("{found:?}")),
                })
            })
        });
        examples.collect()
    }

    fn found(&self, rule: &str, valid_from: Date, example: &Example) -> Result<Expected, String> {
        let layers: Vec<LayerInForce> = example
            .layers
            .iter()
            .map(|kind| LayerInForce { kind: *kind, snapshot: snapshot(*kind) })
            .collect();
        let ties: Vec<Tie> = example.ties.iter().map(|tie| tie.measured(example.area_ha)).collect();
        let (not_before, not_after) = example.onset;
        let case = Case {
            onset: DateInterval::new(not_before, not_after).map_err(|error| error.to_string())?,
            area: Hectares(example.area_ha),
            driver: &example.driver,
            confidence: 0.9,
            ties: &ties,
            layers: &layers,
        };
        let indications = self.indications(&case).map_err(|error| error.to_string())?;
        let of_rule =
            indications.iter().find(|one| one.rule == rule && one.valid_from == valid_from);
        Ok(match of_rule.map(|indication| indication.standing) {
            Some(Standing::Met) => Expected::Met,
            Some(Standing::NotEvaluable) => Expected::NotEvaluable,
            None => Expected::NotMet,
        })
    }
}

impl ExampleTie {
    fn measured(&self, site_ha: f64) -> Tie {
        let relation = if self.share >= 1.0 {
            Relation::Within
        } else if self.share > 0.0 {
            Relation::Overlaps
        } else {
            Relation::Near
        };
        Tie {
            kind: self.kind,
            snapshot: snapshot(self.kind),
            feature_code: self.code.clone(),
            feature_name: String::new(),
            holder: None,
            status: self.status.clone(),
            relation,
            area: Hectares(self.share * site_ha),
            share: self.share,
            distance: Metres(self.distance_m),
            valid_from: None,
            valid_to: None,
            certainty: self.touches.map(|touches| Certainty {
                touches,
                mostly: if self.share >= 0.5 { touches } else { 0.0 },
                share_low: 0.0,
                share_high: self.share,
            }),
            reading: Reading::AtOnset,
        }
    }
}

fn snapshot(kind: LayerKind) -> SnapshotId {
    SnapshotId::new(format!("{}@example", kind.name()))
}
