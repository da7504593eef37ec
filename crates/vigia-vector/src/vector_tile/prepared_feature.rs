//! A feature on the grid of every zoom that shows it.

use std::ops::RangeInclusive;

use geo::{BoundingRect, Simplify};
use geo_types::{Coord, Geometry, LineString, Polygon, Rect};

use super::ring_validity::{RingRepair, corners, double_area};
use super::scratch::Paths;
use super::{AttributeValue, GridPoint, TILE_EXTENT, TILE_ZOOM_MAX};

/// Northernmost and southernmost latitude of the square map.
const LAT_MAX_DEG: f64 = 85.051_128_779_806_6;
/// How far, in units, a simplified path may stray: half a unit is what snapping moves it
/// anyway.
const STRAY_UNITS: f64 = 0.5;
/// Shorter paths are not simplified: a triangle or a rectangle, closed.
const SIMPLIFIED_POINTS_MIN: usize = 6;

/// Twice the area below which a ring is left out: two by two units, a quarter of a pixel's
/// side on a screen with 512-pixel tiles.
const VISIBLE_DOUBLE_AREA: i64 = 8;

/// What a layer shows of one thing.
pub struct TileFeature<'a> {
    /// EPSG:4326 (lon, lat); beyond 85.05° of latitude it is drawn on the map's edge.
    pub geometry: &'a Geometry<f64>,
    /// Attributes by name, each once.
    pub attributes: Vec<(&'static str, AttributeValue)>,
    /// Zooms that show it.
    pub zooms: RangeInclusive<u8>,
}

/// A feature ready for tiles.
pub struct PreparedFeature {
    pub(super) attributes: Vec<(&'static str, AttributeValue)>,
    pub(super) bounds: Option<Rect<f64>>,
    pub(super) shapes: Vec<PreparedShape>,
}

pub(super) struct PreparedShape {
    pub zoom: u8,
    pub kind: ShapeKind,
    pub paths: Paths,
}

/// What paths draw; the numbers are those of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShapeKind {
    Points = 1,
    Lines = 2,
    Polygons = 3,
}

/// Projects, simplifies and snaps a feature for each of its zooms, and makes it valid there.
///
/// Where a polygon or a line is smaller than a few units at a zoom, that zoom and those
/// above it do not show it. Coordinates that are no numbers leave the path out.
#[must_use]
pub fn prepare(feature: TileFeature<'_>) -> PreparedFeature {
    let TileFeature { geometry, attributes, zooms } = feature;
    let mut parts = Parts::default();
    parts.collect(geometry);
    let mut shapes = Vec::new();
    let mut repair = RingRepair::default();
    for zoom in (0..=TILE_ZOOM_MAX).rev() {
        parts.simplify();
        if zooms.contains(&zoom) {
            parts.snap(zoom, &mut repair, &mut shapes);
        }
        if zoom <= *zooms.start() {
            break;
        }
        parts.halve();
    }
    PreparedFeature { attributes, bounds: geometry.bounding_rect(), shapes }
}

/// A geometry by kind, in units of the zoom that is being worked on.
#[derive(Default)]
struct Parts {
    points: Vec<Coord<f64>>,
    lines: Vec<LineString<f64>>,
    /// Each an outer ring and its holes.
    polygons: Vec<Vec<LineString<f64>>>,
}

impl Parts {
    fn collect(&mut self, geometry: &Geometry<f64>) {
        match geometry {
            Geometry::Point(point) => self.points.extend(projected(point.0)),
            Geometry::MultiPoint(many) => {
                self.points.extend(many.iter().filter_map(|point| projected(point.0)));
            }
            Geometry::Line(line) => self.lines.extend(projected_line(&LineString::from(*line))),
            Geometry::LineString(line) => self.lines.extend(projected_line(line)),
            Geometry::MultiLineString(many) => {
                self.lines.extend(many.iter().filter_map(projected_line));
            }
            Geometry::Polygon(polygon) => self.polygons.extend(projected_polygon(polygon)),
            Geometry::MultiPolygon(many) => {
                self.polygons.extend(many.iter().filter_map(projected_polygon));
            }
            Geometry::Rect(rect) => self.polygons.extend(projected_polygon(&rect.to_polygon())),
            Geometry::Triangle(triangle) => {
                self.polygons.extend(projected_polygon(&triangle.to_polygon()));
            }
            Geometry::GeometryCollection(many) => many.iter().for_each(|one| self.collect(one)),
        }
    }

    fn simplify(&mut self) {
        let rings = self.polygons.iter_mut().flatten();
        for line in self.lines.iter_mut().chain(rings) {
            if line.0.len() >= SIMPLIFIED_POINTS_MIN {
                *line = line.simplify(STRAY_UNITS);
            }
        }
    }

    /// Goes one zoom up.
    fn halve(&mut self) {
        let half = |place: &mut Coord<f64>| *place = *place / 2.0;
        self.points.iter_mut().for_each(half);
        let rings = self.polygons.iter_mut().flatten();
        self.lines.iter_mut().chain(rings).flat_map(|line| &mut line.0).for_each(half);
    }

