//! `vigia evaluate --truth FILE`.

use std::path::Path;
use std::process::ExitCode;

use vigia_app::Workspace;
use vigia_app::evaluate::replay::delay::Delay;
use vigia_app::evaluate::replay::distribution::Distribution;
use vigia_app::evaluate::replay::strata::Stratum;
use vigia_app::evaluate::replay::tally::Tally;
use vigia_app::evaluate::replay_report::{self, ReplayReport};
use vigia_app::evaluate::{replay_pictures, report};

use super::with_interval;
use crate::arguments::{EvaluateArguments, ReportFormat};
use crate::output::Output;
use crate::progress_bar::StageBar;

/// Stands for a figure that does not exist.
const NONE: &str = "–";

/// Replays the workspace and prints how well and how fast it would have alerted.
pub async fn run(
    workspace: &Workspace,
    truth: &Path,
    options: &EvaluateArguments,
    output: &Output,
) -> anyhow::Result<ExitCode> {
    let bar = StageBar::new(output);
    let measured =
        replay_report::evaluate(workspace, truth, &options.profile, &|step| bar.show(&step))
            .await?;
    if let Some(path) = &options.report {
        let pictures = replay_pictures::draw(workspace, &measured, &|step| bar.show(&step)).await?;
        report::replay::write(path, &measured, &pictures, &output.messages)?;
    }
    drop(bar);
    match options.format {
        ReportFormat::Json => output.json(&measured.report)?,
        ReportFormat::Text => summary(&measured.report, output),
    }
    Ok(ExitCode::SUCCESS)
}

fn summary(report: &ReplayReport, output: &Output) {
    if report.synthetic {
        output.say("replay-synthetic", &[]);
        output.line("");
    }
    let day = |date: Option<_>| {
        date.map_or_else(|| NONE.to_owned(), |date: jiff::civil::Date| date.to_string())
    };
    output.say(
        "replay-title",
        &[
            ("dates", report.dates.to_string()),
            ("first", day(report.first_date)),
            ("last", day(report.last_date)),
            ("km2", format!("{:.1}", report.watched_km2)),
            ("profile", report.profile.clone()),
        ],
    );
    let scope = &report.truth;
    output.say(
        "replay-scope",
        &[
            ("counted", scope.counted.to_string()),
            ("small", scope.too_small.to_string()),
            ("before", scope.before_series.to_string()),
            ("after", scope.after_series.to_string()),
            ("others", scope.look_alikes.to_string()),
        ],
    );
    output.line("");
    tallies([&report.ever_raised, &report.standing], output);
    output.say(
        "replay-withdrawn",
        &[
            ("withdrawn", report.withdrawn.to_string()),
            ("mining", report.withdrawn_on_mining.to_string()),
            ("early", report.early.to_string()),
        ],
    );
    output.line("");
    delays(report, output);
    for (title, strata) in
        [("replay-by-area", &report.by_area), ("replay-by-season", &report.by_season)]
    {
        output.line("");
        output.say(title, &[]);
        strata.iter().for_each(|stratum| line_of(stratum, output));
    }
    output.line("");
    fit(report, output);
    output.line("");
    false_load(report, output);
}

fn tallies(both: [&Tally; 2], output: &Output) {
    let row = |id: &str, cell: &dyn Fn(&Tally) -> String| {
        let cells = both.map(cell);
        output.line(&format!(
            "  {:38}{:24}{}",
            output.text(id, &[]),
            cells[0].trim_end(),
            cells[1].trim_end()
        ));
    };
    output.line(&format!(
        "  {:38}{:24}{}",
        "",
        output.text("replay-ever-raised", &[]),
        output.text("replay-standing", &[])
    ));
    row("replay-precision", &|tally| with_interval(&tally.precision));
    row("replay-recall", &|tally| with_interval(&tally.recall));
    row("replay-f1", &|tally| with_interval(&tally.f1));
    row("replay-recall-seen", &|tally| share(tally.recall_seen));
    row("replay-found", &|tally| format!("{} / {}", tally.found, tally.mines));
    row("replay-false", &|tally| format!("{} / {}", tally.false_alerts, tally.alerts));
    row("replay-area-precision", &|tally| share(tally.area.precision));
    row("replay-area-recall", &|tally| share(tally.area.recall));
    row("replay-area-f1", &|tally| share(tally.area.f1));
    row("replay-area-ha", &|tally| {
        let area = &tally.area;
        format!("{:.1} / {:.1} / {:.1}", area.found_ha, area.missed_ha, area.false_ha)
    });
}

