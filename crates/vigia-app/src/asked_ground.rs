//! Ground that a person asks about: an area, or what lies beside lines and points.

use geo::{
    BoundingRect, Buffer, Centroid, Geodesic, Geometry, Haversine, InterpolatableLine, Length,
    LineString, MultiPolygon, Point, Simplify, unary_union,
};
use vigia_vector::Operation;

use crate::drawn_area::{DrawnArea, VERTICES_MAX};
use crate::error::AppError;
use crate::here::{RADIUS_MAX_M, require_between};

/// Fewest metres beside a line: a line itself has no ground.
pub const RADIUS_MIN_M: f64 = 10.0;
/// Longest line: the Madre de Dios from its source to the border is shorter.
pub const LENGTH_MAX_M: f64 = 1_000_000.0;
/// A line may be made straighter by this share of its radius before its ground is drawn: the
/// track of a receiver has a position each second.
const STRAIGHTER_SHARE: f64 = 0.01;

/// Ground in EPSG:4326, and what distances from it are measured from.
#[derive(Clone, Debug, PartialEq)]
pub struct AskedGround {
    pub(crate) outline: MultiPolygon<f64>,
    pub(crate) shape: Geometry<f64>,
    pub(crate) distance_m: f64,
    pub(crate) middle: Point<f64>,
}

impl AskedGround {
    /// The ground of a drawn area.
    #[must_use]
    pub fn of_area(area: &DrawnArea) -> Self {
        let (outline, shape) = (area.outline(), area.geometry());
        Self { outline, shape, distance_m: 0.0, middle: area.middle() }
    }

    /// The ground beside a drawn line, on both sides and around its ends: a river, a road, a
    /// patrol's way. `positions`: lon, lat in degrees.
    ///
    /// # Errors
    /// [`AppError::BadValue`] naming `field`: fewer than two positions, more than
    /// [`VERTICES_MAX`], one off the globe, or a line of no length or more than
    /// [`LENGTH_MAX_M`]; naming `radius_m` outside [`RADIUS_MIN_M`] to [`RADIUS_MAX_M`].
    pub fn along_line(
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
        let shape = Geometry::LineString(line);
        let outline = ground_beside(std::slice::from_ref(&shape), middle, radius_m)?;
        Ok(Self { outline, shape, distance_m: radius_m, middle })
    }

    /// The ground of several shapes (EPSG:4326): areas as they are, lines and points with what
    /// lies within `radius_m`; `None` where there is none. Distances are told from the shapes,
    /// or from all the ground where an area is among them.
    ///
    /// # Errors
    /// [`AppError::BadValue`] naming `radius_m` outside [`RADIUS_MIN_M`] to [`RADIUS_MAX_M`];
    /// [`AppError::Input`] where PROJ cannot place them.
    pub(crate) fn of_shapes(
        shapes: &[Geometry<f64>],
        radius_m: f64,
    ) -> Result<Option<Self>, AppError> {
        require_between("radius_m", radius_m, RADIUS_MIN_M, RADIUS_MAX_M)?;
        let all = Geometry::GeometryCollection(shapes.iter().cloned().collect());
        let Some(bounds) = all.bounding_rect() else { return Ok(None) };
        let outline = ground_beside(shapes, bounds.center().into(), radius_m)?;
        let Some(middle) = outline.centroid() else { return Ok(None) };
        let has_area = shapes.iter().flat_map(parts).any(is_area);
        let (shape, distance_m) = match has_area {
            true => (Geometry::MultiPolygon(outline.clone()), 0.0),
            false => (all, radius_m),
        };
        Ok(Some(Self { outline, shape, distance_m, middle }))
    }

    /// Returns the ground.
    #[must_use]
    pub const fn outline(&self) -> &MultiPolygon<f64> {
        &self.outline
    }
}

