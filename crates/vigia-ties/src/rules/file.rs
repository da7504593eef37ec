//! Rules as they stand in a file.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Deserialize;
use vigia_core::layer::LayerKind;
use vigia_core::{Fingerprint, Severity, Words};

use super::condition::{BadCondition, Condition};
use super::examples::Example;
use super::{Rule, RuleBook};

/// Most rules of a file: far above any law, far below what would make a run slow.
const RULES_MAX: usize = 1_000;

/// The text is no file of rules.
#[derive(Debug, thiserror::Error)]
pub enum NotRules {
    /// It is no TOML, or has missing or unknown keys.
    #[error("the rules cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// A condition of a rule.
    #[error("rule {rule}: {source}")]
    Condition {
        /// The rule.
        rule: String,
        /// What is wrong.
        source: BadCondition,
    },
    /// Two versions of a rule are in force on one day.
    #[error("rule {rule} is in force twice on {day}")]
    InForceTwice {
        /// The rule.
        rule: String,
        /// The first such day.
        day: Date,
    },
    /// A rule ends before it begins.
    #[error("rule {rule} ends on {valid_to}, before it begins on {valid_from}")]
    NeverInForce {
        /// The rule.
        rule: String,
        /// First day in force.
        valid_from: Date,
        /// Last day in force.
        valid_to: Date,
    },
    /// A rule that nobody could check.
    #[error("rule {rule} has no example; give it one that meets it and one that does not")]
    WithoutExample {
        /// The rule.
        rule: String,
    },
    /// There are too many.
    #[error("{found} rules are more than {RULES_MAX}")]
    TooMany {
        /// How many there are.
        found: usize,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileText {
    name: String,
    version: u32,
    rule: Vec<RuleText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleText {
    id: String,
    norm: String,
    #[serde(default)]
    article: Option<String>,
    valid_from: Date,
    #[serde(default)]
    valid_to: Option<Date>,
    severity: Severity,
    reviewed_by: String,
    text: Words,
    #[serde(default)]
    needs: Vec<LayerKind>,
    #[serde(default)]
    kinds: Vec<LayerKind>,
    #[serde(default)]
    tie: Option<String>,
    when: String,
    example: Vec<Example>,
}

impl RuleBook {
    /// Reads and compiles rules.
    ///
    /// # Errors
    /// [`NotRules`] for bad TOML, missing or unknown keys, a condition that cannot be read
    /// or speaks of unknown names, a rule without examples, one that never is in force, and
    /// versions of one rule that overlap in time.
    pub fn from_toml(text: &str) -> Result<Self, NotRules> {
        let file: FileText = toml::from_str(text)?;
        if file.rule.len() > RULES_MAX {
            return Err(NotRules::TooMany { found: file.rule.len() });
        }
        let rules: Vec<Rule> = file.rule.into_iter().map(rule).collect::<Result<_, _>>()?;
        check_versions(&rules)?;
        let fingerprint = Fingerprint::of(text.as_bytes());
        let label = format!("{}@{}#{}", file.name, file.version, fingerprint.short(8));
        Ok(Self { label, rules })
    }
}

fn rule(text: RuleText) -> Result<Rule, NotRules> {
    let id = text.id;
    let condition = |of: &str, names: &[&str]| {
        Condition::new(of, names).map_err(|source| NotRules::Condition { rule: id.clone(), source })
    };
    let tie = text.tie.as_deref().map(|tie| condition(tie, &["tie", "site"])).transpose()?;
    let when = condition(&text.when, &["site", "layers", "matched", "tie"])?;
    if let Some(valid_to) = text.valid_to.filter(|last| *last < text.valid_from) {
        return Err(NotRules::NeverInForce { rule: id, valid_from: text.valid_from, valid_to });
    }
    if text.example.is_empty() {
        return Err(NotRules::WithoutExample { rule: id });
    }
    Ok(Rule {
        norm: text.norm,
        article: text.article,
        valid_from: text.valid_from,
        valid_to: text.valid_to,
        severity: text.severity,
        reviewed_by: Some(text.reviewed_by).filter(|name| !name.trim().is_empty()),
        text: text.text,
        needs: text.needs,
        kinds: text.kinds,
        tie,
        when,
        examples: text.example,
        id,
    })
}

fn check_versions(rules: &[Rule]) -> Result<(), NotRules> {
    let ids: BTreeSet<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
    for id in ids {
        let versions: Vec<&Rule> = rules.iter().filter(|rule| rule.id == id).collect();
        for version in &versions {
            let day = version.valid_from;
            if versions.iter().filter(|other| other.is_in_force(day)).count() > 1 {
                return Err(NotRules::InForceTwice { rule: id.to_owned(), day });
            }
        }
    }
    Ok(())
}
