//! `vigia train`.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use serde_json::json;
use vigia_app::evaluate::judged::Judged;
use vigia_app::evaluate::judged::seen::SeenPairs;
use vigia_app::evaluate::metrics::figures::Figure;
use vigia_app::evaluate::pair_report::RowsMeasured;
use vigia_app::evaluate::pairs;
use vigia_app::evaluate::report::{self, is_pictured};
use vigia_app::train::{Request, Trained, train};

use super::evaluate::with_interval;
use crate::arguments::{ReportFormat, TrainArguments};
use crate::output::{Output, SOME_REFUSED};
use crate::progress_bar::StageBar;

/// Fits the models, writes them with their card and report, and prints how good they are.
pub async fn run(
    folder: &Path,
    options: &TrainArguments,
    output: &Output,
) -> anyhow::Result<ExitCode> {
    let binary = std::env::current_exe().context("the path of this program is not known")?;
    let profile = vigia_app::workspace::find_profile(folder, &options.profile)?;
    let bar = StageBar::new(output);
    let request = Request {
        manifest: &options.manifest,
        profile: &profile,
        out: &options.out,
        repeats: options.repeats.into(),
        ablates: options.ablate,
        causes: options.causes.as_deref(),
        probe_binary: &binary,
    };
    let mut trained = train(&request, &|step| bar.show(&step)).await?;

    // The report shows the pairs that the held-out models got wrong.
    let typical = trained.held_out.typical();
    let shown: BTreeSet<&str> =
        typical.iter().filter(|row| is_pictured(row)).map(|row| row.id.as_str()).collect();
    let is_shown = |row: &Judged| shown.contains(row.id.as_str());
    let measured = pairs::evaluate(
        &pairs::Request {
            manifest: &options.manifest,
            split: None,
            profile: &profile,
            seen: &SeenPairs::of_marks(&trained.working.trained_on),
            probe_binary: &binary,
            thumbnails: None,
            pictured: Some(&is_shown),
        },
        &|step| bar.show(&step),
    )
    .await?;
    drop(bar);
    let path = options.out.join("report.html");
    report::write(&path, &measured, Some(&trained.held_out), &output.messages)?;
    trained.written.push(path);
    match options.format {
        ReportFormat::Json => output.json(&summary(&trained))?,
        ReportFormat::Text => print(&trained, output),
    }
    for problem in &trained.unreadable {
        output.problem(problem);
    }
    Ok(if trained.unreadable.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(SOME_REFUSED) })
}

fn summary(trained: &Trained) -> serde_json::Value {
    let contenders = |contenders: &[vigia_app::evaluate::judged::held_out::Contender]| {
        let measured = contenders.iter().map(|contender| {
            json!({ "name": contender.name, "held_out": RowsMeasured::of(&contender.repeats) })
        });
        measured.collect::<Vec<_>>()
    };
    json!({
        "held_out": RowsMeasured::of(&trained.held_out.repeats),
        "driver_held_out": RowsMeasured::of(&trained.driver_held_out.repeats),
        "controls": contenders(&trained.held_out.controls),
        "ablations": contenders(&trained.held_out.ablations),
        "predictions": trained.held_out.typical(),
        "written": trained.written,
    })
}

fn print(trained: &Trained, output: &Output) {
    let repeats = &trained.held_out.repeats;
    let pairs = repeats.first().map_or(0, Vec::len);
    output.say(
        "train-title",
        &[("pairs", pairs.to_string()), ("repeats", repeats.len().to_string())],
    );
    figures(repeats, output);
    output.say("train-driver", &[]);
    figures(&trained.driver_held_out.repeats, output);
    for path in &trained.written {
        output.say("train-written", &[("path", path.display().to_string())]);
    }
}

fn figures(repeats: &[Vec<Judged>], output: &Output) {
    let measured = RowsMeasured::of(repeats);
    for figure in Figure::ALL {
        output.say(
            "evaluate-ratio",
            &[
                ("name", format!("{:22}", figure.name())),
                ("whole", with_interval(&measured.whole.get(figure))),
                ("primary", with_interval(&measured.primary.get(figure))),
            ],
        );
    }
}
