//! Children: this test binary, run again to play one part in a process of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

const WORKSPACE: &str = "VIGIA_TEST_WORKSPACE";

/// Returns the command that plays `part`, an ignored test of this binary, in `workspace`.
pub fn command(part: &str, workspace: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", part, "--ignored", "--nocapture", "--test-threads=1"]);
    command.env(WORKSPACE, workspace);
    command.env_remove("VIGIA_FAULT_KILL_AT").env_remove("VIGIA_FAULT_LOG");
    command
}

/// Returns the workspace to play in; `None` where a person runs the ignored tests.
pub fn workspace() -> Option<PathBuf> {
    std::env::var_os(WORKSPACE).map(PathBuf::from)
}
