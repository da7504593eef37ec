//! `vigia alerts list|show|export`.

use std::process::ExitCode;

use serde_json::json;
use vigia_app::alert_list::AlertFilter;
use vigia_app::exported_indications::ExportedRules;
use vigia_app::place::Place;
use vigia_app::tie_words::{distance_words, shown_ties};
use vigia_app::worklist::{self, Worklist};
use vigia_app::{Workspace, alerts};
use vigia_core::layer::LayerKind;
use vigia_core::{Alert, Role, tie};

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
        Alerts::Worklist { places, format } => {
            let filter = AlertFilter::default();
            let found = worklist::worklist(workspace, Role::Prosecutor, &filter, places).await?;
            match format {
                ReportFormat::Json => output.json(&worklist_json(&found))?,
                ReportFormat::Text if found.places.is_empty() => output.say("alerts-none", &[]),
                ReportFormat::Text => worklist_lines(&found, output),
            }
        }
        Alerts::Export { format, rules, output: path } => {
            let format = match format {
                ExportFormatArg::Geojson => alerts::ExportFormat::GeoJson,
                ExportFormatArg::Csv => alerts::ExportFormat::Csv,
                ExportFormatArg::Gpkg => alerts::ExportFormat::GeoPackage,
                ExportFormatArg::Kml => alerts::ExportFormat::Kml,
            };
            let rules = ExportedRules::named(rules, &workspace.rules()?)?;
            if let Some(text) = alerts::export(workspace, format, &rules, path.as_deref()).await? {
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

fn worklist_json(found: &Worklist) -> serde_json::Value {
    let places = found.places.iter().map(|place| {
        json!({
            "alert": place.alert.alert,
            "points": place.alert.priority,
            "more": place.more,
            "bbox": place.bbox,
        })
    });
    json!({
        "places": places.collect::<Vec<_>>(),
        "together_m": found.together_m,
        "places_left_out": found.places_left_out,
        "alerts": found.alerts,
    })
}

fn worklist_lines(found: &Worklist, output: &Output) {
    for place in &found.places {
        let points = place.alert.priority.unwrap_or_default();
        let points = format!("{points:>5.1}");
        let alert = &place.alert.alert;
        output.say("worklist-points", &[("points", points)]);
        line(alert, output);
        if place.more > 0 {
            let distance = distance_words(found.together_m);
            output
                .say("worklist-more", &[("more", place.more.to_string()), ("distance", distance)]);
        }
    }
    let left_out = found.places_left_out.to_string();
    output.say("worklist-whole", &[("alerts", found.alerts.to_string()), ("left_out", left_out)]);
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
