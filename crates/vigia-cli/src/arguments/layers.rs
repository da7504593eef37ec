//! `vigia layers`.

use clap::Subcommand;

use super::ReportFormat;

/// What to do with layers.
#[derive(Debug, Subcommand)]
pub enum Layers {
    /// List all layers with their dated loads, CRS, operation and its accuracy.
    List {
        /// Output form.
        #[arg(long, default_value = "text")]
        format: ReportFormat,
    },
    /// List what changed from one load to another: new, gone, moved, holder, status.
    Changes {
        /// The earlier load, as `layers list` names it.
        from: String,
        /// The later one.
        to: String,
        /// Output form.
        #[arg(long, default_value = "text")]
        format: ReportFormat,
    },
}