    fn snap(&self, zoom: u8, repair: &mut RingRepair, shapes: &mut Vec<PreparedShape>) {
        let mut push = |kind, paths: Paths| {
            if !paths.is_empty() {
                shapes.push(PreparedShape { zoom, kind, paths });
            }
        };
        push(ShapeKind::Polygons, self.snapped_polygons(repair));
        let mut lines = Paths::default();
        for line in &self.lines {
            let snapped = without_repeats(line.0.iter().map(snapped));
            if snapped.len() > 1 {
                lines.push(snapped);
            }
        }
        push(ShapeKind::Lines, lines);
        let mut points: Vec<GridPoint> = self.points.iter().map(snapped).collect();
        points.sort_unstable();
        points.dedup();
        let mut marks = Paths::default();
        marks.push(points);
        push(ShapeKind::Points, marks);
    }

    fn snapped_polygons(&self, repair: &mut RingRepair) -> Paths {
        let mut rings = Paths::default();
        for polygon in &self.polygons {
            for (index, ring) in polygon.iter().enumerate() {
                let mut snapped = snapped_ring(ring);
                // Outer rings positive, holes negative.
                if (double_area(&snapped) > 0) != (index == 0) {
                    snapped.reverse();
                }
                if snapped.len() > 2 {
                    rings.push(snapped);
                }
            }
        }
        let mut valid = Paths::default();
        repair.repair(&rings, VISIBLE_DOUBLE_AREA, &mut valid);
        valid
    }
}

/// To units of the deepest zoom; `None` for what is no place.
fn projected(place: Coord<f64>) -> Option<Coord<f64>> {
    if !(place.x.is_finite() && place.y.is_finite()) {
        return None;
    }
    let side = f64::from(TILE_EXTENT) * f64::from(1_u32 << TILE_ZOOM_MAX);
    let sin = place.y.clamp(-LAT_MAX_DEG, LAT_MAX_DEG).to_radians().sin();
    let north = ((1.0 + sin) / (1.0 - sin)).ln() / (4.0 * std::f64::consts::PI);
    Some(Coord {
        x: (place.x.clamp(-180.0, 180.0) + 180.0) / 360.0 * side,
        y: (0.5 - north) * side,
    })
}

fn projected_line(line: &LineString<f64>) -> Option<LineString<f64>> {
    line.0.iter().map(|place| projected(*place)).collect::<Option<Vec<_>>>().map(LineString)
}

fn projected_polygon(polygon: &Polygon<f64>) -> Option<Vec<LineString<f64>>> {
    let outer = projected_line(polygon.exterior())?;
    let holes = polygon.interiors().iter().filter_map(projected_line);
    Some(std::iter::once(outer).chain(holes).collect())
}

fn snapped(place: &Coord<f64>) -> GridPoint {
    [place.x.round() as i32, place.y.round() as i32]
}

fn without_repeats(points: impl Iterator<Item = GridPoint>) -> Vec<GridPoint> {
    let mut kept: Vec<GridPoint> = points.collect();
    kept.dedup();
    kept
}

/// A ring on the grid, without the repeated first place and without places in the middle of
/// a straight edge: the repair of rings drops those too, and neighbouring tiles must agree.
fn snapped_ring(ring: &LineString<f64>) -> Vec<GridPoint> {
    let mut points = without_repeats(ring.0.iter().map(snapped));
    while points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    corners(&points, &[]).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use geo_types::{Point, polygon};

    fn shapes(geometry: &Geometry<f64>, zooms: RangeInclusive<u8>) -> Vec<PreparedShape> {
        prepare(TileFeature { geometry, attributes: Vec::new(), zooms }).shapes
    }

    #[test]
    fn the_middle_and_the_corners_of_the_map_are_where_they_belong() {
        let at =
            |lon, lat, zoom| shapes(&Point::new(lon, lat).into(), zoom..=zoom)[0].paths.points()[0];
        assert_eq!(at(0.0, 0.0, 0), [2048, 2048]);
        assert_eq!(at(-180.0, 85.051_128_779_806_6, 3), [0, 0]);
        assert_eq!(at(180.0, -89.0, 0), [4096, 4096]);
        // Worked by hand: 66.513 26° is half way to the edge of the map.
        assert_eq!(at(90.0, 66.513_260_443_111_86, 1), [6144, 2048]);
    }

    #[test]
    fn a_right_of_a_square_kilometre_vanishes_where_it_is_below_a_quarter_pixel() {
        let square = polygon![(x: -70.0, y: -13.0), (x: -69.99, y: -13.0), (x: -69.99, y: -12.99), (x: -70.0, y: -12.99)];
        let zooms: Vec<u8> =
            shapes(&square.into(), 0..=14).iter().map(|shape| shape.zoom).collect();
        // 0.01° is 1.8 units at zoom 4, which snap to two, and 0.9 at zoom 3.
        assert_eq!(zooms.last(), Some(&4), "{zooms:?}");
    }

    #[test]
    fn only_the_zooms_asked_for_are_kept() {
        let zooms: Vec<u8> = shapes(&Point::new(-70.0, -13.0).into(), 3..=5)
            .iter()
            .map(|shape| shape.zoom)
            .collect();
        assert_eq!(zooms, [5, 4, 3]);
    }

    #[test]
    fn a_place_that_is_no_number_is_left_out() {
        assert!(shapes(&Point::new(f64::NAN, 0.0).into(), 0..=14).is_empty());
    }

    #[test]
    fn places_along_a_straight_edge_are_dropped() {
        let ring = LineString::from(vec![
            (0.0, 0.0),
            (5.0, 0.0),
            (10.0, 0.0),
            (10.0, 10.0),
            (0.0, 10.0),
            (0.0, 0.0),
        ]);
        assert_eq!(snapped_ring(&ring), [[0, 0], [10, 0], [10, 10], [0, 10]]);
    }
}
