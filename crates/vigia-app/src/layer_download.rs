//! Layers fetched from the services that publish them, to be loaded as any file.

use std::path::{Path, PathBuf};

use vigia_core::Problem;
use vigia_vector::arcgis;
pub use vigia_vector::ogc_service::OgcProtocol;
use vigia_vector::ogc_service::{self, OgcOptions};

use crate::progress::{Progress, Step};

/// What a service speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// ArcGIS REST, as INGEMMET and SERNANP have it: a layer's address ends in its number.
    ArcGis,
    /// OGC API - Features or WFS.
    Ogc(OgcProtocol),
}

/// What was fetched.
#[derive(Clone, Debug, PartialEq)]
pub struct Fetched {
    /// The folder or file, to be loaded.
    pub path: PathBuf,
    /// Features.
    pub features: usize,
    /// Those that an earlier, unfinished run had fetched.
    pub features_kept: usize,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// Fetches a layer into `target`: a folder of pages from ArcGIS, a GeoPackage from the others.
/// From ArcGIS a second run after a failure asks only for what is missing.
///
/// - `name`: the collection or feature type, where a service has several; not for ArcGIS.
///
/// # Errors
/// As [`arcgis::download`] and [`ogc_service::download`].
pub fn download(
    protocol: Protocol,
    url: &str,
    name: Option<&str>,
    target: &Path,
    progress: Progress<'_>,
) -> Result<Fetched, Problem> {
    let mut told = |done, total| {
        progress(Step { stage: "stage-download", done, total, unit: url.to_owned() });
    };
    match protocol {
        Protocol::ArcGis => {
            let fetched = arcgis::download(url, target, &Default::default(), &mut told)?;
            Ok(Fetched {
                path: fetched.folder,
                features: fetched.features,
                features_kept: fetched.features_kept,
                problems: Vec::new(),
            })
        }
        Protocol::Ogc(protocol) => {
            told(0, 1);
            let options = OgcOptions::default();
            let fetched = ogc_service::download(protocol, url, name, target, &options)?;
            let (features, problems) = (fetched.features, fetched.problems);
            Ok(Fetched { path: target.to_owned(), features, features_kept: 0, problems })
        }
    }
}
