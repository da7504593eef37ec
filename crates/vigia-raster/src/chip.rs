//! A chip: a north-up square picture around an outline, with a scale bar.

use image::{Rgba, RgbaImage};

use crate::RasterError;
use crate::dataset_pool::DatasetPool;
use crate::mercator::Frame;
use crate::quicklook::NOT_OBSERVED;
use crate::scene_tile::{View, render};

mod label;
mod line;
mod scale_bar;

/// Side of the ground shown, in sides of the outline's box.
const MARGIN: f64 = 1.7;

/// Least ground shown, in metres: a clearing of three pixels needs surroundings.
const SIDE_MIN_M: f64 = 800.0;

/// Sides of a chip that may be asked for, in pixels.
pub const CHIP_SIDES_PX: std::ops::RangeInclusive<u32> = 64..=1024;

/// Outline: a colour that neither forest, sand nor water has, on a dark edge.
const OUTLINE_COLOUR: [u8; 3] = [255, 230, 0];
const EDGE_COLOUR: [u8; 3] = [20, 20, 20];

/// Rings of an outline: (longitude, latitude) in degrees, closed.
pub type Rings = [Vec<(f64, f64)>];

/// Returns the square around `rings`, or `None` for no ring, one off the map, or a side
/// that is not one of [`CHIP_SIDES_PX`].
#[must_use]
pub fn frame_around(rings: &Rings, side_px: u32) -> Option<Frame> {
    let start = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    let points = rings.iter().flatten();
    let [west, south, east, north] = points.fold(start, |[w, s, e, n], (lon, lat)| {
        [w.min(*lon), s.min(*lat), e.max(*lon), n.max(*lat)]
    });
    if west > east || south > north || !CHIP_SIDES_PX.contains(&side_px) {
        return None;
    }
    let (lon, lat) = ((west + east) / 2.0, (south + north) / 2.0);
    // The box's size in a frame where a pixel is a known piece of ground.
    let ruler = Frame::around(lon, lat, SIDE_MIN_M, side_px)?;
    let (upper_left, lower_right) = (ruler.to_pixel(west, north)?, ruler.to_pixel(east, south)?);
    let side = (lower_right.0 - upper_left.0).max(lower_right.1 - upper_left.1);
    let ground_m = side * ruler.ground_pixel_m() * MARGIN;
    Frame::around(lon, lat, ground_m.max(SIDE_MIN_M), side_px)
}

/// Renders the square around `rings` with a scale bar, and with the outline where
/// `with_outline`; `None` where the scene shows nothing of it. What was not seen has the
/// colour [`NOT_OBSERVED`].
///
/// # Errors
/// As [`render`].
pub fn chip(
    pool: &DatasetPool,
    view: &View<'_>,
    frame: &Frame,
    rings: &Rings,
    with_outline: bool,
) -> Result<Option<RgbaImage>, RasterError> {
    let Some(mut picture) = render(pool, view, frame)? else { return Ok(None) };
    let [red, green, blue] = NOT_OBSERVED.0;
    for pixel in picture.pixels_mut().filter(|pixel| pixel.0[3] == 0) {
        *pixel = Rgba([red, green, blue, 255]);
    }
    if with_outline {
        let lines: Vec<Vec<(f64, f64)>> = rings
            .iter()
            .map(|ring| ring.iter().filter_map(|(lon, lat)| frame.to_pixel(*lon, *lat)).collect())
            .collect();
        line::draw(&mut picture, &lines, 4.0, EDGE_COLOUR);
        line::draw(&mut picture, &lines, 2.0, OUTLINE_COLOUR);
    }
    scale_bar::draw(&mut picture, frame.ground_pixel_m());
    Ok(Some(picture))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn rings(half_degrees: f64) -> Vec<Vec<(f64, f64)>> {
        let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0)];
        let around = |(x, y): (f64, f64)| (-70.0 + x * half_degrees, -12.8 + y * half_degrees);
        vec![corners.map(around).to_vec()]
    }

    #[test]
    fn the_outline_stands_in_the_middle_with_room_around() {
        let rings = rings(0.01);
        let frame = frame_around(&rings, 480).unwrap();
        let (left, top) = frame.to_pixel(-70.01, -12.79).unwrap();
        let (right, bottom) = frame.to_pixel(-69.99, -12.81).unwrap();
        assert!((left + right - 480.0).abs() < 0.5 && (top + bottom - 480.0).abs() < 0.5);
        // The taller side (a degree of latitude is longer) is 1/1.7 of the picture.
        assert!((bottom - top - 480.0 / 1.7).abs() < 1.0, "{}", bottom - top);
    }

    #[test]
    fn a_tiny_outline_still_has_surroundings() {
        let frame = frame_around(&rings(0.0001), 400).unwrap();
        assert!((frame.ground_pixel_m() * 400.0 - 800.0).abs() < 0.01);
    }

    #[test]
    fn sizes_have_limits_and_nothing_has_no_frame() {
        assert!(frame_around(&rings(0.01), 63).is_none());
        assert!(frame_around(&rings(0.01), 1025).is_none());
        assert!(frame_around(&[], 480).is_none());
        assert!(frame_around(&[vec![(f64::NAN, 0.0)]], 480).is_none());
    }
}
