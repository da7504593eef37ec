//! What one file gave: reports, problems, and notes on what was left out on purpose.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use vigia_core::report::Report;
use vigia_core::{Fingerprint, Problem, ProblemCode, ReportId};

use crate::draft::Draft;
use crate::limits::PROBLEMS_MAX;
use crate::original::Original;

/// What was read from one file.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportBatch {
    /// Name of the file, without its folder.
    pub file_name: String,
    /// SHA-256 of the file.
    pub fingerprint: Fingerprint,
    /// The reports, in the order of the file, each id once.
    pub reports: Vec<Report>,
    /// Entries that could not be read; the others were.
    pub problems: Vec<Problem>,
    /// What was left out on purpose.
    pub notes: Vec<Note>,
}

/// Something that the reader left out on purpose, said aloud.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What kind; its words are the message `note-<code>`.
    pub code: NoteCode,
    /// Which file.
    pub subject: String,
    /// How many.
    pub count: usize,
}

/// A kind of note with a stable code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteCode {
    /// Points of GPX tracks and routes: only waypoints are reports.
    TrackPointsLeftOut,
    /// Entries that say the same as an earlier one of the file.
    DuplicatesMerged,
    /// Submissions that the server holds but this page of its answer does not.
    MorePages,
}

/// Every code, for the test that each has its words.
pub const NOTE_CODES: &[NoteCode] =
    &[NoteCode::TrackPointsLeftOut, NoteCode::DuplicatesMerged, NoteCode::MorePages];

impl NoteCode {
    /// Returns the stable code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TrackPointsLeftOut => "track-points-left-out",
            Self::DuplicatesMerged => "duplicates-merged",
            Self::MorePages => "more-pages",
        }
    }
}

/// Collects what a reader finds.
pub(crate) struct Collector<'a> {
    original: &'a Original<'a>,
    seen: HashSet<ReportId>,
    duplicates: usize,
    problems_unlisted: usize,
    batch: ReportBatch,
}

impl<'a> Collector<'a> {
    /// Begins with nothing.
    pub(crate) fn new(original: &'a Original<'a>) -> Self {
        Self {
            original,
            seen: HashSet::new(),
            duplicates: 0,
            problems_unlisted: 0,
            batch: ReportBatch {
                file_name: original.name.to_owned(),
                fingerprint: original.fingerprint,
                reports: Vec::new(),
                problems: Vec::new(),
                notes: Vec::new(),
            },
        }
    }

    /// Keeps an observation, unless the file said the same before.
    pub(crate) fn keep(&mut self, draft: Draft) {
        let report = draft.into_report(self.original);
        if self.seen.insert(report.id.clone()) {
            self.batch.reports.push(report);
        } else {
            self.duplicates += 1;
        }
    }

    /// Records that an entry (`row 7`, `waypoint 3`) could not be read.
    pub(crate) fn refuse(&mut self, entry: &str, code: ProblemCode, detail: impl Into<String>) {
        if self.batch.problems.len() < PROBLEMS_MAX {
            let subject = format!("{}, {entry}", self.original.name);
            self.batch.problems.push(Problem::new(code, subject, detail));
        } else {
            self.problems_unlisted += 1;
        }
    }

    /// Records what was left out on purpose; nothing where `count` is zero.
    pub(crate) fn note(&mut self, code: NoteCode, count: usize) {
        if count > 0 {
            let subject = self.original.name.to_owned();
            self.batch.notes.push(Note { code, subject, count });
        }
    }

    /// Returns what was collected.
    pub(crate) fn finish(mut self) -> ReportBatch {
        self.note(NoteCode::DuplicatesMerged, self.duplicates);
        if self.problems_unlisted > 0 {
            let detail = format!("{} more entries could not be read", self.problems_unlisted);
            let problem = self.original.problem(ProblemCode::ReportUnreadable, detail);
            self.batch.problems.push(problem);
        }
        self.batch
    }
}
