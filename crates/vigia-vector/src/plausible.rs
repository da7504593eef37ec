//! Whether a geometry can lie where its coordinates say.

use std::sync::LazyLock;

use geo::{BoundingRect, Intersects};
use geo_types::{Coord, Geometry, LineString, Polygon, Rect};
use serde::Deserialize;

const TEXT: &str = include_str!("../plausible/peru.toml");

/// Where a geometry lies, judged by its bounding box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// In or near Peru.
    Peru,
    /// In or near Peru once latitude and longitude are exchanged.
    PeruIfSwapped,
    /// Elsewhere on Earth.
    Elsewhere,
    /// Nowhere: outside ±180°, ±90°.
    Nowhere,
}

/// Returns where `geometry` (EPSG:4326, lon, lat) lies; `None` where it is empty.
#[must_use]
pub fn whereabouts(geometry: &Geometry<f64>) -> Option<Whereabouts> {
    let bounds = geometry.bounding_rect()?;
    let swapped = Rect::new(flipped(bounds.min()), flipped(bounds.max()));
    let (min, max) = (bounds.min(), bounds.max());
    Some(if !is_on_earth(min) || !is_on_earth(max) {
        if touches_peru(&swapped) { Whereabouts::PeruIfSwapped } else { Whereabouts::Nowhere }
    } else if touches_peru(&bounds) {
        Whereabouts::Peru
    } else if touches_peru(&swapped) {
        Whereabouts::PeruIfSwapped
    } else {
        Whereabouts::Elsewhere
    })
}

fn is_on_earth(position: Coord<f64>) -> bool {
    position.x.abs() <= 180.0 && position.y.abs() <= 90.0
}

const fn flipped(position: Coord<f64>) -> Coord<f64> {
    Coord { x: position.y, y: position.x }
}

/// Returns the ring around Peru, EPSG:4326: no border, but what every border lies in.
#[must_use]
pub fn ring_around_peru() -> &'static Polygon<f64> {
    static RING: LazyLock<Polygon<f64>> = LazyLock::new(|| {
        // The text is part of the program; a test reads it with every error shown.
        let ring = toml::from_str::<Ring>(TEXT).map(|file| file.ring).unwrap_or_default();
        Polygon::new(LineString::from(ring), Vec::new())
    });
    &RING
}

/// Says whether a box in degrees (lon, lat) touches the ring around Peru.
pub(crate) fn touches_peru(bounds: &Rect<f64>) -> bool {
    ring_around_peru().intersects(bounds)
}

#[derive(Deserialize)]
struct Ring {
    ring: Vec<[f64; 2]>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use geo_types::point;

    fn at(x: f64, y: f64) -> Whereabouts {
        whereabouts(&point!(x: x, y: y).into()).unwrap()
    }

    #[test]
    fn the_shipped_ring_can_be_read() {
        assert_eq!(toml::from_str::<Ring>(TEXT).unwrap().ring.len(), 22);
    }

    #[test]
    fn la_pampa_is_in_peru_and_swapped_it_is_recognised() {
        assert_eq!(at(-70.0, -12.9), Whereabouts::Peru);
        assert_eq!(at(-12.9, -70.0), Whereabouts::PeruIfSwapped);
    }

    #[test]
    fn latitudes_of_ninety_and_more_are_swapped_or_nowhere() {
        assert_eq!(at(-12.9, -91.0), Whereabouts::Nowhere);
        assert_eq!(at(350_000.0, 8_600_000.0), Whereabouts::Nowhere);
        assert_eq!(at(-53.0, 4.0), Whereabouts::Elsewhere);
    }

    #[test]
    fn every_corner_of_peru_is_inside() {
        for (lon, lat) in [
            (-81.33, -4.68),
            (-80.3, -3.39),
            (-75.2, -0.05),
            (-69.95, -4.23),
            (-68.66, -12.5),
            (-70.38, -18.35),
            (-73.98, -7.53),
            (-70.5, -9.42),
        ] {
            assert_eq!(at(lon, lat), Whereabouts::Peru, "{lon} {lat}");
        }
    }
}
