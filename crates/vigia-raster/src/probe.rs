//! What a raster holds, found out where a crash does no harm: in a child process.
//!
//! A hostile or broken raster can crash its decoder, and `catch_unwind` does not stop a
//! segfault. A [`Prober`] therefore keeps a child (`vigia probe-rasters`, which calls
//! [`serve`]) under limits of memory and time; it opens each file and decodes every block
//! of it. A file that kills the child is named, and the next gets a fresh child.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use vigia_core::GridGeometry;

mod child;
mod header;
mod inspect;
mod number;
mod prober;
mod protocol;
mod sample;

pub use child::serve;
pub use inspect::inspect;
pub use prober::Prober;

/// What was found in a raster, all of it decoded once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RasterInfo {
    /// Where it lies.
    pub grid: GridGeometry,
    /// Its bands, in file order.
    pub bands: Vec<BandInfo>,
    /// GDAL's driver: `GTiff` or `JP2OpenJPEG`.
    pub driver: String,
    /// The dataset's own metadata (`TIFFTAG_…`, `scale`, …), cut to a stated size.
    pub metadata: BTreeMap<String, String>,
}

/// What was found about one band.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BandInfo {
    /// GDAL's name of the pixel type: `Byte`, `UInt16`, `Int16`, `Float32`, …
    pub data_type: String,
    /// DN that means "no data", where stated; may be NaN.
    #[serde(with = "number")]
    pub nodata: Option<f64>,
    /// Scale, where the file states one.
    #[serde(with = "number")]
    pub scale: Option<f64>,
    /// Offset, where the file states one.
    #[serde(with = "number")]
    pub offset: Option<f64>,
    /// Name, often empty.
    pub description: String,
    /// Unit, often empty.
    pub unit: String,
    /// What its numbers are like; only of floating-point bands that hold any.
    pub sampled: Option<Sampled>,
    /// Width of a block, in pixels.
    pub block_cols: usize,
    /// Height of a block, in pixels.
    pub block_rows: usize,
}

impl BandInfo {
    /// Says whether the pixels are floating-point numbers.
    #[must_use]
    pub fn is_float(&self) -> bool {
        self.data_type.starts_with("Float")
    }
}

/// A look at a band's numbers, evenly over the file: finite, not zero, not "no data".
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sampled {
    /// Their median.
    pub median: f64,
    /// Share of them that is negative, 0–1.
    pub negative_share: f64,
}

impl Sampled {
    /// Returns the same of number · scale + offset, for a positive scale; the share is exact
    /// only where the offset is 0, as it is of radar.
    #[must_use]
    pub fn scaled(self, scale: f64, offset: f64) -> Self {
        Self { median: self.median * scale + offset, ..self }
    }
}

/// What one file may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbeLimits {
    /// Time on the clock, kept by the parent.
    pub wall: Duration,
    /// Processor time, kept by the kernel.
    pub cpu_seconds: u64,
    /// Address space of the child, kept by the kernel.
    pub address_space_bytes: u64,
    /// Rows × columns × bands; more is [`vigia_core::ProblemCode::TooLarge`].
    pub pixels_max: u64,
}

impl Default for ProbeLimits {
    /// Enough for a whole Sentinel-2 tile of twelve bands in one file.
    fn default() -> Self {
        Self {
            wall: Duration::from_secs(180),
            cpu_seconds: 120,
            address_space_bytes: 4 << 30,
            pixels_max: 2_000_000_000,
        }
    }
}

#[cfg(test)]
mod tests;
