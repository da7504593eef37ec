//! A photo with its place in its EXIF, in the south-west: both references are letters that
//! a careless reader drops.

use std::io::Cursor;

use anyhow::{Context, Result};
use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use image::{ImageFormat, Rgb, RgbImage};

use super::Sighting;
use crate::hash_noise::fractal;

const WIDTH_PX: u32 = 640;
const HEIGHT_PX: u32 = 480;

/// Returns the bytes of a JPEG: a painted pit, for no camera was there.
pub fn jpeg(sighting: &Sighting, seed: u64) -> Result<Vec<u8>> {
    let mut plain = Cursor::new(Vec::new());
    painted(seed ^ sighting.number as u64).write_to(&mut plain, ImageFormat::Jpeg)?;
    with_exif(&plain.into_inner(), &exif(sighting)?)
}

fn painted(seed: u64) -> RgbImage {
    RgbImage::from_fn(WIDTH_PX, HEIGHT_PX, |col, row| {
        let (x, y) = (col as f32 / 60.0, row as f32 / 60.0);
        let texture = fractal(seed, x, y * 2.0, 4);
        let trees = 120.0 + 25.0 * fractal(seed ^ 1, x * 2.0, 0.0, 4);
        let shore = 300.0 + 40.0 * fractal(seed ^ 2, x / 2.0, 0.0, 2);
        let base: [f32; 3] = match row as f32 {
            y if y < trees - 40.0 => [176.0, 201.0, 222.0],
            y if y < trees + 30.0 => [38.0, 72.0, 34.0],
            y if y < shore => [205.0, 180.0, 140.0],
            _ => [176.0, 142.0, 92.0],
        };
        Rgb(base.map(|level| (level * (1.0 + 0.12 * texture)).clamp(0.0, 255.0) as u8))
    })
}

fn exif(s: &Sighting) -> Result<Vec<u8>> {
    let text = |value: String| Value::Ascii(vec![value.into_bytes()]);
    let day = s.day.strftime("%Y:%m:%d").to_string();
    let accuracy = Rational { num: (s.accuracy_m * 10.0) as u32, denom: 10 };
    let fields: Vec<Field> = [
        (Tag::ImageDescription, text("Foto sintetica de Vigia; lugar y persona ficticios".into())),
        (Tag::Make, text("CAMARA FICTICIA".into())),
        (Tag::Artist, text(format!("OBSERVADOR FICTICIO {:02}", s.number))),
        (Tag::DateTimeOriginal, text(format!("{day} 09:14:00"))),
        (Tag::OffsetTimeOriginal, text("-05:00".into())),
        (Tag::GPSVersionID, Value::Byte(vec![2, 3, 0, 0])),
        (Tag::GPSLatitudeRef, text(if s.lat < 0.0 { "S" } else { "N" }.into())),
        (Tag::GPSLatitude, Value::Rational(sexagesimal(s.lat))),
        (Tag::GPSLongitudeRef, text(if s.lon < 0.0 { "W" } else { "E" }.into())),
        (Tag::GPSLongitude, Value::Rational(sexagesimal(s.lon))),
        (Tag::GPSHPositioningError, Value::Rational(vec![accuracy])),
        (Tag::GPSDateStamp, text(day.clone())),
        (Tag::GPSTimeStamp, Value::Rational(vec![whole(14), whole(14), whole(0)])),
    ]
    .into_iter()
    .map(|(tag, value)| Field { tag, ifd_num: In::PRIMARY, value })
    .collect();
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut bytes = Cursor::new(Vec::new());
    writer.write(&mut bytes, true)?;
    Ok(bytes.into_inner())
}

/// Degrees, minutes and hundred-thousandths of seconds (0.3 mm), without a sign.
fn sexagesimal(degrees: f64) -> Vec<Rational> {
    let ticks = (degrees.abs() * 3_600.0 * 100_000.0).round() as u64;
    let per_minute = 60 * 100_000;
    vec![
        whole((ticks / (60 * per_minute)) as u32),
        whole((ticks / per_minute % 60) as u32),
        Rational { num: (ticks % per_minute) as u32, denom: 100_000 },
    ]
}

const fn whole(num: u32) -> Rational {
    Rational { num, denom: 1 }
}

/// Puts an APP1 segment right after the JPEG's start marker.
fn with_exif(jpeg: &[u8], tiff: &[u8]) -> Result<Vec<u8>> {
    let length = u16::try_from(tiff.len() + 8).context("the EXIF does not fit one segment")?;
    let mut bytes = jpeg.get(..2).context("the JPEG is empty")?.to_vec();
    bytes.extend([0xFF, 0xE1]);
    bytes.extend(length.to_be_bytes());
    bytes.extend(b"Exif\0\0");
    bytes.extend(tiff);
    bytes.extend(&jpeg[2..]);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn the_photo_says_that_it_lies_in_the_south_west() {
        let day = jiff::civil::date(2023, 8, 9);
        let sighting = Sighting {
            number: 3,
            lon: -71.987_654_3,
            lat: -12.612_345_6,
            accuracy_m: 6.0,
            day,
            note: "",
        };
        let bytes = jpeg(&sighting, 1).unwrap();
        let read = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)).unwrap();
        let shown = |tag| read.get_field(tag, In::PRIMARY).unwrap().display_value().to_string();
        assert_eq!(
            (shown(Tag::GPSLatitudeRef), shown(Tag::GPSLongitudeRef)),
            ("S".into(), "W".into())
        );
        let Value::Rational(parts) = &read.get_field(Tag::GPSLongitude, In::PRIMARY).unwrap().value
        else {
            panic!("no longitude");
        };
        let degrees = parts[0].to_f64() + parts[1].to_f64() / 60.0 + parts[2].to_f64() / 3_600.0;
        assert!((degrees - 71.987_654_3).abs() < 1e-8, "{degrees}");
    }
}
