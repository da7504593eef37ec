//! Which way to go.

use geo::{Bearing, Geodesic, Point};

/// The eight winds, clockwise from north, each with its message.
const WINDS: [&str; 8] = [
    "bearing-n",
    "bearing-ne",
    "bearing-e",
    "bearing-se",
    "bearing-s",
    "bearing-sw",
    "bearing-w",
    "bearing-nw",
];

/// Returns the initial geodesic bearing from `a` to `b` (EPSG:4326), in degrees clockwise
/// from true north, 0 to 360; a compass shows the declination beside it (about 8° W in
/// Madre de Dios).
#[must_use]
pub fn degrees(a: Point<f64>, b: Point<f64>) -> f64 {
    let bearing = Geodesic.bearing(a, b).rem_euclid(360.0);
    // A tiny negative rounds up to the full circle.
    if bearing < 360.0 { bearing } else { 0.0 }
}

/// Returns the message for a bearing; whoever stands inside is told so.
#[must_use]
pub fn message(bearing_deg: f64, distance_m: f64) -> &'static str {
    if distance_m == 0.0 {
        return "bearing-here";
    }
    let wind = ((bearing_deg + 22.5) / 45.0).floor() as usize % WINDS.len();
    WINDS.get(wind).copied().unwrap_or("bearing-n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wind_has_its_eighth_of_the_circle() {
        for (bearing, expected) in [
            (0.0, "bearing-n"),
            (22.4, "bearing-n"),
            (22.6, "bearing-ne"),
            (45.0, "bearing-ne"),
            (90.0, "bearing-e"),
            (181.0, "bearing-s"),
            (270.0, "bearing-w"),
            (337.4, "bearing-nw"),
            (337.6, "bearing-n"),
            (359.9, "bearing-n"),
        ] {
            assert_eq!(message(bearing, 10.0), expected, "{bearing}");
        }
        assert_eq!(message(90.0, 0.0), "bearing-here");
    }

    #[test]
    fn north_east_south_and_west_are_where_they_are() {
        let here = Point::new(-70.0, -12.9);
        for ((dx, dy), expected) in
            [((0.0, 0.1), 0.0), ((0.1, 0.0), 90.0), ((0.0, -0.1), 180.0), ((-0.1, 0.0), 270.0)]
        {
            let found = degrees(here, here + Point::new(dx, dy));
            assert!((found - expected).abs() < 0.02, "{found} for {expected}");
        }
    }
}
