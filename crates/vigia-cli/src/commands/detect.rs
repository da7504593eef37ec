//! `vigia detect`.

use std::process::ExitCode;

use vigia_app::{Workspace, detect};

use crate::commands::production;
use crate::output::Output;
use crate::progress_bar::StageBar;

/// Detects, tracks, ties and alerts; says what was found.
pub async fn run(
    workspace: &Workspace,
    profile: &str,
    output: &Output,
) -> anyhow::Result<ExitCode> {
    let bar = StageBar::new(output);
    let summary = detect::detect_all(workspace, profile, &|step| bar.show(&step)).await?;
    drop(bar);
    production::look(workspace, output).await?;
    output.say(
        "detected",
        &[
            ("series", summary.series.to_string()),
            ("clearings", summary.clearings.to_string()),
            ("mining", summary.mining_clearings.to_string()),
            ("sites", summary.sites.to_string()),
            ("alerts", summary.alerts.to_string()),
            ("confirmed", summary.confirmed.to_string()),
        ],
    );
    for note in &summary.notes {
        output.say(note.code, &[("series", note.series.clone()), ("detail", note.detail.clone())]);
    }
    Ok(ExitCode::SUCCESS)
}
