//! `19L CF 91510 73711`: MGRS with or without spaces.

use geo::Point;
use geoconvert::Mgrs;

use super::{Reading, Said};

/// Fewest digits: four name a square of a kilometre; less is more likely a code.
const DIGITS_MIN: usize = 4;
const DIGITS_MAX: usize = 10;

/// Reads one MGRS square.
pub(super) fn readings(text: &str) -> Vec<Reading> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.to_ascii_uppercase();
    if !has_shape(&bare) {
        return Vec::new();
    }
    let Ok(square) = Mgrs::parse_str(&bare) else { return Vec::new() };
    let position = square.to_latlon();
    let point = Point::new(position.longitude(), position.latitude());
    vec![Reading { point, said: Said::Mgrs }]
}

/// Zone, three letters, an even number of digits: the parser is given nothing else.
fn has_shape(text: &str) -> bool {
    let zone = text.bytes().take_while(u8::is_ascii_digit).count();
    let Some(rest) = text.get(zone..).filter(|rest| rest.is_ascii() && rest.len() > 3) else {
        return false;
    };
    let (letters, digits) = rest.split_at(3);
    (1..=2).contains(&zone)
        && letters.bytes().all(|c| c.is_ascii_uppercase())
        && digits.bytes().all(|c| c.is_ascii_digit())
        && digits.len() % 2 == 0
        && (DIGITS_MIN..=DIGITS_MAX).contains(&digits.len())
}
