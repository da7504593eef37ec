//! How a sensor's numbers become quantities.

use jiff::Timestamp;
use serde::Deserialize;

/// Surface reflectance = DN · scale + offset.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reflectance {
    /// Reflectance of one DN.
    pub scale: f64,
    /// Reflectance of DN 0.
    pub offset: f64,
    /// DN of integer bands that means "no data" where neither metadata nor file say so.
    pub nodata: f64,
    /// What holds where the metadata state no scale and no offset.
    pub when_silent: WhenSilent,
    /// Since when products carry the offset; absent where all do.
    pub offset_since: Option<OffsetSince>,
}

/// What holds where the metadata are silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhenSilent {
    /// The image is refused: its numbers could be more than one thing.
    Refuse,
    /// The product's own scale and offset, if the metadata say that it is this product.
    Product,
}

/// The change of format with which an offset came.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OffsetSince {
    /// First processing baseline with the offset.
    pub baseline: f64,
    /// Nothing acquired from here on was processed with an older baseline.
    pub acquired: Timestamp,
}

/// Radar backscatter.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backscatter {
    /// Units that mean linear power, in lower case.
    pub power_units: Vec<String>,
    /// Units that mean decibels, in lower case.
    pub decibel_units: Vec<String>,
    /// Linear power that means "no data" where neither metadata nor file say so.
    pub nodata: f64,
    /// Equivalent number of looks of one pixel: mean² / variance of its speckle.
    pub looks: f64,
}

impl Backscatter {
    /// Says whether `unit` means decibels (`true`) or linear power (`false`); `None` for any
    /// other unit.
    #[must_use]
    pub fn is_decibels(&self, unit: &str) -> Option<bool> {
        let unit = unit.trim().to_ascii_lowercase();
        if self.decibel_units.contains(&unit) {
            return Some(true);
        }
        self.power_units.contains(&unit).then_some(false)
    }
}
