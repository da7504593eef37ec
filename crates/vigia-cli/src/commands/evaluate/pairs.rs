//! `vigia evaluate MANIFEST`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use vigia_app::evaluate::bootstrap::Estimate;
use vigia_app::evaluate::judged::seen::SeenPairs;
use vigia_app::evaluate::metrics::figures::Figure;
use vigia_app::evaluate::pair_report::{PairReport, RowsMeasured};
use vigia_app::evaluate::pairs;
use vigia_app::evaluate::report::{self, is_pictured};

use crate::arguments::{EvaluateArguments, ReportFormat};
use crate::output::Output;
use crate::progress_bar::StageBar;

/// Calls every pair of the manifest and prints how right the calls are.
pub async fn run(
    folder: &Path,
    manifest: &Path,
    options: &EvaluateArguments,
    output: &Output,
) -> anyhow::Result<ExitCode> {
    let binary = std::env::current_exe().context("the path of this program is not known")?;
    let profile = vigia_app::workspace::find_profile(folder, &options.profile)?;
    let bar = StageBar::new(output);
    let measured = pairs::evaluate(
        &pairs::Request {
            manifest,
            split: options.split.as_deref(),
            profile: &profile,
            seen: &SeenPairs::of_shipped_model()?,
            probe_binary: &binary,
            thumbnails: options.thumbnails.as_deref(),
            pictured: options.report.is_some().then_some(&is_pictured),
        },
        &|step| bar.show(&step),
    )
    .await?;
    drop(bar);
    if let Some(path) = &options.report {
        report::write(path, &measured, None, &output.messages)?;
    }
    match options.format {
        ReportFormat::Json => output.json(&measured)?,
        ReportFormat::Text => table(&measured, output),
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
    for (id, rows) in [("unseen", &report.headline), ("seen", &report.seen)] {
        if !rows.whole.is_empty() {
            output.line("");
            output.say(&format!("evaluation-{id}-title"), &[]);
            figures(rows, output);
        }
    }
    output.say("evaluate-abstained", &[("count", report.abstained_clear.to_string())]);
    for problem in &report.unreadable {
        output.problem(problem);
    }
    let caution = if report.lacks_headline() { "evaluation-all-seen" } else { "evaluate-caution" };
    output.say(caution, &[]);
}

fn figures(rows: &RowsMeasured, output: &Output) {
    for figure in Figure::ALL {
        output.say(
            "evaluate-ratio",
            &[
                ("name", format!("{:22}", figure.name())),
                ("whole", with_interval(&rows.whole.get(figure))),
                ("primary", with_interval(&rows.primary.get(figure))),
            ],
        );
    }
}

/// Returns a figure with its interval, of one width.
pub fn with_interval(estimate: &Estimate) -> String {
    match (estimate.value, estimate.low, estimate.high) {
        (Some(value), Some(low), Some(high)) => format!("{value:.3} ({low:.2}–{high:.2})"),
        (Some(value), ..) => format!("{value:.3}{:12}", ""),
        (None, ..) => format!("  –  {:12}", ""),
    }
}
