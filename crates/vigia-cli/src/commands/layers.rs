//! `vigia layers list|check|download|changes`.

mod file_check;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use serde_json::{Value, json};
use vigia_app::layer_check::{
    Checked, Suspicion, SystematicShift, check, check_file, map, picture,
};
use vigia_app::layer_download::{Fetched, OgcProtocol, Protocol, download};
use vigia_app::layers::{Change, FeatureChange, changes, list};
use vigia_app::{Workspace, tie_words::status_words};

use crate::arguments::{Layers, ProtocolArg, ReportFormat};
use crate::output::{Output, SOME_REFUSED};
use crate::progress_bar::StageBar;

/// Lists layers, or what changed between two loads of one.
pub async fn run(workspace: &Workspace, what: Layers, output: &Output) -> anyhow::Result<ExitCode> {
    match what {
        Layers::List { format } => {
            let layers = list(workspace).await?;
            if matches!(format, ReportFormat::Json) {
                let snapshots = layers.iter().flat_map(|layer| &layer.snapshots);
                output.json(&snapshots.collect::<Vec<_>>())?;
                return Ok(ExitCode::SUCCESS);
            }
            for layer in &layers {
                output.line(&format!("{} ({})", layer.layer, layer.kind));
                for load in &layer.snapshots {
                    let accuracy = load.operation_accuracy_m;
                    output.say(
                        "layers-load",
                        &[
                            ("id", load.id.to_string()),
                            ("features", load.features.to_string()),
                            ("source", load.source.clone()),
                            ("crs", load.source_crs.clone()),
                            ("operation", load.operation.clone()),
                            ("accuracy", accuracy.map_or("?".into(), |metres| metres.to_string())),
                        ],
                    );
                }
            }
        }
        Layers::Download { url, output: target, protocol, name } => {
            let protocol = match protocol {
                ProtocolArg::Arcgis => Protocol::ArcGis,
                ProtocolArg::Ogc => Protocol::Ogc(OgcProtocol::Features),
                ProtocolArg::Wfs => Protocol::Ogc(OgcProtocol::Wfs),
            };
            let bar = StageBar::new(output);
            let show = |step| bar.show(&step);
            let fetched = tokio::task::block_in_place(|| {
                download(protocol, &url, name.as_deref(), &target, &show)
            });
            drop(bar);
            return Ok(match fetched {
                Ok(fetched) => downloaded(&fetched, output),
                Err(problem) => {
                    output.problem(&problem);
                    ExitCode::FAILURE
                }
            });
        }
        Layers::Check { layer, reference, crs, picture: file } if Path::new(&layer).exists() => {
            let path = Path::new(&layer);
            let checked = check_file(workspace, path, crs.as_deref(), reference.as_deref()).await?;
            if let Some(file) = file {
                std::fs::write(&file, map(&checked, &output.messages))
                    .with_context(|| format!("writing {}", file.display()))?;
            }
            return Ok(file_check::said(&checked, output));
        }
        Layers::Check { layer: load, reference, picture: file, .. } => {
            let checked = check(workspace, &load, reference.as_deref()).await?;
            if let Some(file) = file {
                match picture(&checked, &output.messages)? {
                    Some(svg) => std::fs::write(&file, svg)
                        .with_context(|| format!("writing {}", file.display()))?,
                    None => output.say("layers-picture-none", &[]),
                }
            }
            return Ok(said(&checked, output));
        }
        Layers::Changes { from, to, format } => {
            let found = changes(workspace, &from, &to).await?;
            match format {
                ReportFormat::Json => {
                    output.json(&found.iter().map(as_json).collect::<Vec<_>>())?
                }
                ReportFormat::Text if found.is_empty() => output.say("layers-no-changes", &[]),
                ReportFormat::Text => found.iter().for_each(|one| line(one, output)),
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn downloaded(fetched: &Fetched, output: &Output) -> ExitCode {
    let path = fetched.path.display().to_string();
    let arguments = [
        ("features", fetched.features.to_string()),
        ("kept", fetched.features_kept.to_string()),
        ("path", path),
    ];
    output.say("layers-downloaded", &arguments);
    fetched.problems.iter().for_each(|problem| output.problem(problem));
    if fetched.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(SOME_REFUSED) }
}

/// Prints what a check found; suspicions make it fail, so that a script notices.
fn said(checked: &Checked, output: &Output) -> ExitCode {
    let load = ("load", checked.snapshot.id.to_string());
    output.say("layers-check", std::slice::from_ref(&load));
    if let Some(shift) = &checked.shift {
        output.say("layers-check-shift", &measures(shift));
    }
    for suspicion in &checked.suspicions {
        match suspicion {
            Suspicion::Repaired(count) => {
                output.say("layers-check-repaired", &[("count", count.to_string())]);
            }
            Suspicion::Displaced(_) => output.say("layers-check-displaced", &[]),
            Suspicion::Psad56AsWgs84(_) => output.say("layers-check-psad56", &[]),
            Suspicion::Wgs84AsPsad56(_) => output.say("layers-check-wgs84", &[]),
        }
    }
    if checked.suspicions.is_empty() {
        output.say("layers-check-nothing", &[]);
        return ExitCode::SUCCESS;
    }
    ExitCode::FAILURE
}

fn measures(shift: &SystematicShift) -> [(&'static str, String); 4] {
    [
        ("east", format!("{:.0}", shift.east_m)),
        ("north", format!("{:.0}", shift.north_m)),
        ("spread", format!("{:.0}", shift.spread_m)),
        ("common", shift.common.to_string()),
    ]
}

fn line(one: &FeatureChange, output: &Output) {
    let words: Vec<String> = one.changes.iter().map(|change| words(change, output)).collect();
    output.line(&format!("{} {}: {}", one.code, one.name, words.join("; ")));
}

fn words(change: &Change, output: &Output) -> String {
    let stated = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".into());
    let status = |text: &Option<String>| {
        text.as_deref().map_or_else(|| "–".into(), |text| status_words(text, &output.messages))
    };
    match change {
        Change::New => output.text("layers-new", &[]),
        Change::Gone => output.text("layers-gone", &[]),
        Change::Moved { area } => {
            output.text("layers-moved", &[("area", format!("{:.2}", area.0))])
        }
        Change::Holder { from, to } => {
            output.text("layers-holder", &[("from", stated(from)), ("to", stated(to))])
        }
        Change::Status { from, to } => {
            output.text("layers-status", &[("from", status(from)), ("to", status(to))])
        }
    }
}

fn as_json(one: &FeatureChange) -> Value {
    let changes = one.changes.iter().map(|change| match change {
        Change::New => json!({ "change": "new" }),
        Change::Gone => json!({ "change": "gone" }),
        Change::Moved { area } => json!({ "change": "moved", "area_ha": area.0 }),
        Change::Holder { from, to } => json!({ "change": "holder", "from": from, "to": to }),
        Change::Status { from, to } => json!({ "change": "status", "from": from, "to": to }),
    });
    json!({ "code": one.code, "name": one.name, "changes": changes.collect::<Vec<_>>() })
}
