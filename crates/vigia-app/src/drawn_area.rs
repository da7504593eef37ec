//! An area that a person drew: checked once, then trusted.

use geo::{Centroid, Geometry, LineString, MultiPolygon, Point, Polygon, Validation};
use vigia_ties::geodesic_area;

use crate::error::AppError;

/// Fewest vertices, not counting the first again.
pub const VERTICES_MIN: usize = 3;
/// Most vertices: more are no drawing by hand.
pub const VERTICES_MAX: usize = 200;
/// Largest area: about a third of Madre de Dios.
pub const AREA_MAX_KM2: f64 = 30_000.0;

/// A simple polygon without holes, EPSG:4326, within the limits above.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnArea {
    polygon: Polygon<f64>,
    middle: Point<f64>,
}

impl DrawnArea {
    /// Checks a ring of positions (lon, lat, degrees), closed or not.
    ///
    /// # Errors
    /// [`AppError::BadValue`] naming `field`: too few or too many vertices, a position off
    /// the globe, sides that cross, or more than [`AREA_MAX_KM2`].
    pub fn from_ring(field: &'static str, ring: &[(f64, f64)]) -> Result<Self, AppError> {
        let open = match ring {
            [first, .., last] if first == last => &ring[..ring.len() - 1],
            _ => ring,
        };
        let bad = |words, arguments| AppError::BadValue { field, words, arguments };
        if !(VERTICES_MIN..=VERTICES_MAX).contains(&open.len()) {
            let limits = [("min", VERTICES_MIN.to_string()), ("max", VERTICES_MAX.to_string())];
            return Err(bad("area-vertices", limits.into()));
        }
        let is_off = |(lon, lat): &&(f64, f64)| !(lon.abs() <= 180.0 && lat.abs() <= 90.0);
        if let Some((lon, lat)) = open.iter().find(is_off) {
            return Err(bad("area-not-a-number", vec![("value", format!("{lon},{lat}"))]));
        }
        let polygon = Polygon::new(LineString::from(open.to_vec()), Vec::new());
        if !polygon.is_valid() {
            return Err(bad("area-not-simple", Vec::new()));
        }
        let area_km2 = geodesic_area(&MultiPolygon(vec![polygon.clone()])).0 / 100.0;
        if area_km2 > AREA_MAX_KM2 {
            let sizes = [("area", format!("{area_km2:.0}")), ("max", format!("{AREA_MAX_KM2:.0}"))];
            return Err(bad("area-too-large", sizes.into()));
        }
        let middle = polygon.centroid().ok_or_else(|| bad("area-not-simple", Vec::new()))?;
        Ok(Self { polygon, middle })
    }

    /// Reads `lon,lat;lon,lat;…` in degrees with decimal points.
    ///
    /// # Errors
    /// As [`Self::from_ring`].
    pub fn parse(field: &'static str, text: &str) -> Result<Self, AppError> {
        Self::from_ring(field, &positions(field, text)?)
    }

    /// Returns the polygon.
    #[must_use]
    pub const fn polygon(&self) -> &Polygon<f64> {
        &self.polygon
    }

    /// Returns the polygon as a shape to measure from.
    #[must_use]
    pub fn geometry(&self) -> Geometry<f64> {
        Geometry::Polygon(self.polygon.clone())
    }

    /// Returns the polygon as an outline to tie.
    #[must_use]
    pub fn outline(&self) -> MultiPolygon<f64> {
        MultiPolygon(vec![self.polygon.clone()])
    }

    /// Returns the centroid, from which distances are told.
    #[must_use]
    pub const fn middle(&self) -> Point<f64> {
        self.middle
    }
}

/// Reads `lon,lat;lon,lat;…` in degrees with decimal points; of more than a drawing may have,
/// some are left out, and the drawing is refused for their number.
///
/// # Errors
/// [`AppError::BadValue`] naming `field` for what is no pair of numbers.
pub fn positions(field: &'static str, text: &str) -> Result<Vec<(f64, f64)>, AppError> {
    // One more than allowed is read, so that the refusal names the limit.
    let pairs = text.split(';').take(VERTICES_MAX + 2).map(|pair| {
        let number = |text: &str| text.trim().parse::<f64>().ok();
        let read = pair.split_once(',').and_then(|(a, b)| Some((number(a)?, number(b)?)));
        read.ok_or_else(|| AppError::BadValue {
            field,
            words: "area-not-a-number",
            arguments: vec![("value", pair.chars().take(40).collect())],
        })
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn refusal(text: &str) -> &'static str {
        match DrawnArea::parse("area", text).unwrap_err() {
            AppError::BadValue { field: "area", words, .. } => words,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_triangle_is_an_area_closed_or_not() {
        let open = DrawnArea::parse("area", "-70,-12.9;-69.9,-12.9;-69.9,-12.8").unwrap();
        let closed = DrawnArea::parse("area", "-70,-12.9; -69.9,-12.9;-69.9,-12.8;-70,-12.9");
        assert_eq!(open, closed.unwrap());
        assert!((open.middle().x() + 69.933_333).abs() < 1e-5, "{open:?}");
    }

    #[test]
    fn what_is_no_area_is_refused_by_name() {
        assert_eq!(refusal(""), "area-not-a-number");
        assert_eq!(refusal("-70;-12"), "area-not-a-number");
        assert_eq!(refusal("NaN,-12.9;-69.9,-12.9;-69.9,-12.8"), "area-not-a-number");
        assert_eq!(refusal("350000,8600000;-69.9,-12.9;-69.9,-12.8"), "area-not-a-number");
        assert_eq!(refusal("-70,-12.9;-69.9,-12.9;-70,-12.9"), "area-vertices");
        assert_eq!(refusal("-70,-13;-69,-12;-69,-13;-70,-12"), "area-not-simple");
        assert_eq!(refusal("-80,-17;-69,-17;-69,-1;-80,-1"), "area-too-large");
        let circle = |count: usize| {
            let at = |i: usize| {
                let angle = i as f64 / count as f64 * std::f64::consts::TAU;
                format!("{:.6},{:.6}", -70.0 + 0.1 * angle.cos(), -12.9 + 0.1 * angle.sin())
            };
            (0..count).map(at).collect::<Vec<_>>().join(";")
        };
        assert!(DrawnArea::parse("area", &circle(VERTICES_MAX)).is_ok());
        assert_eq!(refusal(&circle(VERTICES_MAX + 1)), "area-vertices");
        assert_eq!(refusal(&circle(100_000)), "area-vertices");
    }
}
