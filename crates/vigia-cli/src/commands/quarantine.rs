//! `vigia quarantine`.

use std::process::ExitCode;

use serde_json::json;
use vigia_app::{Workspace, ingest};

use crate::arguments::ReportFormat;
use crate::output::Output;

/// Lists what was refused, why, and the remedy.
pub async fn run(
    workspace: &Workspace,
    format: ReportFormat,
    output: &Output,
) -> anyhow::Result<ExitCode> {
    let problems = ingest::quarantined(workspace).await?;
    let title = |code: &str| output.text(&format!("problem-{code}"), &[]);
    let remedy = |code: &str| output.text(&format!("problem-{code}-remedy"), &[]);
    match format {
        ReportFormat::Json => {
            let entries: Vec<_> = problems
                .iter()
                .map(|problem| {
                    let code = problem.code.as_str();
                    json!({
                        "subject": problem.subject, "code": code, "title": title(code),
                        "detail": problem.detail, "remedy": remedy(code),
                    })
                })
                .collect();
            output.json(&entries)?;
        }
        ReportFormat::Text if problems.is_empty() => output.say("quarantine-empty", &[]),
        ReportFormat::Text => {
            for problem in &problems {
                let code = problem.code.as_str();
                output.line(&format!("{}: {} ({})", problem.subject, title(code), problem.detail));
                output.line(&format!("  → {}", remedy(code)));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
