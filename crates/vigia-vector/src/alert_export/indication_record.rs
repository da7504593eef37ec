//! An indication as exports show it.

use jiff::civil::Date;
use serde::Serialize;
use vigia_core::{Alert, Indication, Severity, Standing};

/// An indication with everything it rests on.
#[derive(Serialize)]
struct IndicationRecord<'a> {
    rule: &'a str,
    rules: &'a str,
    standing: Standing,
    severity: Severity,
    norm: &'a str,
    article: Option<&'a str>,
    text_es: &'a str,
    text_en: &'a str,
    reviewed_by: Option<&'a str>,
    valid_from: Date,
    valid_to: Option<Date>,
    in_force_throughout: bool,
    facts: Vec<FactRecord<'a>>,
    snapshots: Vec<&'a str>,
    missing: Vec<&'static str>,
}

/// A feature that a fact is about; its numbers stand in the alert's ties.
#[derive(Serialize)]
struct FactRecord<'a> {
    kind: &'static str,
    snapshot: &'a str,
    feature_code: &'a str,
}

impl<'a> From<&'a Indication> for IndicationRecord<'a> {
    fn from(indication: &'a Indication) -> Self {
        let facts = indication.facts.iter().map(|fact| FactRecord {
            kind: fact.kind.name(),
            snapshot: fact.snapshot.as_str(),
            feature_code: &fact.feature_code,
        });
        Self {
            rule: &indication.rule,
            rules: &indication.rules,
            standing: indication.standing,
            severity: indication.severity,
            norm: &indication.norm,
            article: indication.article.as_deref(),
            text_es: &indication.text.es,
            text_en: &indication.text.en,
            reviewed_by: indication.reviewed_by.as_deref(),
            valid_from: indication.valid_from,
            valid_to: indication.valid_to,
            in_force_throughout: indication.in_force_throughout,
            facts: facts.collect(),
            snapshots: indication.snapshots.iter().map(|load| load.as_str()).collect(),
            missing: indication.missing.iter().map(|kind| kind.name()).collect(),
        }
    }
}

/// Returns the indications of `alert` as JSON.
///
/// # Errors
/// Never in practice: the records hold only text and days.
pub(super) fn indications_json(alert: &Alert) -> Result<serde_json::Value, serde_json::Error> {
    serde_json::to_value(alert.indications.iter().map(IndicationRecord::from).collect::<Vec<_>>())
}

/// Returns the indications of `alert` for a table cell, parted by semicolons.
pub(super) fn indications_line(alert: &Alert) -> String {
    alert.indications.iter().map(line).collect::<Vec<_>>().join("; ")
}

fn line(indication: &Indication) -> String {
    let article = indication.article.as_deref().map(|article| format!(", {article}"));
    let standing = match indication.standing {
        Standing::Met => "",
        Standing::NotEvaluable => " (not evaluable)",
    };
    let reviewed = match &indication.reviewed_by {
        Some(jurist) => format!("reviewed by {jurist}"),
        None => "not reviewed by a jurist".to_owned(),
    };
    format!(
        "{}{standing}: {}{} [{}, {reviewed}]",
        indication.rule,
        indication.norm,
        article.unwrap_or_default(),
        indication.rules,
    )
}
