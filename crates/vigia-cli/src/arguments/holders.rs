//! `vigia holders`.

use clap::Subcommand;

use super::ReportFormat;

/// What to do with holders.
#[derive(Debug, Subcommand)]
pub enum Holders {
    /// List holders of mining rights and REINFO records, linked by tax number (RUC) or by the
    /// same name, with the clearings on and around their rights.
    List {
        /// Output form.
        #[arg(long, default_value = "text")]
        format: ReportFormat,
    },
    /// List who may be one holder; nothing is joined until somebody says so.
    Suggestions {
        /// Output form.
        #[arg(long, default_value = "text")]
        format: ReportFormat,
    },
    /// Say that two are one holder.
    Same {
        /// Key of the one, as `holders list` names it.
        a: String,
        /// Key of the other.
        b: String,
    },
    /// Say that two are two: it is not suggested again.
    Different {
        /// Key of the one, as `holders list` names it.
        a: String,
        /// Key of the other.
        b: String,
    },
}
