//! Web Mercator (EPSG:3857): the plane of map tiles, and pictures on it.

use std::f64::consts::PI;

/// Radius of the sphere that EPSG:3857 projects, in metres.
const RADIUS_M: f64 = 6_378_137.0;

/// Half of the side of the whole map, in metres.
const HALF_WORLD_M: f64 = PI * RADIUS_M;

/// First eccentricity of WGS 84, squared.
const ECCENTRICITY_SQUARED: f64 = 0.006_694_379_990_141_3;

/// Side of a map tile, in pixels.
pub const TILE_SIZE_PX: u32 = 256;

/// Deepest zoom: a pixel is 15 cm there, far below any sensor's.
pub const ZOOM_MAX: u8 = 20;

/// Largest side of a picture, in pixels.
pub const PICTURE_SIDE_MAX_PX: u32 = 2048;

/// Where a north-up picture lies on the plane of EPSG:3857, with square pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Left edge, in metres of the projection.
    pub west: f64,
    /// Top edge, in metres of the projection.
    pub north: f64,
    /// Side of a pixel, in metres of the projection (not of the ground).
    pub pixel_m: f64,
    /// Width, in pixels.
    pub width_px: u32,
    /// Height, in pixels.
    pub height_px: u32,
}

impl Frame {
    /// Returns the frame of the XYZ tile (row 0 in the north), or `None` where there is no
    /// such tile or it lies deeper than [`ZOOM_MAX`].
    #[must_use]
    pub fn of_tile(z: u8, x: u32, y: u32) -> Option<Self> {
        if z > ZOOM_MAX || x >> z != 0 || y >> z != 0 {
            return None;
        }
        let side = 2.0 * HALF_WORLD_M / f64::from(1_u32 << z);
        Some(Self {
            west: f64::from(x).mul_add(side, -HALF_WORLD_M),
            north: f64::from(y).mul_add(-side, HALF_WORLD_M),
            pixel_m: side / f64::from(TILE_SIZE_PX),
            width_px: TILE_SIZE_PX,
            height_px: TILE_SIZE_PX,
        })
    }

    /// Returns the square of `side_px` pixels that shows `side_ground_m` metres of ground
    /// around a place, or `None` off the map, for no pixel, or for more than
    /// [`PICTURE_SIDE_MAX_PX`].
    #[must_use]
    pub fn around(lon: f64, lat: f64, side_ground_m: f64, side_px: u32) -> Option<Self> {
        let (x, y) = from_lon_lat(lon, lat)?;
        let side = side_ground_m / ground_m_per_metre(lat);
        let fits = (1..=PICTURE_SIDE_MAX_PX).contains(&side_px);
        (fits && side.is_finite() && side > 0.0).then(|| Self {
            west: x - side / 2.0,
            north: y + side / 2.0,
            pixel_m: side / f64::from(side_px),
            width_px: side_px,
            height_px: side_px,
        })
    }

    /// Returns the fractional pixel position of a place, (0, 0) being the upper left corner.
    #[must_use]
    pub fn to_pixel(&self, lon: f64, lat: f64) -> Option<(f64, f64)> {
        let (x, y) = from_lon_lat(lon, lat)?;
        Some(((x - self.west) / self.pixel_m, (self.north - y) / self.pixel_m))
    }

    /// Returns the ground length of a pixel's side in the middle of the picture, in metres.
    #[must_use]
    pub fn ground_pixel_m(&self) -> f64 {
        let middle = (f64::from(self.height_px) / 2.0).mul_add(-self.pixel_m, self.north);
        self.pixel_m * ground_m_per_metre(latitude(middle))
    }
}

/// Returns (x, y) in metres, or `None` at and beyond the edge of the map (85.05 degrees).
fn from_lon_lat(lon: f64, lat: f64) -> Option<(f64, f64)> {
    let inside = (-180.0..=180.0).contains(&lon) && (-85.06..=85.06).contains(&lat);
    inside.then(|| {
        let y = (PI / 4.0 + lat.to_radians() / 2.0).tan().ln() * RADIUS_M;
        (lon.to_radians() * RADIUS_M, y)
    })
}

/// Latitude of a northing, in degrees.
fn latitude(y: f64) -> f64 {
    (2.0 * (y / RADIUS_M).exp().atan() - PI / 2.0).to_degrees()
}

/// Metres of ground (on the ellipsoid, east to west) in one metre of the projection.
fn ground_m_per_metre(lat: f64) -> f64 {
    let (sin, cos) = lat.to_radians().sin_cos();
    cos / (1.0 - ECCENTRICITY_SQUARED * sin * sin).sqrt()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn the_first_tile_is_the_world_and_the_next_zoom_has_four() {
        let world = Frame::of_tile(0, 0, 0).unwrap();
        assert!((world.west + 20_037_508.342_789_244).abs() < 1e-6);
        assert!((world.pixel_m * 256.0 - 40_075_016.685_578_49).abs() < 1e-6);
        let south_east = Frame::of_tile(1, 1, 1).unwrap();
        assert_eq!((south_east.west, south_east.north), (0.0, 0.0));
        for (z, x, y) in [(0, 1, 0), (1, 0, 2), (3, 8, 0), (21, 0, 0), (255, 0, 0)] {
            assert!(Frame::of_tile(z, x, y).is_none(), "{z}/{x}/{y}");
        }
    }

    #[test]
    fn a_place_is_found_in_its_tile() {
        // https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames: x = (lon + 180) / 360 · 2^z.
        let frame = Frame::of_tile(14, 4915, 8770).unwrap();
        let (px, py) = frame.to_pixel(-71.996, -12.5999).unwrap();
        assert!((px - (14.0_f64.exp2() * (108.004 / 360.0) - 4915.0) * 256.0).abs() < 1e-6);
        assert!((0.0..256.0).contains(&py), "{py}");
    }

    #[test]
    fn a_square_around_a_place_measures_its_ground() {
        let frame = Frame::around(-70.0, -12.8, 1000.0, 500).unwrap();
        assert!((frame.ground_pixel_m() - 2.0).abs() < 1e-6);
        let (px, py) = frame.to_pixel(-70.0, -12.8).unwrap();
        assert!((px - 250.0).abs() < 1e-6 && (py - 250.0).abs() < 1e-6);
        // One thousandth of a degree of longitude at 12.8 south is 108.56 m.
        let (east, _) = frame.to_pixel(-69.999, -12.8).unwrap();
        assert!(((east - px) * 2.0 - 108.56).abs() < 0.02, "{}", (east - px) * 2.0);
        assert!(Frame::around(-70.0, 89.0, 1000.0, 500).is_none());
        assert!(Frame::around(-70.0, -12.0, 1000.0, 0).is_none());
        assert!(Frame::around(-70.0, -12.0, 1000.0, 5000).is_none());
    }
}
