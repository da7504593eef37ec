//! One file a command.

pub mod alerts;
pub mod demo;
pub mod detect;
pub mod doctor;
pub mod evaluate;
pub mod here;
pub mod holders;
pub mod ingest;
pub mod layers;
pub mod openapi;
pub mod production;
pub mod quarantine;
pub mod rules;
pub mod samples;
pub mod scenes;
pub mod sensors;
pub mod serve;
pub mod train;
pub mod user;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use vigia_app::Workspace;

use crate::arguments::{Arguments, Command};
use crate::output::Output;

/// Runs the command that was asked for.
pub async fn run(arguments: Arguments, output: &Output) -> anyhow::Result<ExitCode> {
    let folder = arguments.workspace;
    let here = || folder.clone().unwrap_or_else(|| PathBuf::from("."));
    match arguments.command {
        Command::Demo(options) => {
            let folder = folder.clone().map_or_else(demo_folder, Ok)?;
            demo::run(&folder, &options, output).await
        }
        Command::Init => {
            Workspace::init(&here()).await?;
            output.say("workspace-made", &[("folder", here().display().to_string())]);
            Ok(ExitCode::SUCCESS)
        }
        Command::Samples(options) => samples::run(&options, output),
        Command::Ingest { what } => ingest::run(&open(&here()).await?, what, output).await,
        Command::Detect { profile } => detect::run(&open(&here()).await?, &profile, output).await,
        Command::Alerts { what } => alerts::run(&open(&here()).await?, what, output).await,
        Command::Here(options) => {
            here::run(&open(&here()).await?, options, arguments.lang.into(), output).await
        }
        Command::Scenes { what } => scenes::run(&open(&here()).await?, what, output).await,
        Command::Quarantine { format } => {
            quarantine::run(&open(&here()).await?, format, output).await
        }
        Command::Evaluate(options) => evaluate::run(&here(), options, output).await,
        Command::Train(options) => train::run(&here(), &options, output).await,
        Command::Serve(options) => serve::run(open(&here()).await?, options, output).await,
        Command::User { what } => user::run(&open(&here()).await?, what, output).await,
        Command::Layers { what } => layers::run(&open(&here()).await?, what, output).await,
        Command::Holders { what } => holders::run(&open(&here()).await?, what, output).await,
        Command::Production { what } => production::run(&open(&here()).await?, what, output).await,
        Command::Rules { what } => rules::run(&here(), &what, output),
        Command::Sensors => Ok(sensors::run(output)),
        Command::Openapi => openapi::run(output),
        Command::Doctor => doctor::run(&here(), output),
        Command::ProbeRasters => Ok(vigia_app::probe::serve()),
    }
}

/// Opens the workspace; rasters are decoded by this same binary in a limited process.
async fn open(folder: &std::path::Path) -> anyhow::Result<Workspace> {
    let binary = std::env::current_exe().context("the path of this program is not known")?;
    Ok(Workspace::open(folder, binary).await?)
}

/// Returns the demo's folder: `$XDG_DATA_HOME/vigia/demo`.
fn demo_folder() -> anyhow::Result<PathBuf> {
    let data = std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share")));
    Ok(data.context("neither XDG_DATA_HOME nor HOME is set; give --workspace")?.join("vigia/demo"))
}
