//! Options of the commands that read a manifest of labelled pairs.

use std::path::PathBuf;

use clap::Args;

use super::ReportFormat;

/// Options of `vigia train`.
#[derive(Debug, Args)]
pub struct TrainArguments {
    /// CSV manifest of labelled pairs.
    pub manifest: PathBuf,
    /// Folder for the models and the model card.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Profile with the thresholds and the names of the features.
    #[arg(long, default_value = "default")]
    pub profile: String,
    /// Repeats of the cross-validation, each with other folds.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=100))]
    pub repeats: u16,
    /// Also judge the models without each of their ideas.
    #[arg(long)]
    pub ablate: bool,
    /// CSV of the causes of changes (`id`, `driver`, `sure`), for the model of causes.
    #[arg(long, value_name = "FILE")]
    pub causes: Option<PathBuf>,
    /// Output form.
    #[arg(long, default_value = "text")]
    pub format: ReportFormat,
}

/// Options of `vigia evaluate`: labelled pairs of a manifest, or a workspace's series beside
/// known truth.
#[derive(Debug, Args)]
pub struct EvaluateArguments {
    /// CSV manifest of labelled pairs.
    pub manifest: Option<PathBuf>,
    /// GeoJSON of what is true (`driver`, `onset`): the workspace's series are replayed as
    /// they would have arrived.
    #[arg(long, value_name = "FILE.geojson")]
    pub truth: Option<PathBuf>,
    /// Only this split of the manifest.
    #[arg(long, conflicts_with = "truth")]
    pub split: Option<String>,
    /// Profile with the thresholds: `default`, a name in the workspace, or a TOML file.
    #[arg(long, default_value = "default")]
    pub profile: String,
    /// Output form.
    #[arg(long, default_value = "text")]
    pub format: ReportFormat,
    /// Write thumbnails of misses and false alarms of pairs as PNG into this folder.
    #[arg(long, value_name = "DIR", conflicts_with = "truth")]
    pub thumbnails: Option<PathBuf>,
    /// Write figures, curves and every mistake in pictures as one HTML file.
    #[arg(long, value_name = "FILE.html")]
    pub report: Option<PathBuf>,
}
