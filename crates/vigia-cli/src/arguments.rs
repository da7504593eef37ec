//! The command line: every command, its options and examples.

mod alerts;
mod here;
mod holders;
mod labelled_pairs;
mod layers;
mod production;
mod rules;
mod scenes;
mod serve;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use vigia_app::messages::Language;

pub use alerts::{Alerts, ExportFormatArg};
pub use here::HereArguments;
pub use holders::Holders;
pub use labelled_pairs::{EvaluateArguments, TrainArguments};
pub use layers::{Layers, ProtocolArg};
pub use production::Production;
pub use rules::Rules;
pub use scenes::{RulingArguments, Scenes};
pub use serve::ServeArguments;

/// Vigía finds new mining clearings in satellite imagery and ties them to concessions.
#[derive(Debug, Parser)]
#[command(name = "vigia", version, about, after_help = EXAMPLES, propagate_version = true)]
pub struct Arguments {
    /// Workspace folder; made by `vigia init` or `vigia demo`.
    #[arg(long, short, global = true, env = "VIGIA_WORKSPACE", value_name = "DIR")]
    pub workspace: Option<PathBuf>,
    /// Language of messages.
    #[arg(long, global = true, env = "VIGIA_LANG", default_value = "es")]
    pub lang: LanguageArg,
    /// Hide progress bars.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  vigia demo                                   the whole line on a synthetic world
  vigia ingest scenes -w caso /data/stac       every STAC item below a folder
  vigia ingest layer -w caso derechos.geojson --crs EPSG:32719
  vigia ingest reports -w caso fotos/ envios.json
  vigia detect -w caso                         detect, track, tie, alert
  vigia user add rosa --role analyst -w caso
  vigia serve -w caso                          the map, on http://127.0.0.1:8080
  vigia alerts export -w caso --format gpkg --output alertas.gpkg
  vigia evaluate manifest.csv --split val      measure the detector on labelled pairs
  vigia evaluate -w caso --truth verdad.geojson   how well and how fast it would have alerted";

/// Language of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LanguageArg {
    /// Spanish (Peru).
    Es,
    /// English.
    En,
}

impl From<LanguageArg> for Language {
    fn from(language: LanguageArg) -> Self {
        match language {
            LanguageArg::Es => Self::Es,
            LanguageArg::En => Self::En,
        }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the whole line on the synthetic sample world and print a summary.
    Demo(DemoArguments),
    /// Make a workspace.
    Init,
    /// Write a synthetic sample world: scenes, layers, reports and their truth.
    Samples(SamplesArguments),
    /// Bring scenes, layers or field reports into the workspace.
    Ingest {
        /// What to bring.
        #[command(subcommand)]
        what: Ingest,
    },
    /// Detect clearings in every series, track sites, tie them to layers, raise alerts.
    Detect {
        /// Profile with the thresholds.
        #[arg(long, default_value = "default")]
        profile: String,
    },
    /// Read alerts.
    Alerts {
        /// How.
        #[command(subcommand)]
        what: Alerts,
    },
    /// Say what lies at a place: layers with shares and certainty, alerts, reports.
    #[command(after_help = here::EXAMPLES)]
    Here(HereArguments),
    /// Say which scenes detection uses, which it does not and why; decide about them.
    Scenes {
        /// What.
        #[command(subcommand)]
        what: Scenes,
    },
    /// List what was refused, why, and what to do about it.
    Quarantine {
        /// Output form.
        #[arg(long, default_value = "text")]
        format: ReportFormat,
    },
    /// Measure the detector: on labelled before/after pairs, or beside known truth.
    #[command(after_help = EVALUATE_EXAMPLES)]
    Evaluate(EvaluateArguments),
    /// Fit the models to labelled before/after pairs and measure them by cross-validation.
    #[command(after_help = TRAIN_EXAMPLES)]
    Train(TrainArguments),
    /// Serve the map to browsers.
    #[command(after_help = serve::EXAMPLES)]
    Serve(ServeArguments),
    /// Add people, list them, take them out, give them another password.
    User {
        /// What.
        #[command(subcommand)]
        what: User,
    },
    /// List layers with their dated loads, and what changed between two.
    Layers {
        /// What.
        #[command(subcommand)]
        what: Layers,
    },
    /// Say who holds what and what has been cleared there; intelligence only.
    #[command(
        after_help = "Examples:\n  vigia holders list\n  vigia holders suggestions\n  vigia holders same \"name:minera ficticia sac\" ruc:20131312955"
    )]
    Holders {
        /// What.
        #[command(subcommand)]
        what: Holders,
    },
    /// Load declared production and compare it with visible workings; intelligence only.
    #[command(after_help = production::EXAMPLES)]
    Production {
        /// What.
        #[command(subcommand)]
        what: Production,
    },
    /// Read and test the dated rules that indications follow from.
    #[command(
        after_help = "Examples:\n  vigia rules list\n  vigia rules test\n  vigia rules show > rules/pe.toml   (then change it)\n  vigia rules test rules/pe.toml"
    )]
    Rules {
        /// What.
        #[command(subcommand)]
        what: Rules,
    },
    /// List the sensors that are understood: bands, calibration, masks; needs no workspace.
    Sensors,
    /// Print the description of the HTTP interface (OpenAPI 3.1); needs no workspace.
    Openapi,
    /// Check this machine: libraries, coordinate operations, workspace.
    Doctor,
    /// Decode rasters named on standard input (used by `ingest`, in a limited process).
    #[command(hide = true)]
    ProbeRasters,
}

