//! One site beside one feature.

use geo::{BooleanOps, BoundingRect, Geodesic, Intersects, Length, unary_union};
use geo_types::{Geometry, Line, MultiPolygon, Polygon, Rect};
use vigia_core::tie::Relation;

use crate::area::square_metres;
use crate::border::{Border, Place};
use crate::distance::distance_m;
use crate::local_frame::LocalFrame;
use crate::nearest::edges;
use crate::search_box::{grown, overlap};

/// A strip this narrow along the site's whole edge is rounding, not overlap: boolean
/// operations work on a grid of at most a few millimetres.
const SLIVER_WIDTH_M: f64 = 0.01;

/// Features are cut this far from the site, so that no cut lies along its edges.
const CLIP_MARGIN_M: f64 = 10.0;

/// A site with what every measurement of it needs.
pub(crate) struct MeasuredSite<'a> {
    outline: &'a MultiPolygon<f64>,
    bounds: Rect<f64>,
    search: Rect<f64>,
    near_m: f64,
    frame: LocalFrame,
    edges: Vec<Line<f64>>,
    area_m2: f64,
    sliver_m2: f64,
}

/// How a site lies to a feature.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Measured {
    pub relation: Relation,
    pub area_m2: f64,
    pub share: f64,
    pub distance_m: f64,
}

impl<'a> MeasuredSite<'a> {
    /// Returns `None` for an outline without area.
    pub(crate) fn new(outline: &'a MultiPolygon<f64>, near_m: f64) -> Option<Self> {
        let bounds = outline.bounding_rect()?;
        let area_m2 = square_metres(outline);
        let perimeter_m: f64 = outline.iter().map(perimeter_m).sum();
        (area_m2 > 0.0).then(|| Self {
            outline,
            bounds,
            search: grown(bounds, near_m),
            near_m,
            frame: LocalFrame::around(bounds.center()),
            edges: edges(&Geometry::from(outline.clone()), None),
            area_m2,
            sliver_m2: (perimeter_m * SLIVER_WIDTH_M).min(area_m2 / 2.0),
        })
    }

    /// Returns the box in which features can be near.
    pub(crate) const fn search(&self) -> Rect<f64> {
        self.search
    }

    /// Measures the site against `geometry`, whose edges are `border`; `None` beyond the
    /// search distance.
    pub(crate) fn against(&self, geometry: &Geometry<f64>, border: &Border) -> Option<Measured> {
        let area_m2 = self.shared_m2(geometry, border);
        if area_m2 >= self.area_m2 - self.sliver_m2 {
            let (relation, area_m2) = (Relation::Within, self.area_m2);
            return Some(Measured { relation, area_m2, share: 1.0, distance_m: 0.0 });
        }
        if area_m2 > self.sliver_m2 {
            let (relation, share) = (Relation::Overlaps, area_m2 / self.area_m2);
            return Some(Measured { relation, area_m2, share, distance_m: 0.0 });
        }
        let distance_m = self.distance_m(geometry, border);
        (distance_m <= self.near_m).then_some(Measured {
            relation: Relation::Near,
            area_m2: 0.0,
            share: 0.0,
            distance_m,
        })
    }

    /// Area of the site inside the polygons of `geometry`.
    fn shared_m2(&self, geometry: &Geometry<f64>, border: &Border) -> f64 {
        if !border.is_area() {
            return 0.0;
        }
        if !border.has_edges_in(&self.bounds.into()) {
            // The box of the site is inside as a whole, or not at all.
            let is_inside = border.place(self.bounds.center()) == Place::Inside;
            return if is_inside { self.area_m2 } else { 0.0 };
        }
        if matches!(geometry, Geometry::GeometryCollection(_)) {
            let polygons = polygons_near(geometry, &self.bounds);
            return square_metres(&self.outline.intersection(&polygons));
        }
        // Of a district of 100,000 vertices a boolean operation needs those near the site.
        let around = grown(self.bounds, CLIP_MARGIN_M);
        let rings = border.rings_within(&around.into());
        let area = MultiPolygon(rings.into_iter().map(|ring| Polygon::new(ring, vec![])).collect());
        square_metres(&self.outline.intersection(&area))
    }

    fn distance_m(&self, geometry: &Geometry<f64>, border: &Border) -> f64 {
        let near = border.edges_in(&self.search.into());
        // A line or a point may lie inside the site without touching its edge.
        let inside = |line: &Line<f64>| !is_area(geometry) && self.outline.intersects(line);
        if near.iter().any(inside) {
            return 0.0;
        }
        distance_m(self.frame, &self.edges, &near)
    }
}

fn perimeter_m(part: &Polygon<f64>) -> f64 {
    let holes: f64 = part.interiors().iter().map(|ring| Geodesic.length(ring)).sum();
    Geodesic.length(part.exterior()) + holes
}

const fn is_area(geometry: &Geometry<f64>) -> bool {
    matches!(geometry, Geometry::Polygon(_) | Geometry::MultiPolygon(_))
}

/// Returns the polygons of `geometry` whose boxes overlap `bounds`: the others cannot share
/// area, and a smaller extent gives boolean operations a finer grid.
fn polygons_near(geometry: &Geometry<f64>, bounds: &Rect<f64>) -> MultiPolygon<f64> {
    let mut found = Vec::new();
    collect_polygons(geometry, bounds, &mut found);
    if matches!(geometry, Geometry::GeometryCollection(_)) && found.len() > 1 {
        // The parts of a collection may overlap; area is counted once.
        return unary_union(&found);
    }
    MultiPolygon(found)
}

fn collect_polygons(geometry: &Geometry<f64>, bounds: &Rect<f64>, found: &mut Vec<Polygon<f64>>) {
    let near =
        |polygon: &Polygon<f64>| polygon.bounding_rect().is_some_and(|own| overlap(&own, bounds));
    match geometry {
        Geometry::Polygon(polygon) if near(polygon) => found.push(polygon.clone()),
        Geometry::MultiPolygon(several) => {
            found.extend(several.iter().filter(|polygon| near(polygon)).cloned());
        }
        Geometry::Rect(rect) if near(&rect.to_polygon()) => found.push(rect.to_polygon()),
        Geometry::Triangle(triangle) if near(&triangle.to_polygon()) => {
            found.push(triangle.to_polygon());
        }
        Geometry::GeometryCollection(several) => {
            several.iter().for_each(|part| collect_polygons(part, bounds, found));
        }
        _ => {}
    }
}
