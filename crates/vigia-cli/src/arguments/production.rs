//! `vigia production`.

use std::path::PathBuf;

use clap::Subcommand;
use jiff::civil::Date;

use super::ReportFormat;

/// What to do with declared production.
#[derive(Debug, Subcommand)]
pub enum Production {
    /// Load a table (CSV) of declared gold by right and month: the columns codigo, mes
    /// (2024-03), cantidad, unidad (g, kg, oz) and, of several substances, sustancia.
    Load {
        /// The table.
        file: PathBuf,
        /// The day for which it stands (YYYY-MM-DD); the end of its last month where not
        /// given.
        #[arg(long)]
        dated: Option<Date>,
    },
    /// Rights that declare gold without any visible working, and workings without
    /// declarations. Intelligence only: no evidence, and in no briefing.
    Findings {
        /// Output form.
        #[arg(long, default_value = "text")]
        format: ReportFormat,
    },
}

pub const EXAMPLES: &str = "\
Examples:
  vigia production load produccion-2024.csv --dated 2025-01-31
  vigia production findings
  vigia production findings --format json > findings.json";
