//! Jobs: rows unique by (kind, key), each leased to one worker at a time.
//!
//! A lease carries a fencing token that grows with every claim. A worker that lost its
//! lease, however late it wakes up, holds an old token, and its effects are refused.

mod claim;
mod enqueue;
mod fail;
mod renew;
mod survey;

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use vigia_core::{Fingerprint, Problem};

use crate::error::StoreError;

pub use claim::CLAIMS_MAX;
pub(crate) use claim::release_jobs_of_the_dead;
pub use enqueue::Enqueued;
pub(crate) use enqueue::enqueue_in;
pub use survey::{FailedJob, JobCounts};

/// Row number of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub i64);

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// How often a job has been claimed; tells a living lease from a lost one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FencingToken(pub i64);

/// A job to be queued.
#[derive(Clone, Debug, PartialEq)]
pub struct NewJob {
    /// What is to be done, for instance `ingest_scene`.
    pub kind: String,
    /// Fingerprint of all inputs and of the profile: equal work has an equal key.
    pub key: Fingerprint,
    /// What the worker needs to know; at most [`crate::MESSAGE_MAX_BYTES`].
    pub payload: Value,
}

impl NewJob {
    /// Makes a job.
    #[must_use]
    pub fn new(kind: impl Into<String>, key: Fingerprint, payload: Value) -> Self {
        Self { kind: kind.into(), key, payload }
    }
}

/// The right to work on one job for a while.
#[derive(Clone, Debug, PartialEq)]
pub struct Lease {
    /// The job.
    pub job_id: JobId,
    /// Its kind.
    pub kind: String,
    /// Its key.
    pub key: Fingerprint,
    /// What it was given.
    pub payload: Value,
    /// The claim that this lease stands for.
    pub fencing_token: FencingToken,
}

impl Lease {
    pub(crate) fn stale(&self) -> StoreError {
        StoreError::StaleLease { job_id: self.job_id, kind: self.kind.clone() }
    }
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JobState {
    /// Waits for a worker.
    Queued,
    /// A worker has it, or had it when it died.
    Running,
    /// Its effects are committed.
    Done,
    /// Given up; enqueueing it again revives it.
    Failed,
}

impl JobState {
    /// Returns the name used in the database and in summaries.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    /// The table's own `CHECK` admits no other names.
    pub(crate) fn from_name(name: &str) -> Self {
        match name {
            "running" => Self::Running,
            "done" => Self::Done,
            "failed" => Self::Failed,
            _ => Self::Queued,
        }
    }
}

/// Why a job failed: a problem with its input, or words for what has no code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobFailure {
    /// A problem with the input.
    Problem(Problem),
    /// Anything else, as the error chain told it.
    Text(String),
}

impl From<Problem> for JobFailure {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<String> for JobFailure {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for JobFailure {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl fmt::Display for JobFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problem(problem) => problem.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests;
