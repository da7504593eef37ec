//! `vigia here`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use serde_json::{Value, json};
use vigia_app::asked_ground::AskedGround;
use vigia_app::asker::Asker;
use vigia_app::drawn_area::{DrawnArea, positions};
use vigia_app::ground_file::{self, FILE_MAX_BYTES, GroundFile};
use vigia_app::here::{self, Here};
use vigia_app::messages::Language;
use vigia_app::sight::Sight;
use vigia_app::tie_words::distance_words;
use vigia_app::{AppError, Workspace};
use vigia_core::{Problem, ProblemCode};

use crate::arguments::{HereArguments, ReportFormat};
use crate::commands::alerts;
use crate::output::Output;

/// Tells what lies at a place.
pub async fn run(
    workspace: &Workspace,
    asked: HereArguments,
    language: Language,
    output: &Output,
) -> anyhow::Result<ExitCode> {
    let asker = Asker { sight: Sight::Full, language, messages: &output.messages };
    let found = if let Some(at) = &asked.at {
        let [point] = positions("at", at)?[..] else {
            let arguments = vec![("value", at.clone())];
            let error = AppError::BadValue { field: "at", words: "area-not-a-number", arguments };
            return Err(error.into());
        };
        here::at_point(workspace, asker, point, asked.radius).await?
    } else {
        here::on_ground(workspace, asker, &ground(&asked, output).await?).await?
    };
    match asked.format {
        ReportFormat::Json => output.json(&as_json(&found))?,
        ReportFormat::Text => lines(&found, language, output),
    }
    Ok(ExitCode::SUCCESS)
}

async fn ground(asked: &HereArguments, output: &Output) -> anyhow::Result<AskedGround> {
    if let Some(area) = &asked.area {
        return Ok(AskedGround::of_area(&DrawnArea::parse("area", area)?));
    }
    if let Some(line) = &asked.line {
        let line = positions("line", line)?;
        return Ok(AskedGround::along_line("line", &line, asked.radius)?);
    }
    let path = asked.file.as_deref().context("no place is named")?;
    let read = ground_file::read(GroundFile {
        name: path.display().to_string(),
        bytes: bytes(path)?,
        crs: asked.crs.clone(),
        radius_m: asked.radius,
    });
    let read = read.await?;
    read.left_out.iter().for_each(|problem| output.problem(problem));
    Ok(read.ground)
}

/// Looks at the size before it reads.
fn bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    let subject = path.display().to_string();
    let unreadable = |error: std::io::Error| {
        Problem::new(ProblemCode::FileUnreadable, &subject, error.to_string())
    };
    let size_bytes = std::fs::metadata(path).map_err(unreadable)?.len();
    if size_bytes > FILE_MAX_BYTES as u64 {
        let detail = format!("{size_bytes} bytes, at most {FILE_MAX_BYTES}");
        return Err(Problem::new(ProblemCode::TooLarge, subject, detail));
    }
    std::fs::read(path).map_err(unreadable)
}

fn as_json(found: &Here) -> Value {
    let ties = found.ties.iter().map(
        |one| json!({ "layer": one.layer, "dated": one.dated, "words": one.words, "tie": one.tie }),
    );
    let alerts = found
        .alerts
        .iter()
        .map(|near| json!({ "distance_m": near.distance_m, "alert": near.what }));
    let reports = found
        .reports
        .iter()
        .map(|near| json!({ "distance_m": near.distance_m, "report": near.what }));
    json!({
        "longitude": found.place.longitude,
        "latitude": found.place.latitude,
        "utm": found.place.utm(),
        "mgrs": found.place.mgrs,
        "ties": ties.collect::<Vec<_>>(),
        "alerts": alerts.collect::<Vec<_>>(),
        "reports": reports.collect::<Vec<_>>(),
    })
}

fn lines(found: &Here, language: Language, output: &Output) {
    output.say(
        "here-place",
        &[("utm", found.place.utm()), ("degrees", found.place.degrees(language))],
    );
    if found.ties.is_empty() {
        output.say("here-no-ties", &[]);
    }
    for one in &found.ties {
        output.line(&format!("  {} ({}): {}", one.layer, dated(one.dated), one.words));
    }
    output.say("here-alerts", &[("count", found.alerts.len().to_string())]);
    for near in &found.alerts {
        output.line(&format!("  {}", distance_words(near.distance_m)));
        alerts::line(&near.what, output);
    }
    output.say("here-reports", &[("count", found.reports.len().to_string())]);
    for near in &found.reports {
        let distance = distance_words(near.distance_m);
        output.line(&format!("  {distance} · {} · {}", near.what.id, near.what.note));
    }
}

fn dated(day: Option<impl std::fmt::Display>) -> String {
    day.map_or_else(|| "–".to_owned(), |day| day.to_string())
}
