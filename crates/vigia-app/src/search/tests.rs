#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::messages::{Language, Messages};
use crate::sight::Sight;

#[test]
fn hidden_characters_and_what_is_too_long_are_not_read() {
    assert_eq!(legible("\u{202e}río\u{0}claro\u{200b}\n"), "río claro");
    assert_eq!(legible(&"á".repeat(10_000)).chars().count(), QUERY_CHARS_MAX);
}

#[test]
fn a_position_without_zone_or_hemisphere_says_so_in_both_languages() {
    for (language, zone, hemisphere) in [
        (Language::Es, "Sin zona en lo escrito: leído como 18S", "Sin hemisferio"),
        (Language::En, "No zone as typed: read as 18S", "No hemisphere"),
    ] {
        let messages = Messages::load(language);
        let asker = Asker { sight: Sight::Full, language, messages: &messages };
        let said = |text: &str| -> Vec<Found> {
            let readings = coordinates::readings(text);
            readings.iter().filter_map(|reading| position(reading, asker)).collect()
        };
        let found = said("391510 8573711");
        assert_eq!(found.len(), 3);
        assert_eq!(found[1].title, "18S 391510 8573711");
        assert!(found[1].subtitle.starts_with(zone), "{}", found[1].subtitle);
        let found = said("12.9 70.0");
        assert!(found[0].subtitle.starts_with(hemisphere), "{}", found[0].subtitle);
    }
}
