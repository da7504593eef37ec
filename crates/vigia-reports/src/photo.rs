//! Photos: one report from the EXIF of a picture.

mod gps;
mod taken;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::Cursor;

use exif::{Exif, In, Tag, Value};
use vigia_core::report::ReportSource;
use vigia_core::{Problem, ProblemCode};

use crate::batch::{Collector, ReportBatch};
use crate::draft::{Draft, Identity};
use crate::original::Original;

/// Tags that are kept as attributes, under their EXIF names.
const KEPT_TAGS: [Tag; 12] = [
    Tag::Make,
    Tag::Model,
    Tag::DateTimeOriginal,
    Tag::OffsetTimeOriginal,
    Tag::GPSDateStamp,
    Tag::GPSTimeStamp,
    Tag::GPSAltitude,
    Tag::GPSAltitudeRef,
    Tag::GPSImgDirection,
    Tag::GPSImgDirectionRef,
    Tag::GPSMapDatum,
    Tag::GPSProcessingMethod,
];

/// Reads the report that a photo's EXIF holds.
///
/// # Errors
/// `PhotoWithoutGps` where there is no position; `ExifInvalid` where there is one that
/// cannot be trusted (no hemisphere, a rational over zero, another datum) or where the
/// block is damaged; `FormatUnknown` for other containers, such as video.
pub(crate) fn read(original: &Original<'_>) -> Result<ReportBatch, Problem> {
    let (exif, damage) = read_exif(original)?;
    let position = match gps::position(&exif) {
        Ok(Some(position)) => position,
        Ok(None) => return Err(without_gps(original, &damage)),
        Err(invalid) => return Err(original.problem(ProblemCode::ExifInvalid, invalid.to_string())),
    };
    let position = crate::place::at(position.x(), position.y())
        .map_err(|misplaced| original.problem(misplaced.code(), misplaced.to_string()))?;
    let mut collector = Collector::new(original);
    collector.keep(Draft {
        source: ReportSource::Photo,
        identity: Identity::of_parts("photo", [original.fingerprint.as_bytes()]),
        position,
        accuracy_m: gps::accuracy_m(&exif),
        moment: taken::taken_at(&exif),
        note: ascii(&exif, Tag::ImageDescription).unwrap_or_default(),
        attributes: attributes(&exif),
        mock: false,
    });
    Ok(collector.finish())
}

/// Returns the EXIF, read as far as it can be, and what was damaged in it.
fn read_exif(original: &Original<'_>) -> Result<(Exif, Vec<String>), Problem> {
    let mut damage = Vec::new();
    let mut reader = exif::Reader::new();
    reader.continue_on_error(true);
    let exif = reader
        .read_from_container(&mut Cursor::new(original.bytes))
        .or_else(|error| {
            error.distill_partial_result(|errors| {
                damage.extend(errors.iter().map(ToString::to_string));
            })
        })
        .map_err(|error| match error {
            exif::Error::NotFound(_) | exif::Error::BlankValue(_) => {
                original.problem(ProblemCode::PhotoWithoutGps, "the picture carries no EXIF")
            }
            exif::Error::InvalidFormat("Unknown image format") => {
                original.problem(ProblemCode::FormatUnknown, "a container without EXIF")
            }
            error => original.problem(ProblemCode::ExifInvalid, error.to_string()),
        })?;
    Ok((exif, damage))
}

/// Returns why there is no position: never recorded, or lost with a damaged block.
fn without_gps(original: &Original<'_>, damage: &[String]) -> Problem {
    match damage.first() {
        None => original.problem(ProblemCode::PhotoWithoutGps, "the EXIF holds no GPS position"),
        Some(first) => original.problem(
            ProblemCode::ExifInvalid,
            format!("the EXIF is damaged ({first}) and what is left holds no GPS position"),
        ),
    }
}

fn attributes(exif: &Exif) -> BTreeMap<String, String> {
    KEPT_TAGS
        .into_iter()
        .filter_map(|tag| {
            let field = exif.get_field(tag, In::PRIMARY)?;
            let text = match ascii(exif, tag) {
                Some(text) => text,
                None if matches!(field.value, Value::Ascii(_)) => String::new(),
                None => field.display_value().to_string(),
            };
            (!text.is_empty()).then(|| (tag.to_string(), text))
        })
        .collect()
}

/// Returns the text of a tag without padding, or `None` where it is blank or no text.
fn ascii(exif: &Exif, tag: Tag) -> Option<String> {
    let Value::Ascii(lines) = &exif.get_field(tag, In::PRIMARY)?.value else {
        return None;
    };
    let text = String::from_utf8_lossy(lines.first()?);
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    (!text.is_empty()).then(|| text.to_owned())
}
