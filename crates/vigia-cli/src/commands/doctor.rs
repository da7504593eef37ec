//! `vigia doctor`.

use std::path::Path;
use std::process::ExitCode;

use vigia_app::doctor;

use crate::output::Output;

/// Checks this machine and says what is wrong with it.
pub fn run(folder: &Path, output: &Output) -> anyhow::Result<ExitCode> {
    let mut is_well = true;
    for check in doctor::examine(folder) {
        is_well &= check.is_well;
        let mark = if check.is_well { "✓" } else { "✗" };
        output.line(&format!("{mark} {}: {}", output.text(check.what, &[]), check.found));
    }
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
