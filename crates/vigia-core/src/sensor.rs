//! Sensors and the roles of their bands.

use serde::{Deserialize, Serialize};

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
}

impl Sensor {
    /// Returns the name used in alerts and exports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sentinel2 => "sentinel-2",
            Self::Sentinel1 => "sentinel-1",
            Self::Optical => "optical",
        }
    }
}

/// What a raster band measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Blue, about 490 nm (B02).
    Blue,
    /// Green, about 560 nm (B03).
    Green,
    /// Red, about 665 nm (B04).
    Red,
    /// Near infrared, about 842 nm (B08).
    Nir,
    /// Short-wave infrared, about 1610 nm (B11).
    Swir1,
    /// Short-wave infrared, about 2190 nm (B12).
    Swir2,
    /// Sentinel-2 scene classification, codes 0–11.
    Scl,
    /// Backscatter, vertical transmit and receive.
    Vv,
    /// Backscatter, vertical transmit, horizontal receive.
    Vh,
}

/// The six optical bands in the order of every [`Band`]-stacked array.
pub const OPTICAL_BANDS: [Band; 6] =
    [Band::Blue, Band::Green, Band::Red, Band::Nir, Band::Swir1, Band::Swir2];

impl Band {
    /// Returns the role for a STAC `common_name` or an ESA, Landsat-like or radar band
    /// name, whatever its case; `None` for bands that Vigía does not use.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "blue" | "b02" | "b2" => Some(Self::Blue),
            "green" | "b03" | "b3" => Some(Self::Green),
            "red" | "b04" | "b4" => Some(Self::Red),
            "nir" | "b08" | "b8" => Some(Self::Nir),
            "swir16" | "swir1" | "b11" => Some(Self::Swir1),
            "swir22" | "swir2" | "b12" => Some(Self::Swir2),
            "scl" => Some(Self::Scl),
            "vv" => Some(Self::Vv),
            "vh" => Some(Self::Vh),
            _ => None,
        }
    }
}
