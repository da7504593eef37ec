//! `vigia holders list|suggestions|same|different`.

use std::process::ExitCode;

use serde_json::json;
use vigia_app::Workspace;
use vigia_app::holders::{self, HolderInView};

use crate::arguments::{Holders, ReportFormat};
use crate::output::Output;

/// Who decides on the command line.
const WHO: &str = "command line";

/// Lists holders and who may be one, and takes what a person says of them.
pub async fn run(
    workspace: &Workspace,
    what: Holders,
    output: &Output,
) -> anyhow::Result<ExitCode> {
    match what {
        Holders::List { format } => {
            let found = holders::list(workspace).await?.holders;
            match format {
                ReportFormat::Json => {
                    output.json(&found.iter().map(as_json).collect::<Vec<_>>())?;
                }
                ReportFormat::Text => {
                    output.say("holders-use", &[]);
                    found.iter().for_each(|one| line(one, output));
                }
            }
        }
        Holders::Suggestions { format } => {
            let found = holders::list(workspace).await?.suggestions;
            match format {
                ReportFormat::Json => output.json(&found)?,
                ReportFormat::Text if found.is_empty() => output.say("holders-no-suggestions", &[]),
                ReportFormat::Text => found.iter().for_each(|one| {
                    output.line(&format!("{:.2}  \"{}\"  \"{}\"", one.similarity, one.a, one.b));
                }),
            }
        }
        Holders::Same { a, b } => decide(workspace, (&a, &b), true, output).await?,
        Holders::Different { a, b } => decide(workspace, (&a, &b), false, output).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn decide(
    workspace: &Workspace,
    (a, b): (&str, &str),
    is_same: bool,
    output: &Output,
) -> anyhow::Result<()> {
    holders::decide(workspace, (a, b), is_same, WHO).await?;
    let id = if is_same { "holders-same" } else { "holders-different" };
    output.say(id, &[("a", a.to_owned()), ("b", b.to_owned())]);
    Ok(())
}

fn as_json(one: &HolderInView) -> serde_json::Value {
    json!({
        "permitted_use": "intelligence_only",
        "holder": one.holder,
        "clearings_on": one.on,
        "area_ha": one.area.0,
        "clearings_around": one.around,
        "around_m": holders::AROUND_M,
    })
}

fn line(one: &HolderInView, output: &Output) {
    let names: Vec<&str> = one.holder.names.iter().map(String::as_str).collect();
    output.say(
        "holders-line",
        &[
            ("key", one.holder.key.clone()),
            ("names", names.join(" / ")),
            ("features", one.holder.features.len().to_string()),
            ("on", one.on.len().to_string()),
            ("area", format!("{:.2}", one.area.0)),
            ("around", one.around.len().to_string()),
        ],
    );
}
