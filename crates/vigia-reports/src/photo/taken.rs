//! When a photo was taken.

use exif::{Exif, In, Tag, Value};
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use super::gps::quotient;
use crate::moment::{Moment, WithoutZone};

/// Returns when the photo was taken.
///
/// The camera's clock with a stated offset comes first; then the GPS clock, which is UTC;
/// last the camera's clock alone, read as Peru's time and flagged. The GPS clock is not
/// first, because phones record that of the last fix, which may be hours old.
pub(super) fn taken_at(exif: &Exif) -> Moment {
    let camera = camera_clock(exif);
    camera
        .and_then(|clock| Some(Moment::certain(camera_offset(exif)?.to_timestamp(clock).ok()?)))
        .or_else(|| Moment::civil(gps_clock(exif)?, WithoutZone::IsUtc))
        .or_else(|| Moment::civil(camera?, WithoutZone::AssumePeru))
        .unwrap_or(Moment::NONE)
}

fn camera_clock(exif: &Exif) -> Option<DateTime> {
    let clock = exif::DateTime::from_ascii(bytes(exif, Tag::DateTimeOriginal)?).ok()?;
    civil(
        [clock.year.into(), clock.month.into(), clock.day.into()],
        [clock.hour.into(), clock.minute.into(), clock.second.into()],
    )
}

fn camera_offset(exif: &Exif) -> Option<Offset> {
    let text = std::str::from_utf8(bytes(exif, Tag::OffsetTimeOriginal)?).ok()?.trim();
    if text == "Z" {
        return Some(Offset::UTC);
    }
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = digits.split_once(':')?;
    let (hours, minutes): (u8, u8) = (hours.parse().ok()?, minutes.parse().ok()?);
    if hours > 14 || minutes > 59 {
        return None;
    }
    Offset::from_seconds(sign * (i32::from(hours) * 3600 + i32::from(minutes) * 60)).ok()
}

fn gps_clock(exif: &Exif) -> Option<DateTime> {
    let text = std::str::from_utf8(bytes(exif, Tag::GPSDateStamp)?).ok()?;
    // The standard has colons; some phones write dashes.
    let mut parts = text.trim_matches(['\0', ' ']).split([':', '-']);
    let mut part = || parts.next()?.parse().ok();
    let day = [part()?, part()?, part()?];
    let Value::Rational(clock) = &exif.get_field(Tag::GPSTimeStamp, In::PRIMARY)?.value else {
        return None;
    };
    let [hour, minute, second] = clock.as_slice() else {
        return None;
    };
    let whole = |rational| Some(quotient(rational)?.floor() as i64);
    civil(day, [whole(*hour)?, whole(*minute)?, whole(*second)?])
}

fn civil(day: [i64; 3], clock: [i64; 3]) -> Option<DateTime> {
    let small = |value: i64| i8::try_from(value).ok();
    let date = Date::new(i16::try_from(day[0]).ok()?, small(day[1])?, small(day[2])?).ok()?;
    // Cameras without a set clock write the year 0, and no camera with EXIF is older.
    if date.year() < 1980 {
        return None;
    }
    let time =
        jiff::civil::Time::new(small(clock[0])?, small(clock[1])?, small(clock[2])?, 0).ok()?;
    Some(date.to_datetime(time))
}

fn bytes(exif: &Exif, tag: Tag) -> Option<&[u8]> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(lines) => lines.first().map(Vec::as_slice),
        _ => None,
    }
}
