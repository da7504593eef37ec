//! UTM coordinates as field notes quote them, to degrees.

use geo_types::Point;
use geoconvert::UtmUps;

use crate::decimal::parse_decimal;
use crate::place;

/// Southern northings of Peru, in metres: from latitude 18.4° S to the equator.
const PERU_NORTHING_M: std::ops::RangeInclusive<f64> = 7_900_000.0..=10_000_000.0;

/// A UTM zone with its hemisphere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    number: i32,
    hemisphere: Option<Hemisphere>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hemisphere {
    North,
    South,
}

/// Why coordinates are no UTM position.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NotUtm {
    /// The zone cannot be read.
    #[error("{text:?} is no UTM zone such as 19S")]
    Zone {
        /// What was given.
        text: String,
    },
    /// A bare zone number, and a northing that does not tell the hemisphere.
    #[error("zone {number} states no hemisphere, and northing {northing_m} m is not Peruvian")]
    NoHemisphere {
        /// The zone.
        number: i32,
        /// Metres.
        northing_m: f64,
    },
    /// Outside the zone's range.
    #[error("easting {easting_m} m, northing {northing_m} m is outside every UTM zone")]
    OutOfRange {
        /// Metres.
        easting_m: f64,
        /// Metres.
        northing_m: f64,
    },
}

impl Zone {
    /// Reads `19S`, `19 sur`, `19L` or `19`.
    ///
    /// The letter `S` means *south*, as everyone in Peru writes it. As an MGRS band it
    /// would lie north of 32° N, and nobody reports from there. Band letters `K`, `L` and
    /// `M` cover Peru; `N` is north by either reading; other letters are refused.
    ///
    /// # Errors
    /// [`NotUtm::Zone`].
    pub fn parse(text: &str) -> Result<Self, NotUtm> {
        let bad = || NotUtm::Zone { text: text.trim().chars().take(40).collect() };
        let digits: String = text.trim().chars().take_while(char::is_ascii_digit).collect();
        let number = digits.parse().ok().filter(|zone| (1..=60).contains(zone)).ok_or_else(bad)?;
        let rest = text.trim()[digits.len()..].trim().to_lowercase();
        let hemisphere = match rest.as_str() {
            "" => None,
            "s" | "sur" | "south" | "k" | "l" | "m" => Some(Hemisphere::South),
            "n" | "norte" | "north" => Some(Hemisphere::North),
            _ => return Err(bad()),
        };
        Ok(Self { number, hemisphere })
    }
}

/// Returns the number of metres that `text` states.
///
/// As other numbers, point or comma, but `353,824` is read as thousands: 353.824 m east of a zone's
/// false origin is not in the zone, so only one reading is left.
#[must_use]
pub fn parse_metres(text: &str) -> Option<f64> {
    let value = parse_decimal(text)?;
    let one_group = text.trim().rsplit_once(['.', ',']).is_some_and(|(_, end)| end.len() == 3);
    if one_group && value < 1_000.0 { Some((value * 1_000.0).round()) } else { Some(value) }
}

