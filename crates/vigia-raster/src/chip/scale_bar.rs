//! A scale bar: a round length of ground in the lower left corner.

use image::RgbaImage;

use super::{label, line};

/// Largest share of the picture's width that the bar takes.
const SHARE_MAX: f64 = 0.3;

/// Draws the bar and its length.
pub fn draw(picture: &mut RgbaImage, ground_pixel_m: f64) {
    let width = f64::from(picture.width());
    let length_m = round_length_m(width * SHARE_MAX * ground_pixel_m);
    let dot_px = (picture.width() / 240).clamp(1, 4);
    let margin = f64::from(6 * dot_px);
    let (left, right) = (margin, margin + length_m / ground_pixel_m);
    let bottom = f64::from(picture.height()) - margin;
    let tick = f64::from(3 * dot_px);
    let bar =
        [vec![(left, bottom - tick), (left, bottom), (right, bottom), (right, bottom - tick)]];
    let thick = f64::from(dot_px);
    line::draw(picture, &bar, thick + 2.0, [0; 3]);
    line::draw(picture, &bar, thick, [255; 3]);
    let top = (bottom - tick) as u32;
    let top = top.saturating_sub(label::height_px(dot_px) + 2);
    label::write(picture, &words(length_m), (margin as u32, top), dot_px);
}

/// Returns the largest of 1, 2 and 5 times a power of ten that is not longer.
fn round_length_m(longest_m: f64) -> f64 {
    let power = 10.0_f64.powf(longest_m.log10().floor());
    let times = [5.0, 2.0].into_iter().find(|times| times * power <= longest_m);
    times.unwrap_or(1.0) * power
}

fn words(length_m: f64) -> String {
    if length_m >= 1000.0 { format!("{} km", length_m / 1000.0) } else { format!("{length_m} m") }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use image::Rgba;

    use super::*;

    #[test]
    fn lengths_are_round() {
        assert_eq!(
            [99.0, 100.0, 240.0, 499.0, 1234.0].map(round_length_m),
            [50.0, 100.0, 200.0, 200.0, 1000.0]
        );
        assert_eq!([50.0, 2000.0].map(words), ["50 m", "2 km"]);
    }

    #[test]
    fn the_bar_is_as_long_as_it_says() {
        // 480 px of 5 m: at most 720 m, so 500 m, which is 100 px from x = 12.
        let mut picture = RgbaImage::from_pixel(480, 480, Rgba([90, 90, 90, 255]));
        draw(&mut picture, 5.0);
        let white = |x: &u32| picture.get_pixel(*x, 467).0[..3] == [255; 3];
        let whites: Vec<u32> = (0..480).filter(white).collect();
        let (first, last) = (whites[0], whites[whites.len() - 1]);
        assert!((99..=102).contains(&(last - first)), "{first} to {last}");
    }
}
