//! Geopoints as ODK and Kobo write them: `lat lon altitude accuracy`.

/// A geopoint answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Geopoint {
    /// Degrees north.
    pub(super) lat: f64,
    /// Degrees east.
    pub(super) lon: f64,
    /// Metres; 0 where the form does not accept simulated positions, or where the point was
    /// set by hand on a map.
    pub(super) accuracy_m: Option<f64>,
}

/// Reads a geopoint answer, or returns `None` for any other.
///
/// Four numbers, of which the first two have decimals: a choice of several options
/// (`"1 2 3 4"`) is also numbers with blanks between, and must not become a place.
///
/// # Source
/// ODK XForms specification, data type `geopoint`: "space-separated list of valid latitude,
/// longitude, altitude and accuracy".
pub(super) fn parse(text: &str) -> Option<Geopoint> {
    let mut parts = text.split_ascii_whitespace();
    let mut part = || parts.next().filter(|part| part.len() <= 32);
    let (lat, lon, altitude, accuracy) = (part()?, part()?, part()?, part()?);
    if part().is_some() || !lat.contains('.') || !lon.contains('.') {
        return None;
    }
    let number = |text: &str| text.parse::<f64>().ok().filter(|value| value.is_finite());
    let (lat, lon) = (number(lat)?, number(lon)?);
    number(altitude)?;
    (lat.abs() <= 90.0 && lon.abs() <= 180.0).then_some(Geopoint {
        lat,
        lon,
        accuracy_m: number(accuracy),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn latitude_comes_first() {
        let point = parse("-12.9534 -70.0211 195.0 4.7").unwrap();
        assert_eq!((point.lat, point.lon, point.accuracy_m), (-12.9534, -70.0211, Some(4.7)));
    }

    #[test]
    fn choices_and_traces_are_no_places() {
        for text in [
            "1 2 3 4",
            "-12.95 -70.02",
            "-12.95 -70.02 0",
            "-12.95 -70.02 0 0 0",
            "-12.95 -70.02 0 0;-12.96 -70.02 0 0",
            "95.0 -70.02 0 0",
            "NaN. 1.0 0 0",
            "",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_geopoint_goes_to_text_and_back(
            lat in -90.0..=90.0_f64, lon in -180.0..=180.0_f64,
            altitude in -500.0..6000.0_f64, accuracy in 0.0..1000.0_f64,
        ) {
            let text = format!("{lat:?} {lon:?} {altitude:?} {accuracy:?}");
            prop_assume!(!text.contains('e'));
            let expected = Geopoint { lat, lon, accuracy_m: Some(accuracy) };
            prop_assert_eq!(parse(&text), Some(expected));
        }

        #[test]
        fn no_text_panics(text in "[0-9. \\-eNa;]{0,40}") {
            let _ = parse(&text);
        }
    }
}
