//! The GPS position in EXIF: rationals, hemispheres, datum.

use exif::{Exif, In, Rational, Tag, Value};
use geo_types::Point;

use super::ascii;
use crate::degrees::{Axis, from_parts};

/// Datums that are WGS84 to within a GPS's accuracy, without blanks and punctuation.
/// SIRGAS 2000 is Peru's own frame.
const WGS84_NAMES: [&str; 5] = ["WGS84", "WGS1984", "EPSG4326", "SIRGAS2000", "ITRF2000"];

/// Why a GPS position in EXIF cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(super) enum GpsInvalid {
    /// One of latitude and longitude is missing.
    #[error("{tag} is missing")]
    Missing {
        /// The tag.
        tag: Tag,
    },
    /// Not one to three rationals.
    #[error("{tag} is not degrees, minutes and seconds")]
    Shape {
        /// The tag.
        tag: Tag,
    },
    /// A rational over zero, or parts out of range.
    #[error("{tag} holds no angle: {parts}")]
    NoAngle {
        /// The tag.
        tag: Tag,
        /// Its rationals.
        parts: String,
    },
    /// The hemisphere is missing or none.
    #[error("{tag} states no hemisphere ({found:?}), and none is assumed")]
    Hemisphere {
        /// The tag.
        tag: Tag,
        /// What it holds.
        found: String,
    },
    /// Measured in another datum.
    #[error("the position is in datum {datum:?}, not in WGS84")]
    Datum {
        /// Its name.
        datum: String,
    },
}

/// Returns the position (lon, lat) in degrees, or `None` where the photo has none.
///
/// Both hemispheres must be stated: most of Peru differs from a place in the Caspian Sea
/// by two letters only.
///
/// # Errors
/// [`GpsInvalid`].
///
/// # Source
/// EXIF 2.32, section 4.6.6.
pub(super) fn position(exif: &Exif) -> Result<Option<Point<f64>>, GpsInvalid> {
    let has = |tag| exif.get_field(tag, In::PRIMARY).is_some();
    if !has(Tag::GPSLatitude) && !has(Tag::GPSLongitude) {
        return Ok(None);
    }
    let lat = angle(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, Axis::Latitude)?;
    let lon = angle(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, Axis::Longitude)?;
    if let Some(datum) = ascii(exif, Tag::GPSMapDatum) {
        let bare: String = datum.chars().filter(char::is_ascii_alphanumeric).collect();
        if !bare.is_empty() && !WGS84_NAMES.contains(&bare.to_ascii_uppercase().as_str()) {
            return Err(GpsInvalid::Datum { datum });
        }
    }
    Ok(Some(Point::new(lon, lat)))
}

/// Returns the horizontal positioning error in metres, where the photo states one.
pub(super) fn accuracy_m(exif: &Exif) -> Option<f64> {
    match &exif.get_field(Tag::GPSHPositioningError, In::PRIMARY)?.value {
        Value::Rational(parts) => parts.first().copied().and_then(quotient),
        _ => None,
    }
}

/// Returns the value of a rational, or `None` over zero.
pub(super) fn quotient(rational: Rational) -> Option<f64> {
    (rational.denom != 0).then(|| rational.to_f64())
}

fn angle(exif: &Exif, tag: Tag, reference: Tag, axis: Axis) -> Result<f64, GpsInvalid> {
    let field = exif.get_field(tag, In::PRIMARY).ok_or(GpsInvalid::Missing { tag })?;
    let Value::Rational(parts) = &field.value else {
        return Err(GpsInvalid::Shape { tag });
    };
    let found = ascii(exif, reference).unwrap_or_default();
    let mut letters = found.chars();
    // EXIF has no `O` for west; `Axis` reads it for people who write Spanish.
    let sign = match (letters.next(), letters.next()) {
        (Some(letter), None) if !matches!(letter, 'O' | 'o') => axis.sign_of(letter),
        _ => None,
    }
    .ok_or(GpsInvalid::Hemisphere { tag: reference, found })?;
    Ok(sign * degrees(tag, parts)?)
}

/// Returns unsigned degrees for one to three rationals: degrees, minutes, seconds.
fn degrees(tag: Tag, parts: &[Rational]) -> Result<f64, GpsInvalid> {
    if parts.is_empty() || parts.len() > 3 {
        return Err(GpsInvalid::Shape { tag });
    }
    let values: Option<Vec<f64>> = parts.iter().copied().map(quotient).collect();
    values
        .and_then(|values| {
            let part = |index: usize| values.get(index).copied().unwrap_or(0.0);
            from_parts(part(0), part(1), part(2))
        })
        .ok_or_else(|| {
            let shown: Vec<String> = parts.iter().map(ToString::to_string).collect();
            GpsInvalid::NoAngle { tag, parts: shown.join(" ") }
        })
}