/// Returns the WGS84 position of UTM coordinates in metres, EPSG:4326 (lon, lat).
///
/// A bare zone number is south where the northing can be nothing else: read as north it
/// would lie in the Arctic.
///
/// # Errors
/// [`NotUtm`] where the hemisphere stays open or the numbers fit no zone.
///
/// # Source
/// Krüger's series as in GeographicLib (crate `geoconvert`). The crate `utm` 0.1.6 was
/// tried and is 0.7 m off PROJ at a zone's edge; this one agrees to 1e-9 degrees.
pub fn to_degrees(zone: Zone, easting_m: f64, northing_m: f64) -> Result<Point<f64>, NotUtm> {
    let north = match zone.hemisphere {
        Some(hemisphere) => hemisphere == Hemisphere::North,
        None if PERU_NORTHING_M.contains(&northing_m) => false,
        None => return Err(NotUtm::NoHemisphere { number: zone.number, northing_m }),
    };
    let out_of_range = NotUtm::OutOfRange { easting_m, northing_m };
    // A zone is 6° wide: eastings stay well inside these at every latitude.
    if !(100_000.0..=900_000.0).contains(&easting_m) || !(0.0..=10_000_000.0).contains(&northing_m)
    {
        return Err(out_of_range);
    }
    let utm = UtmUps::create(zone.number, north, easting_m, northing_m)
        .map_err(|_| out_of_range.clone())?
        .to_latlon();
    place::at(utm.longitude(), utm.latitude()).map_err(|_| out_of_range)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use proptest::prelude::*;

    use super::*;

    /// Control points from PROJ 9 (`cs2cs -f %.9f EPSG:327xx EPSG:4326`).
    const CONTROL: [(&str, f64, f64, f64, f64); 5] = [
        ("19S", 353_824.5, 8_577_612.25, -70.347121345, -12.863177693),
        ("19S", 200_000.0, 8_700_000.0, -71.752333353, -11.746589267),
        ("18S", 500_000.0, 8_600_000.0, -75.0, -12.664187881),
        ("18S", 800_000.0, 8_570_000.0, -72.235374431, -12.920830363),
        ("17S", 166_021.4, 9_999_999.0, -84.000000387, -0.000009035),
    ];

    #[test]
    fn control_points_agree_with_proj_within_a_tenth_of_a_millimetre() {
        for (zone, east, north, lon, lat) in CONTROL {
            let point = to_degrees(Zone::parse(zone).unwrap(), east, north).unwrap();
            assert!((point.x() - lon).abs() < 1.5e-9, "{zone} {east}: {point:?}");
            assert!((point.y() - lat).abs() < 1.5e-9, "{zone} {north}: {point:?}");
        }
    }

    #[test]
    fn the_letter_s_is_south_and_never_an_mgrs_band() {
        let south = Zone { number: 19, hemisphere: Some(Hemisphere::South) };
        for text in ["19S", "19 s", " 19 Sur", "19L", "19K", "19m"] {
            assert_eq!(Zone::parse(text), Ok(south), "{text}");
        }
    }

    #[test]
    fn a_bare_zone_is_south_only_where_the_northing_leaves_no_other_reading() {
        let bare = Zone::parse("19").unwrap();
        assert!(to_degrees(bare, 353_824.5, 8_577_612.25).unwrap().y() < 0.0);
        let err = to_degrees(bare, 353_824.5, 577_612.25).unwrap_err();
        assert_eq!(err, NotUtm::NoHemisphere { number: 19, northing_m: 577_612.25 });
    }

    #[test]
    fn zones_that_do_not_exist_are_refused() {
        for text in ["", "0S", "61S", "S", "19X", "diecinueve", "19SS", "-19S"] {
            assert!(Zone::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn swapped_easting_and_northing_are_refused() {
        let zone = Zone::parse("19S").unwrap();
        assert!(matches!(
            to_degrees(zone, 8_577_612.25, 353_824.5),
            Err(NotUtm::OutOfRange { .. })
        ));
        assert!(to_degrees(zone, f64::NAN, 8_577_612.25).is_err());
    }

    #[test]
    fn one_group_of_three_digits_is_thousands_of_metres() {
        assert_eq!(parse_metres("353,824"), Some(353_824.0));
        assert_eq!(parse_metres("353.824"), Some(353_824.0));
        assert_eq!(parse_metres("353824,5"), Some(353_824.5));
        assert_eq!(parse_metres("8.577.612"), Some(8_577_612.0));
    }

    proptest! {
        #[test]
        fn utm_to_degrees_is_the_inverse_of_degrees_to_utm(lon in -81.0..-69.0_f64, lat in -18.0..-0.1_f64) {
            let utm = geoconvert::LatLon::create(lat, lon).unwrap().to_utmups();
            let zone = Zone::parse(&format!("{}S", utm.zone())).unwrap();
            let back = to_degrees(zone, utm.easting(), utm.northing()).unwrap();
            prop_assert!((back.x() - lon).abs() < 1e-9 && (back.y() - lat).abs() < 1e-9);
        }
    }
}
