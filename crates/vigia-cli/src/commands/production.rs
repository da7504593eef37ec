//! `vigia production load|findings`.

use std::process::ExitCode;

use serde_json::json;
use vigia_app::Workspace;
use vigia_app::production::{self, ProductionFindings};
use vigia_core::production::{NotObservable, ProductionFinding, ProductionFindingKind};

use crate::arguments::{Production, ReportFormat};
use crate::output::Output;
use crate::progress_bar::StageBar;

/// Who loads on the command line.
const WHO: &str = "command line";

/// Loads declared production, or says what does not fit together.
pub async fn run(
    workspace: &Workspace,
    what: Production,
    output: &Output,
) -> anyhow::Result<ExitCode> {
    match what {
        Production::Load { file, dated } => {
            let (load, count, is_new) = production::load(workspace, &file, dated, WHO).await?;
            let id = if is_new { "production-loaded" } else { "production-known" };
            output.say(id, &[("id", load.id), ("count", count.to_string())]);
            look(workspace, output).await?;
        }
        Production::Findings { format } => {
            look(workspace, output).await?;
            let found = production::findings(workspace).await?;
            match format {
                ReportFormat::Json => output.json(&as_json(&found))?,
                ReportFormat::Text => lines(&found, output),
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Looks at ground that nobody has looked at yet.
pub async fn look(workspace: &Workspace, output: &Output) -> anyhow::Result<()> {
    let bar = StageBar::new(output);
    production::look(workspace, &|step| bar.show(&step)).await?;
    Ok(())
}

fn as_json(found: &ProductionFindings) -> serde_json::Value {
    json!({
        "permitted_use": "intelligence_only",
        "load": found.load.as_ref().map(|load| &load.id),
        "dated": found.load.as_ref().map(|load| load.dated),
        "findings": found.findings,
        "unknown_rights": found.unknown_rights,
        "not_looked_at": found.not_looked_at,
    })
}

fn lines(found: &ProductionFindings, output: &Output) {
    let Some(load) = &found.load else { return output.say("production-none", &[]) };
    output.say("production-of", &[("id", load.id.clone()), ("dated", load.dated.to_string())]);
    if found.findings.is_empty() {
        output.say("production-nothing", &[]);
    }
    found.findings.iter().for_each(|one| line(one, output));
    if !found.unknown_rights.is_empty() {
        let rights = found.unknown_rights.join(", ");
        output.say("production-unknown-rights", &[("rights", rights)]);
    }
    if found.not_looked_at > 0 {
        output.say("production-not-looked-at", &[("count", found.not_looked_at.to_string())]);
    }
    output.say("production-limits", &[]);
}

fn line(one: &ProductionFinding, output: &Output) {
    let sum: f64 = one.workings.iter().map(|working| working.area.0).sum();
    let alerts: Vec<&str> = one.workings.iter().map(|working| working.alert.as_str()).collect();
    let declared = one.declared;
    let arguments = [
        ("right", one.right.clone()),
        ("name", one.name.clone()),
        ("holder", one.holder.clone().unwrap_or_else(|| "–".into())),
        ("gold", declared.map_or(0.0, |of| of.kilograms).to_string()),
        ("months", declared.map_or(0, |of| of.months).to_string()),
        ("first", declared.map(|of| of.first.to_string()).unwrap_or_default()),
        ("last", declared.map(|of| of.last.to_string()).unwrap_or_default()),
        ("looks", one.looks.to_string()),
        ("open", format!("{:.2}", one.open.map_or(0.0, |open| open.0))),
        ("area", format!("{sum:.2}")),
        ("alerts", alerts.join(", ")),
    ];
    output.say(
        match one.kind {
            ProductionFindingKind::DeclaredWithoutWorking => "production-declared",
            ProductionFindingKind::WorkingWithoutDeclaration => "production-worked",
        },
        &arguments,
    );
    if let Some(why) = one.not_observable {
        output.say(
            match why {
                NotObservable::NoScene => "production-no-scene",
                NotObservable::Cloud => "production-cloud",
                NotObservable::TooSmall => "production-too-small",
            },
            &[],
        );
    }
}
