//! Field reports in: every file keeps its original; every entry is one report.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use vigia_reports::{Note, read_reports};
use vigia_store::{Lease, Quarantined, Written};

use super::{
    IngestSummary, Input, LEASE, Outcome, WORKER, enqueue, files_below, keep, now, quarantine,
};
use crate::error::AppError;
use crate::progress::{Progress, Step};
use crate::workspace::Workspace;

const KIND: &str = "ingest_reports";

#[derive(Serialize, Deserialize)]
struct Payload {
    file: PathBuf,
}

/// Ingests report files and folders of them.
///
/// # Errors
/// [`AppError::Input`] where a path is not there; [`AppError::Store`]. A file that cannot
/// be read is refused in the summary instead, and the others go on.
pub async fn ingest(
    workspace: &Workspace,
    paths: &[PathBuf],
    progress: Progress<'_>,
) -> Result<IngestSummary, AppError> {
    let stored = |source| AppError::Stored { kind: KIND, source };
    let mut summary = IngestSummary::default();
    let mut inputs = Vec::new();
    for file in files_below(paths)? {
        let key = keep(workspace, &file)?;
        let payload = serde_json::to_value(Payload { file }).map_err(stored)?;
        inputs.push(Input { key, payload });
    }
    enqueue(workspace, KIND, &inputs, &mut summary).await?;
    let mut done = 0;
    while let Some(lease) = workspace.store().claim(&[KIND], WORKER, LEASE, now()).await? {
        let payload: Payload = serde_json::from_value(lease.payload.clone()).map_err(stored)?;
        let unit = payload.file.display().to_string();
        progress(Step { stage: "stage-ingest-reports", done, total: inputs.len(), unit });
        let outcome = ingest_one(workspace, &lease, &payload, &mut summary.notes).await?;
        summary.count(outcome);
        done += 1;
    }
    Ok(summary)
}

async fn ingest_one(
    workspace: &Workspace,
    lease: &Lease,
    payload: &Payload,
    notes: &mut Vec<Note>,
) -> Result<Outcome, AppError> {
    let path = payload.file.display().to_string();
    let batch = match tokio::task::block_in_place(|| read_reports(&payload.file)) {
        Ok(batch) => batch,
        Err(problem) => {
            quarantine(workspace, lease, &path, &problem).await?;
            return Ok(Outcome::Refused(problem));
        }
    };
    notes.extend(batch.notes);
    if let ([], Some(problem)) = (batch.reports.as_slice(), batch.problems.first()) {
        quarantine(workspace, lease, &path, problem).await?;
        return Ok(Outcome::Refused(problem.clone()));
    }
    let mut effects = workspace.store().begin(lease, now()).await?;
    effects.clear_quarantine(KIND, &path).await?;
    let mut accepted = 0;
    for report in &batch.reports {
        if effects.put_report(report).await? == Written::New {
            accepted += 1;
        }
    }
    for problem in &batch.problems {
        let entry = Quarantined {
            kind: lease.kind.clone(),
            source_path: path.clone(),
            fingerprint: None,
            problem: problem.clone(),
        };
        effects.put_quarantine(&entry).await?;
    }
    effects.commit().await?;
    Ok(Outcome::Accepted(accepted, batch.problems))
}
