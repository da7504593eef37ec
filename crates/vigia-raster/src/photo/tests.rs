#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use image::{Rgb, RgbImage};

use super::*;

/// A JPEG, red on the left and blue on the right, with an EXIF block that says "turned by
/// 90 degrees" and carries a maker's text.
fn photo_with_exif(width: u32, height: u32) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) }
    });
    let mut jpeg = Cursor::new(Vec::new());
    picture.write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    let jpeg = jpeg.into_inner();
    let text = b"SECRETO-DEL-TELEFONO\0";
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    // Orientation (0x0112, short): 6, a quarter turn clockwise.
    exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    // Maker (0x010f, text) after the directory, 38 bytes into the TIFF part.
    exif.extend(b"\x01\x0f\0\x02\0\0\0");
    exif.push(text.len() as u8);
    exif.extend(b"\0\0\0\x26\0\0\0\0");
    exif.extend(text);
    let mut with_exif = jpeg[..2].to_vec();
    with_exif.extend(b"\xff\xe1");
    with_exif.extend((exif.len() as u16 + 2).to_be_bytes());
    with_exif.extend(exif);
    with_exif.extend(&jpeg[2..]);
    with_exif
}

fn contains(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

#[test]
fn no_metadata_is_left_and_the_photo_stands_upright() {
    let original = photo_with_exif(64, 32);
    assert!(contains(&original, b"SECRETO") && contains(&original, b"Exif"));
    let shown = reencoded(&original, 1600).unwrap();
    for text in [b"SECRETO".as_slice(), b"Exif", b"EXIF", b"XMP ", b"ICCP"] {
        assert!(!contains(&shown, text), "{}", String::from_utf8_lossy(text));
    }
    let picture = image::load_from_memory(&shown).unwrap().to_rgb8();
    assert_eq!(picture.dimensions(), (32, 64), "a quarter turn");
    let (top, bottom) = (picture.get_pixel(16, 8).0, picture.get_pixel(16, 56).0);
    assert!(top[0] > 180 && bottom[2] > 180, "the left side is on top: {top:?} {bottom:?}");
}

#[test]
fn a_large_photo_is_made_smaller_and_a_small_one_is_left() {
    let size = |bytes: &[u8], limit| {
        let picture = image::load_from_memory(&reencoded(bytes, limit).unwrap()).unwrap();
        (picture.width(), picture.height())
    };
    let photo = photo_with_exif(2000, 1000);
    assert_eq!(size(&photo, 5000), (800, 1600));
    assert_eq!(size(&photo, 100), (50, 100));
    assert_eq!(size(&photo_with_exif(64, 32), 1600), (32, 64));
}

#[test]
fn a_bomb_is_refused_by_what_it_states() {
    // A PNG header of 16,000 by 16,000 pixels, with nothing behind it.
    let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bomb.extend(16_000_u32.to_be_bytes());
    bomb.extend(16_000_u32.to_be_bytes());
    bomb.extend(b"\x08\x02\0\0\0");
    bomb.extend(crc32(&bomb[12..]).to_be_bytes());
    bomb.extend(b"\0\0\0\x04IDAT\0\0\0\0\0\0\0\0");
    let refused = reencoded(&bomb, 1600).unwrap_err();
    assert!(
        matches!(&refused, RasterError::Photo { detail } if detail.contains("16000")),
        "{refused}"
    );
}

#[test]
fn what_is_no_photo_is_refused() {
    for bytes in [b"".as_slice(), b"<svg/>", b"\xff\xd8\xff\xe0\0\x10JFIF"] {
        assert!(matches!(reencoded(bytes, 1600), Err(RasterError::Photo { .. })));
    }
}

/// As PNG checks its chunks.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 }
        })
    })
}
