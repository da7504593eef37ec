//! One point beside one feature.

use geo_types::{Point, Rect};
use vigia_core::tie::Relation;

use crate::border::{Border, Place};
use crate::local_frame::LocalFrame;
use crate::measure::Measured;
use crate::nearest::NearEdges;
use crate::search_box::SearchBox;

/// A point with what every measurement from it needs.
pub(crate) struct MeasuredPoint {
    point: Point<f64>,
    search: SearchBox,
    near_m: f64,
    near: NearEdges,
}

impl MeasuredPoint {
    pub(crate) fn new(point: Point<f64>, near_m: f64) -> Self {
        Self {
            point,
            search: SearchBox::around(Rect::new(point.0, point.0), near_m),
            near_m,
            near: NearEdges::of(&Border::of(&point.into()), LocalFrame::around(point.0)),
        }
    }

    /// Returns the box in which features can be near.
    pub(crate) const fn search(&self) -> &SearchBox {
        &self.search
    }

    /// Measures the point against `border`; `None` beyond the search distance. A point on
    /// a border is within: both neighbours own it. Points and lines have no inside.
    pub(crate) fn against(&self, border: &Border) -> Option<Measured> {
        if border.place(self.point.0) != Place::Outside {
            let relation = Relation::Within;
            return Some(Measured { relation, area_m2: 0.0, share: 1.0, distance_m: 0.0 });
        }
        let distance_m = self.near.distance_m(border, self.search.grown());
        (distance_m <= self.near_m).then_some(Measured {
            relation: Relation::Near,
            area_m2: 0.0,
            share: 0.0,
            distance_m,
        })
    }
}
