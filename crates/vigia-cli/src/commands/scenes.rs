//! `vigia scenes list|release|refuse`.

use std::process::ExitCode;

use jiff::Timestamp;
use vigia_app::Workspace;
use vigia_app::gates::{self, SceneDecision};
use vigia_core::{GateState, RulingKind};

use crate::arguments::{ReportFormat, RulingArguments, Scenes};
use crate::output::Output;

/// Does what was asked about scenes.
pub async fn run(workspace: &Workspace, what: Scenes, output: &Output) -> anyhow::Result<ExitCode> {
    match what {
        Scenes::List { held, profile, format } => {
            let mut found = gates::list(workspace, &workspace.profile(&profile)?).await?;
            found.retain(|decision| !held || decision.state == GateState::Held);
            match format {
                ReportFormat::Json => output.json(&found)?,
                ReportFormat::Text if found.is_empty() => output.say("scenes-none", &[]),
                ReportFormat::Text => found.iter().for_each(|decision| tell(decision, output)),
            }
        }
        Scenes::Release(ruling) => rule(workspace, RulingKind::Released, ruling, output).await?,
        Scenes::Refuse(ruling) => rule(workspace, RulingKind::Refused, ruling, output).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn rule(
    workspace: &Workspace,
    kind: RulingKind,
    ruling: RulingArguments,
    output: &Output,
) -> anyhow::Result<()> {
    let RulingArguments { id, why, by } = ruling;
    gates::rule(workspace, &id, kind, &by, &why, Timestamp::now()).await?;
    output.say(&format!("scene-{}", kind.name()), &[("id", id)]);
    Ok(())
}

fn tell(decision: &SceneDecision, output: &Output) {
    let state = output.text(&format!("gate-state-{}", decision.state.name()), &[]);
    let clear = format!("{:.0}", decision.clear_share * 100.0);
    let arguments = [
        ("id", decision.scene.to_string()),
        ("date", decision.date.to_string()),
        ("state", state),
        ("clear", clear),
    ];
    output.say("scene-line", &arguments);
    for problem in &decision.problems {
        let code = problem.code.as_str();
        let title = output.text(&format!("problem-{code}"), &[]);
        output.line(&format!("  {title} ({})", problem.detail));
        output.line(&format!("  → {}", output.text(&format!("problem-{code}-remedy"), &[])));
    }
    if let Some(ruling) = &decision.ruling {
        let arguments = [
            ("author", ruling.author.clone()),
            ("date", ruling.at.to_string()),
            ("why", ruling.why.clone()),
        ];
        output.say(&format!("scene-ruling-{}", ruling.kind.name()), &arguments);
    }
}
