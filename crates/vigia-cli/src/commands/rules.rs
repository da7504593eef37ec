//! `vigia rules list|test|show`.

use std::path::Path;
use std::process::ExitCode;

use vigia_app::rules::{PERU_TOML, Rule, RuleBook, find_rules};
use vigia_core::Severity;

use crate::arguments::Rules;
use crate::output::Output;

/// Reads and tests rules.
pub fn run(folder: &Path, what: &Rules, output: &Output) -> anyhow::Result<ExitCode> {
    match what {
        Rules::Show => output.line(PERU_TOML.trim_end()),
        Rules::List { rules } => list(&find_rules(folder, rules)?, output),
        Rules::Test { rules } => return Ok(test(&find_rules(folder, rules)?, output)),
    }
    Ok(ExitCode::SUCCESS)
}

fn list(rules: &RuleBook, output: &Output) {
    let all = rules.rules();
    let reviewed = all.iter().filter(|rule| rule.reviewed_by.is_some()).count();
    output.say(
        "rules-title",
        &[
            ("rules", rules.label()),
            ("count", all.len().to_string()),
            ("reviewed", reviewed.to_string()),
        ],
    );
    all.iter().for_each(|rule| line(rule, output));
}

fn line(rule: &Rule, output: &Output) {
    let optional = |id: &str, name: &'static str, value: Option<String>| {
        value.map(|value| output.text(id, &[(name, value)])).unwrap_or_default()
    };
    let severity = match rule.severity {
        Severity::Context => "severity-context",
        Severity::Formality => "severity-formality",
        Severity::Prohibition => "severity-prohibition",
    };
    let reviewed = match &rule.reviewed_by {
        Some(name) => output.text("rules-reviewed", &[("name", name.clone())]),
        None => output.text("rules-unreviewed", &[]),
    };
    output.say(
        "rules-line",
        &[
            ("id", rule.id.clone()),
            ("norm", rule.norm.clone()),
            ("article", optional("rules-article", "article", rule.article.clone())),
            ("from", rule.valid_from.to_string()),
            ("to", optional("rules-until", "to", rule.valid_to.map(|day| day.to_string()))),
            ("severity", output.text(severity, &[])),
            ("reviewed", reviewed),
        ],
    );
}

fn test(rules: &RuleBook, output: &Output) -> ExitCode {
    let failing = rules.failing_examples();
    for one in &failing {
        output.say(
            "rules-example-failing",
            &[
                ("rule", one.rule.clone()),
                ("example", one.example.clone()),
                ("found", one.found.clone()),
            ],
        );
    }
    if failing.is_empty() {
        output.say("rules-examples-kept", &[("count", rules.examples().to_string())]);
        return ExitCode::SUCCESS;
    }
    ExitCode::FAILURE
}
