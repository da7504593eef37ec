//! A pair of angles: decimal with point or comma, or degrees, minutes and seconds.

use geo::Point;
use vigia_reports::degrees::{Axis, parse_degrees};
use vigia_reports::place;

use super::{Reading, Said};
use crate::search::folding::folded;

const SEPARATORS: [char; 5] = [',', ';', ' ', '\t', ':'];

/// Which axis the text names first, where it names one.
type FirstNamed = Option<Axis>;

/// Reads a pair of angles, wherever it can be parted in two.
pub(super) fn readings(text: &str) -> Vec<Reading> {
    let Some((text, first)) = without_words(text) else { return Vec::new() };
    let mut found: Vec<Reading> = Vec::new();
    for (a, b) in partings(&text) {
        for (axis_a, axis_b) in
            [(Axis::Latitude, Axis::Longitude), (Axis::Longitude, Axis::Latitude)]
        {
            if first.is_some_and(|first| first != axis_a) {
                continue;
            }
            if let Some(reading) = pair((a, axis_a), (b, axis_b), first.is_some())
                && !found.contains(&reading)
            {
                found.push(reading);
            }
        }
    }
    if found.iter().any(|reading| reading.said == Said::Degrees) {
        found.retain(|reading| reading.said == Said::Degrees);
    }
    found
}

/// Takes out the names of the axes and writes hemispheres as letters; `None` where there
/// are other words.
fn without_words(text: &str) -> Option<(String, FirstNamed)> {
    let (mut out, mut word, mut first) = (String::new(), String::new(), None);
    for c in text.chars().chain(std::iter::once(' ')) {
        // The mark of degrees on Spanish keyboards (U+00BA) is a letter to Unicode.
        if c.is_alphabetic() && c != 'º' {
            word.push(c);
            continue;
        }
        let letter = match folded(&word).as_str() {
            "" => "",
            "lat" | "latitud" | "latitude" => {
                first = first.or(Some(Axis::Latitude));
                " "
            }
            "lon" | "long" | "lng" | "longitud" | "longitude" => {
                first = first.or(Some(Axis::Longitude));
                " "
            }
            "n" | "norte" | "north" => "N",
            "s" | "sur" | "south" => "S",
            "e" | "este" | "east" => "E",
            "w" | "west" | "o" | "oeste" => "O",
            _ => return None,
        };
        out.push_str(letter);
        word.clear();
        out.push(c);
    }
    Some((out, first))
}

/// Returns every way to part `text` in two: at a separator, or behind a hemisphere.
fn partings(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.char_indices().filter_map(move |(at, c)| {
        let end = at + c.len_utf8();
        if !SEPARATORS.contains(&c) && !matches!(c, 'N' | 'S' | 'E' | 'O') {
            return None;
        }
        let (a, b) = (text[..end].trim_matches(SEPARATORS), text[end..].trim_matches(SEPARATORS));
        (!a.is_empty() && !b.is_empty()).then_some((a, b))
    })
}

fn pair(a: (&str, Axis), b: (&str, Axis), is_named: bool) -> Option<Reading> {
    let (value_a, value_b) = (angle(a.0, a.1)?, angle(b.0, b.1)?);
    let (lon, lat) = if a.1 == Axis::Longitude { (value_a, value_b) } else { (value_b, value_a) };
    let degrees = |point| Some(Reading { point, said: Said::Degrees });
    match (has_hemisphere(a.0), has_hemisphere(b.0)) {
        (true, true) => return degrees(place::at(lon, lat).ok()?),
        (false, false) => {}
        // Half stated: which half is meant cannot be known.
        _ => return None,
    }
    let point = Point::new(lon, lat);
    if place::is_in_peru(point) {
        return degrees(point);
    }
    let south_west = Point::new(-lon, -lat);
    let has_mark = |text: &str| text.contains(['.', ',', '°', 'º', '˚']);
    if lon > 0.0 && lat > 0.0 && place::is_in_peru(south_west) && has_mark(a.0) && has_mark(b.0) {
        return Some(Reading { point: south_west, said: Said::DegreesWithoutHemisphere });
    }
    if is_named { degrees(place::at(lon, lat).ok()?) } else { None }
}

fn has_hemisphere(text: &str) -> bool {
    text.contains(['N', 'S', 'E', 'O'])
}

fn angle(text: &str, axis: Axis) -> Option<f64> {
    parse_degrees(text, axis).or_else(|| parse_degrees(&with_marks(text)?, axis))
}

/// Writes `12 50 03.1 S` as `12°50′03.1″S`: with its letter, nothing else can be meant.
fn with_marks(text: &str) -> Option<String> {
    let letter = text.chars().find(|c| matches!(c, 'N' | 'S' | 'E' | 'O'))?;
    let bare = text.replace(letter, " ");
    let parts: Vec<&str> = bare.split_whitespace().collect();
    let is_number = |part: &&str| {
        part.starts_with(|c: char| c.is_ascii_digit())
            && part.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    };
    if !parts.iter().all(is_number) {
        return None;
    }
    match parts[..] {
        [degrees, minutes] => Some(format!("{degrees}°{minutes}′{letter}")),
        [degrees, minutes, seconds] => Some(format!("{degrees}°{minutes}′{seconds}″{letter}")),
        _ => None,
    }
}
