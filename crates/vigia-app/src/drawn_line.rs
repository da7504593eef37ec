//! A line that a person drew, and the ground beside it: a river, a road, a patrol's way.

use geo::{Buffer, Geometry, InterpolatableLine, Length, LineString, MultiPolygon, Point};
use geo::{Geodesic, Haversine};
use vigia_vector::Operation;

use crate::drawn_area::VERTICES_MAX;
use crate::error::AppError;
use crate::here::{RADIUS_MAX_M, require_between};

/// Fewest metres on each side: a line itself has no ground.
pub const RADIUS_MIN_M: f64 = 10.0;
/// Longest line: the Madre de Dios from its source to the border is shorter.
pub const LENGTH_MAX_M: f64 = 1_000_000.0;

/// A line within the limits above, EPSG:4326, with the ground beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnLine {
    line: LineString<f64>,
    corridor: MultiPolygon<f64>,
    middle: Point<f64>,
    radius_m: f64,
}

impl DrawnLine {
    /// Checks positions (lon, lat, degrees).
    ///
    /// The corridor is drawn in the UTM zone of the line's middle, whose scale is off by 0.1 %
    /// at most within it, and by 0.5 % a zone farther.
    ///
    /// # Errors
    /// [`AppError::BadValue`] naming `field`: fewer than two positions, more than
    /// [`VERTICES_MAX`], one off the globe, or a line of no length or more than
    /// [`LENGTH_MAX_M`]; naming `radius_m` outside [`RADIUS_MIN_M`] to [`RADIUS_MAX_M`].
    pub fn from_positions(
        field: &'static str,
        positions: &[(f64, f64)],
        radius_m: f64,
    ) -> Result<Self, AppError> {
        let bad = |words, arguments| AppError::BadValue { field, words, arguments };
        require_between("radius_m", radius_m, RADIUS_MIN_M, RADIUS_MAX_M)?;
        if !(2..=VERTICES_MAX).contains(&positions.len()) {
            let limits = [("min", "2".to_owned()), ("max", VERTICES_MAX.to_string())];
            return Err(bad("area-vertices", limits.into()));
        }
        // Where UTM is drawn; Peru lies in the middle of it.
        let is_off = |(lon, lat): &&(f64, f64)| !(lon.abs() <= 180.0 && lat.abs() <= 80.0);
        if let Some((lon, lat)) = positions.iter().find(is_off) {
            return Err(bad("area-not-a-number", vec![("value", format!("{lon},{lat}"))]));
        }
        let line = LineString::from(positions.to_vec());
        let length_m = Geodesic.length(&line);
        let middle = line.point_at_ratio_from_start(&Haversine, 0.5);
        let (Some(middle), 1.0..=LENGTH_MAX_M) = (middle, length_m) else {
            let limits = vec![("min", "1 m".to_owned()), ("max", format!("{LENGTH_MAX_M:.0} m"))];
            return Err(bad("value-out-of-range", limits));
        };
        let crs = utm_crs(middle);
        let placed = Operation::from_wgs84(&crs)?.apply(&Geometry::LineString(line.clone()))?;
        let corridor = Operation::to_wgs84(&crs)?.apply(&placed.buffer(radius_m).into())?;
        let corridor =
            MultiPolygon::try_from(corridor).map_err(|_| bad("area-not-simple", Vec::new()))?;
        Ok(Self { line, corridor, middle, radius_m })
    }

    /// Returns the ground within the radius.
    #[must_use]
    pub const fn corridor(&self) -> &MultiPolygon<f64> {
        &self.corridor
    }

    /// Returns the line as a shape to measure from.
    #[must_use]
    pub fn geometry(&self) -> Geometry<f64> {
        Geometry::LineString(self.line.clone())
    }

    /// Returns the middle of its length.
    #[must_use]
    pub const fn middle(&self) -> Point<f64> {
        self.middle
    }

    /// Returns the metres on each side.
    #[must_use]
    pub const fn radius_m(&self) -> f64 {
        self.radius_m
    }
}

fn utm_crs(point: Point<f64>) -> String {
    let zone = (((point.x() + 180.0) / 6.0).floor() as i32).clamp(0, 59) + 1;
    let north_or_south = if point.y() < 0.0 { 32_700 } else { 32_600 };
    format!("EPSG:{}", north_or_south + zone)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use super::*;

    #[test]
    fn the_corridor_has_the_ground_within_the_radius_on_both_sides_and_around_the_ends() {
        // 0.1° of longitude on 12.9° S are 10,853 m.
        let line = [(-70.0, -12.9), (-69.9, -12.9)];
        let drawn = DrawnLine::from_positions("geometry", &line, 500.0).unwrap();
        let expected_ha = (10_853.0 * 1_000.0 + std::f64::consts::PI * 500.0 * 500.0) / 1e4;
        let found_ha = vigia_ties::geodesic_area(drawn.corridor()).0;
        assert!((found_ha / expected_ha - 1.0).abs() < 0.005, "{found_ha} {expected_ha}");
        assert!((drawn.middle().x() + 69.95).abs() < 1e-6);
    }

    #[test]
    fn what_is_no_line_is_refused_by_name() {
        let refused = |positions: &[(f64, f64)], radius_m| match DrawnLine::from_positions(
            "geometry", positions, radius_m,
        )
        .unwrap_err()
        {
            AppError::BadValue { field, words, .. } => (field, words),
            other => panic!("{other:?}"),
        };
        let line = [(-70.0, -12.9), (-69.9, -12.9)];
        assert_eq!(refused(&line, 5.0), ("radius_m", "value-out-of-range"));
        assert_eq!(refused(&line, f64::NAN), ("radius_m", "value-out-of-range"));
        assert_eq!(refused(&line[..1], 50.0), ("geometry", "area-vertices"));
        assert_eq!(refused(&[line[0]; 201], 50.0), ("geometry", "area-vertices"));
        assert_eq!(refused(&[line[0], line[0]], 50.0), ("geometry", "value-out-of-range"));
        let off = [(-70.0, -12.9), (8_600_000.0, -12.9)];
        assert_eq!(refused(&off, 50.0), ("geometry", "area-not-a-number"));
        let far = [(-78.0, -1.0), (-69.0, -18.0)];
        assert_eq!(refused(&far, 50.0), ("geometry", "value-out-of-range"));
    }
}
