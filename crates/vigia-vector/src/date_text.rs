//! Days out of the texts in which registers write them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

mod clock;

/// First year of a plausible date: the oldest mining right in force dates from the 1880s.
pub const YEAR_MIN: i16 = 1800;
/// Years after that of the load in which a date is still plausible: terms run for decades.
pub const YEARS_AHEAD_MAX: i16 = 50;
/// Longest text that is looked at; a date with its zone's name in words has 60 characters.
const TEXT_BYTES_MAX: usize = 128;

/// Why a text gives no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoDay {
    /// It has none of the known forms.
    #[error("no known form of a date")]
    Form,
    /// It has two digits for the year, whose century would be a guess.
    #[error("a year of two digits")]
    Century,
    /// It is a bare number that could be a year, a spreadsheet's day count or seconds.
    #[error("a number that is neither YYYYMMDD nor milliseconds since 1970")]
    Number,
    /// There is no such day or hour, for instance 31 February or the 25th month.
    #[error("no such day")]
    NoSuchDay,
    /// The day lies before [`YEAR_MIN`] or too long after the load.
    #[error("an implausible year")]
    Implausible,
}

/// Returns the day that `text` states, where that day is plausible.
///
/// Read are `2011-05-03`, `2011/05/03`, `03/05/2011` (day first, as in Peru; also with `-`
/// or `.`), `20110503`, `03-may-2011` (Spanish or English), each with or without a clock
/// time; RFC 3339; JavaScript's `Tue May 03 2011 00:00:00 GMT-0500 (…)`; and milliseconds
/// since 1970 of eleven to fourteen digits (ArcGIS).
///
/// A text without zone means the day that it names. One with a zone is an instant, and
/// registers store a day as midnight of some clock: where the stated clock shows midnight
/// it is the day stated there; where it is midnight in UTC, the day of UTC; else the day on
/// the clock of Lima, UTC−5, or UTC−4 at exactly 04:00 UTC, midnight of Peru's summer times
/// (until 1994).
///
/// - `loaded_on`: the day of the load, for what is plausible.
///
/// # Errors
/// [`NoDay`]. A spreadsheet's count of days (`40666`) is refused: two epochs are in use,
/// and the text does not say which.
pub fn day_of(text: &str, loaded_on: Date) -> Result<Date, NoDay> {
    let text = text.trim();
    if text.len() > TEXT_BYTES_MAX {
        return Err(NoDay::Form);
    }
    let day = stated_day(text)?;
    let years = YEAR_MIN..=loaded_on.year().saturating_add(YEARS_AHEAD_MAX);
    if years.contains(&day.year()) { Ok(day) } else { Err(NoDay::Implausible) }
}

fn stated_day(text: &str) -> Result<Date, NoDay> {
    if let Some(number) = whole_number(text) {
        return day_of_number(number);
    }
    if let Some(result) = clock::javascript(text) {
        return result;
    }
    let (day_text, rest) = text.split_at(end_of_day(text));
    let day = calendar_day(day_text)?;
    let rest = rest.strip_prefix('T').unwrap_or(rest).trim();
    if rest.is_empty() {
        return Ok(day);
    }
    let (time, offset) = clock::time_and_offset(rest).ok_or(NoDay::Form)?;
    Ok(match offset {
        Some(offset) => day_of_instant(day.to_datetime(time), offset)?,
        None => day,
    })
}

/// Returns where a clock time may begin: at a blank, or at a `T` after a digit (`OCT` has one
/// too).
fn end_of_day(text: &str) -> usize {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if c.is_whitespace() || (c == 'T' && before.is_ascii_digit()) {
            return at;
        }
        before = c;
    }
    text.len()
}

/// Returns the number of a text of digits; tables of reals append `.0`.
fn whole_number(text: &str) -> Option<&str> {
    let whole = text.split_once('.').map_or(text, |(whole, rest)| {
        if !rest.is_empty() && rest.bytes().all(|b| b == b'0') { whole } else { text }
    });
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(whole)
}

fn day_of_number(number: &str) -> Result<Date, NoDay> {
    let digits = number.trim_start_matches('-').len();
    let value: i64 = number.parse().map_err(|_| NoDay::Number)?;
    match digits {
        8 if value > 0 => date(value / 10_000, value / 100 % 100, value % 100),
        // Ten digits could be seconds; as milliseconds they lie in 1970 or late 1969.
        11..=14 => day_of_milliseconds(value),
        _ => Err(NoDay::Number),
    }
}

/// Returns the day of an instant in milliseconds since 1970, as [`day_of`] reads it.
///
/// # Errors
/// [`NoDay::Implausible`] outside the years −9999 to 9999.
pub(crate) fn day_of_milliseconds(milliseconds: i64) -> Result<Date, NoDay> {
    let instant = Timestamp::from_millisecond(milliseconds).map_err(|_| NoDay::Implausible)?;
    day_of_instant(Offset::UTC.to_datetime(instant), Offset::UTC)
}

fn day_of_instant(clock: DateTime, offset: Offset) -> Result<Date, NoDay> {
    if clock.time() == Time::midnight() {
        return Ok(clock.date());
    }
    let instant = offset.to_timestamp(clock).map_err(|_| NoDay::Implausible)?;
    let in_utc = Offset::UTC.to_datetime(instant);
    let of_summer = Time::constant(4, 0, 0, 0);
    if in_utc.time() == Time::midnight() || in_utc.time() == of_summer {
        return Ok(in_utc.date());
    }
    Ok(Offset::constant(-5).to_datetime(instant).date())
}

/// Reads three parts, year or day first, or eight digits.
fn calendar_day(text: &str) -> Result<Date, NoDay> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return day_of_number(text);
    }
    let separator = text.chars().find(|c| matches!(c, '-' | '/' | '.')).ok_or(NoDay::Form)?;
    let parts: Vec<&str> = text.split(separator).collect();
    let [first, middle, last] = parts.as_slice() else { return Err(NoDay::Form) };
    let month = clock::month(middle).ok_or(NoDay::Form)?;
    match (digits(first, 4), digits(last, 4)) {
        (Some(year), _) => date(year, month, short(last)?),
        (None, Some(year)) => date(year, month, short(first)?),
        (None, None) if digits(last, 2).is_some() && short(first).is_ok() => Err(NoDay::Century),
        (None, None) => Err(NoDay::Form),
    }
}

fn short(text: &str) -> Result<i64, NoDay> {
    digits(text, 2).or_else(|| digits(text, 1)).ok_or(NoDay::Form)
}

/// Returns the number of a text of exactly `count` digits.
fn digits(text: &str, count: usize) -> Option<i64> {
    let whole = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    whole.then(|| text.parse().ok())?
}

fn date(year: i64, month: i64, day: i64) -> Result<Date, NoDay> {
    let narrow = || Some((year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?));
    let (year, month, day) = narrow().ok_or(NoDay::NoSuchDay)?;
    Date::new(year, month, day).map_err(|_| NoDay::NoSuchDay)
}

#[cfg(test)]
mod tests;
