//! Numbers as people in Peru write them: decimal point or decimal comma, thousands apart.

/// Longest number that is read, in characters.
const NUMBER_CHARS_MAX: usize = 40;

/// Returns the number that `text` states, or `None` where it states none or could state two.
///
/// - One `.` or `,` alone is the decimal separator: `-12.95`, `-12,95`.
/// - Where both occur the last is the decimal separator: `8,577,612.25`, `8.577.612,25`.
/// - A separator that repeats (or a space, or an apostrophe) groups thousands, and then
///   the groups must be of three digits: `8 577 612`, `8.577.612`.
/// - Exponents are refused: a spreadsheet that writes `8.58E+06` has lost the digits.
///
/// ```text
/// "-12,95" → -12.95      "1.234,5" → 1234.5      "12.95.3" → None
/// ```
pub(crate) fn parse_decimal(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > NUMBER_CHARS_MAX {
        return None;
    }
    let (sign, body) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = split_at_decimal(body)?;
    let digits = ungrouped(whole)?;
    if !fraction.is_none_or(is_digits) || (digits.is_empty() && fraction.is_none()) {
        return None;
    }
    format!("{sign}{digits}.{}", fraction.unwrap_or("0")).parse().ok()
}

/// Splits at the decimal separator, where there is one.
fn split_at_decimal(body: &str) -> Option<(&str, Option<&str>)> {
    let points = body.matches('.').count();
    let commas = body.matches(',').count();
    let decimal = match (points, commas) {
        (0, 0) => return Some((body, None)),
        (1, 0) => '.',
        (0, 1) => ',',
        (_, 0) | (0, _) => return Some((body, None)),
        _ if body.rfind('.') > body.rfind(',') => '.',
        _ => ',',
    };
    if body.matches(decimal).count() > 1 {
        return None;
    }
    body.split_once(decimal).map(|(whole, fraction)| (whole, Some(fraction)))
}

/// Removes the thousands separators, where every group has its three digits.
fn ungrouped(whole: &str) -> Option<String> {
    let is_separator = |c: char| matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}' | '\'');
    let Some(separator) = whole.chars().find(|c| is_separator(*c)) else {
        return (whole.is_empty() || is_digits(whole)).then(|| whole.to_owned());
    };
    let mut groups = whole.split(separator);
    let first = groups.next().unwrap_or_default();
    if !is_digits(first) || first.len() > 3 {
        return None;
    }
    groups.all(|group| is_digits(group) && group.len() == 3).then(|| whole.replace(separator, ""))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_forms_that_people_write_are_read() {
        for (text, value) in [
            ("-12,95", -12.95),
            ("-12.95", -12.95),
            ("\u{2212}12,95", -12.95),
            ("+7", 7.0),
            (",5", 0.5),
            ("8,577,612.25", 8_577_612.25),
            ("8.577.612,25", 8_577_612.25),
            ("8 577 612,25", 8_577_612.25),
            ("8.577.612", 8_577_612.0),
            ("1'234", 1_234.0),
        ] {
            assert_eq!(parse_decimal(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_or_could_be_two_is_refused() {
        for text in [
            "",
            "-",
            ",",
            "12,",
            "12.95.3",
            "1,2,3",
            "8.58E+06",
            "12,95,3.1",
            "1.2,3.4",
            "abc",
            "12 95",
            "--1",
            "NaN",
            "inf",
        ] {
            assert_eq!(parse_decimal(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn comma_and_point_state_the_same_number(value in -1.0e7..1.0e7_f64, digits in 1_usize..9) {
            let pointed = format!("{value:.digits$}");
            let expected: f64 = pointed.parse().unwrap();
            prop_assert_eq!(parse_decimal(&pointed), Some(expected));
            prop_assert_eq!(parse_decimal(&pointed.replace('.', ",")), Some(expected));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,50}") {
            let _ = parse_decimal(&text);
        }
    }
}
