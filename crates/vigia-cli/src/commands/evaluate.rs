//! `vigia evaluate`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use vigia_app::evaluate::pairs::{self, PairReport};

use crate::arguments::{EvaluateArguments, ReportFormat};
use crate::output::Output;
use crate::progress_bar::StageBar;

/// Calls every pair of the manifest and prints how right the calls are.
pub async fn run(
    folder: &Path,
    options: &EvaluateArguments,
    output: &Output,
) -> anyhow::Result<ExitCode> {
    let binary = std::env::current_exe().context("the path of this program is not known")?;
    let profile = vigia_app::workspace::find_profile(folder, &options.profile)?;
    let bar = StageBar::new(output);
    let report = pairs::evaluate(
        &pairs::Request {
            manifest: &options.manifest,
            split: options.split.as_deref(),
            profile: &profile,
            probe_binary: &binary,
            thumbnails: options.thumbnails.as_deref(),
        },
        &|step| bar.show(&step),
    )
    .await?;
    drop(bar);
    match options.format {
        ReportFormat::Json => output.json(&report)?,
        ReportFormat::Text => table(&report, output),
    }
    Ok(ExitCode::SUCCESS)
}

fn table(report: &PairReport, output: &Output) {
    output.say(
        "evaluate-title",
        &[("pairs", report.pairs.to_string()), ("profile", report.profile.clone())],
    );
    let calls = pairs::CALLS;
    let header: String = calls.iter().map(|call| format!("{call:>16}")).collect();
    output.line(&format!("{:16}{header}", ""));
    for (label, counts) in &report.by_label {
        let row: String =
            calls.iter().map(|call| format!("{:>16}", counts.get(*call).unwrap_or(&0))).collect();
        output.line(&format!("{label:16}{row}"));
    }
    output.line("");
    let primary = &report.primary;
    for (name, whole, primary) in [
        ("precision", report.ratios.precision, primary.precision),
        ("recall", report.ratios.recall, primary.recall),
        ("recall_observable", report.ratios.recall_observable, primary.recall_observable),
        ("specificity", report.ratios.specificity, primary.specificity),
        ("f1", report.ratios.f1, primary.f1),
    ] {
        output.say(
            "evaluate-ratio",
            &[("name", format!("{name:18}")), ("whole", ratio(whole)), ("primary", ratio(primary))],
        );
    }
    output.say("evaluate-abstained", &[("count", report.abstained_clear.to_string())]);
    for problem in &report.unreadable {
        output.problem(problem);
    }
    output.say("evaluate-caution", &[]);
}

fn ratio(value: Option<f64>) -> String {
    value.map_or_else(|| "  –  ".to_owned(), |value| format!("{value:.3}"))
}
