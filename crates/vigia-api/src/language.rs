//! The language of a request of which nobody is known yet.

use axum::http::HeaderValue;
use vigia_app::messages::Language;

/// Returns English where an `Accept-Language` prefers it to Spanish, else Spanish.
#[must_use]
pub fn accepted(wished: Option<&HeaderValue>) -> Language {
    let wished = wished.and_then(|value| value.to_str().ok()).unwrap_or("");
    let weight = |language: &str| {
        wished.split(',').filter_map(|part| weight_of(part, language)).fold(0.0, f64::max)
    };
    if weight("en") > weight("es") { Language::En } else { Language::Es }
}

fn weight_of(part: &str, language: &str) -> Option<f64> {
    let mut pieces = part.trim().split(';');
    let tag = pieces.next()?.trim().to_ascii_lowercase();
    if tag != language && !tag.starts_with(&format!("{language}-")) {
        return None;
    }
    let stated = pieces.find_map(|piece| piece.trim().strip_prefix("q="));
    stated.map_or(Some(1.0), |text| text.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spanish_comes_first_unless_english_is_preferred() {
        let check = |wished: &'static str, language| {
            assert_eq!(accepted(Some(&HeaderValue::from_static(wished))), language, "{wished}");
        };
        check("", Language::Es);
        check("de", Language::Es);
        check("en-US,en;q=0.9,es;q=0.8", Language::En);
        check("es-PE,es;q=0.9,en;q=0.8", Language::Es);
        check("de, en;q=0.5", Language::En);
        check("*", Language::Es);
    }
}
