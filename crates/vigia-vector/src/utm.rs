//! UTM coordinates for people: every position is quoted in UTM beside degrees.

use geo_types::Point;
use proj::Proj;
use vigia_core::{Problem, ProblemCode};

/// A position in WGS 84 / UTM.
#[derive(Clone, Debug, PartialEq)]
pub struct UtmPlace {
    /// Zone as people write it, for instance `19S`; Peru has 17S, 18S and 19S.
    pub zone: String,
    /// Metres, 500,000 on the zone's central meridian.
    pub easting_m: f64,
    /// Metres; in the south 10,000,000 on the equator.
    pub northing_m: f64,
}

/// Returns the UTM position of `point` (EPSG:4326, lon, lat, degrees) in the zone of its
/// longitude; on a border between zones the eastern one.
///
/// # Errors
/// [`ProblemCode::CoordinatesImplausible`] for a position not on Earth or not finite.
pub fn utm_of(point: Point<f64>) -> Result<UtmPlace, Problem> {
    let refused = |detail: String| {
        let subject = format!("({}, {})", point.x(), point.y());
        Problem::new(ProblemCode::CoordinatesImplausible, subject, detail)
    };
    if !(point.x().abs() <= 180.0 && point.y().abs() <= 90.0) {
        return Err(refused("no longitude and latitude in degrees".to_owned()));
    }
    let zone = zone_of(point.x());
    let (letter, south) = if point.y() < 0.0 { ('S', " +south") } else { ('N', "") };
    // A definition, not a code: it needs no database, and so costs microseconds.
    let moved = Proj::new(&format!(
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad \
         +step +proj=utm +zone={zone}{south} +ellps=WGS84"
    ))
    .map_err(|error| refused(error.to_string()))?
    .convert(point)
    .map_err(|error| refused(error.to_string()))?;
    Ok(UtmPlace { zone: format!("{zone}{letter}"), easting_m: moved.x(), northing_m: moved.y() })
}

/// Returns the zone of a longitude. Norway and Svalbard have other rules; Peru has none.
fn zone_of(lon: f64) -> u8 {
    let zone = ((lon + 180.0) / 6.0).floor() + 1.0;
    zone.clamp(1.0, 60.0) as u8
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use geo_types::point;

    fn check(lon: f64, lat: f64, zone: &str, easting_m: f64, northing_m: f64) {
        let found = utm_of(point!(x: lon, y: lat)).unwrap();
        assert_eq!(found.zone, zone);
        let off = (found.easting_m - easting_m).hypot(found.northing_m - northing_m);
        assert!(off < 0.001, "{found:?}, off by {off} m");
    }

    /// `echo "<lat> <lon>" | cs2cs -f %.4f EPSG:4326 EPSG:327<zone>`, PROJ 9.1.1.
    #[test]
    fn positions_agree_with_cs2cs_in_all_three_zones() {
        check(-80.5, -5.0, "17S", 555_427.870_9, 9_447_314.624_1);
        check(-75.0, -9.0, "18S", 500_000.0, 9_005_147.822_7);
        check(-70.0, -12.9, "19S", 391_510.392_1, 8_573_711.480_9);
    }

    #[test]
    fn the_border_at_72_west_belongs_to_the_eastern_zone() {
        assert_eq!(zone_of(-72.0), 19);
        assert_eq!(zone_of(-72.000_001), 18);
        assert_eq!((zone_of(180.0), zone_of(-180.0)), (60, 1));
    }

    #[test]
    fn a_position_that_is_not_on_earth_is_refused() {
        for (lon, lat) in [(f64::NAN, -12.0), (-70.0, f64::INFINITY), (350_000.0, 8_600_000.0)] {
            assert!(utm_of(point!(x: lon, y: lat)).is_err());
        }
    }
}
