//! Bounding boxes as key columns.

use geo::BoundingRect;
use geo_types::Rect;

/// West, south, east and north in degrees (EPSG:4326); all `None` for an empty geometry.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) west: Option<f64>,
    pub(crate) south: Option<f64>,
    pub(crate) east: Option<f64>,
    pub(crate) north: Option<f64>,
}

impl Bounds {
    pub(crate) fn of<G>(geometry: &G) -> Self
    where
        G: BoundingRect<f64>,
        G::Output: Into<Option<Rect<f64>>>,
    {
        geometry.bounding_rect().into().map_or_else(Self::default, Self::from)
    }
}

impl From<Rect<f64>> for Bounds {
    fn from(rect: Rect<f64>) -> Self {
        Self {
            west: Some(rect.min().x),
            south: Some(rect.min().y),
            east: Some(rect.max().x),
            north: Some(rect.max().y),
        }
    }
}
