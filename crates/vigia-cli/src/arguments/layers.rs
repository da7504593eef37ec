//! `vigia layers`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

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
    /// Say whether a load, or a file before it is loaded, lies where it should: no CRS, wrong
    /// zone, swapped axes, a shift as a whole against a load that is trusted with the datum
    /// mistake that explains it, repaired features.
    #[command(after_help = CHECK_EXAMPLES)]
    Check {
        /// A file, or a load as `layers list` names it.
        layer: String,
        /// A load with some of the same features that is trusted.
        #[arg(long)]
        reference: Option<String>,
        /// CRS that a file is said to be in, for instance EPSG:32719.
        #[arg(long)]
        crs: Option<String>,
        /// SVG file for a picture: of a load, how each feature is displaced against the
        /// reference; of a file, where it would lie in each CRS.
        #[arg(long, value_name = "FILE")]
        picture: Option<PathBuf>,
    },
    /// Fetch a layer from the service that publishes it; load it then with `vigia ingest layer`.
    /// Run it again after a failure: from ArcGIS only what is missing is asked for.
    #[command(after_help = DOWNLOAD_EXAMPLES)]
    Download {
        /// Address: of an ArcGIS layer with its number at the end, of OGC API - Features the
        /// landing page, of WFS without its query.
        url: String,
        /// Folder of pages (arcgis) or GeoPackage (ogc, wfs) to write.
        #[arg(long, short)]
        output: PathBuf,
        /// What the service speaks.
        #[arg(long, default_value = "arcgis")]
        protocol: ProtocolArg,
        /// Collection or feature type, where the service has several.
        #[arg(long)]
        name: Option<String>,
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

/// What a service speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ProtocolArg {
    /// ArcGIS REST.
    Arcgis,
    /// OGC API - Features.
    Ogc,
    /// OGC WFS.
    Wfs,
}

const CHECK_EXAMPLES: &str = "\
Examples:
  vigia layers check catastro.geojson --picture donde.svg
  vigia layers check catastro.geojson --crs EPSG:32719 --reference derechos@2024-06-30#1a2b3c4d
  vigia layers check derechos-viejos@2024-06-30#5e6f7a8b --reference derechos@2024-06-30#1a2b3c4d";

const DOWNLOAD_EXAMPLES: &str = "\
Examples:
  vigia layers download https://geo.example/arcgis/rest/services/cadastre/MapServer/0 -o catastro
  vigia ingest layer catastro --layer catastro
  vigia layers download --protocol ogc --name rios https://geo.example/ogc -o rios.gpkg";
