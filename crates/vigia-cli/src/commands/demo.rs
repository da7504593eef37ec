//! `vigia demo`: the whole line on the synthetic sample world.

mod accounts;

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::bail;
use serde::Serialize;
use vigia_api::server::Listen;
use vigia_app::ingest::layers::LayerOptions;
use vigia_app::{Workspace, alerts, detect, evaluate::truth, ingest};
use vigia_core::{Alert, AlertState};

use crate::arguments::{DemoArguments, ReportFormat};
use crate::commands::{samples, serve};
use crate::output::Output;
use crate::progress_bar::StageBar;

/// What the demo did, as `--format json` prints it.
#[derive(Debug, Serialize)]
struct DemoSummary {
    /// Always true: the demo's world is made, not seen.
    synthetic: bool,
    scenes: usize,
    layers: usize,
    reports: usize,
    quarantined: usize,
    alerts: usize,
    confirmed: usize,
    found: usize,
    missed: usize,
    false_alarms: usize,
    false_alarm_kinds: std::collections::BTreeMap<String, usize>,
    onset_inside_interval: usize,
    seconds: f64,
}

/// Makes the world and the workspace in `folder`, runs the line, prints the summary.
/// A second run finds everything done and only reads.
pub async fn run(
    folder: &Path,
    options: &DemoArguments,
    output: &Output,
) -> anyhow::Result<ExitCode> {
    let started = Instant::now();
    let spec = samples::world_spec(options.seed, options.difficulty, options.small);
    let world = folder.join("sample-world");
    if vigia_samples::spec_of(&world).is_some_and(|found| found != spec) {
        bail!(output.text("demo-other-world", &[("folder", folder.display().to_string())]));
    }
    samples::generate(&world, &spec, output)?;
    Workspace::init(folder).await?;
    let workspace = Workspace::open(folder, std::env::current_exe()?).await?;

    let bar = StageBar::new(output);
    let show = |step| bar.show(&step);
    ingest::scenes::ingest(&workspace, &[world.join("scenes")], &show).await?;
    let layers = [world.join("layers")];
    ingest::layers::ingest(&workspace, &layers, &LayerOptions::default(), &show).await?;
    ingest::reports::ingest(&workspace, &[world.join("reports")], &show).await?;
    detect::detect_all(&workspace, "default", &show).await?;
    drop(bar);

    let found = alerts::list(&workspace).await?;
    let comparison =
        truth::compare_with_truth(&found, &truth::read_truth(&world.join("truth/truth.geojson"))?);
    let holdings = workspace.holdings().await?;
    let summary = DemoSummary {
        synthetic: true,
        scenes: holdings.scenes,
        layers: holdings.snapshots,
        reports: holdings.reports,
        quarantined: holdings.quarantined,
        alerts: found.len(),
        confirmed: found.iter().filter(|alert| alert.state == AlertState::Confirmed).count(),
        found: comparison.found,
        missed: comparison.missed,
        false_alarms: comparison.false_alarms,
        false_alarm_kinds: comparison.false_alarm_kinds,
        onset_inside_interval: comparison.onset_inside_interval,
        seconds: started.elapsed().as_secs_f64(),
    };
    let people = accounts::ensure(&workspace, folder).await?;
    if options.format == ReportFormat::Json {
        output.json(&summary)?;
        return Ok(ExitCode::SUCCESS);
    }
    tell(folder, options, &summary, &found, output);
    output.line("");
    accounts::tell(&people, folder, output);
    if options.no_serve {
        return Ok(ExitCode::SUCCESS);
    }
    output.line("");
    let listen = Listen { address: options.listen, tls: None, trusted_proxy: None };
    serve::serve(workspace, &listen, None, output).await
}

fn tell(
    folder: &Path,
    options: &DemoArguments,
    summary: &DemoSummary,
    found: &[Alert],
    output: &Output,
) {
    let place = folder.display().to_string();
    output.say(
        "demo-title",
        &[
            ("seed", options.seed.to_string()),
            ("difficulty", format!("{:?}", options.difficulty).to_lowercase()),
        ],
    );
    output.say("demo-folder", &[("folder", place.clone())]);
    output.line("");
    output.say(
        "demo-line",
        &[
            ("scenes", summary.scenes.to_string()),
            ("layers", summary.layers.to_string()),
            ("reports", summary.reports.to_string()),
            ("alerts", summary.alerts.to_string()),
            ("confirmed", summary.confirmed.to_string()),
        ],
    );
    output.say(
        "demo-truth",
        &[
            ("found", summary.found.to_string()),
            ("missed", summary.missed.to_string()),
            ("false_alarms", summary.false_alarms.to_string()),
        ],
    );
    output.line("");
    output.say("demo-first", &[]);
    found.iter().take(SHOWN_ALERTS).for_each(|alert| super::alerts::line(alert, output));
    output.line("");
    output.say("demo-next", &[]);
    let program = std::env::args().next().unwrap_or_else(|| "vigia".to_owned());
    output.line(&format!("  {program} alerts list -w {place}"));
    if let Some(alert) = found.first() {
        output.line(&format!("  {program} alerts show -w {place} {}", alert.id));
    }
    output.line(&format!("  {program} alerts export -w {place} --format gpkg -o alertas.gpkg"));
    output.say("demo-seconds", &[("seconds", format!("{:.1}", summary.seconds))]);
}

/// Alerts printed after the demo.
const SHOWN_ALERTS: usize = 5;
