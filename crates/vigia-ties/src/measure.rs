//! One site beside one feature.

use std::ops::ControlFlow;

use geo::{BooleanOps, BoundingRect, Intersects, unary_union};
use geo_types::{Geometry, MultiPolygon, Polygon, Rect};
use vigia_core::tie::Relation;

use crate::area::{perimeter_and_area, square_metres};
use crate::border::{Border, Extent, Place};
use crate::local_frame::LocalFrame;
use crate::nearest::NearEdges;
use crate::search_box::{SearchBox, grown, overlap};

/// A strip this narrow along the site's whole edge is rounding, not overlap: boolean
/// operations work on a grid of at most a few millimetres.
const SLIVER_WIDTH_M: f64 = 0.01;

/// Features are cut this far from the site, so that no cut lies along its edges.
const CLIP_MARGIN_M: f64 = 10.0;

/// A site with what every measurement of it needs.
pub(crate) struct MeasuredSite<'a> {
    outline: &'a MultiPolygon<f64>,
    bounds: Rect<f64>,
    search: SearchBox,
    near_m: f64,
    near: NearEdges,
    area_m2: f64,
    sliver_m2: f64,
}

/// A feature that an index has found.
pub(crate) struct Found<'a> {
    pub border: &'a Border,
    /// The box around all of it.
    pub extent: Extent,
    /// A geometry whose parts may overlap, which the border does not tell.
    pub collection: Option<&'a Geometry<f64>>,
}

/// Returns `geometry` where its parts may overlap.
pub(crate) const fn collection(geometry: &Geometry<f64>) -> Option<&Geometry<f64>> {
    match geometry {
        Geometry::GeometryCollection(_) => Some(geometry),
        _ => None,
    }
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
        let (perimeter_m, area_m2) = perimeter_and_area(outline);
        (area_m2 > 0.0).then(|| Self {
            outline,
            bounds,
            search: SearchBox::around(bounds, near_m),
            near_m,
            near: NearEdges::of(&Border::of_outline(outline), LocalFrame::around(bounds.center())),
            area_m2,
            sliver_m2: (perimeter_m * SLIVER_WIDTH_M).min(area_m2 / 2.0),
        })
    }

    /// Returns the box in which features can be near.
    pub(crate) const fn search(&self) -> &SearchBox {
        &self.search
    }

    /// Measures the site against a feature; `None` beyond the search distance.
    pub(crate) fn against(&self, feature: &Found<'_>) -> Option<Measured> {
        let area_m2 = self.shared_m2(feature);
        if area_m2 >= self.area_m2 - self.sliver_m2 {
            let (relation, area_m2) = (Relation::Within, self.area_m2);
            return Some(Measured { relation, area_m2, share: 1.0, distance_m: 0.0 });
        }
        if area_m2 > self.sliver_m2 {
            let (relation, share) = (Relation::Overlaps, area_m2 / self.area_m2);
            return Some(Measured { relation, area_m2, share, distance_m: 0.0 });
        }
        let distance_m = self.distance_m(feature);
        (distance_m <= self.near_m).then_some(Measured {
            relation: Relation::Near,
            area_m2: 0.0,
            share: 0.0,
            distance_m,
        })
    }

    /// Area of the site inside the polygons of a feature.
    fn shared_m2(&self, feature: &Found<'_>) -> f64 {
        let Found { border, extent, collection } = feature;
        let bounds = Extent::from(self.bounds);
        if !border.is_area() || !extent.meets(&bounds) {
            return 0.0;
        }
        if !border.has_edges_in(&bounds) {
            // The box of the site is inside as a whole, or not at all.
            let is_inside = border.place(self.bounds.center()) == Place::Inside;
            return if is_inside { self.area_m2 } else { 0.0 };
        }
        if let Some(collection) = collection {
            let polygons = polygons_near(collection, &self.bounds);
            return square_metres(&self.outline.intersection(&polygons));
        }
        // Of a district of 100,000 vertices a boolean operation needs those near the site.
        let around = grown(self.bounds, CLIP_MARGIN_M);
        let rings = border.rings_within(&around.into());
        let area = MultiPolygon(rings.into_iter().map(|ring| Polygon::new(ring, vec![])).collect());
        square_metres(&self.outline.intersection(&area))
    }

    fn distance_m(&self, feature: &Found<'_>) -> f64 {
        if self.holds_any_of(feature) {
            return 0.0;
        }
        self.near.distance_m(feature.border, self.search.grown())
    }

    /// A line or a point may lie inside the site without touching its edge.
    fn holds_any_of(&self, feature: &Found<'_>) -> bool {
        let Found { border, extent, collection } = feature;
        let bounds = Extent::from(self.bounds);
        if !extent.meets(&bounds) || (border.is_area() && collection.is_none()) {
            return false;
        }
        let mut holds = false;
        border.each_edge_in(&bounds, |edge| {
            holds = self.outline.intersects(&edge);
            if holds { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        holds
    }
}

/// Returns the polygons of a collection whose boxes overlap `bounds`: the others cannot share
/// area, and a smaller extent gives boolean operations a finer grid.
fn polygons_near(geometry: &Geometry<f64>, bounds: &Rect<f64>) -> MultiPolygon<f64> {
    let mut found = Vec::new();
    collect_polygons(geometry, bounds, &mut found);
    // The parts may overlap; area is counted once.
    if found.len() > 1 { unary_union(&found) } else { MultiPolygon(found) }
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
