//! How features of context layers look on the map.

use geo::BoundingRect;
use vigia_core::layer::{Feature, LayerKind};
use vigia_vector::vector_tile::{
    AttributeValue, PreparedFeature, TILE_ZOOM_MAX, TileFeature, prepare,
};

/// Returns a feature with its code, name and status; a mining right also with its holder.
pub(super) fn feature(kind: LayerKind, feature: &Feature) -> PreparedFeature {
    let mut attributes: Vec<(&'static str, AttributeValue)> =
        vec![("code", feature.code.as_str().into()), ("name", feature.name.as_str().into())];
    if let Some(status) = &feature.status {
        attributes.push(("status", status.as_str().into()));
    }
    if let (LayerKind::MiningRight, Some(holder)) = (kind, &feature.holder) {
        attributes.push(("holder", holder.as_str().into()));
    }
    prepare(TileFeature { geometry: &feature.geometry, attributes, zooms: 0..=TILE_ZOOM_MAX })
}

/// Sorts features by the size of their box: where a tile has no room for all, the small ones
/// are hard to see anyway. Equal ones stand by code, so that the order is stable.
pub(super) fn largest_first(features: &mut [Feature]) {
    let size = |feature: &Feature| {
        feature.geometry.bounding_rect().map_or(0.0, |bounds| bounds.width() * bounds.height())
    };
    features.sort_by(|a, b| size(b).total_cmp(&size(a)).then_with(|| a.code.cmp(&b.code)));
}