/// Areas as they are, and what lies within `radius_m` of lines and points, as one.
///
/// Drawn in the UTM zone of `middle`, whose scale is off by 0.1 % at most within it, and by
/// 0.5 % a zone farther.
fn ground_beside(
    shapes: &[Geometry<f64>],
    middle: Point<f64>,
    radius_m: f64,
) -> Result<MultiPolygon<f64>, AppError> {
    let crs = utm_crs(middle);
    let (from_wgs84, to_wgs84) = (Operation::from_wgs84(&crs)?, Operation::to_wgs84(&crs)?);
    let mut grounds = Vec::new();
    for part in shapes.iter().flat_map(parts) {
        grounds.push(match from_wgs84.apply(part)? {
            Geometry::Polygon(area) => MultiPolygon(vec![area]),
            Geometry::MultiPolygon(areas) => areas,
            Geometry::LineString(line) => {
                line.simplify(radius_m * STRAIGHTER_SHARE).buffer(radius_m)
            }
            other => other.buffer(radius_m),
        });
    }
    let ground = to_wgs84.apply(&unary_union(&grounds).into())?;
    // A transform keeps what a shape is.
    Ok(MultiPolygon::try_from(ground).unwrap_or_else(|_| MultiPolygon(Vec::new())))
}

/// The areas, lines and points of which a shape is made.
fn parts(shape: &Geometry<f64>) -> Vec<&Geometry<f64>> {
    match shape {
        Geometry::GeometryCollection(several) => several.iter().flat_map(parts).collect(),
        one => vec![one],
    }
}

const fn is_area(part: &Geometry<f64>) -> bool {
    matches!(part, Geometry::Polygon(_) | Geometry::MultiPolygon(_))
}

fn utm_crs(point: Point<f64>) -> String {
    let zone = (((point.x() + 180.0) / 6.0).floor() as i32).clamp(0, 59) + 1;
    let north_or_south = if point.y() < 0.0 { 32_700 } else { 32_600 };
    format!("EPSG:{}", north_or_south + zone)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use geo::{Contains, GeometryCollection, line_string, point, polygon};

    use super::*;

    fn hectares(ground: &AskedGround) -> f64 {
        vigia_ties::geodesic_area(ground.outline()).0
    }

    #[test]
    fn a_line_has_the_ground_within_the_radius_on_both_sides_and_around_its_ends() {
        // 0.1° of longitude on 12.9° S are 10,853 m.
        let line = [(-70.0, -12.9), (-69.9, -12.9)];
        let ground = AskedGround::along_line("geometry", &line, 500.0).unwrap();
        let expected_ha = (10_853.0 * 1_000.0 + std::f64::consts::PI * 500.0 * 500.0) / 1e4;
        let found_ha = hectares(&ground);
        assert!((found_ha / expected_ha - 1.0).abs() < 0.005, "{found_ha} {expected_ha}");
        assert!((ground.middle.x() + 69.95).abs() < 1e-6);
    }

    #[test]
    fn shapes_are_one_ground_in_which_what_lies_twice_counts_once() {
        let area = polygon![
            (x: -70.0, y: -12.9), (x: -69.9, y: -12.9), (x: -69.9, y: -12.8), (x: -70.0, y: -12.8)
        ];
        let area_ha = vigia_ties::geodesic_area(&MultiPolygon(vec![area.clone()])).0;
        let inside = point!(x: -69.95, y: -12.85);
        let beside = line_string![(x: -69.8, y: -12.9), (x: -69.8, y: -12.8)];
        let ground = AskedGround::of_shapes(&[area.into(), inside.into()], 100.0);
        let ground = ground.unwrap().unwrap();
        assert!((hectares(&ground) / area_ha - 1.0).abs() < 1e-6);
        assert_eq!(ground.distance_m, 0.0);
        let several =
            Geometry::GeometryCollection(GeometryCollection(vec![beside.into(), inside.into()]));
        let ground = AskedGround::of_shapes(std::slice::from_ref(&several), 100.0).unwrap();
        let ground = ground.unwrap();
        assert_eq!(ground.outline().0.len(), 2);
        assert!(ground.outline().contains(&inside));
        assert_eq!(ground.distance_m, 100.0);
        assert_eq!(ground.shape, Geometry::GeometryCollection(GeometryCollection(vec![several])));
        assert_eq!(AskedGround::of_shapes(&[], 100.0).unwrap(), None);
    }

    #[test]
    fn what_is_no_line_is_refused_by_name() {
        let refused = |positions: &[(f64, f64)], radius_m| match AskedGround::along_line(
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
