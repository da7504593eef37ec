//! Repository chores: `cargo xtask tidy`.
//!
//! Depends on no crate of Vigía, so that it builds in seconds and works while they do not.

mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Repository chores.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Compares the workspace with the map in crates/README.md and the house style.
    Tidy,
}

fn main() -> anyhow::Result<ExitCode> {
    let Chore::Tidy = Arguments::parse().chore;
    let findings = tidy::findings()?;
    for finding in &findings {
        eprintln!("tidy: {finding}");
    }
    if findings.is_empty() {
        println!("tidy: the workspace is as crates/README.md says");
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("tidy: {} findings", findings.len());
    Ok(ExitCode::FAILURE)
}
