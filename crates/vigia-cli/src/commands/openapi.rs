//! `vigia openapi`: the description of the HTTP interface.

use std::process::ExitCode;

use crate::output::Output;

/// Prints the document.
pub fn run(output: &Output) -> anyhow::Result<ExitCode> {
    output.json(&vigia_api::openapi::document())?;
    Ok(ExitCode::SUCCESS)
}
