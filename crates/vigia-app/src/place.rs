//! A position in the coordinates that people quote: UTM, degrees and MGRS, all WGS84.

use std::fmt;

use geo::Point;
use geoconvert::LatLon;
use vigia_core::Alert;
use vigia_vector::alert_export::representative_point;

use crate::messages::Language;

/// Digits of an MGRS easting and northing each: five name a square of one metre.
const MGRS_DIGITS: i32 = 5;

/// Where something is; every part says the same place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Longitude in degrees, EPSG:4326.
    pub longitude: f64,
    /// Latitude in degrees, EPSG:4326.
    pub latitude: f64,
    /// UTM zone with its hemisphere, for instance `19S`; Peru has 17S, 18S and 19S.
    pub utm_zone: String,
    /// UTM easting.
    pub easting_m: f64,
    /// UTM northing; in the south 10,000,000 on the equator.
    pub northing_m: f64,
    /// MGRS square of one metre, for instance `19LCF9151073711`.
    pub mgrs: String,
}

impl Place {
    /// Returns the place at `point` (EPSG:4326: lon, lat), in the UTM zone of its
    /// longitude; on a border between zones (72° W, 78° W) the eastern one. `None` where
    /// there is no UTM: off the globe, not finite, or beyond 80° S and 84° N.
    ///
    /// # Source
    /// Krüger's series as in GeographicLib (crate `geoconvert`): within a tenth of a
    /// millimetre of PROJ, which a test holds.
    #[must_use]
    pub fn at(point: Point<f64>) -> Option<Self> {
        let (longitude, latitude) = (point.x(), point.y());
        // Exactly ±180° would be zone 1 or 60 by taste; nobody quotes it.
        if !(longitude.abs() < 180.0 && (-80.0..84.0).contains(&latitude)) {
            return None;
        }
        let position = LatLon::create(latitude, longitude).ok()?;
        let utm = position.to_utmups();
        Some(Self {
            longitude,
            latitude,
            utm_zone: format!("{}{}", utm.zone(), if utm.is_north() { 'N' } else { 'S' }),
            easting_m: utm.easting(),
            northing_m: utm.northing(),
            mgrs: position.to_mgrs(MGRS_DIGITS).to_string(),
        })
    }

    /// Returns the point of an alert to quote and to go to: its middle where that lies
    /// inside the outline, else a point inside. `None` for an empty outline.
    #[must_use]
    pub fn of_alert(alert: &Alert) -> Option<Self> {
        Self::at(representative_point(&alert.outline)?)
    }

    /// Returns the position, EPSG:4326.
    #[must_use]
    pub fn point(&self) -> Point<f64> {
        Point::new(self.longitude, self.latitude)
    }

    /// Returns the UTM position in whole metres: `19S 391510 8573711`.
    #[must_use]
    pub fn utm(&self) -> String {
        format!("{} {:.0} {:.0}", self.utm_zone, self.easting_m, self.northing_m)
    }

    /// Returns degrees, minutes and tenths of a second, latitude first:
    /// `12°54′00.0″ S, 70°00′00.0″ O` (English: `W`).
    #[must_use]
    pub fn degrees(&self, language: Language) -> String {
        let west = match language {
            Language::Es => 'O',
            Language::En => 'W',
        };
        let latitude = sexagesimal(self.latitude, 'N', 'S');
        format!("{latitude}, {}", sexagesimal(self.longitude, 'E', west))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.utm())
    }
}

/// Rounds once, to tenths of a second, and carries: 59.97″ is the next minute, not 60.0″.
fn sexagesimal(angle: f64, positive: char, negative: char) -> String {
    let tenths = (angle.abs() * 36_000.0).round() as u64;
    let (degrees, minutes) = (tenths / 36_000, tenths / 600 % 60);
    let seconds = (tenths % 600) as f64 / 10.0;
    let hemisphere = if angle < 0.0 { negative } else { positive };
    format!("{degrees}°{minutes:02}′{seconds:04.1}″ {hemisphere}")
}

#[cfg(test)]
mod tests;
