//! Dates and certainty in words.

use jiff::civil::Date;
use vigia_core::{AlertState, DateInterval};

use crate::messages::Messages;

/// Returns when the first of something was cleared, for what it holds by now grew later:
/// `primer desmonte entre el 3 y el 13 de junio de 2022`.
#[must_use]
pub fn dates(interval: DateInterval, messages: &Messages) -> String {
    let DateInterval { not_before: from, not_after: to } = interval;
    let id = if from == to {
        "dates-one-day"
    } else if (from.year(), from.month()) == (to.year(), to.month()) {
        "dates-one-month"
    } else if from.year() == to.year() {
        "dates-one-year"
    } else {
        "dates-two-years"
    };
    let month = |date: Date| messages.text(&format!("month-{}", date.month()), &[]);
    messages.text(
        id,
        &[
            ("from-day", from.day().to_string()),
            ("from-month", month(from)),
            ("from-year", from.year().to_string()),
            ("to-day", to.day().to_string()),
            ("to-month", month(to)),
            ("to-year", to.year().to_string()),
        ],
    )
}

/// Returns how sure an alert is: the word for its probability (0–1) with the number, and
/// whether a second image saw it.
#[must_use]
pub fn certainty(confidence: f64, state: AlertState, messages: &Messages) -> String {
    let id = match confidence {
        c if c >= 0.9 => "certainty-very-likely",
        c if c >= 0.7 => "certainty-likely",
        c if c >= 0.4 => "certainty-possible",
        _ => "certainty-weak",
    };
    // Rounded down: 0.999 is told as 0.99 and never as certain.
    let number = format!("{:.2}", (confidence * 100.0).floor() / 100.0);
    let state = messages.text(&format!("certainty-{}", state.name()), &[]);
    messages.text(id, &[("number", number), ("state", state)])
}

/// Returns that an alert has so many further ties: `y 3 más cerca`.
#[must_use]
pub fn more_ties(count: usize, messages: &Messages) -> String {
    let form = if count == 1 { "one" } else { "other" };
    messages.text("briefing-more-ties", &[("form", form.to_owned()), ("count", count.to_string())])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::messages::Language;
    use jiff::civil::date;

    fn check(from: Date, to: Date, es: &str, en: &str) {
        let interval = DateInterval::new(from, to).unwrap();
        assert_eq!(dates(interval, &Messages::load(Language::Es)), es);
        assert_eq!(dates(interval, &Messages::load(Language::En)), en);
    }

    #[test]
    fn an_interval_is_told_as_people_say_it() {
        check(
            date(2022, 6, 3),
            date(2022, 6, 13),
            "primer desmonte entre el 3 y el 13 de junio de 2022",
            "first cleared between 3 and 13 June 2022",
        );
        check(
            date(2022, 5, 28),
            date(2022, 6, 3),
            "primer desmonte entre el 28 de mayo y el 3 de junio de 2022",
            "first cleared between 28 May and 3 June 2022",
        );
        check(
            date(2021, 12, 28),
            date(2022, 1, 3),
            "primer desmonte entre el 28 de diciembre de 2021 y el 3 de enero de 2022",
            "first cleared between 28 December 2021 and 3 January 2022",
        );
        check(
            date(2022, 6, 3),
            date(2022, 6, 3),
            "primer desmonte el 3 de junio de 2022",
            "first cleared on 3 June 2022",
        );
    }

    #[test]
    fn certainty_has_its_number_and_is_never_told_as_one() {
        let es = Messages::load(Language::Es);
        assert_eq!(
            certainty(0.999, AlertState::Confirmed, &es),
            "indicio muy probable de minería (0.99); visto en dos imágenes independientes"
        );
        assert_eq!(
            certainty(0.55, AlertState::Provisional, &es),
            "indicio posible de minería (0.55); visto en una sola imagen"
        );
    }
}
