//! Names of columns and questions, in Spanish and English, however they are spelt.

/// What a person wrote.
pub(crate) const NOTE: &[&str] = &[
    "nota",
    "notas",
    "observacion",
    "observaciones",
    "descripcion",
    "comentario",
    "comentarios",
    "detalle",
    "detalles",
    "note",
    "notes",
    "description",
    "comment",
    "comments",
    "remarks",
];

/// When it was observed, with the time of day.
pub(crate) const TIME: &[&str] = &[
    "fecha_hora",
    "fecha_y_hora",
    "fechahora",
    "fecha_hora_observacion",
    "observed_at",
    "datetime",
    "date_time",
    "timestamp",
    "time",
];

/// Horizontal accuracy in metres.
pub(crate) const ACCURACY: &[&str] = &[
    "precision",
    "precision_m",
    "exactitud",
    "exactitud_m",
    "accuracy",
    "accuracy_m",
    "horizontal_accuracy",
    "gps_accuracy",
];

/// Questions that hold the position of the observation.
pub(crate) const POSITION: &[&str] = &[
    "ubicacion",
    "posicion",
    "localizacion",
    "coordenadas",
    "coordenada",
    "punto",
    "punto_gps",
    "gps",
    "location",
    "position",
    "geopoint",
    "point",
];

/// Returns `name` in lower case, without accents, with `_` for everything else.
///
/// ```text
/// "Ubicación (GPS)" → "ubicacion_gps"      "_LATITUD" → "latitud"
/// ```
pub(crate) fn normalised(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        match unaccented(c) {
            Some(letter) => out.push(letter),
            // A combining accent belongs to the letter before it.
            None if matches!(c, '\u{300}'..='\u{36f}') => {}
            None if !out.is_empty() && !out.ends_with('_') => out.push('_'),
            None => {}
        }
    }
    out.trim_end_matches('_').to_owned()
}

fn unaccented(c: char) -> Option<char> {
    match c {
        'a'..='z' | '0'..='9' => Some(c),
        'á' | 'à' | 'â' | 'ã' | 'ä' => Some('a'),
        'é' | 'è' | 'ê' | 'ë' => Some('e'),
        'í' | 'ì' | 'î' | 'ï' => Some('i'),
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' => Some('o'),
        'ú' | 'ù' | 'û' | 'ü' => Some('u'),
        'ñ' => Some('n'),
        'ç' => Some('c'),
        _ => None,
    }
}

/// Returns the last step of a question's path, normalised: `grupo/Observación` gives
/// `observacion`.
pub(crate) fn last_step(path: &str) -> String {
    normalised(path.rsplit('/').next().unwrap_or(path))
}

/// Says whether a question asks if the position was simulated.
pub(crate) fn asks_for_mock(path: &str) -> bool {
    let name = last_step(path);
    name.contains("mock") || name.contains("simulad")
}

/// Says whether an answer means yes.
pub(crate) fn is_yes(answer: &str) -> bool {
    matches!(normalised(answer).as_str(), "si" | "yes" | "true" | "verdadero" | "1")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn case_accents_and_punctuation_do_not_matter() {
        assert_eq!(normalised("Ubicación (GPS)"), "ubicacion_gps");
        assert_eq!(normalised("Ubicacio\u{301}n"), "ubicacion");
        assert_eq!(normalised("_LATITUD "), "latitud");
        assert_eq!(normalised("Año"), "ano");
        assert_eq!(last_step("grupo/Observación"), "observacion");
    }

    #[test]
    fn every_known_name_is_already_normalised() {
        for name in [NOTE, TIME, ACCURACY, POSITION].concat() {
            assert_eq!(normalised(name), name);
        }
    }

    #[test]
    fn yes_has_several_words() {
        assert!(is_yes("Sí") && is_yes("TRUE") && is_yes("1"));
        assert!(!is_yes("no") && !is_yes("false") && !is_yes(""));
    }
}
