//! Units that could be mistaken for each other.

use serde::{Deserialize, Serialize};

/// An area in hectares (10,000 m²), measured on the ellipsoid.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub struct Hectares(pub f64);

impl Hectares {
    /// Converts square metres.
    #[must_use]
    pub fn from_square_metres(square_metres: f64) -> Self {
        Self(square_metres / 10_000.0)
    }
}

/// A length in metres, measured on the ellipsoid.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub struct Metres(pub f64);
