//! `vigia alerts`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::ReportFormat;

/// How to read alerts.
#[derive(Debug, Subcommand)]
pub enum Alerts {
    /// One line an alert, most certain first.
    List {
        /// Output form.
        #[arg(long, default_value = "text")]
        format: ReportFormat,
    },
    /// Everything behind one alert.
    Show {
        /// Identifier, as `vigia alerts list` prints it.
        id: String,
        /// Output form.
        #[arg(long, default_value = "text")]
        format: ReportFormat,
    },
    /// Where to begin: the most urgent alerts, each with how many more there are around it.
    Worklist {
        /// Most places, 1 to 100; the profile's where not given.
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100))]
        places: Option<u32>,
        /// Output form.
        #[arg(long, default_value = "text")]
        format: ReportFormat,
    },
    /// All alerts as a file.
    Export {
        /// File format.
        #[arg(long, default_value = "geojson")]
        format: ExportFormatArg,
        /// Rules that no jurist has reviewed and that are taken along all the same, by their
        /// identifiers (`vigia rules list`), parted by commas.
        #[arg(long, value_delimiter = ',', value_name = "RULE,…")]
        rules: Vec<String>,
        /// File to write; standard output for geojson and csv where it is not given.
        #[arg(long, short)]
        output: Option<PathBuf>,
    },
}

/// File format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormatArg {
    /// RFC 7946, longitude and latitude.
    Geojson,
    /// One row an alert, with UTM and degrees.
    Csv,
    /// GeoPackage.
    Gpkg,
    /// OGC KML, for Google Earth.
    Kml,
}
