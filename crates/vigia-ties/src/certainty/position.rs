//! The ground that a shift can reach.

use super::{REACH_SIGMAS, SIGMA_MIN_M};
use crate::border::Extent;
use crate::local_frame::LocalFrame;
use geo_types::Coord;

/// A plane in metres, and the box in it that the site can reach.
pub(crate) struct Position {
    pub(super) frame: LocalFrame,
    pub(super) sigma_m: f64,
    pub(super) window_m: Extent,
    pub(super) window_degrees: Extent,
}

impl Position {
    /// - `bounds_m`: of the site.
    pub(super) fn new(frame: LocalFrame, bounds_m: Extent, sigma_m: f64) -> Self {
        let sigma_m = sigma_m.max(SIGMA_MIN_M);
        let reach = REACH_SIGMAS * sigma_m;
        let (west, south) = (bounds_m.west - reach, bounds_m.south - reach);
        let (east, north) = (bounds_m.east + reach, bounds_m.north + reach);
        let corner = |x: f64, y: f64| frame.to_degrees(Coord { x, y });
        Self {
            frame,
            sigma_m,
            window_m: Extent { west, south, east, north },
            window_degrees: Extent::of_edge(corner(west, south), corner(east, north)),
        }
    }
}
