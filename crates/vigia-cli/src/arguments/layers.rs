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
    /// Say whether a load lies where it should: repaired features, and a shift as a whole
    /// against a load that is trusted, with the datum mistake that explains it.
    Check {
        /// The load, as `layers list` names it.
        load: String,
        /// A load with some of the same features that is trusted.
        #[arg(long)]
        reference: Option<String>,
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
