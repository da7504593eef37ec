//! GeoJSON geometries (RFC 7946): EPSG:4326, longitude first.

use serde::Serialize;
use utoipa::ToSchema;

/// A GeoJSON `MultiPolygon`.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct MultiPolygon {
    /// Always `MultiPolygon`.
    #[schema(inline)]
    r#type: MultiPolygonName,
    /// Polygons of rings of positions, the outer ring first; seven decimals (a centimetre).
    coordinates: Vec<Vec<Vec<[f64; 2]>>>,
}

/// A GeoJSON `Point`.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct Point {
    /// Always `Point`.
    #[schema(inline)]
    r#type: PointName,
    /// Longitude and latitude.
    coordinates: [f64; 2],
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
enum MultiPolygonName {
    MultiPolygon,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
enum PointName {
    Point,
}

/// The name of a GeoJSON feature.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) enum FeatureName {
    /// `Feature`.
    Feature,
}

/// The name of a GeoJSON feature collection.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) enum FeatureCollectionName {
    /// `FeatureCollection`.
    FeatureCollection,
}

impl MultiPolygon {
    /// Makes one of polygons of rings of `(lon, lat)`.
    pub(crate) fn new<P, R, C>(polygons: P) -> Self
    where
        P: IntoIterator<Item = R>,
        R: IntoIterator<Item = C>,
        C: IntoIterator<Item = (f64, f64)>,
    {
        let ring = |ring: C| ring.into_iter().map(|(lon, lat)| [short(lon), short(lat)]).collect();
        let polygon = |rings: R| rings.into_iter().map(ring).collect();
        let coordinates = polygons.into_iter().map(polygon).collect();
        Self { r#type: MultiPolygonName::MultiPolygon, coordinates }
    }
}

impl Point {
    pub(crate) fn new(lon: f64, lat: f64) -> Self {
        Self { r#type: PointName::Point, coordinates: [short(lon), short(lat)] }
    }
}

/// Seventeen digits a number would double an answer and say nothing about the ground.
fn short(degrees: f64) -> f64 {
    (degrees * 1e7).round() / 1e7
}

/// Writes an outline of `geo` types, which this crate does not name.
macro_rules! multi_polygon {
    ($outline:expr) => {
        $crate::dto::geometry::MultiPolygon::new($outline.iter().map(|polygon| {
            std::iter::once(polygon.exterior())
                .chain(polygon.interiors())
                .map(|ring| ring.coords().map(|position| (position.x, position.y)))
        }))
    };
}
pub(crate) use multi_polygon;
