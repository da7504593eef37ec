//! What can go wrong with rasters that were catalogued, or are being written.

use std::path::PathBuf;

use vigia_core::{Band, Problem, ProblemCode, Window};

/// A failure to read or write a raster, naming the file.
#[derive(Debug, thiserror::Error)]
pub enum RasterError {
    /// GDAL cannot open the file.
    #[error("{} cannot be opened as a raster", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// GDAL's words.
        source: gdal::errors::GdalError,
    },
    /// GDAL fails while reading pixels.
    #[error("pixels of {} cannot be read", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// GDAL's words.
        source: gdal::errors::GdalError,
    },
    /// GDAL fails while writing.
    #[error("{} cannot be written: {detail}", path.display())]
    Write {
        /// The file that was to be.
        path: PathBuf,
        /// GDAL's words.
        detail: String,
    },
    /// The file system fails.
    #[error("{} cannot be used", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's words.
        source: std::io::Error,
    },
    /// No room is left, or the quota is used up; nothing half-written stays.
    #[error("the disk is full: {} was not written", path.display())]
    DiskFull {
        /// The file that was to be.
        path: PathBuf,
    },
    /// The CRS is neither `EPSG:<code>` nor WKT that GDAL knows.
    #[error("the CRS {crs:?} is not known")]
    Crs {
        /// What was given.
        crs: String,
    },
    /// Bands of one file differ in shape or pixel type, or do not fit its grid.
    #[error("band {band} of {} does not fit its file: {detail}", path.display())]
    BandShape {
        /// The file that was to be.
        path: PathBuf,
        /// Number of the band, from 1.
        band: usize,
        /// What differs.
        detail: String,
    },
    /// The scene has no asset for the band.
    #[error("scene {scene} has no band {band:?}")]
    NoSuchBand {
        /// The scene.
        scene: String,
        /// What was asked for.
        band: Band,
    },
    /// The file is not the one that was catalogued.
    #[error("{} is not the raster that was catalogued: {detail}", path.display())]
    NotAsCatalogued {
        /// The file.
        path: PathBuf,
        /// What differs.
        detail: String,
    },
    /// The window does not lie inside the scene's grid.
    #[error("the window {window:?} leaves a grid of {rows} rows and {cols} columns")]
    OutsideGrid {
        /// What was asked for.
        window: Window,
        /// Rows of the grid.
        rows: usize,
        /// Columns of the grid.
        cols: usize,
    },
    /// A comparison was asked for, and nothing to compare with.
    #[error("scene {scene} needs an earlier scene to be compared with")]
    NothingBefore {
        /// The scene.
        scene: String,
    },
    /// A picture would need more pixels than may be read for one.
    #[error("{pixels} pixels would have to be read for one picture")]
    TooMuch {
        /// How many.
        pixels: usize,
    },
    /// A picture cannot be encoded.
    #[error("the picture cannot be encoded: {detail}")]
    Encode {
        /// Why.
        detail: String,
    },
    /// A photo cannot be decoded, or is larger than is allowed.
    #[error("the photo cannot be decoded: {detail}")]
    Photo {
        /// Why.
        detail: String,
    },
    /// No probing child can be started; no file's fault.
    #[error("{} cannot be used to probe rasters: {detail}", exe.display())]
    Prober {
        /// The program.
        exe: PathBuf,
        /// Why.
        detail: String,
    },
    /// The asset cannot be brought to the scene's grid.
    #[error("{} cannot be brought to the grid of its scene: {detail}", path.display())]
    Warp {
        /// The asset's file.
        path: PathBuf,
        /// Why.
        detail: String,
    },
}

impl RasterError {
    /// Returns the failure as a person is told of it.
    #[must_use]
    pub fn problem(&self) -> Problem {
        let (code, subject) = match self {
            Self::Open { path, .. } => (ProblemCode::RasterUnreadable, shown(path)),
            Self::Read { path, .. } => (ProblemCode::RasterTruncated, shown(path)),
            Self::Write { path, .. } | Self::Io { path, .. } => {
                (ProblemCode::FileUnreadable, shown(path))
            }
            Self::DiskFull { path } => (ProblemCode::DiskFull, shown(path)),
            Self::Crs { crs } => (ProblemCode::CrsUnknown, crs.clone()),
            Self::BandShape { path, .. } | Self::NotAsCatalogued { path, .. } => {
                (ProblemCode::RasterUnreadable, shown(path))
            }
            Self::NoSuchBand { scene, .. } => (ProblemCode::BandsUnknown, scene.clone()),
            Self::OutsideGrid { window, .. } => (ProblemCode::GridMismatch, format!("{window:?}")),
            Self::Warp { path, .. } => (ProblemCode::GridMismatch, shown(path)),
            Self::NothingBefore { scene } => (ProblemCode::BandsUnknown, scene.clone()),
            Self::TooMuch { .. } | Self::Encode { .. } => {
                (ProblemCode::RasterUnreadable, String::new())
            }
            Self::Photo { .. } => (ProblemCode::FileUnreadable, String::new()),
            Self::Prober { exe, .. } => (ProblemCode::FileUnreadable, shown(exe)),
        };
        Problem::new(code, subject, with_sources(self))
    }
}

fn shown(path: &std::path::Path) -> String {
    path.display().to_string()
}

fn with_sources(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        source = inner.source();
    }
    text
}
