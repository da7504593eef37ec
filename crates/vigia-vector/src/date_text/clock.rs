//! Months in words, clock times and zones.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::{NoDay, date, day_of_instant, digits, short};

/// First letters of the months: English, then where Spanish differs.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene"],
    &["feb"],
    &["mar"],
    &["apr", "abr"],
    &["may"],
    &["jun"],
    &["jul"],
    &["aug", "ago"],
    &["sep", "set"],
    &["oct"],
    &["nov"],
    &["dec", "dic"],
];

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Returns the number of a month in one or two digits, or in letters of which the first
/// three tell: `may`, `Setiembre`, `DIC.`.
pub(super) fn month(text: &str) -> Option<i64> {
    if let Ok(number) = short(text) {
        return Some(number);
    }
    let word = text.trim_end_matches('.').to_lowercase();
    if !(3..=10).contains(&word.len()) || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let at = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
    i64::try_from(at + 1).ok()
}

/// Reads `Date.prototype.toString` of JavaScript, which visors of the cadastre write into
/// their downloads; `None` where the text does not begin like one.
pub(super) fn javascript(text: &str) -> Option<Result<Date, NoDay>> {
    let mut words = text.split_ascii_whitespace();
    if !DAYS.contains(&words.next()?) {
        return None;
    }
    Some(javascript_day(words).unwrap_or(Err(NoDay::Form)))
}

fn javascript_day<'a>(mut words: impl Iterator<Item = &'a str>) -> Option<Result<Date, NoDay>> {
    let month = month(words.next()?)?;
    let day = digits(words.next()?, 2)?;
    let year = digits(words.next()?, 4)?;
    let (time, none) = time_and_offset(words.next()?)?;
    let offset = zone(words.next()?.strip_prefix("GMT")?)?;
    // The zone's name in words follows; it repeats the offset.
    none.is_none().then(|| {
        date(year, month, day).and_then(|day| day_of_instant(day.to_datetime(time), offset))
    })
}

/// Reads `HH:MM[:SS[.fff]]`, with an offset or `a. m.`/`PM` or neither.
pub(super) fn time_and_offset(text: &str) -> Option<(Time, Option<Offset>)> {
    let compact: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{a0}')
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let end = compact.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.');
    let (clock, rest) = compact.split_at(end.unwrap_or(compact.len()));
    let half = match rest.replace('.', "").as_str() {
        "am" => Some(0),
        "pm" => Some(12),
        _ => None,
    };
    let time = time(clock.trim_end_matches('.'), half)?;
    if rest.is_empty() || half.is_some() {
        Some((time, None))
    } else {
        Some((time, Some(zone(rest)?)))
    }
}

fn time(text: &str, half: Option<i8>) -> Option<Time> {
    let (clock, fraction) = text.split_once('.').map_or((text, ""), |(clock, rest)| (clock, rest));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) || fraction.len() > 9 {
        return None;
    }
    let nanosecond: i32 = format!("{fraction:0<9}").parse().ok()?;
    let parts: Vec<i8> =
        clock.split(':').map(|part| i8::try_from(short(part).ok()?).ok()).collect::<Option<_>>()?;
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] => (*hour, *minute, 0),
        [hour, minute, second] => (*hour, *minute, *second),
        _ => return None,
    };
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(half) => hour % 12 + half,
        None => hour,
    };
    Time::new(hour, minute, second, nanosecond).ok()
}

/// Reads `Z`, `±HH`, `±HHMM` or `±HH:MM`.
fn zone(text: &str) -> Option<Offset> {
    if text.eq_ignore_ascii_case("z") {
        return Some(Offset::UTC);
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let figures = text[1..].replace(':', "");
    let (hours, minutes) = match figures.len() {
        2 => (digits(&figures, 2)?, 0),
        4 => {
            let all = digits(&figures, 4)?;
            (all / 100, all % 100)
        }
        _ => return None,
    };
    let seconds = i32::try_from(sign * (hours * 3_600 + minutes * 60)).ok()?;
    (hours < 15 && minutes < 60).then(|| Offset::from_seconds(seconds).ok())?
}
