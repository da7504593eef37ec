//! Indications: dated rules that an alert's facts meet.

use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::messages::Language;
use vigia_core::layer::LayerKind;
use vigia_core::{Indication as CoreIndication, Severity, Standing};

use super::tie::{LayerKindName, Tie};

/// What is known of whether a rule holds.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "only describes vigia_core::Standing, which knows no schema")]
pub(crate) enum StandingName {
    /// Its facts are met.
    Met,
    /// A layer that it needs is not loaded.
    NotEvaluable,
}

/// How much a rule weighs.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "only describes vigia_core::Severity, which knows no schema")]
pub(crate) enum SeverityName {
    /// A fact to know.
    Context,
    /// A fact that matters for whether the activity is formal.
    Formality,
    /// A prohibition, or ground under special protection.
    Prohibition,
}

/// A dated rule that the facts meet, or that cannot be asked. Never a finding of guilt.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Indication {
    /// The rule's id.
    rule: String,
    /// The rules it stands in: name, version and hash.
    rules: String,
    /// What is known.
    #[schema(value_type = StandingName)]
    standing: Standing,
    /// How much it weighs.
    #[schema(value_type = SeverityName)]
    severity: Severity,
    /// The norm, as it is cited.
    norm: String,
    /// Its article.
    article: Option<String>,
    /// What the rule says, in the reader's language.
    text: String,
    /// The jurist who has checked the rule; null: nobody yet.
    reviewed_by: Option<String>,
    /// First day on which it was in force.
    #[schema(value_type = String, format = Date)]
    valid_from: jiff::civil::Date,
    /// Last day on which it was; null: it still is.
    #[schema(value_type = Option<String>, format = Date)]
    valid_to: Option<jiff::civil::Date>,
    /// Whether it was in force on every day on which the clearing may have begun.
    in_force_throughout: bool,
    /// The features that its facts are about.
    facts: Vec<Fact>,
    /// Snapshots that it was asked of.
    snapshots: Vec<String>,
    /// Kinds of layers that it needs and that are not loaded.
    #[schema(value_type = Vec<LayerKindName>)]
    missing: Vec<LayerKind>,
}

/// A feature that a fact is about; its numbers stand in the alert's ties.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Fact {
    /// What its layer describes.
    #[schema(value_type = LayerKindName)]
    kind: LayerKind,
    /// The dated load.
    snapshot: String,
    /// The feature's code.
    code: String,
    /// Its name, as the reader may see it.
    name: String,
}

impl Indication {
    /// - `ties`: those of the alert, as the reader may see them.
    pub(crate) fn of(indication: CoreIndication, ties: &[Tie], language: Language) -> Self {
        let name = |snapshot: &str, code: &str| {
            let tie = ties.iter().find(|tie| tie.is_of(snapshot, code));
            tie.map(|tie| tie.name().to_owned()).unwrap_or_default()
        };
        let facts = indication.facts.into_iter().map(|fact| Fact {
            name: name(fact.snapshot.as_str(), &fact.feature_code),
            kind: fact.kind,
            snapshot: fact.snapshot.to_string(),
            code: fact.feature_code,
        });
        Self {
            facts: facts.collect(),
            rule: indication.rule,
            rules: indication.rules,
            standing: indication.standing,
            severity: indication.severity,
            norm: indication.norm,
            article: indication.article,
            text: match language {
                Language::Es => indication.text.es,
                Language::En => indication.text.en,
            },
            reviewed_by: indication.reviewed_by,
            valid_from: indication.valid_from,
            valid_to: indication.valid_to,
            in_force_throughout: indication.in_force_throughout,
            snapshots: indication.snapshots.iter().map(ToString::to_string).collect(),
            missing: indication.missing,
        }
    }
}