fn delays(report: &ReplayReport, output: &Output) {
    output.say("replay-delays", &[]);
    let delays = &report.delays;
    for (id, delay) in [
        ("replay-delay-provisional-onset", &delays.provisional_from_onset),
        ("replay-delay-provisional-clear", &delays.provisional_from_clear),
        ("replay-delay-confirmed-onset", &delays.confirmed_from_onset),
        ("replay-delay-confirmed-clear", &delays.confirmed_from_clear),
    ] {
        let name = format!("{:46}", output.text(id, &[]));
        output.line(&format!("  {name}{}", waited(delay, output)));
    }
}

/// Returns a delay with what was never told of beside it.
fn waited(delay: &Delay, output: &Output) -> String {
    output.text(
        "replay-delay",
        &[
            ("median", number(delay.days.median, 0)),
            ("lower", number(delay.days.lower_quartile, 0)),
            ("upper", number(delay.days.upper_quartile, 0)),
            ("ninth", number(delay.days.ninth_decile, 0)),
            ("dated", delay.days.count.to_string()),
            ("undated", delay.undated.to_string()),
            ("never", delay.never.to_string()),
            ("mines", delay.mines.to_string()),
            ("all", number(delay.median_of_all, 0)),
        ],
    )
}

fn line_of(stratum: &Stratum, output: &Output) {
    let name = output.text(&format!("replay-stratum-{}", stratum.name.replace('.', "-")), &[]);
    let found = output.text(
        "replay-stratum",
        &[
            ("found", stratum.found.to_string()),
            ("mines", stratum.mines.to_string()),
            ("recall", share(stratum.recall)),
            ("median", number(stratum.provisional_from_onset.days.median, 0)),
        ],
    );
    output.line(&format!("  {name:38}{found}"));
}

fn fit(report: &ReplayReport, output: &Output) {
    let fit = &report.fit;
    let spread = |name: &str, spread: &Distribution, decimals| {
        let text = output.text(
            "replay-spread",
            &[
                ("median", number(spread.median, decimals)),
                ("lower", number(spread.lower_quartile, decimals)),
                ("upper", number(spread.upper_quartile, decimals)),
            ],
        );
        output.line(&format!("  {:38}{text}", output.text(name, &[])));
    };
    output.say("replay-fit", &[("workings", fit.workings.to_string())]);
    spread("replay-area-error", &fit.area_error_ha, 2);
    spread("replay-area-error-relative", &fit.relative_area_error, 2);
    spread("replay-iou", &fit.outline_iou, 2);
    spread("replay-onset-width", &fit.onset_width_days, 0);
    let hits = format!("{} / {}", fit.onset_hits, fit.onsets);
    output.line(&format!("  {:38}{hits}", output.text("replay-onset-hits", &[])));
}

fn false_load(report: &ReplayReport, output: &Output) {
    let load = &report.false_load;
    output.say(
        "replay-false-load",
        &[
            ("count", load.alerts.to_string()),
            ("date", number(load.per_1000_km2_and_date, 2)),
            ("year", number(load.per_1000_km2_and_year, 1)),
        ],
    );
    for kind in &load.kinds {
        let id = format!("replay-kind-{}", kind.kind.replace('_', "-"));
        let name = output.messages.find(&id).unwrap_or_else(|| kind.kind.clone());
        let counts = output.text(
            "replay-kind",
            &[
                ("alerts", kind.false_alerts.to_string()),
                ("silent", kind.silent.to_string()),
                ("places", kind.places.to_string()),
            ],
        );
        output.line(&format!("  {name:38}{counts}"));
    }
}

fn share(share: Option<f64>) -> String {
    number(share, 3)
}

fn number(value: Option<f64>, decimals: usize) -> String {
    let written = value.map(|value| format!("{value:.decimals$}").replace('-', "−"));
    written.unwrap_or_else(|| NONE.to_owned())
}
