//! Waypoints out, as GPX 1.1 for the receivers and telephones of a field team.

use geo_types::Point;
use gpx::{Gpx, GpxVersion, Metadata, Waypoint};
use time::OffsetDateTime;

use crate::VectorError;

/// Name under which files say who made them.
const CREATOR: &str = "Vigía";

/// A place to go to.
#[derive(Clone, Debug, PartialEq)]
pub struct GpxPlace {
    /// Short name, which the receiver shows on its map.
    pub name: String,
    /// Position, EPSG:4326 (lon, lat).
    pub position: Point<f64>,
    /// Comment that the receiver keeps: the coordinates in UTM.
    pub comment: String,
    /// What there is to know.
    pub description: String,
    /// When the place was last seen, in seconds since 1970 UTC; `None` leaves it out.
    pub time: Option<i64>,
    /// Garmin's name of a symbol, for instance `Flag, Red`.
    pub symbol: String,
}

/// Returns the places as GPX 1.1, in their order.
///
/// Texts come from outside: marks of XML are escaped, and characters that XML 1.0 forbids
/// or that turn the direction of writing are left out.
///
/// # Errors
/// [`VectorError::Encode`] where a position is not finite, a time is beyond the year 9999, or
/// the text cannot be made.
pub fn places_to_gpx(
    title: &str,
    description: &str,
    places: &[GpxPlace],
) -> Result<String, VectorError> {
    let failed = |subject: &str, source: Box<dyn std::error::Error + Send + Sync>| {
        VectorError::Encode { subject: subject.to_owned(), source }
    };
    let mut waypoints = Vec::with_capacity(places.len());
    for place in places {
        if !(place.position.x().is_finite() && place.position.y().is_finite()) {
            return Err(failed(&place.name, "the position is not finite".into()));
        }
        let time = place.time.map(OffsetDateTime::from_unix_timestamp).transpose();
        let time = time.map_err(|error| failed(&place.name, error.into()))?;
        let mut waypoint = waypoint(place);
        waypoint.time = time.map(gpx::Time::from);
        waypoints.push(waypoint);
    }
    let document = Gpx {
        version: GpxVersion::Gpx11,
        creator: Some(CREATOR.to_owned()),
        metadata: Some(Metadata {
            name: Some(clean(title)),
            description: Some(clean(description)),
            ..Metadata::default()
        }),
        waypoints,
        ..Gpx::default()
    };
    let mut bytes = Vec::new();
    gpx::write(&document, &mut bytes).map_err(|error| failed("GPX", error.into()))?;
    let text = String::from_utf8(bytes).map_err(|error| failed("GPX", error.into()))?;
    // Whole seconds; receivers read fractions of nine digits with varying success.
    Ok(text.replace(".000000000Z</time>", "Z</time>"))
}

fn waypoint(place: &GpxPlace) -> Waypoint {
    let mut waypoint = Waypoint::new(place.position);
    waypoint.name = Some(clean(&place.name));
    waypoint.comment = Some(clean(&place.comment));
    waypoint.description = Some(clean(&place.description));
    waypoint.symbol = Some(clean(&place.symbol));
    waypoint
}

/// Leaves out what XML 1.0 forbids (section 2.2) and what turns the direction of writing;
/// the crate escapes the rest.
fn clean(text: &str) -> String {
    let is_kept = |c: &char| match c {
        '\n' | '\t' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => false,
        other => !other.is_control(),
    };
    text.chars().filter(is_kept).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use gdal::vector::LayerAccess;

    fn place(name: &str, lon: f64, lat: f64) -> GpxPlace {
        GpxPlace {
            name: name.to_owned(),
            position: Point::new(lon, lat),
            comment: "UTM 19S 391510 8573711".to_owned(),
            description: "Dentro: derecho minero «EJEMPLO & HNOS. <SAC>»".to_owned(),
            symbol: "Flag, Red".to_owned(),
            time: Some(1_654_441_200),
        }
    }

    #[test]
    fn a_waypoint_says_when_its_place_was_seen_in_whole_seconds_and_utc() {
        let text = places_to_gpx("t", "d", &[place("a", -70.0, -12.9)]).unwrap();
        assert!(text.contains("<time>2022-06-05T15:00:00Z</time>"), "{text}");
        let unknown = GpxPlace { time: None, ..place("a", -70.0, -12.9) };
        assert!(!places_to_gpx("t", "d", &[unknown]).unwrap().contains("<time>"));
        let beyond = GpxPlace { time: Some(i64::MAX), ..place("a", -70.0, -12.9) };
        assert!(places_to_gpx("t", "d", &[beyond]).is_err());
    }

    #[test]
    fn hostile_text_is_escaped_and_what_xml_forbids_is_left_out() {
        let hostile = "a<b>&\"'\u{0}\u{8}\u{1b}\u{202e}]]>\u{ffff}ñ";
        let text = places_to_gpx(hostile, hostile, &[place(hostile, -70.0, -12.9)]).unwrap();
        assert!(!text.contains(['\u{0}', '\u{8}', '\u{1b}', '\u{202e}', '\u{ffff}']));
        let read = gpx::read(text.as_bytes()).unwrap();
        assert_eq!(read.waypoints[0].name.as_deref(), Some("a<b>&\"']]>ñ"));
        assert_eq!(read.metadata.unwrap().name.as_deref(), Some("a<b>&\"']]>ñ"));
    }

    #[test]
    fn a_position_that_is_not_finite_is_refused() {
        assert!(places_to_gpx("t", "d", &[place("a", f64::NAN, -12.9)]).is_err());
    }

    /// By GDAL's own GPX driver, which `ogrinfo` and QGIS use.
    #[test]
    fn gdal_finds_every_waypoint_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hoja.gpx");
        let places = [place("01 a<1>", -70.0, -12.9), place("02 ñ&", -69.123_456_7, -12.95)];
        std::fs::write(&path, places_to_gpx("Hoja", "Indicios", &places).unwrap()).unwrap();

        let dataset = gdal::Dataset::open(&path).unwrap();
        let mut layer = dataset.layer_by_name("waypoints").unwrap();
        let found: Vec<(Vec<String>, (f64, f64))> = layer
            .features()
            .map(|feature| {
                let text = |name: &str| {
                    let index = feature.field_index(name).unwrap();
                    feature.field_as_string(index).unwrap().unwrap_or_default()
                };
                let (x, y, _) = feature.geometry().unwrap().get_point(0);
                (["name", "cmt", "desc", "sym"].map(text).to_vec(), (x, y))
            })
            .collect();
        assert_eq!(found.len(), 2);
        for ((texts, position), place) in found.iter().zip(&places) {
            let expected = [&place.name, &place.comment, &place.description, &place.symbol];
            assert!(texts.iter().eq(expected), "{texts:?}");
            assert_eq!(*position, (place.position.x(), place.position.y()));
        }
    }
}
