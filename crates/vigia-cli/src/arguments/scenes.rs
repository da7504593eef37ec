//! `vigia scenes`: which scenes detection uses.

use clap::{Args, Subcommand};

use super::ReportFormat;

/// What to do about scenes.
#[derive(Debug, Subcommand)]
pub enum Scenes {
    /// One line a scene, and below it what was found in it.
    List {
        /// Only those that wait for a person.
        #[arg(long)]
        held: bool,
        /// Profile with the limits.
        #[arg(long, default_value = "default")]
        profile: String,
        /// Output form.
        #[arg(long, default_value = "text")]
        format: ReportFormat,
    },
    /// Let detection use a scene, whatever was found in it.
    Release(RulingArguments),
    /// Keep detection from using a scene, whatever was not found in it.
    Refuse(RulingArguments),
}

/// What a person decides about a scene.
#[derive(Debug, Args)]
pub struct RulingArguments {
    /// Identifier, as `vigia scenes list` prints it.
    pub id: String,
    /// Why; kept with the decision.
    #[arg(long, value_name = "TEXT")]
    pub why: String,
    /// Who decides; kept with the decision.
    #[arg(long, env = "USER", default_value = "vigia", value_name = "NAME")]
    pub by: String,
}
