//! Positions: what can be one, and what only looks like one.

use geo_types::Point;
use vigia_core::ProblemCode;

/// Bounding box of Peru with a margin for its sea border: lon from, lon to, lat from, lat to.
const PERU: [f64; 4] = [-81.4, -68.6, -18.4, 0.1];

/// Why two numbers are not a position.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum Misplaced {
    /// Not on the globe.
    #[error("longitude {lon}, latitude {lat} is not on the globe")]
    OffTheGlobe {
        /// Degrees east.
        lon: f64,
        /// Degrees north.
        lat: f64,
    },
    /// Exactly (0, 0): what devices and spreadsheets write for "none".
    #[error("longitude 0, latitude 0 is how devices write \"no position\"")]
    Nowhere,
    /// Outside Peru as stated, inside it the other way round.
    #[error("longitude {lon}, latitude {lat} lies in Peru only with the two swapped")]
    AxesSwapped {
        /// Degrees east, as stated.
        lon: f64,
        /// Degrees north, as stated.
        lat: f64,
    },
}

impl Misplaced {
    /// Returns the problem's code.
    #[must_use]
    pub const fn code(self) -> ProblemCode {
        match self {
            Self::OffTheGlobe { .. } => ProblemCode::CoordinatesImplausible,
            Self::Nowhere => ProblemCode::ReportWithoutPosition,
            Self::AxesSwapped { .. } => ProblemCode::AxesSwapped,
        }
    }
}

/// Returns the position at `lon`, `lat` in degrees, EPSG:4326.
///
/// # Errors
/// [`Misplaced`]; swapped axes are an error and not a repair, because a wrong guess puts
/// the report on someone else's ground.
pub fn at(lon: f64, lat: f64) -> Result<Point<f64>, Misplaced> {
    if !(lon.is_finite() && lat.is_finite() && lon.abs() <= 180.0 && lat.abs() <= 90.0) {
        // A latitude beyond 90 that is a Peruvian longitude cannot occur (81.4 < 90), so
        // swapped axes always reach the test below.
        return Err(Misplaced::OffTheGlobe { lon, lat });
    }
    if lon == 0.0 && lat == 0.0 {
        return Err(Misplaced::Nowhere);
    }
    let point = Point::new(lon, lat);
    if !is_in_peru(point) && is_in_peru(Point::new(lat, lon)) {
        return Err(Misplaced::AxesSwapped { lon, lat });
    }
    Ok(point)
}

/// Says whether a position is inside Peru's bounding box.
#[must_use]
pub fn is_in_peru(point: Point<f64>) -> bool {
    let [west, east, south, north] = PERU;
    (west..=east).contains(&point.x()) && (south..=north).contains(&point.y())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn la_pampa_is_in_peru() {
        assert_eq!(at(-70.02, -12.95), Ok(Point::new(-70.02, -12.95)));
        assert!(is_in_peru(Point::new(-70.02, -12.95)));
    }

    #[test]
    fn la_pampa_with_swapped_axes_is_refused_and_not_repaired() {
        let swapped = Misplaced::AxesSwapped { lon: -12.95, lat: -70.02 };
        assert_eq!(at(-12.95, -70.02), Err(swapped));
        assert_eq!(swapped.code(), ProblemCode::AxesSwapped);
    }

    #[test]
    fn a_place_abroad_is_a_position() {
        assert!(at(36.79, -1.26).is_ok());
        assert!(!is_in_peru(Point::new(36.79, -1.26)));
    }

    #[test]
    fn null_island_and_numbers_off_the_globe_are_refused() {
        assert_eq!(at(0.0, -0.0), Err(Misplaced::Nowhere));
        for (lon, lat) in [(f64::NAN, 0.0), (181.0, 0.0), (0.0, -90.5), (f64::INFINITY, 1.0)] {
            assert!(matches!(at(lon, lat), Err(Misplaced::OffTheGlobe { .. })));
        }
    }
}
