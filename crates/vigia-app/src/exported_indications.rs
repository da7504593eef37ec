//! Which indications leave the program in a file.

use std::collections::BTreeSet;

use vigia_core::Alert;

use crate::error::AppError;
use crate::rules::RuleBook;

/// Most rules that are asked for by name.
const NAMED_MAX: usize = 50;

/// The rules of a file: those that a jurist has reviewed, and others by name only. A file
/// travels without the page that says what an unreviewed rule is worth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportedRules {
    named: BTreeSet<String>,
}

impl ExportedRules {
    /// Returns those with the rules of these identifiers.
    ///
    /// # Errors
    /// [`AppError::BadValue`] for a name that no rule of `book` has, and for too many.
    pub fn named(
        names: impl IntoIterator<Item = String>,
        book: &RuleBook,
    ) -> Result<Self, AppError> {
        let named: BTreeSet<String> = names.into_iter().take(NAMED_MAX + 1).collect();
        let known: BTreeSet<&str> = book.rules().iter().map(|rule| rule.id.as_str()).collect();
        let stranger = named.iter().find(|name| !known.contains(name.as_str()));
        if named.len() > NAMED_MAX {
            let arguments = vec![("min", "0".to_owned()), ("max", NAMED_MAX.to_string())];
            return Err(AppError::BadValue {
                field: "rules",
                words: "value-out-of-range",
                arguments,
            });
        }
        if let Some(stranger) = stranger {
            let value = stranger.chars().take(60).collect();
            let choices = known.into_iter().collect::<Vec<_>>().join(", ");
            return Err(AppError::BadValue {
                field: "rules",
                words: "value-unknown",
                arguments: vec![("value", value), ("choices", choices)],
            });
        }
        Ok(Self { named })
    }

    /// Returns the names of unreviewed rules that were asked for.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.named.iter().map(String::as_str)
    }

    /// Returns the alert with the indications that may leave.
    #[must_use]
    pub fn of(&self, mut alert: Alert) -> Alert {
        alert.indications.retain(|one| one.reviewed_by.is_some() || self.named.contains(&one.rule));
        alert
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use vigia_core::indication::Words;
    use vigia_core::{Indication, Severity, Standing};

    use super::*;
    use crate::alert_detail::tests::alert;
    use crate::rules::PERU_TOML;

    fn indication(rule: &str, reviewed_by: Option<&str>) -> Indication {
        Indication {
            rule: rule.into(),
            rules: "pe@1#00".into(),
            standing: Standing::Met,
            severity: Severity::Context,
            norm: "NORMA INVENTADA".into(),
            article: None,
            text: Words { es: String::new(), en: String::new() },
            reviewed_by: reviewed_by.map(str::to_owned),
            valid_from: jiff::civil::date(2020, 1, 1),
            valid_to: None,
            in_force_throughout: true,
            facts: Vec::new(),
            snapshots: Vec::new(),
            missing: Vec::new(),
        }
    }

    fn exported(rules: &ExportedRules) -> Vec<String> {
        let mut told = alert("A-1");
        told.indications =
            vec![indication("checked", Some("JURISTA FICTICIO")), indication("unchecked", None)];
        rules.of(told).indications.into_iter().map(|one| one.rule).collect()
    }

    #[test]
    fn a_rule_that_nobody_reviewed_leaves_only_by_name() {
        let book = RuleBook::from_toml(PERU_TOML).unwrap();
        let name = book.rules()[0].id.clone();
        assert_eq!(exported(&ExportedRules::default()), ["checked"]);
        let named = ExportedRules::named([name.clone()], &book).unwrap();
        assert_eq!(named.names().collect::<Vec<_>>(), [name]);
        let named = ExportedRules { named: ["unchecked".to_owned()].into() };
        assert_eq!(exported(&named), ["checked", "unchecked"]);
    }

    #[test]
    fn a_name_that_no_rule_has_is_refused_with_those_there_are() {
        let book = RuleBook::from_toml(PERU_TOML).unwrap();
        let refused = ExportedRules::named(["no-such-rule".to_owned()], &book).unwrap_err();
        let AppError::BadValue { field: "rules", arguments, .. } = refused else { panic!() };
        assert!(arguments[1].1.contains(&book.rules()[0].id), "{arguments:?}");
    }
}
