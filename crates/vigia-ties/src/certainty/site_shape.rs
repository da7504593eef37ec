//! A site as certainty needs it: in metres around its middle.

use std::cell::OnceCell;

use geo::BoundingRect;
use geo_types::{Coord, Line, MultiPolygon};

use super::point;
use super::position::Position;
use super::position_errors::PositionErrors;
use super::shared_area::Slope;
use super::sweep::SweptSite;
use crate::border::{Extent, directed_rings};
use crate::local_frame::LocalFrame;

/// An outline in metres; the inside is on the left of its edges.
pub(crate) struct SiteShape {
    frame: LocalFrame,
    bounds_m: Extent,
    edges: Vec<Line<f64>>,
    slopes: Vec<Slope>,
    /// Made for the first feature that asks for it, and kept for the others.
    swept: OnceCell<Vec<SweptSite>>,
    area_m2: f64,
}

impl SiteShape {
    /// Returns `None` for an outline without area.
    pub(crate) fn new(outline: &MultiPolygon<f64>) -> Option<Self> {
        let frame = LocalFrame::around(outline.bounding_rect()?.center());
        let mut edges = Vec::new();
        for ring in outline.iter().flat_map(directed_rings) {
            let lines = ring.windows(2).map(|pair| Line::new(pair[0], pair[1]));
            edges.extend(lines.map(|line| frame.line_to_metres(line)));
        }
        let area_m2 = edges.iter().map(|edge| edge.determinant()).sum::<f64>() / 2.0;
        let starts: Vec<Coord<f64>> = edges.iter().map(|edge| edge.start).collect();
        let slopes = edges.iter().filter_map(|edge| Slope::of(edge, 1.0)).collect();
        let bounds_m = Extent::of(&starts);
        let swept = OnceCell::new();
        (area_m2 > 0.0).then_some(Self { frame, bounds_m, edges, slopes, swept, area_m2 })
    }

    /// Returns the ground that the site can reach by `errors`.
    pub(crate) fn position(&self, errors: &PositionErrors) -> Position {
        Position::new(self.frame, self.bounds_m, errors.sigma_m())
    }

    pub(super) const fn frame(&self) -> LocalFrame {
        self.frame
    }

    pub(super) const fn bounds_m(&self) -> &Extent {
        &self.bounds_m
    }

    pub(super) fn edges(&self) -> &[Line<f64>] {
        &self.edges
    }

    pub(super) fn slopes(&self) -> &[Slope] {
        &self.slopes
    }

    /// Returns the edges for every direction of a sweep.
    pub(super) fn swept(&self) -> &[SweptSite] {
        self.swept.get_or_init(|| SweptSite::every(&self.edges))
    }

    pub(super) const fn area_m2(&self) -> f64 {
        self.area_m2
    }

    /// Says whether a place is inside; on the border either way.
    pub(super) fn holds(&self, at: Coord<f64>) -> bool {
        let turns: i32 = self
            .edges
            .iter()
            .filter(|edge| (edge.start.x > at.x) != (edge.end.x > at.x))
            .filter(|edge| {
                let along = (at.x - edge.start.x) / edge.dx();
                edge.start.y + along * edge.dy() > at.y
            })
            .map(|edge| if edge.end.x < edge.start.x { 1 } else { -1 })
            .sum();
        turns != 0
    }

    /// Returns the probability that a place lies inside.
    pub(super) fn holds_probably(&self, at: Coord<f64>, sigma_m: f64) -> f64 {
        point::inside(at, &self.edges, |at| self.holds(at), sigma_m)
    }
}
