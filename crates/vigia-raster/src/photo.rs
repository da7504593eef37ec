//! A photo re-encoded for showing: smaller, upright, and without what it says about itself.
//!
//! Only pixels go through: position, time, device, thumbnails and colour profiles stay in
//! the original, which is never altered.

use std::io::Cursor;

use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

use crate::RasterError;
use crate::picture::{PictureFormat, encode};

/// Longest side of a re-encoded photo, in pixels.
pub const PHOTO_SIDE_MAX_PX: u32 = 1600;

/// Largest side of a photo that is decoded, in pixels; a bomb states more.
const SIDE_MAX_PX: u32 = 16_384;

/// Most pixels of a photo that is decoded (a phone of 2026 makes 50 to 200 million; those
/// above are shown by no one here).
const PIXELS_MAX: u64 = 64_000_000;

/// Most memory that a decoder may take.
const DECODER_MEMORY_MAX_BYTES: u64 = 512 * 1024 * 1024;

/// Returns the photo as WebP, its longer side at most `side_max_px` (and
/// [`PHOTO_SIDE_MAX_PX`]), turned as its EXIF says, with no metadata.
///
/// # Errors
/// [`RasterError::Photo`] for what is no JPEG, PNG or WebP, is damaged, or has more than 64
/// million pixels; [`RasterError::Encode`].
pub fn reencoded(bytes: &[u8], side_max_px: u32) -> Result<Vec<u8>, RasterError> {
    let photo = decoded(bytes)?;
    let limit = side_max_px.clamp(1, PHOTO_SIDE_MAX_PX);
    let fits = photo.width() <= limit && photo.height() <= limit;
    let shown = if fits { photo } else { photo.resize(limit, limit, FilterType::Triangle) };
    encode(&shown.to_rgba8(), PictureFormat::Webp)
}

fn decoded(bytes: &[u8]) -> Result<DynamicImage, RasterError> {
    let failed = |error: image::ImageError| RasterError::Photo { detail: error.to_string() };
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX_PX);
    limits.max_image_height = Some(SIDE_MAX_PX);
    limits.max_alloc = Some(DECODER_MEMORY_MAX_BYTES);
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| RasterError::Photo { detail: error.to_string() })?;
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(failed)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(RasterError::Photo { detail: format!("{width} by {height} pixels") });
    }
    // A photo whose EXIF is broken is shown as it lies.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut photo = DynamicImage::from_decoder(decoder).map_err(failed)?;
    photo.apply_orientation(orientation);
    Ok(photo)
}

#[cfg(test)]
mod tests;