/// Options of `vigia demo`.
#[derive(Debug, Args)]
pub struct DemoArguments {
    /// Do not serve the map afterwards.
    #[arg(long)]
    pub no_serve: bool,
    /// Where to serve the map; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub listen: SocketAddr,
    /// Output form.
    #[arg(long, default_value = "text")]
    pub format: ReportFormat,
    /// Seed of the sample world.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How hard the sample world is.
    #[arg(long, default_value = "default")]
    pub difficulty: DifficultyArg,
    /// A world of a few hundred metres instead of kilometres, for a quick look.
    #[arg(long)]
    pub small: bool,
}

/// What to do about people.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Add a person; prints a generated password where none is given.
    Add {
        /// Name with which they will sign in.
        username: String,
        /// What they are here for: prosecutor, analyst, field or admin.
        #[arg(long)]
        role: vigia_core::Role,
        /// Name that others read.
        #[arg(long, default_value = "")]
        name: String,
        /// In which language they read.
        #[arg(long, default_value = "es")]
        language: LanguageArg,
        /// File with the password in its first line; `-` reads standard input.
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
    },
    /// List everybody.
    List {
        /// Output form.
        #[arg(long, default_value = "text")]
        format: ReportFormat,
    },
    /// End a person's sessions and let them start no other.
    Disable {
        /// Name with which they sign in.
        username: String,
    },
    /// Give a person another password and end their sessions; lets a disabled one back in.
    Password {
        /// Name with which they sign in.
        username: String,
        /// File with the password in its first line; `-` reads standard input.
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
    },
}

/// Options of `vigia samples`.
#[derive(Debug, Args)]
pub struct SamplesArguments {
    /// Folder to write to.
    pub dir: PathBuf,
    /// Seed: the same seed gives the same bytes.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How hard the world is.
    #[arg(long, default_value = "default")]
    pub difficulty: DifficultyArg,
    /// A world of a few hundred metres instead of kilometres.
    #[arg(long)]
    pub small: bool,
}

/// How hard the sample world is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DifficultyArg {
    /// Little haze, few look-alikes.
    Easy,
    /// As in the field.
    Default,
    /// Worse than in the field.
    Hard,
}

/// What to bring in.
#[derive(Debug, Subcommand)]
pub enum Ingest {
    /// Sentinel-2 SAFE folders (Level-2A), STAC items with GeoTIFFs, or before/after pairs
    /// with a manifest.
    Scenes {
        /// Files or folders.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Context layers: GeoJSON, GeoPackage, shapefile (loose or in a .zip), FlatGeobuf, KML,
    /// KMZ, or a folder of ArcGIS pages (`vigia layers download`).
    Layer(LayerArguments),
    /// Field reports: Kobo JSON, photos with GPS, GPX, CSV.
    Reports {
        /// Files or folders.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
}

/// Options of `vigia ingest layer`.
#[derive(Debug, Args)]
pub struct LayerArguments {
    /// Files or folders, or a folder with a `layers.json`; of a shapefile its .shp, with
    /// .shx, .dbf and .prj beside it.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// What the layer describes; told from its columns where it is not given.
    #[arg(long)]
    pub kind: Option<String>,
    /// Identifier of the layer; the file's name where it is not given.
    #[arg(long)]
    pub layer: Option<String>,
    /// The day for which the content stands (YYYY-MM-DD); today where it is not given.
    #[arg(long)]
    pub dated: Option<String>,
    /// CRS of the coordinates, for files that state none, for instance EPSG:32719.
    #[arg(long)]
    pub crs: Option<String>,
    /// Licence of the data.
    #[arg(long)]
    pub licence: Option<String>,
    /// EPSG code of the operation from the layer's datum to WGS 84, for instance EPSG:1201,
    /// where another than the usual one is meant.
    #[arg(long)]
    pub operation: Option<String>,
}

/// Output form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people.
    #[value(alias = "table")]
    Text,
    /// For programs.
    Json,
}

const EVALUATE_EXAMPLES: &str = "\
Give exactly one: a manifest of labelled pairs, a CSV with the columns id, split, label, before, \
after (CONTRIBUTING.md has the labels); or --truth, a GeoJSON of polygons with driver (mining, or \
any other cause) and onset (YYYY-MM-DD), and where known id and until. Of a place drawn in stages \
of its growth, the feature whose stage is final counts.

Examples:
  vigia evaluate manifest.csv --split val --report pares.html
  vigia evaluate -w caso --truth verdad.geojson --report informe.html
  vigia evaluate -w demo --truth demo/sample-world/truth/truth.geojson --format json";

const TRAIN_EXAMPLES: &str = "\
Writes working.json (the model of one look), pair.toml ([pair.model] and [driver] of a profile), \
model-card.md and report.html. The manifest is that of `vigia evaluate`; without its audit columns \
no threshold can be chosen.

Examples:
  vigia train manifest.csv --out modelos
  vigia train manifest.csv --out modelos --repeats 3 --ablate   also without each idea";
