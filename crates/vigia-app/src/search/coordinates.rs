//! Coordinates as people type them: MGRS, UTM, degrees. What is not stated is either
//! refused or said to be missing; it is never assumed silently.

mod degrees;
mod mgrs;
mod utm;

use geo::Point;

/// Longest text that is looked at, in characters: more is no pair of coordinates.
const TEXT_CHARS_MAX: usize = 100;

/// One way to read a text as a position.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The position, EPSG:4326.
    pub point: Point<f64>,
    /// What the text said.
    pub said: Said,
}

/// What a text said.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// Degrees with their hemispheres, by sign, letter, or because only one order lies in
    /// Peru.
    Degrees,
    /// Degrees without sign or letter, read as south and west: to be said to the person.
    DegreesWithoutHemisphere,
    /// UTM.
    Utm {
        /// As it was read: `19S 345678 8576543`.
        quoted: String,
        /// Whether the text names the zone. Where not, each zone of Peru is a reading of
        /// its own: to be said to the person.
        zone_stated: bool,
    },
    /// An MGRS square, read as its middle.
    Mgrs,
}

/// Returns every way to read `text` as a position; none for other text.
#[must_use]
pub fn readings(text: &str) -> Vec<Reading> {
    if text.chars().count() > TEXT_CHARS_MAX {
        return Vec::new();
    }
    [mgrs::readings, utm::readings, degrees::readings]
        .iter()
        .map(|read| read(text))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
