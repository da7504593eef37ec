//! Times as devices and people write them.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::strtime;
use jiff::tz::Offset;

/// Peru's offset, the whole year.
const PERU: Offset = Offset::constant(-5);

/// Forms without a zone that people in Peru write; day before month.
const CIVIL_FORMS: [&str; 8] = [
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y %I:%M:%S %p",
    "%d/%m/%Y %I:%M %p",
    "%d-%m-%Y %H:%M:%S",
    "%d-%m-%Y %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
];

/// Longest text that is read as a time.
const TIME_CHARS_MAX: usize = 64;

/// When something was observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// The instant, where one is stated.
    pub(crate) at: Option<Timestamp>,
    /// No zone was stated and Peru's was assumed.
    pub(crate) zone_assumed: bool,
}

/// What a time without a zone means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WithoutZone {
    /// UTC, because the format's standard says so.
    IsUtc,
    /// Peru's time, assumed and flagged.
    AssumePeru,
}

impl Moment {
    /// No time is stated.
    pub(crate) const NONE: Self = Self { at: None, zone_assumed: false };

    /// An instant with a stated zone.
    pub(crate) const fn certain(at: Timestamp) -> Self {
        Self { at: Some(at), zone_assumed: false }
    }

    /// A wall-clock time of which no zone is known.
    pub(crate) fn civil(at: DateTime, without_zone: WithoutZone) -> Option<Self> {
        match without_zone {
            WithoutZone::IsUtc => Offset::UTC.to_timestamp(at).ok().map(Self::certain),
            WithoutZone::AssumePeru => {
                let at = PERU.to_timestamp(at).ok()?;
                Some(Self { at: Some(at), zone_assumed: true })
            }
        }
    }

    /// Reads a date with a time of day; `None` where `text` is neither ISO 8601 nor one of
    /// the forms of Peru, or states a day only. A day is not turned into an instant: no
    /// hour was observed, and any that is filled in would be believed.
    pub(crate) fn parse(text: &str, without_zone: WithoutZone) -> Option<Self> {
        let text = text.trim();
        if text.len() > TIME_CHARS_MAX || !text.contains(':') {
            return None;
        }
        if let Ok(at) = text.parse::<Timestamp>() {
            return Some(Self::certain(at));
        }
        let civil = text.parse::<DateTime>().ok().or_else(|| parse_peruvian(text))?;
        Self::civil(civil, without_zone)
    }
}

fn parse_peruvian(text: &str) -> Option<DateTime> {
    // Spreadsheets in Spanish write "a. m." with ordinary or non-breaking spaces.
    let text = text.to_lowercase().replace(['\u{a0}', '\u{202f}'], " ");
    let text = text.replace("a. m.", "am").replace("p. m.", "pm");
    let text = text.replace("a.m.", "am").replace("p.m.", "pm");
    CIVIL_FORMS.iter().find_map(|form| strtime::parse(form, &text).ok()?.to_datetime().ok())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_stated_zone_is_kept_and_not_flagged() {
        for text in
            ["2024-05-01T10:30:00-05:00", "2024-05-01T10:30:00.000-05", "2024-05-01T15:30:00Z"]
        {
            let read = Moment::parse(text, WithoutZone::AssumePeru).unwrap();
            assert_eq!(read, Moment::certain(at("2024-05-01T15:30:00Z")), "{text}");
        }
    }

    #[test]
    fn a_time_without_zone_is_five_hours_behind_utc_and_flagged() {
        for text in [
            "2024-05-01 10:30",
            "2024-05-01T10:30:00",
            "01/05/2024 10:30",
            "1/5/2024 10:30 a. m.",
            "01-05-2024 10:30:00",
        ] {
            let read = Moment::parse(text, WithoutZone::AssumePeru).unwrap();
            assert_eq!(read.at, Some(at("2024-05-01T15:30:00Z")), "{text}");
            assert!(read.zone_assumed, "{text}");
        }
    }

    #[test]
    fn a_standard_that_says_utc_is_taken_at_its_word() {
        let read = Moment::parse("2013-01-01T12:00:00", WithoutZone::IsUtc).unwrap();
        assert_eq!(read, Moment::certain(at("2013-01-01T12:00:00Z")));
    }

    #[test]
    fn a_day_without_an_hour_is_no_instant() {
        for text in ["2024-05-01", "01/05/2024", "05/13/2024 10:30", "ayer", "", "25:61"] {
            assert_eq!(Moment::parse(text, WithoutZone::AssumePeru), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[0-9:/TZ apm.\\-+]{0,30}") {
            let _ = Moment::parse(&text, WithoutZone::AssumePeru);
        }
    }
}
