//! `vigia evaluate`: labelled pairs, or a workspace's series beside known truth.

mod pairs;
mod truth;

use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;

use crate::arguments::EvaluateArguments;
use crate::output::Output;

pub use pairs::with_interval;

/// Measures what was asked for; exactly one of the two.
pub async fn run(
    folder: &Path,
    options: EvaluateArguments,
    output: &Output,
) -> anyhow::Result<ExitCode> {
    match (&options.manifest, &options.truth) {
        (Some(manifest), None) => pairs::run(folder, manifest, &options, output).await,
        (None, Some(truth)) => {
            truth::run(&super::open(folder).await?, truth, &options, output).await
        }
        _ => bail!(output.text("evaluate-one-of-two", &[])),
    }
}
