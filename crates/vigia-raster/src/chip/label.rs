//! Figures on pictures: "500 m", in letters of five by seven pixels.
//!
//! A font would be a file to ship and a library to draw it, for twelve letters.

use image::RgbaImage;

use super::line::blend;

const WIDTH: u32 = 5;
const HEIGHT: u32 = 7;

/// Rows from the top, five bits each, the left pixel highest.
const fn rows(letter: char) -> [u8; HEIGHT as usize] {
    match letter {
        '0' => [0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110],
        '1' => [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
        '2' => [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111],
        '3' => [0b11111, 0b00010, 0b00100, 0b00010, 0b00001, 0b10001, 0b01110],
        '4' => [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010],
        '5' => [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110],
        '6' => [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110],
        '7' => [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000],
        '8' => [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
        '9' => [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100],
        'k' => [0b10000, 0b10000, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010],
        'm' => [0b00000, 0b00000, 0b11010, 0b10101, 0b10101, 0b10001, 0b10001],
        _ => [0; HEIGHT as usize],
    }
}

/// Writes `text` with its upper left corner at (x, y), each dot a square of `dot_px`, on a
/// dark edge of one pixel.
pub fn write(picture: &mut RgbaImage, text: &str, (x, y): (u32, u32), dot_px: u32) {
    for (spread, colour) in [(1, [0; 3]), (0, [255; 3])] {
        for (place, letter) in text.chars().enumerate() {
            let left = x + place as u32 * (WIDTH + 1) * dot_px;
            for (line, bits) in rows(letter).into_iter().enumerate() {
                for column in (0..WIDTH).filter(|column| bits >> (WIDTH - 1 - column) & 1 == 1) {
                    let corner = (left + column * dot_px, y + line as u32 * dot_px);
                    square(picture, corner, dot_px, spread, colour);
                }
            }
        }
    }
}

/// Returns the height of a line of text, in pixels.
pub const fn height_px(dot_px: u32) -> u32 {
    HEIGHT * dot_px
}

fn square(picture: &mut RgbaImage, (x, y): (u32, u32), side: u32, spread: u32, colour: [u8; 3]) {
    for row in y.saturating_sub(spread)..y + side + spread {
        for column in x.saturating_sub(spread)..x + side + spread {
            if let Some(pixel) = picture.get_pixel_mut_checked(column, row) {
                blend(pixel, colour, 1.0);
            }
        }
    }
}
