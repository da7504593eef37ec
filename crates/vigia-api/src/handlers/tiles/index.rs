//! `GET /api/v1/tiles`: which layers the map has, and as of which version.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::map_index::MapLayer;

use crate::json::Json;
use crate::problem::{ApiError, ProblemDocument};
use crate::reader::Reader;
use crate::state::AppState;

/// The layers of the map.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TileIndex {
    /// Differs whenever any tile may differ; given as `v`, it lets a browser keep tiles.
    version: String,
    /// Alerts, sites, reports, then one layer of each kind; some may be empty.
    layers: Vec<TileLayerSummary>,
}

/// A layer of the map.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TileLayerSummary {
    /// Name in the address of its tiles and inside them.
    name: String,
    /// Kind of context layer; none for `alerts`, `sites` and `reports`.
    kind: Option<&'static str>,
    /// Number of features; an alert counts once as a point and once as an outline.
    features: usize,
    /// West, south, east, north in degrees (EPSG:4326).
    bounds: Option<[f64; 4]>,
    /// First zoom that has tiles.
    min_zoom: u8,
    /// Last zoom that has tiles; deeper maps stretch it.
    max_zoom: u8,
}

impl From<&MapLayer> for TileLayerSummary {
    fn from(layer: &MapLayer) -> Self {
        let (min_zoom, max_zoom) = layer.zooms();
        Self {
            name: layer.name().to_owned(),
            kind: layer.kind.map(|kind| kind.name()),
            features: layer.features(),
            bounds: layer.bounds(),
            min_zoom,
            max_zoom,
        }
    }
}

/// Lists the layers of the map with the version of their tiles.
#[utoipa::path(
    get, path = "/api/v1/tiles", operation_id = "tile_index", tag = "tiles",
    responses(
        (status = 200, body = TileIndex),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
    )
)]
pub(super) async fn index(
    State(app): State<AppState>,
    reader: Reader,
) -> Result<Json<TileIndex>, ApiError> {
    let content = app.map_index().content().await?;
    let index = TileIndex {
        version: content.version_for(reader.sight).to_owned(),
        layers: content.layers().iter().map(TileLayerSummary::from).collect(),
    };
    Ok(Json(index))
}
