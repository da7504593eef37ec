//! Sensors, the roles of their bands, and what their files mean.
//!
//! What is particular to a sensor (names, scale, offset, no data, mask) stands in its
//! description, one TOML file each in `sensors/`; [`Sensor::description`] reads it.

use serde::{Deserialize, Serialize};

mod calibration;
mod description;
mod mask_meaning;
mod shipped;

pub use calibration::{Backscatter, OffsetSince, Reflectance, WhenSilent};
pub use description::{BandDescription, NotADescription, Numbering, SafeFile, SensorDescription};
pub use mask_meaning::{Bits, MaskDescription, MaskMeaning};

/// Where an observation comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sensor {
    /// Sentinel-2 MSI surface reflectance.
    #[serde(rename = "sentinel-2")]
    Sentinel2,
    /// Sentinel-1 C-band backscatter (VV, VH), linear power.
    #[serde(rename = "sentinel-1")]
    Sentinel1,
    /// Any other optical product with the same band roles.
    Optical,
    /// Landsat 4 to 9 surface reflectance, Collection 2.
    Landsat,
    /// Four-band mosaics (blue to near infrared) of a range of dates, without mask.
    Mosaic,
}

/// Every sensor.
pub const SENSORS: [Sensor; 5] =
    [Sensor::Sentinel2, Sensor::Landsat, Sensor::Sentinel1, Sensor::Mosaic, Sensor::Optical];

impl Sensor {
    /// Returns the name used in alerts, exports and sensor files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sentinel2 => "sentinel-2",
            Self::Sentinel1 => "sentinel-1",
            Self::Optical => "optical",
            Self::Landsat => "landsat",
            Self::Mosaic => "mosaic",
        }
    }
}

/// What a raster band measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Blue, about 490 nm.
    Blue,
    /// Green, about 560 nm.
    Green,
    /// Red, about 665 nm.
    Red,
    /// Near infrared, about 850 nm.
    Nir,
    /// Short-wave infrared, about 1610 nm.
    Swir1,
    /// Short-wave infrared, about 2190 nm.
    Swir2,
    /// Sentinel-2 scene classification, codes 0–11.
    Scl,
    /// Backscatter, vertical transmit and receive.
    Vv,
    /// Backscatter, vertical transmit, horizontal receive.
    Vh,
    /// Landsat pixel quality, sixteen bits.
    QaPixel,
}

/// The six optical bands in the order of every [`Band`]-stacked array.
pub const OPTICAL_BANDS: [Band; 6] =
    [Band::Blue, Band::Green, Band::Red, Band::Nir, Band::Swir1, Band::Swir2];

impl Band {
    /// Says whether the band's numbers are classes or bits, which must never be averaged.
    #[must_use]
    pub const fn is_mask(self) -> bool {
        matches!(self, Self::Scl | Self::QaPixel)
    }

    /// Says whether the band is backscatter.
    #[must_use]
    pub const fn is_radar(self) -> bool {
        matches!(self, Self::Vv | Self::Vh)
    }
}

#[cfg(test)]
mod tests;
