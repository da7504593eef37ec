//! Every optical scene, what became of it, and why.

use jiff::civil::Date;
use serde::Serialize;
use vigia_core::profile::NamedProfile;
use vigia_core::{GateFinding, GateState, Problem, Ruling, SceneId};

use super::{Verdicts, judged};
use crate::error::AppError;
use crate::workspace::Workspace;

/// What became of one scene.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SceneDecision {
    /// The scene.
    pub scene: SceneId,
    /// Its series.
    pub series: String,
    /// First day of the acquisition (UTC).
    pub date: Date,
    /// Its processing baseline, where stated.
    pub processing_baseline: Option<String>,
    /// What becomes of it: a person's ruling counts before the gates.
    pub state: GateState,
    /// Clear share of its footprint, 0–1.
    pub clear_share: f64,
    /// What the gates found, notes included.
    pub findings: Vec<GateFinding>,
    /// The same as problems, with their codes.
    pub problems: Vec<Problem>,
    /// What a person decided.
    pub ruling: Option<Ruling>,
}

/// Returns what became of every optical scene of every series under `profile`, by series and
/// time; judges those that were not judged yet.
///
/// # Errors
/// As [`super::admitted`].
pub async fn list(
    workspace: &Workspace,
    profile: &NamedProfile,
) -> Result<Vec<SceneDecision>, AppError> {
    let mut decisions = Vec::new();
    for series in workspace.store().series().await? {
        let scenes = workspace.store().scenes(&series).await?;
        let verdicts = Verdicts::of(workspace, &series, &scenes, profile).await?;
        for scene in judged(&series, &scenes) {
            let said = verdicts.said(&scene.id);
            let found = || said.iter().flat_map(|said| &said.found);
            decisions.push(SceneDecision {
                state: verdicts.state(&scene.id),
                clear_share: said.iter().map(|said| said.clear_share).fold(0.0, f64::max),
                findings: found().map(|found| found.finding.clone()).collect(),
                problems: found().map(|found| found.problem(&scene.id)).collect(),
                ruling: verdicts.ruling(&scene.id).cloned(),
                date: scene.dates().not_before,
                processing_baseline: scene.processing_baseline.clone(),
                series: series.clone(),
                scene: scene.id,
            });
        }
    }
    Ok(decisions)
}
