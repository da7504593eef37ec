//! Metres around one place.

use geo_types::{Coord, Line};

use crate::border::Extent;

pub(crate) const SEMI_MAJOR_M: f64 = 6_378_137.0;
pub(crate) const FLATTENING: f64 = 1.0 / 298.257_223_563;

/// A plane in metres that touches the WGS 84 ellipsoid at one place: longitude and latitude
/// scaled by the radii of curvature there.
///
/// Straight edges stay straight. At 3 km from the place, up to 20° of latitude, lengths are
/// off by at most 2 parts in 10,000 (the east–west scale is that of the place's parallel).
#[derive(Clone, Copy, Debug)]
pub(crate) struct LocalFrame {
    origin: Coord<f64>,
    x_m_per_degree: f64,
    y_m_per_degree: f64,
}

impl LocalFrame {
    /// Makes the frame around `origin` (lon, lat, degrees).
    pub(crate) fn around(origin: Coord<f64>) -> Self {
        let e2 = FLATTENING * (2.0 - FLATTENING);
        let (sin, cos) = origin.y.to_radians().sin_cos();
        let w2 = 1.0 - e2 * sin * sin;
        let prime_vertical_m = SEMI_MAJOR_M / w2.sqrt();
        let meridian_m = SEMI_MAJOR_M * (1.0 - e2) / (w2 * w2.sqrt());
        Self {
            origin,
            x_m_per_degree: (prime_vertical_m * cos).to_radians(),
            y_m_per_degree: meridian_m.to_radians(),
        }
    }

    /// Degrees to metres.
    pub(crate) fn to_metres(self, position: Coord<f64>) -> Coord<f64> {
        Coord {
            x: (position.x - self.origin.x) * self.x_m_per_degree,
            y: (position.y - self.origin.y) * self.y_m_per_degree,
        }
    }

    /// Metres to degrees.
    pub(crate) fn to_degrees(self, position: Coord<f64>) -> Coord<f64> {
        Coord {
            x: self.origin.x + position.x / self.x_m_per_degree,
            y: self.origin.y + position.y / self.y_m_per_degree,
        }
    }

    /// An edge in degrees to metres.
    pub(crate) fn line_to_metres(self, line: Line<f64>) -> Line<f64> {
        Line::new(self.to_metres(line.start), self.to_metres(line.end))
    }

    /// A box in degrees to metres.
    pub(crate) fn extent_to_metres(self, extent: &Extent) -> Extent {
        let low = self.to_metres(Coord { x: extent.west, y: extent.south });
        let high = self.to_metres(Coord { x: extent.east, y: extent.north });
        Extent { west: low.x, south: low.y, east: high.x, north: high.y }
    }
}
