//! Lines on pictures, smooth at their edges.

use image::{Rgba, RgbaImage};

/// Draws polylines, given in fractional pixels, `width_px` wide. A pixel under several
/// segments is coloured once.
pub fn draw(picture: &mut RgbaImage, lines: &[Vec<(f64, f64)>], width_px: f64, colour: [u8; 3]) {
    let (width, height) = picture.dimensions();
    let mut cover = vec![0.0_f32; width as usize * height as usize];
    let reach = width_px / 2.0 + 1.0;
    for (from, to) in lines.iter().flat_map(|line| line.iter().zip(line.iter().skip(1))) {
        let columns = pixels(from.0.min(to.0) - reach, from.0.max(to.0) + reach, width);
        for y in pixels(from.1.min(to.1) - reach, from.1.max(to.1) + reach, height) {
            for x in columns.clone() {
                let centre = (f64::from(x) + 0.5, f64::from(y) + 0.5);
                let inside = width_px / 2.0 + 0.5 - distance(centre, *from, *to);
                let share = inside.clamp(0.0, 1.0) as f32;
                let pixel = &mut cover[(y * width + x) as usize];
                *pixel = pixel.max(share);
            }
        }
    }
    for (pixel, share) in picture.pixels_mut().zip(cover) {
        blend(pixel, colour, share);
    }
}

/// Mixes `share` of `colour` into an opaque pixel.
pub fn blend(pixel: &mut Rgba<u8>, colour: [u8; 3], share: f32) {
    if share <= 0.0 {
        return;
    }
    for (level, wanted) in pixel.0.iter_mut().zip(colour) {
        let mixed = f32::from(*level) + (f32::from(wanted) - f32::from(*level)) * share;
        *level = (mixed + 0.5) as u8;
    }
}

/// Pixels of `from..=to` that the picture has; `as` holds at zero.
fn pixels(from: f64, to: f64, limit: u32) -> std::ops::Range<u32> {
    (from.floor() as u32).min(limit)..(to.ceil() as u32).min(limit)
}

fn distance(point: (f64, f64), from: (f64, f64), to: (f64, f64)) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (px, py) = (point.0 - from.0, point.1 - from.1);
    let length_squared = dx * dx + dy * dy;
    let along = if length_squared > 0.0 { (px * dx + py * dy) / length_squared } else { 0.0 };
    let along = along.clamp(0.0, 1.0);
    (px - along * dx).hypot(py - along * dy)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn a_level_line_two_wide_covers_two_rows_and_nothing_else() {
        let mut picture = RgbaImage::from_pixel(8, 6, Rgba([0, 0, 0, 255]));
        draw(&mut picture, &[vec![(-5.0, 3.0), (50.0, 3.0)]], 2.0, [200, 100, 0]);
        for (_, y, pixel) in picture.enumerate_pixels() {
            let expected = if (2..4).contains(&y) { [200, 100, 0, 255] } else { [0, 0, 0, 255] };
            assert_eq!(pixel.0, expected, "row {y}");
        }
    }

    #[test]
    fn a_line_elsewhere_draws_nothing() {
        let empty = RgbaImage::from_pixel(8, 8, Rgba([1, 2, 3, 255]));
        let mut picture = empty.clone();
        let far = vec![(-1e12, -90.0), (-40.0, -1e12)];
        draw(&mut picture, &[far, vec![], vec![(4.0, 4.0)]], 2.0, [255; 3]);
        assert_eq!(picture, empty);
    }
}
