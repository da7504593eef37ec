//! What is wrong with an input, in a form that a person can act on.

use serde::{Deserialize, Serialize};

macro_rules! problem_codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)+) => {
        /// A kind of problem with a stable code; its title and remedy are the messages
        /// `problem-<code>` and `problem-<code>-remedy` of the locale files.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum ProblemCode {
            $($(#[$doc])* #[serde(rename = $code)] $name,)+
        }

        /// Every code, for the test that each has its words.
        pub const PROBLEM_CODES: &[ProblemCode] = &[$(ProblemCode::$name,)+];

        impl ProblemCode {
            /// Returns the stable code.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }
        }
    };
}

problem_codes! {
    /// The file is not there or cannot be read.
    FileUnreadable = "file-unreadable",
    /// No reader knows this kind of file.
    FormatUnknown = "format-unknown",
    /// The raster cannot be opened or decoded.
    RasterUnreadable = "raster-unreadable",
    /// The raster ends early or holds broken blocks.
    RasterTruncated = "raster-truncated",
    /// The decoder crashed, ran out of time or out of memory on it.
    RasterHostile = "raster-hostile",
    /// The raster has no CRS or no transform.
    RasterNotGeoreferenced = "raster-not-georeferenced",
    /// The STAC item is not valid.
    StacInvalid = "stac-invalid",
    /// Metadata of a SAFE product cannot be read.
    SafeInvalid = "safe-invalid",
    /// Files of a SAFE product are missing.
    SafeIncomplete = "safe-incomplete",
    /// The product is of another processing level than surface reflectance.
    LevelUnsuitable = "level-unsuitable",
    /// The item has no usable acquisition time.
    SceneUndated = "scene-undated",
    /// Band roles cannot be told from the metadata.
    BandsUnknown = "bands-unknown",
    /// Scale and offset are not stated.
    CalibrationMissing = "calibration-missing",
    /// The scene's grid differs from its series' grid.
    GridMismatch = "grid-mismatch",
    /// Another scene with this id and other content is catalogued.
    SceneConflict = "scene-conflict",
    /// The scene's ground lies elsewhere than in the other scenes of its series.
    SceneMisaligned = "scene-misaligned",
    /// Bands of the scene hold what other bands should.
    BandsOutOfOrder = "bands-out-of-order",
    /// The offset of the reflectance is missing, or was applied twice.
    OffsetMixed = "offset-mixed",
    /// Unchanged vegetation is far brighter or darker than in the other scenes.
    RadiometricJump = "radiometric-jump",
    /// Hardly any ground is seen.
    NoClearGround = "no-clear-ground",
    /// Pixels are brighter than any ground.
    PixelsSaturated = "pixels-saturated",
    /// Pixels inside the footprint lack some band.
    PixelsMissing = "pixels-missing",
    /// Whole lines inside the footprint are missing.
    NodataStripes = "nodata-stripes",
    /// The scene would change more of its tile than a person has agreed to.
    TooMuchChange = "too-much-change",
    /// The same acquisition, processed anew, is used instead.
    SceneDuplicate = "scene-duplicate",
    /// Southern ground is written in a northern UTM zone.
    NorthingNegative = "northing-negative",
    /// Before and after views cannot be told from the file names.
    PairIncomplete = "pair-incomplete",
    /// The layer states no CRS.
    LayerWithoutCrs = "layer-without-crs",
    /// The layer's CRS is not known to PROJ.
    CrsUnknown = "crs-unknown",
    /// Coordinates look like latitude, longitude.
    AxesSwapped = "axes-swapped",
    /// Coordinates do not fit the stated CRS.
    CoordinatesImplausible = "coordinates-implausible",
    /// A feature has no geometry.
    GeometryEmpty = "geometry-empty",
    /// A geometry is invalid and cannot be repaired.
    GeometryInvalid = "geometry-invalid",
    /// The layer has no feature.
    LayerEmpty = "layer-empty",
    /// A part of the layer is missing: what is absent from it means nothing.
    LayerIncomplete = "layer-incomplete",
    /// Dates of features cannot be used.
    DateUnusable = "date-unusable",
    /// A file that says which column holds what cannot be read.
    MappingInvalid = "mapping-invalid",
    /// The operation between two datums is not one of those stated for Peru.
    OperationUnknown = "operation-unknown",
    /// A map service does not answer as it should.
    ServiceFailed = "service-failed",
    /// The vector file cannot be read.
    LayerUnreadable = "layer-unreadable",
    /// Files that belong to a shapefile are missing.
    ShapefileIncomplete = "shapefile-incomplete",
    /// A row of a table cannot be read.
    RowInvalid = "row-invalid",
    /// The table's columns do not name a position.
    ColumnsUnknown = "columns-unknown",
    /// A photo has no GPS position.
    PhotoWithoutGps = "photo-without-gps",
    /// A photo's EXIF cannot be read.
    ExifInvalid = "exif-invalid",
    /// A submission has no position.
    ReportWithoutPosition = "report-without-position",
    /// A report file cannot be read.
    ReportUnreadable = "report-unreadable",
    /// The disk is full.
    DiskFull = "disk-full",
    /// The file is larger than the stated limit.
    TooLarge = "too-large",
}

/// One problem with one input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What kind.
    pub code: ProblemCode,
    /// Which file, row or feature.
    pub subject: String,
    /// What was found there, in technical words.
    pub detail: String,
}

impl Problem {
    /// Makes a problem.
    #[must_use]
    pub fn new(code: ProblemCode, subject: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { code, subject: subject.into(), detail: detail.into() }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {} ({})", self.subject, self.code.as_str(), self.detail)
    }
}

impl std::error::Error for Problem {}
