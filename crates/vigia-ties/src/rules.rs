//! Dated rules, as data, and what a site's ties say to them.
//!
//! A file of rules is TOML ([`RuleBook::from_toml`]); its conditions are written in CEL, the
//! Common Expression Language. [`RuleBook::indications`] asks every rule that was in force
//! when a site may have begun; [`RuleBook::failing_examples`] holds the rules to the
//! examples that stand beside them. No rule says that somebody is guilty.

mod answers;
mod condition;
mod examples;
mod facts;
mod file;
mod indications;

pub use condition::BadCondition;
pub use examples::FailingExample;
pub use file::NotRules;
pub use indications::{Case, LayerInForce};

use jiff::civil::Date;
use vigia_core::layer::LayerKind;
use vigia_core::{Severity, Words};

use condition::Condition;
use examples::Example;

/// The rules that ship with the program, for Peru. No jurist has reviewed them yet.
pub const PERU_TOML: &str = include_str!("../rules/peru.toml");

/// A file of rules, read and compiled.
#[derive(Debug)]
pub struct RuleBook {
    /// `<name>@<version>#<hash>`.
    label: String,
    rules: Vec<Rule>,
}

/// One rule in one version.
#[derive(Debug)]
pub struct Rule {
    /// Unique among the rules that are in force on one day.
    pub id: String,
    /// The norm, as it is cited.
    pub norm: String,
    /// Its article.
    pub article: Option<String>,
    /// First day in force.
    pub valid_from: Date,
    /// Last day in force; `None`: it still is.
    pub valid_to: Option<Date>,
    /// How much it weighs.
    pub severity: Severity,
    /// The jurist who has checked it; `None`: nobody yet.
    pub reviewed_by: Option<String>,
    /// What it says.
    pub text: Words,
    /// Kinds of layers without which nothing can be said.
    pub needs: Vec<LayerKind>,
    /// Kinds whose ties are its facts; empty: it is about the site alone.
    kinds: Vec<LayerKind>,
    /// Which of those ties are.
    tie: Option<Condition>,
    /// Whether it is met.
    when: Condition,
    examples: Vec<Example>,
}

impl RuleBook {
    /// Returns `<name>@<version>#<hash>`.
    #[must_use]
    pub fn label(&self) -> String {
        self.label.clone()
    }

    /// Returns the rules in the order of the file.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }
}

impl Rule {
    /// Says whether it was in force on `day`.
    #[must_use]
    pub fn is_in_force(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

#[cfg(test)]
mod tests;
