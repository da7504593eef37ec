//! UTM in many spellings: `19S 345678 8576543`, `345678 8576543 19L`,
//! `zona 19 sur E 345678 N 8576543`.

use std::ops::RangeInclusive;

use vigia_reports::utm::{Zone, parse_metres, to_degrees};

use super::{Reading, Said};
use crate::search::folding::folded;

/// Zones that Peru has.
const ZONES_OF_PERU: [&str; 3] = ["17S", "18S", "19S"];
/// Southern northings of Peru, in metres.
const NORTHINGS_OF_PERU_M: RangeInclusive<f64> = 7_900_000.0..=10_000_000.0;
const EASTINGS_M: RangeInclusive<f64> = 100_000.0..=900_000.0;

/// Words beside the numbers that change nothing: which is easting and which is northing
/// their size tells.
const NOISE: &[&str] = &[
    "utm",
    "wgs",
    "zona",
    "zone",
    "huso",
    "hemisferio",
    "coordenadas",
    "coord",
    "este",
    "norte",
    "east",
    "north",
    "easting",
    "northing",
    "e",
    "n",
    "x",
    "y",
    "m",
    "me",
    "mn",
    "sur",
    "south",
    "s",
    "datum",
];
/// Words that say the hemisphere, or the band, right behind the number of a zone.
const HEMISPHERES: &[&str] = &["s", "sur", "south", "k", "l", "m", "n", "norte", "north"];

#[derive(Debug, PartialEq)]
enum Token {
    Number(String),
    Word(String),
}

/// What the tokens of a UTM position say.
#[derive(Default)]
struct Stated {
    zone: Option<String>,
    metres: Vec<f64>,
}

/// Reads a UTM position; without a zone, one reading for each zone of Peru.
pub(super) fn readings(text: &str) -> Vec<Reading> {
    let Some(stated) = tokens(text).and_then(|tokens| stated(&tokens)) else { return Vec::new() };
    let Some((easting_m, northing_m)) = ordered(&stated) else { return Vec::new() };
    let read = |zone: &str, zone_stated: bool| {
        let point = to_degrees(Zone::parse(zone).ok()?, easting_m, northing_m).ok()?;
        let hemisphere = if point.y() < 0.0 { 'S' } else { 'N' };
        let number: String = zone.chars().take_while(char::is_ascii_digit).collect();
        let quoted = format!("{number}{hemisphere} {easting_m:.0} {northing_m:.0}");
        Some(Reading { point, said: Said::Utm { quoted, zone_stated } })
    };
    match &stated.zone {
        Some(zone) => read(zone, true).into_iter().collect(),
        None if NORTHINGS_OF_PERU_M.contains(&northing_m) => {
            ZONES_OF_PERU.iter().filter_map(|zone| read(zone, false)).collect()
        }
        None => Vec::new(),
    }
}

/// Parts letters from digits; `None` where another character stands in the text.
fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut joins = false;
    for c in text.chars() {
        let is_inside = joins && matches!(tokens.last(), Some(Token::Number(_)));
        match c {
            '0'..='9' => match tokens.last_mut() {
                Some(Token::Number(number)) if joins => number.push(c),
                _ => tokens.push(Token::Number(c.to_string())),
            },
            '.' | ',' | '\'' if is_inside => {
                if let Some(Token::Number(number)) = tokens.last_mut() {
                    number.push(c);
                }
            }
            _ if c.is_alphabetic() && c != 'º' => match tokens.last_mut() {
                Some(Token::Word(word)) if joins => word.push(c),
                _ => tokens.push(Token::Word(c.to_string())),
            },
            ' ' | '\t' | ':' | ';' | '=' | '(' | ')' | '/' | '-' | '_' | ',' | '.' | '°' | 'º' => {
                joins = false;
                continue;
            }
            _ => return None,
        }
        joins = true;
    }
    Some(tokens.into_iter().flat_map(parted).collect())
}

/// `345678,8576543` is two numbers: no easting has seven decimals.
fn parted(token: Token) -> Vec<Token> {
    match token {
        Token::Word(word) => vec![Token::Word(folded(&word))],
        Token::Number(number) => {
            let number = number.trim_end_matches(['.', ',', '\'']);
            match number.split_once(',') {
                Some((a, b)) if a.len() >= 6 && b.len() >= 6 && !number.contains('.') => {
                    vec![Token::Number(a.to_owned()), Token::Number(b.to_owned())]
                }
                _ => vec![Token::Number(number.to_owned())],
            }
        }
    }
}

fn stated(tokens: &[Token]) -> Option<Stated> {
    let mut stated = Stated::default();
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match first {
            Token::Word(word) if word == "wgs" => {
                // The 84 of WGS 84; other datums are no words of a position here.
                if let Some((Token::Number(number), behind)) = after.split_first()
                    && number == "84"
                {
                    rest = behind;
                }
            }
            Token::Word(word) if NOISE.contains(&word.as_str()) => {}
            Token::Word(_) => return None,
            Token::Number(number) if number.len() <= 2 => {
                if stated.zone.is_some() {
                    return None;
                }
                let (zone, behind) = zone(number, after);
                stated.zone = Some(zone);
                rest = behind;
            }
            Token::Number(number) => stated.metres.push(parse_metres(number)?),
        }
    }
    Some(stated)
}

/// Joins the number of a zone with its hemisphere. An `N` right before a northing is that
/// number's label, as in `19 N 8576543 E 345678`.
fn zone<'a>(number: &str, after: &'a [Token]) -> (String, &'a [Token]) {
    let is_northing = |token: Option<&Token>| match token {
        Some(Token::Number(text)) => parse_metres(text).is_some_and(|m| m > 1_000_000.0),
        _ => false,
    };
    match after.split_first() {
        Some((Token::Word(word), behind))
            if HEMISPHERES.contains(&word.as_str())
                && !(word.starts_with('n') && is_northing(behind.first())) =>
        {
            (format!("{number}{word}"), behind)
        }
        _ => (number.to_owned(), after),
    }
}

/// Tells easting and northing apart by their size; in doubt the easting comes first.
fn ordered(stated: &Stated) -> Option<(f64, f64)> {
    let [a, b] = stated.metres[..] else { return None };
    let fits = |easting: f64, northing: f64| {
        EASTINGS_M.contains(&easting) && (stated.zone.is_some() || northing > 1_000_000.0)
    };
    match (fits(a, b), fits(b, a)) {
        (true, _) => Some((a, b)),
        (false, true) => Some((b, a)),
        (false, false) => None,
    }
}
