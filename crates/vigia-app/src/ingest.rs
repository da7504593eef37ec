//! Ingest: check, fingerprint, catalogue. Originals are never altered; bad input is
//! quarantined with a reason that a person can act on, and the rest goes on.
//!
//! Every input is a durable job: its key is made of what the input holds, so that the
//! same input twice is *unchanged*, and an interrupted run is taken up again.

pub mod layers;
pub mod reports;
pub mod scenes;

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use vigia_core::{Fingerprint, Problem, ProblemCode};
use vigia_store::{JobState, Lease, NewJob, Quarantined, StoreError};
use vigia_vector::shapefile::{Ground, TextEncoding};

use crate::error::AppError;
use crate::workspace::Workspace;

/// How long a worker may be silent before another may take its job.
pub(crate) const LEASE: Duration = Duration::from_secs(15 * 60);
/// Name of this process's worker.
pub(crate) const WORKER: &str = "vigia";
/// Largest number of inputs of one command.
pub const MAX_INPUTS: usize = 200_000;

/// What became of the inputs of one command.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IngestSummary {
    /// Inputs (for reports: entries) that are new.
    pub accepted: usize,
    /// Inputs that were known already.
    pub unchanged: usize,
    /// Inputs that were refused as a whole.
    pub refused: Vec<Problem>,
    /// Parts of accepted inputs that were refused: a feature, a row.
    pub partial: Vec<Problem>,
    /// What was left out or counted once, said so that nothing goes silently.
    pub notes: Vec<vigia_reports::Note>,
    /// New scenes whose files hold decibels, which are read as linear power.
    pub in_decibels: usize,
    /// In which encoding the text of each new shapefile was read.
    pub encodings: Vec<LayerEncoding>,
}

/// In which encoding one layer's text was read, and why in that one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerEncoding {
    /// The layer's file.
    pub subject: String,
    /// The encoding and its ground.
    pub found: TextEncoding,
}

impl LayerEncoding {
    /// Returns the id of the message that says why.
    #[must_use]
    pub const fn ground_message(&self) -> &'static str {
        match self.found.ground {
            Ground::Cpg => "encoding-from-cpg",
            Ground::Dbf => "encoding-from-dbf",
            Ground::Bytes => "encoding-from-bytes",
            Ground::AgainstStatement => "encoding-against-statement",
        }
    }
}

/// What became of one input.
pub(crate) enum Outcome {
    /// New; with the number of entries, and problems with parts of it.
    Accepted(usize, Vec<Problem>),
    /// Known already.
    Unchanged,
    /// Refused.
    Refused(Problem),
}

impl IngestSummary {
    fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Accepted(entries, problems) => {
                self.accepted += entries;
                self.partial.extend(problems);
            }
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::Refused(problem) => self.refused.push(problem),
        }
    }
}

/// One input of a command: a job to be.
pub(crate) struct Input {
    pub key: Fingerprint,
    pub payload: serde_json::Value,
}

/// Returns everything in quarantine.
///
/// # Errors
/// [`AppError::Store`].
pub async fn quarantined(workspace: &Workspace) -> Result<Vec<Problem>, AppError> {
    let entries = workspace.store().quarantined().await?;
    Ok(entries.into_iter().map(|entry| entry.problem).collect())
}

/// Returns the regular files below `paths`, sorted, hidden ones and `README` left out.
///
/// # Errors
/// [`ProblemCode::FileUnreadable`] for a path that is not there or cannot be listed, and
/// [`ProblemCode::TooLarge`] for more than [`MAX_INPUTS`] files.
pub(crate) fn files_below(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Problem> {
    inputs_below(paths, |_| false)
}

/// The same, where a folder of which `is_one` holds is one input.
fn inputs_below(
    paths: &[PathBuf],
    is_one: impl Fn(&Path) -> bool,
) -> Result<Vec<PathBuf>, Problem> {
    let mut files = Vec::new();
    let mut waiting: Vec<PathBuf> = paths.iter().rev().cloned().collect();
    while let Some(path) = waiting.pop() {
        let unreadable = |error: std::io::Error| {
            Problem::new(ProblemCode::FileUnreadable, path.display().to_string(), error.to_string())
        };
        if std::fs::metadata(&path).map_err(unreadable)?.is_dir() && !is_one(&path) {
            let mut below = Vec::new();
            for entry in std::fs::read_dir(&path).map_err(unreadable)? {
                below.push(entry.map_err(unreadable)?.path());
            }
            below.retain(|path| is_offered(path));
            below.sort_unstable_by(|a, b| b.cmp(a));
            waiting.extend(below);
        } else {
            files.push(path);
        }
        if files.len() + waiting.len() > MAX_INPUTS {
            let first = paths.first().map_or_else(String::new, |path| path.display().to_string());
            let detail = format!("more than {MAX_INPUTS} files");
            return Err(Problem::new(ProblemCode::TooLarge, first, detail));
        }
    }
    Ok(files)
}

fn is_offered(path: &Path) -> bool {
    // A link could lead out of the folder, or round in a circle.
    let is_link = std::fs::symlink_metadata(path).is_ok_and(|found| found.file_type().is_symlink());
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    !is_link && name.is_some_and(|name| !name.starts_with('.') && !name.starts_with("README"))
}

/// Enqueues the inputs as jobs of `kind` and counts those whose job was done earlier:
/// as refused again where it ended in quarantine, as unchanged otherwise.
pub(crate) async fn enqueue(
    workspace: &Workspace,
    kind: &str,
    inputs: &[Input],
    summary: &mut IngestSummary,
) -> Result<(), AppError> {
    let jobs: Vec<NewJob> =
        inputs.iter().map(|input| NewJob::new(kind, input.key, input.payload.clone())).collect();
    let enqueued = workspace.store().enqueue_all(&jobs, now()).await?;
    let known = workspace.store().quarantined().await?;
    for (input, job) in inputs.iter().zip(enqueued) {
        if job.before != Some(JobState::Done) {
            continue;
        }
        let refused =
            known.iter().find(|entry| entry.kind == kind && entry.fingerprint == Some(input.key));
        match refused {
            Some(entry) => summary.refused.push(entry.problem.clone()),
            None => summary.unchanged += 1,
        }
    }
    Ok(())
}

/// Keeps a copy of an original under its hash; the hash is the key of what becomes of it.
pub(crate) fn keep(workspace: &Workspace, path: &Path) -> Result<Fingerprint, AppError> {
    match workspace.store().blobs().put_file(path) {
        Err(StoreError::File { path: failed, source, .. }) if failed == path => {
            let subject = path.display().to_string();
            Err(Problem::new(ProblemCode::FileUnreadable, subject, source.to_string()).into())
        }
        kept => Ok(kept?),
    }
}

/// Commits a refusal: the input is in quarantine and its job is done.
pub(crate) async fn quarantine(
    workspace: &Workspace,
    lease: &Lease,
    path: &str,
    problem: &Problem,
) -> Result<(), AppError> {
    let mut effects = workspace.store().begin(lease, now()).await?;
    let entry = Quarantined {
        kind: lease.kind.clone(),
        source_path: path.to_owned(),
        fingerprint: Some(lease.key),
        problem: problem.clone(),
    };
    effects.put_quarantine(&entry).await?;
    effects.commit().await?;
    Ok(())
}

/// The one place where use cases read the clock.
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}
