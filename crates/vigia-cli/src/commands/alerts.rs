//! `vigia alerts list|show|export`.

use std::process::ExitCode;

use vigia_app::place::Place;
use vigia_app::tie_words::shown_ties;
use vigia_app::{Workspace, alerts};
use vigia_core::layer::LayerKind;
use vigia_core::{Alert, tie};

use crate::arguments::{Alerts, ExportFormatArg, ReportFormat};
use crate::output::Output;

/// Reads alerts.
pub async fn run(workspace: &Workspace, what: Alerts, output: &Output) -> anyhow::Result<ExitCode> {
    match what {
        Alerts::List { format } => {
            let found = alerts::list(workspace).await?;
            match format {
                ReportFormat::Json => output.json(&found)?,
                ReportFormat::Text if found.is_empty() => output.say("alerts-none", &[]),
                ReportFormat::Text => found.iter().for_each(|alert| line(alert, output)),
            }
        }
        Alerts::Show { id, format } => {
            let alert = alerts::show(workspace, &id).await?;
            match format {
                ReportFormat::Json => output.json(&alert)?,
                ReportFormat::Text => show(&alert, output),
            }
        }
        Alerts::Export { format, output: path } => {
            let format = match format {
                ExportFormatArg::Geojson => alerts::ExportFormat::GeoJson,
                ExportFormatArg::Csv => alerts::ExportFormat::Csv,
                ExportFormatArg::Gpkg => alerts::ExportFormat::GeoPackage,
            };
            if let Some(text) = alerts::export(workspace, format, path.as_deref()).await? {
                output.line(text.trim_end());
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints one line for an alert.
pub fn line(alert: &Alert, output: &Output) {
    let ties: Vec<&str> = alert
        .ties
        .iter()
        .filter(|tie| tie.relation != tie::Relation::Near && tie.kind != LayerKind::District)
        .map(|tie| tie.feature_name.as_str())
        .take(2)
        .collect();
    output.say(
        "alert-line",
        &[
            ("id", alert.id.to_string()),
            ("state", output.text(&format!("state-{}", alert.state.name()), &[])),
            ("confidence", format!("{:.2}", alert.confidence)),
            ("area", format!("{:.2}", alert.area.0)),
            ("from", alert.onset.not_before.to_string()),
            ("to", alert.onset.not_after.to_string()),
            (
                "ties",
                if ties.is_empty() { output.text("alert-no-ties", &[]) } else { ties.join(" · ") },
            ),
        ],
    );
}

fn show(alert: &Alert, output: &Output) {
    line(alert, output);
    if let Some(place) = Place::of_alert(alert) {
        output.say(
            "alert-place",
            &[
                ("zone", place.utm_zone),
                ("easting", format!("{:.0}", place.easting_m)),
                ("northing", format!("{:.0}", place.northing_m)),
                ("lat", format!("{:.5}", place.latitude)),
                ("lon", format!("{:.5}", place.longitude)),
            ],
        );
    }
    let sensors: Vec<&str> = alert.sensors.iter().map(|sensor| sensor.name()).collect();
    output.say(
        "alert-seen",
        &[
            ("sensors", sensors.join(", ")),
            ("observed", format!("{:.0}", alert.observed_share * 100.0)),
            ("profile", alert.profile.clone()),
        ],
    );
    for scene in &alert.scenes {
        output.say("alert-scene", &[("scene", scene.to_string())]);
    }
    output.say("alert-why", &[("confidence", format!("{:.2}", alert.confidence))]);
    for reason in &alert.reasons {
        output.line(&format!(
            "  {:+.2}  {}",
            reason.contribution,
            output.text(
                &format!("reason-{}", reason.code.replace('_', "-")),
                &[("value", format!("{:.3}", reason.value)),]
            )
        ));
    }
    output.say("alert-ties", &[]);
    for tie in shown_ties(&alert.ties) {
        output.line(&format!("  {}", tie_in_words(tie, output)));
    }
    output.say("alert-title-is-not-authorship", &[]);
}

fn tie_in_words(tie: &tie::Tie, output: &Output) -> String {
    let id = match tie.relation {
        tie::Relation::Near => "tie-near",
        tie::Relation::Within | tie::Relation::Overlaps => "tie-on",
    };
    output.text(
        id,
        &[
            ("kind", output.text(&format!("kind-{}", tie.kind.name().replace('_', "-")), &[])),
            ("name", tie.feature_name.clone()),
            ("code", tie.feature_code.clone()),
            ("holder", tie.holder.clone().unwrap_or_else(|| "–".into())),
            ("status", tie.status.clone().unwrap_or_else(|| "–".into())),
            ("area", format!("{:.2}", tie.area.0)),
            ("share", format!("{:.0}", tie.share * 100.0)),
            ("distance", format!("{:.0}", tie.distance.0)),
            ("snapshot", tie.snapshot.to_string()),
        ],
    )
}
