#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use jiff::civil::date as civil;
use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Result<Date, NoDay> {
    day_of(text, civil(2026, 1, 15))
}

#[test]
fn every_form_of_one_day_gives_that_day() {
    for text in [
        "2011-05-03",
        "2011/05/03",
        "2011/5/3",
        "03/05/2011",
        "3/5/2011",
        "03-05-2011",
        "03.05.2011",
        "20110503",
        "20110503.0",
        "03-MAY-2011",
        "3-mayo-2011",
        "2011/05/03 00:00:00+00",
        "2011-05-03 23:59:59.999",
        "03/05/2011 12:00:00 a. m.",
        "03/05/2011 11:30 PM",
        "2011-05-03T00:00:00",
        "2011-05-03T00:00:00Z",
        "2011-05-03T00:00:00.000Z",
        "2011-05-03T05:00:00Z",
        "2011-05-03T00:00:00-05:00",
        "2011-05-04T03:00:00Z",
        "2011-05-03T22:00:00-05:00",
        // Midnight in UTC, told by the clock of Lima.
        "2011-05-02T19:00:00-05:00",
        "Mon May 02 2011 19:00:00 GMT-0500 (hora estándar de Perú)",
        "2011-05-03T00:00:00+02:00",
        "Tue May 03 2011 00:00:00 GMT-0500 (hora estándar de Perú)",
        "Tue May 03 2011 00:00:00 GMT+0000 (Coordinated Universal Time)",
        "1304380800000",
        "1304398800000",
        " 1304398800000.0 ",
    ] {
        assert_eq!(read(text), Ok(civil(2011, 5, 3)), "{text}");
    }
}

#[test]
fn days_of_old_clocks_and_before_1970_are_those_that_were_written() {
    for (text, day) in [
        ("Tue Jul 06 1880 00:00:00 GMT-0508 (hora estándar de Perú)", civil(1880, 7, 6)),
        ("Sat Feb 15 1986 00:00:00 GMT-0400 (hora de verano de Perú)", civil(1986, 2, 15)),
        // Midnight of Peru's summer time of 1986, as milliseconds: 04:00 UTC.
        ("508824000000", civil(1986, 2, 15)),
        // 22 July 1975, 05:00 UTC: SERNANP's statement for Cerros de Amotape.
        ("175237200000", civil(1975, 7, 22)),
        ("-2208988800000", civil(1900, 1, 1)),
        ("12-OCT-1992", civil(1992, 10, 12)),
        ("28-Setiembre-1992 10:30", civil(1992, 9, 28)),
    ] {
        assert_eq!(read(text), Ok(day), "{text}");
    }
}

#[test]
fn what_would_be_a_guess_is_refused_with_its_reason() {
    for (text, reason) in [
        ("03/05/11", NoDay::Century),
        ("03-MAY-11", NoDay::Century),
        ("40666", NoDay::Number),
        ("40666.5", NoDay::Form),
        ("2011", NoDay::Number),
        ("1304380800", NoDay::Number),
        ("0", NoDay::Number),
        ("99999999999999999999", NoDay::Number),
        ("03/25/2011", NoDay::NoSuchDay),
        ("31/02/2011", NoDay::NoSuchDay),
        ("1900-01-00", NoDay::NoSuchDay),
        ("00000000", NoDay::Number),
        ("0000-00-00", NoDay::NoSuchDay),
        ("1753-01-01", NoDay::Implausible),
        ("9999-12-31", NoDay::Implausible),
        ("2077-01-01", NoDay::Implausible),
        ("99999999999999", NoDay::Implausible),
        ("#VALUE!", NoDay::Form),
        ("S/F", NoDay::Form),
        ("-", NoDay::Form),
        ("2011-05-03 25:00", NoDay::Form),
        ("2011-05-03T00:00:00 Lima", NoDay::Form),
        ("Tue May 03", NoDay::Form),
        ("mayo de 2011", NoDay::Form),
        ("２０１１-05-03", NoDay::Form),
    ] {
        assert_eq!(read(text), Err(reason), "{text}");
    }
    assert_eq!(read(&"2011-05-03 ".repeat(40)), Err(NoDay::Form));
    assert_eq!(read("2076-12-31"), Ok(civil(2076, 12, 31)));
}

proptest! {
    #[test]
    fn a_day_that_is_written_in_any_form_comes_back(
        year in YEAR_MIN..=2076_i16, month in 1..=12_i8, day in 1..=28_i8,
    ) {
        let day = civil(year, month, day);
        for form in [
            "%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y%m%d", "%d-%b-%Y",
            "%Y-%m-%dT00:00:00Z", "%Y-%m-%dT00:00:00-05:00", "%Y/%m/%d 00:00:00+00",
            "%a %b %d %Y 00:00:00 GMT-0500 (hora)",
        ] {
            let text = day.strftime(form).to_string();
            prop_assert_eq!(read(&text), Ok(day), "{}", text);
        }
        for hours in [0, 4, 5] {
            let instant = Offset::UTC.to_timestamp(day.at(hours, 0, 0, 0)).unwrap();
            let milliseconds = instant.as_millisecond();
            // Fewer digits are refused as ambiguous.
            if milliseconds.abs() >= 10_000_000_000 {
                prop_assert_eq!(read(&milliseconds.to_string()), Ok(day), "{}", milliseconds);
            }
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "[ -~ñ０]{0,40}") {
        let _ = read(&text);
    }
}
