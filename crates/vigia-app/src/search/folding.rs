//! Letters without accents and case, so that "RIO CLARO" finds "Río Claro".

/// Returns `text` in lower case without accents; everything but letters and digits is one
/// space, none at the ends.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            // Combining accents, as in text that writes "i" and "´" apart.
            '\u{300}'..='\u{36f}' => {}
            _ if c.is_alphanumeric() => out.push(without_accent(c)),
            _ if !out.is_empty() && !out.ends_with(' ') => out.push(' '),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Returns a code's letters and digits alone: `01-00001-25` and `010000125` are one code.
#[must_use]
pub fn folded_code(text: &str) -> String {
    folded(text).replace(' ', "")
}

const fn without_accent(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_punctuation_do_not_tell_names_apart() {
        for text in ["RÍO CLARO", "rio claro", "Ri\u{301}o  Claro", " Río-Claro. "] {
            assert_eq!(folded(text), "rio claro", "{text}");
        }
        assert_eq!(folded("ÑAHUÍ Nº 3"), "nahui nº 3");
        assert_eq!(folded("\u{202e}…"), "");
        assert_eq!(folded_code("01-00001-25"), "010000125");
    }
}
