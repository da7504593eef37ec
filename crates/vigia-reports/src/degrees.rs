//! Angles as people and devices write them: decimal, or degrees, minutes and seconds.

use crate::decimal::parse_decimal;

/// Which of the two an angle is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// East and west.
    Longitude,
    /// North and south.
    Latitude,
}

impl Axis {
    /// Returns +1 or −1 for a hemisphere letter of this axis; `O` is *oeste*, west.
    pub(crate) fn sign_of(self, hemisphere: char) -> Option<f64> {
        match (self, hemisphere.to_ascii_uppercase()) {
            (Self::Latitude, 'N') | (Self::Longitude, 'E') => Some(1.0),
            (Self::Latitude, 'S') | (Self::Longitude, 'W' | 'O') => Some(-1.0),
            _ => None,
        }
    }
}

/// Returns degrees for whole or decimal degrees, minutes and seconds, or `None` where a
/// part is negative, not finite or too large.
///
/// Seconds may be exactly 60: devices that round 59.9999 write it.
pub(crate) fn from_parts(degrees: f64, minutes: f64, seconds: f64) -> Option<f64> {
    let valid = (0.0..=180.0).contains(&degrees)
        && (0.0..60.0).contains(&minutes)
        && (0.0..=60.0).contains(&seconds);
    valid.then(|| degrees + minutes / 60.0 + seconds / 3600.0)
}

/// Returns the angle that `text` states in degrees, north and east positive, or `None`.
///
/// Reads `-12.95`, `-12,95`, `12,95 S`, `12°57'10.5"S`, `S 12° 57.2'`. A sign beside a
/// hemisphere letter is refused: it would be south twice.
#[must_use]
pub fn parse_degrees(text: &str, axis: Axis) -> Option<f64> {
    let text = text.trim();
    let (sign, bare) = match split_hemisphere(text) {
        Some((letter, rest)) => (Some(axis.sign_of(letter)?), rest),
        None => (None, text),
    };
    if sign.is_some() && bare.starts_with(['-', '+', '\u{2212}']) {
        return None;
    }
    if !bare.contains(is_mark) {
        return Some(parse_decimal(bare)? * sign.unwrap_or(1.0));
    }
    let (stated, bare) = match bare.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, bare),
    };
    Some(parse_sexagesimal(bare)? * sign.unwrap_or(stated))
}

fn split_hemisphere(text: &str) -> Option<(char, &str)> {
    let is_letter = |c: &char| matches!(c.to_ascii_uppercase(), 'N' | 'S' | 'E' | 'W' | 'O');
    if let Some(letter) = text.chars().next_back().filter(is_letter) {
        return Some((letter, text[..text.len() - 1].trim_end()));
    }
    let letter = text.chars().next().filter(is_letter)?;
    Some((letter, text[1..].trim_start()))
}

fn is_mark(c: char) -> bool {
    is_degree_mark(c) || is_minute_mark(c) || is_second_mark(c)
}

fn is_degree_mark(c: char) -> bool {
    matches!(c, '°' | 'º' | '˚')
}

fn is_minute_mark(c: char) -> bool {
    matches!(c, '\'' | '′' | '’' | '´')
}

fn is_second_mark(c: char) -> bool {
    matches!(c, '"' | '″' | '”')
}

/// Reads `12°57'10.5"` with any of its later parts missing; only the last may have decimals.
fn parse_sexagesimal(text: &str) -> Option<f64> {
    let (degrees, rest) = text.split_once(is_degree_mark)?;
    // Two apostrophes stand for the mark of seconds on many keyboards.
    let rest = rest.replace("''", "\"");
    let (minutes, rest) = part(rest.trim(), is_minute_mark)?;
    let (seconds, rest) = part(rest.trim(), is_second_mark)?;
    if !rest.trim().is_empty() {
        return None;
    }
    let degrees = parse_decimal(degrees)?;
    let has_fraction = |value: f64| value.fract() != 0.0;
    if (has_fraction(degrees) && minutes.or(seconds).is_some())
        || (minutes.is_some_and(has_fraction) && seconds.is_some())
    {
        return None;
    }
    from_parts(degrees, minutes.unwrap_or(0.0), seconds.unwrap_or(0.0))
}

/// Splits off the number before `mark`; no mark, no number.
fn part(text: &str, mark: fn(char) -> bool) -> Option<(Option<f64>, &str)> {
    match text.split_once(mark) {
        None => Some((None, text)),
        Some((number, rest)) => Some((Some(parse_decimal(number)?), rest)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn south_and_west_are_negative_in_every_form() {
        for text in [
            "-12.5",
            "-12,5",
            "12,5 S",
            "12.5s",
            "S 12.5",
            "12°30'S",
            "12° 30' 0,0\" S",
            "-12º30′",
            "12°30'0''S",
        ] {
            assert_eq!(parse_degrees(text, Axis::Latitude), Some(-12.5), "{text}");
        }
        for text in ["-69.75", "69,75 O", "69.75 W", "69°45'W", "O 69°45'"] {
            assert_eq!(parse_degrees(text, Axis::Longitude), Some(-69.75), "{text}");
        }
    }

    #[test]
    fn a_sign_beside_a_hemisphere_and_a_letter_of_the_other_axis_are_refused() {
        for text in ["-12.5 S", "-12°30'S", "12.5 E", "12.5 O"] {
            assert_eq!(parse_degrees(text, Axis::Latitude), None, "{text}");
        }
    }

    #[test]
    fn parts_that_do_not_fit_are_refused() {
        for text in [
            "12°60'S",
            "12°30'61\"S",
            "12.5°30'S",
            "12°30.5'10\"S",
            "12°30'10\"5S",
            "12°",
            "",
            "S",
            "°",
            "12 30 S",
        ] {
            let read = parse_degrees(text, Axis::Latitude);
            assert!(read.is_none() || text == "12°", "{text}: {read:?}");
        }
    }

    proptest! {
        #[test]
        fn degrees_minutes_and_seconds_state_the_same_angle(
            degrees in 0_u32..90, minutes in 0_u32..60, tenths in 0_u32..600,
        ) {
            let seconds = f64::from(tenths) / 10.0;
            let text = format!("{degrees}°{minutes}'{seconds:.1}\"S");
            let expected = -(f64::from(degrees) + f64::from(minutes) / 60.0 + seconds / 3600.0);
            let read = parse_degrees(&text, Axis::Latitude).unwrap();
            prop_assert!((read - expected).abs() < 1e-12, "{} read as {}", text, read);
        }

        #[test]
        fn no_text_panics(text in "[0-9 NSEWO°'\",.\u{2212}\\-]{0,12}") {
            let _ = parse_degrees(&text, Axis::Latitude);
        }
    }
}
