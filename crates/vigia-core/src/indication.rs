//! An indication: a dated rule that the facts of a site meet. Never a finding of guilt.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::SnapshotId;
use crate::layer::LayerKind;

/// One text in the languages of the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Spanish (Peru).
    pub es: String,
    /// English.
    pub en: String,
}

/// How much an indication weighs for whoever reads it first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A fact to know; it speaks for or against nothing by itself.
    Context,
    /// A fact that matters for whether the activity is formal.
    Formality,
    /// A prohibition, or ground under special protection.
    Prohibition,
}

/// What is known of whether a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Its facts are met.
    Met,
    /// A layer that it needs has no snapshot: nothing can be said.
    NotEvaluable,
}

/// The feature of a layer that a fact is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FactSource {
    /// Kind of layer.
    pub kind: LayerKind,
    /// The dated load it comes from.
    pub snapshot: SnapshotId,
    /// The feature's own code there.
    pub feature_code: String,
}

/// A rule met, or one that could not be asked, with everything it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Indication {
    /// The rule's id.
    pub rule: String,
    /// The rules it stands in, as `<name>@<version>#<hash>`.
    pub rules: String,
    /// What is known.
    pub standing: Standing,
    /// How much it weighs.
    pub severity: Severity,
    /// The norm, as it is cited.
    pub norm: String,
    /// Its article, where the rule states one.
    pub article: Option<String>,
    /// What the rule says, in a sentence.
    pub text: Words,
    /// The jurist who has checked the rule; `None`: nobody yet.
    pub reviewed_by: Option<String>,
    /// First day on which the rule was in force.
    pub valid_from: Date,
    /// Last day on which it was; `None`: it still is.
    pub valid_to: Option<Date>,
    /// Whether it was in force on every day on which the clearing may have begun; where it
    /// was not, another version of it may apply.
    pub in_force_throughout: bool,
    /// The features that its facts are about; their numbers stand in the site's ties.
    pub facts: Vec<FactSource>,
    /// Snapshots that it was asked of, those without a matching feature included.
    pub snapshots: Vec<SnapshotId>,
    /// Kinds of layers that it needs and that are not loaded.
    pub missing: Vec<LayerKind>,
}
