//! `vigia ingest scenes|layer|reports`.

use std::process::ExitCode;

use anyhow::Context;
use vigia_app::Workspace;
use vigia_app::ingest::layers::LayerOptions;
use vigia_app::ingest::{self, IngestSummary};

use crate::arguments::{Ingest, LayerArguments};
use crate::output::{Output, SOME_REFUSED};
use crate::progress_bar::StageBar;

/// Brings inputs in and says what became of them.
pub async fn run(workspace: &Workspace, what: Ingest, output: &Output) -> anyhow::Result<ExitCode> {
    let bar = StageBar::new(output);
    let show = |step| bar.show(&step);
    let (id, summary) = match what {
        Ingest::Scenes { paths } => {
            ("ingested-scenes", ingest::scenes::ingest(workspace, &paths, &show).await?)
        }
        Ingest::Layer(arguments) => {
            let paths = arguments.paths.clone();
            let options = layer_options(arguments)?;
            ("ingested-layers", ingest::layers::ingest(workspace, &paths, &options, &show).await?)
        }
        Ingest::Reports { paths } => {
            ("ingested-reports", ingest::reports::ingest(workspace, &paths, &show).await?)
        }
    };
    drop(bar);
    tell(id, &summary, output);
    Ok(if summary.refused.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(SOME_REFUSED) })
}

/// Says what was accepted, unchanged and refused, and why.
pub fn tell(id: &str, summary: &IngestSummary, output: &Output) {
    output.say(
        id,
        &[
            ("accepted", summary.accepted.to_string()),
            ("unchanged", summary.unchanged.to_string()),
            ("refused", summary.refused.len().to_string()),
            ("partial", summary.partial.len().to_string()),
        ],
    );
    for note in &summary.notes {
        let arguments = [("subject", note.subject.clone()), ("count", note.count.to_string())];
        output.say(&format!("note-{}", note.code.as_str()), &arguments);
    }
    if summary.in_decibels > 0 {
        output.say("ingested-decibels", &[("count", summary.in_decibels.to_string())]);
    }
    for read in &summary.encodings {
        let source = output.text(read.ground_message(), &[]);
        let encoding = read.found.encoding.to_string();
        let subject = read.subject.clone();
        output.say(
            "ingested-encoding",
            &[("subject", subject), ("encoding", encoding), ("source", source)],
        );
    }
    for problem in summary.refused.iter().chain(&summary.partial).take(SHOWN_PROBLEMS) {
        output.problem(problem);
    }
    let hidden = (summary.refused.len() + summary.partial.len()).saturating_sub(SHOWN_PROBLEMS);
    if hidden > 0 {
        output.say("more-in-quarantine", &[("hidden", hidden.to_string())]);
    }
}

/// Problems printed after an ingest; all of them are in `vigia quarantine`.
const SHOWN_PROBLEMS: usize = 20;

fn layer_options(arguments: LayerArguments) -> anyhow::Result<LayerOptions> {
    let kind = arguments.kind.map(|text| text.parse()).transpose().context("--kind")?;
    let dated = arguments.dated.map(|text| text.parse()).transpose().context("--dated")?;
    Ok(LayerOptions {
        kind,
        layer: arguments.layer,
        dated,
        crs: arguments.crs,
        licence: arguments.licence,
        operation: arguments.operation,
    })
}
