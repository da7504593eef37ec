//! Pictures as bytes: WebP for the map, PNG for comparing to the bit.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, RgbaImage};

use crate::RasterError;

/// Quality of lossy WebP, 0 to 100: a tile of forest takes about 10 kB and shows no blocks.
pub const WEBP_QUALITY: f32 = 80.0;

/// Effort of the WebP encoder, 0 to 6: 2 takes half the time of libwebp's own choice (4)
/// and a few per cent more bytes.
const WEBP_EFFORT: i32 = 2;

/// Largest side that WebP can hold, in pixels.
const WEBP_SIDE_MAX_PX: u32 = 16_383;

/// How a picture is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PictureFormat {
    /// Lossy WebP; transparency is kept exactly.
    Webp,
    /// PNG: lossless.
    Png,
}

impl PictureFormat {
    /// Returns the format that a URL names.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "webp" => Some(Self::Webp),
            "png" => Some(Self::Png),
            _ => None,
        }
    }

    /// Returns the media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Webp => "image/webp",
            Self::Png => "image/png",
        }
    }
}

/// Encodes a picture; the same picture gives the same bytes.
///
/// # Errors
/// [`RasterError::Encode`] for a picture without pixels, or wider than the format allows.
pub fn encode(picture: &RgbaImage, format: PictureFormat) -> Result<Vec<u8>, RasterError> {
    match format {
        PictureFormat::Webp => webp(picture),
        PictureFormat::Png => png(picture),
    }
}

fn webp(picture: &RgbaImage) -> Result<Vec<u8>, RasterError> {
    let (width, height) = picture.dimensions();
    let sides = 1..=WEBP_SIDE_MAX_PX;
    if !sides.contains(&width) || !sides.contains(&height) {
        return Err(RasterError::Encode { detail: format!("{width} by {height} pixels") });
    }
    let failed = |detail: &str| RasterError::Encode { detail: detail.to_owned() };
    let mut config = webp::WebPConfig::new().map_err(|()| failed("libwebp has no settings"))?;
    config.quality = WEBP_QUALITY;
    config.method = WEBP_EFFORT;
    config.thread_level = 0;
    // Without the alpha plane where it says nothing: a fifth of the time.
    let opaque = picture.pixels().all(|pixel| pixel.0[3] == 255);
    let encoded = if opaque {
        let colours: Vec<u8> = picture.pixels().flat_map(|pixel| pixel.0[..3].to_vec()).collect();
        webp::Encoder::from_rgb(&colours, width, height).encode_advanced(&config)
    } else {
        webp::Encoder::from_rgba(picture.as_raw(), width, height).encode_advanced(&config)
    };
    Ok(encoded.map_err(|error| failed(&format!("{error:?}")))?.to_vec())
}

fn png(picture: &RgbaImage) -> Result<Vec<u8>, RasterError> {
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive)
        .write_image(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::Rgba8)
        .map_err(|error| RasterError::Encode { detail: error.to_string() })?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use image::Rgba;

    use super::*;

    fn half_transparent() -> RgbaImage {
        RgbaImage::from_fn(32, 16, |x, y| match x {
            0..16 => Rgba([0, 0, 0, 0]),
            _ => Rgba([200, (100 + x) as u8, (90 + y) as u8, 255]),
        })
    }

    #[test]
    fn png_comes_back_to_the_bit() {
        let bytes = encode(&half_transparent(), PictureFormat::Png).unwrap();
        assert_eq!(image::load_from_memory(&bytes).unwrap().to_rgba8(), half_transparent());
    }

    #[test]
    fn webp_keeps_transparency_exactly_and_colours_nearly() {
        for picture in [half_transparent(), RgbaImage::from_pixel(8, 8, Rgba([9, 120, 60, 255]))] {
            let bytes = encode(&picture, PictureFormat::Webp).unwrap();
            let back = image::load_from_memory(&bytes).unwrap().to_rgba8();
            for (a, b) in picture.pixels().zip(back.pixels()) {
                assert_eq!(a.0[3], b.0[3]);
                let far = (0..3).any(|band| a.0[band].abs_diff(b.0[band]) > 24);
                assert!(a.0[3] == 0 || !far, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn no_pixels_are_no_picture() {
        let failed = encode(&RgbaImage::new(0, 4), PictureFormat::Webp);
        assert!(matches!(failed, Err(RasterError::Encode { .. })));
    }
}
