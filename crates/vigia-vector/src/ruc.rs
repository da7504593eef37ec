//! The tax number of persons and companies in Peru (*Registro Único de Contribuyentes*).

/// Digits of a number, the last of which checks the others.
const DIGITS: usize = 11;

/// First two digits: 10 a person with a national document, 15 to 17 other persons, 20 a
/// company or an entity.
const PREFIXES: [&str; 5] = ["10", "15", "16", "17", "20"];

/// Weights of the first ten digits.
const WEIGHTS: [u32; 10] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/// Returns the eleven digits of `text` where they are a tax number that checks; a number
/// that a table made a real (`20131312955.0`) is read too.
///
/// `None` for anything else: a number with one wrong digit is another person's, or nobody's.
///
/// # Source
/// SUNAT: modulo 11, weights 5 4 3 2 7 6 5 4 3 2; 11 less the rest of the sum, 10 as 0 and
/// 11 as 1.
#[must_use]
pub fn tax_number(text: &str) -> Option<String> {
    let text = text.trim();
    let number = text.strip_suffix(".0").unwrap_or(text);
    let digits: Vec<u32> = number.chars().map(|c| c.to_digit(10)).collect::<Option<_>>()?;
    if digits.len() != DIGITS || !PREFIXES.iter().any(|prefix| number.starts_with(prefix)) {
        return None;
    }
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let check = (11 - sum % 11) % 10;
    (digits.last() == Some(&check)).then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    /// 20131312955 is SUNAT's own number.
    #[test]
    fn the_number_of_sunat_checks_and_with_any_digit_changed_it_does_not() {
        let own = "20131312955";
        assert_eq!(tax_number(own).as_deref(), Some(own));
        assert_eq!(tax_number(" 20131312955.0 ").as_deref(), Some(own));
        for at in 2..own.len() {
            for digit in '0'..='9' {
                let mut changed: Vec<char> = own.chars().collect();
                changed[at] = digit;
                let changed: String = changed.into_iter().collect();
                assert_eq!(tax_number(&changed).is_some(), changed == own, "{changed}");
            }
        }
    }

    #[test]
    fn check_digits_of_ten_and_eleven_are_nought_and_one() {
        // Sums by hand: 5 + 2 = 7 gives 4, 5 + 7 = 12 leaves 1, 5 + 6 = 11 leaves 0.
        let valid = |body: u64| {
            (0..10).filter(|c| tax_number(&format!("{body}{c}")).is_some()).collect::<Vec<_>>()
        };
        assert_eq!(valid(1_000_000_001), [4]);
        assert_eq!(valid(1_000_100_000), [0]);
        assert_eq!(valid(1_000_000_003), [1]);
    }

    #[test]
    fn what_is_no_tax_number_gives_none() {
        for text in ["", "45678901", "2013131295", "201313129555", "99131312955", "2013131295A"] {
            assert_eq!(tax_number(text), None, "{text}");
        }
    }
}
