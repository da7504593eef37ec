//! What parent and child say to each other: one line of JSON each way for each file.

use serde::{Deserialize, Serialize};
use vigia_core::Problem;

use super::{ProbeLimits, RasterInfo};

/// Begins each line of the child: a C library may print to standard output, too.
pub const MARK: &str = "vigia-probe ";

/// Longest line of either side.
pub const LINE_BYTES_MAX: u64 = 1024 * 1024;

/// Parent to child.
#[derive(Debug, Serialize, Deserialize)]
pub struct Request {
    /// Returned with the answer, so that a late one is not taken for the next.
    pub id: u64,
    /// The file, absolute.
    pub path: String,
    pub limits: ProbeLimits,
}

/// Child to parent.
#[derive(Debug, Serialize, Deserialize)]
pub enum Reply {
    /// The child is up and speaks this protocol.
    Ready,
    /// The file is sound.
    Info { id: u64, info: RasterInfo },
    /// It is not.
    Problem { id: u64, problem: Problem },
}

/// Reads a line of the child; `None` for what is not ours.
pub fn reply(line: &str) -> Option<Reply> {
    serde_json::from_str(line.trim_end().strip_prefix(MARK)?).ok()
}
