//! Pictures for people: fixed stretches, so that before and after compare.

use std::path::Path;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, ImageFormat, Rgb, RgbImage};
use ndarray::Array3;

use crate::RasterError;

/// A picture, for callers that only hand it on.
pub type Picture = RgbImage;

/// Colour of pixels with no data: no reflectance stretches to it.
pub const NOT_OBSERVED: Rgb<u8> = Rgb([70, 70, 110]);

/// Width of the line between two pictures, in pixels.
const SEPARATOR_PX: u32 = 4;

/// Which bands are shown as red, green and blue, and how bright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// Red, green, blue: what an eye would see; 0 to 0.25 reflectance.
    TrueColour,
    /// Short-wave infrared (1610 nm), near infrared, red: bare ground is pink, forest
    /// green, water dark; 0 to 0.45 reflectance.
    Swir,
}

impl Preset {
    /// Indices into the optical stack, and the reflectance that is shown brightest.
    const fn recipe(self) -> ([usize; 3], f32) {
        match self {
            Self::TrueColour => ([2, 1, 0], 0.25),
            Self::Swir => ([4, 3, 2], 0.45),
        }
    }
}

/// Renders an optical stack, shape `(6, rows, cols)` in the order of
/// [`vigia_core::sensor::OPTICAL_BANDS`], as a picture of `cols` by `rows`.
///
/// Pixels where one of the three bands is NaN get [`NOT_OBSERVED`]; so does every pixel of
/// a stack of fewer bands.
#[must_use]
pub fn render_rgb(view: &Array3<f32>, preset: Preset) -> RgbImage {
    let (_, rows, cols) = view.dim();
    let (indices, brightest) = preset.recipe();
    RgbImage::from_fn(cols as u32, rows as u32, |x, y| {
        let channel = |index: usize| {
            let value = view.get((index, y as usize, x as usize)).copied();
            value.filter(|value| value.is_finite())
        };
        match indices.map(channel) {
            [Some(red), Some(green), Some(blue)] => {
                Rgb([red, green, blue].map(|value| stretched(value, brightest)))
            }
            _ => NOT_OBSERVED,
        }
    })
}

/// Returns the two pictures side by side, a white line between them; the shorter is
/// filled up with [`NOT_OBSERVED`].
#[must_use]
pub fn before_after(before: &RgbImage, after: &RgbImage) -> RgbImage {
    let left = before.width();
    RgbImage::from_fn(
        left + SEPARATOR_PX + after.width(),
        before.height().max(after.height()),
        |x, y| match x.checked_sub(left) {
            None => before.get_pixel_checked(x, y).copied().unwrap_or(NOT_OBSERVED),
            Some(x) if x < SEPARATOR_PX => Rgb([255; 3]),
            Some(x) => {
                after.get_pixel_checked(x - SEPARATOR_PX, y).copied().unwrap_or(NOT_OBSERVED)
            }
        },
    )
}

/// Returns `picture` with each pixel as a square of `times`: chips are small.
#[must_use]
pub fn enlarged(picture: &RgbImage, times: u32) -> RgbImage {
    let (width, height) = (picture.width() * times, picture.height() * times);
    image::imageops::resize(picture, width, height, image::imageops::FilterType::Nearest)
}

/// Writes a picture as PNG, whole or not at all.
///
/// # Errors
/// [`RasterError::DiskFull`], [`RasterError::Write`], [`RasterError::Io`].
pub fn write_png(path: &Path, picture: &RgbImage) -> Result<(), RasterError> {
    let staged = crate::staging::Staged::beside(path)?;
    match picture.save_with_format(staged.path(), ImageFormat::Png) {
        Ok(()) => staged.publish(),
        Err(error) => Err(staged.failure(error.to_string(), &[])),
    }
}

/// Returns a picture as the bytes of a PNG, small: they travel inside pages.
///
/// # Errors
/// [`RasterError::Encode`] for a picture without pixels.
pub fn png(picture: &RgbImage) -> Result<Vec<u8>, RasterError> {
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive)
        .write_image(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::Rgb8)
        .map_err(|error| RasterError::Encode { detail: error.to_string() })?;
    Ok(bytes)
}

/// A square-root stretch, which keeps dark water and forest apart.
fn stretched(value: f32, brightest: f32) -> u8 {
    ((value / brightest).clamp(0.0, 1.0).sqrt() * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn stack(values: [f32; 6]) -> Array3<f32> {
        Array3::from_shape_vec((6, 1, 1), values.to_vec()).unwrap()
    }

    #[test]
    fn bands_go_to_their_colours_and_are_cut_at_the_brightest() {
        let view = stack([0.0, 0.0625, 0.9, 0.1125, 0.45, 0.0]);
        assert_eq!(render_rgb(&view, Preset::TrueColour).get_pixel(0, 0), &Rgb([255, 128, 0]));
        assert_eq!(render_rgb(&view, Preset::Swir).get_pixel(0, 0), &Rgb([255, 128, 255]));
    }

    #[test]
    fn a_pixel_without_data_is_shown_as_such_not_as_black() {
        let view = stack([0.0, f32::NAN, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(render_rgb(&view, Preset::TrueColour).get_pixel(0, 0), &NOT_OBSERVED);
        assert_eq!(render_rgb(&view, Preset::Swir).get_pixel(0, 0), &Rgb([0, 0, 0]));
    }

    #[test]
    fn a_picture_comes_back_from_its_bytes_and_an_empty_one_is_refused() {
        let picture = RgbImage::from_fn(5, 3, |x, y| Rgb([x as u8, y as u8, 7]));
        let bytes = png(&picture).unwrap();
        assert_eq!(image::load_from_memory(&bytes).unwrap().to_rgb8(), picture);
        assert!(matches!(png(&RgbImage::new(0, 3)), Err(RasterError::Encode { .. })));
    }

    #[test]
    fn two_pictures_are_joined_and_written_as_png() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("antes-despues.png");
        let (before, after) = (RgbImage::new(3, 2), RgbImage::new(3, 4));
        let joined = before_after(&before, &after);
        assert_eq!(joined.dimensions(), (3 + SEPARATOR_PX + 3, 4));
        assert_eq!(joined.get_pixel(0, 3), &NOT_OBSERVED);
        write_png(&path, &joined).unwrap();
        assert_eq!(image::open(&path).unwrap().to_rgb8(), joined);
    }
}
