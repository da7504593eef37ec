//! `GET /api/v1/layers`: every layer with its dated snapshots.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::layers;
use vigia_core::layer::{LayerKind, Snapshot};

use crate::dto::tie::LayerKindName;
use crate::json::Json;
use crate::problem::{ApiError, ProblemDocument};
use crate::reader::Reader;
use crate::state::AppState;

/// All layers, by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Layers {
    layers: Vec<Layer>,
}

/// A layer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Layer {
    /// Its name.
    layer: String,
    /// What it describes.
    #[schema(value_type = LayerKindName)]
    kind: LayerKind,
    /// Its loads, the newest first.
    snapshots: Vec<LayerSnapshot>,
}

/// One dated, immutable load of a layer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LayerSnapshot {
    /// Identifier.
    id: String,
    /// The day for which the content stands.
    #[schema(value_type = String, format = Date)]
    dated: jiff::civil::Date,
    /// Name of the original file.
    source: String,
    /// Licence, where known.
    licence: Option<String>,
    /// Number of features.
    features: usize,
    /// CRS of the original.
    source_crs: String,
    /// PROJ operation to EPSG:4326.
    operation: String,
    /// Its stated accuracy, in metres.
    operation_accuracy_m: Option<f64>,
    /// SHA-256 of the original.
    fingerprint: String,
}

impl From<layers::Layer> for Layer {
    fn from(layer: layers::Layer) -> Self {
        Self {
            layer: layer.layer.to_string(),
            kind: layer.kind,
            snapshots: layer.snapshots.into_iter().map(LayerSnapshot::from).collect(),
        }
    }
}

impl From<Snapshot> for LayerSnapshot {
    fn from(snapshot: Snapshot) -> Self {
        Self {
            id: snapshot.id.to_string(),
            dated: snapshot.dated,
            source: snapshot.source,
            licence: snapshot.licence,
            features: snapshot.features,
            source_crs: snapshot.source_crs,
            operation: snapshot.operation,
            operation_accuracy_m: snapshot.operation_accuracy_m,
            fingerprint: snapshot.fingerprint.to_string(),
        }
    }
}

/// Lists the layers with their source, date, licence and datum operation.
#[utoipa::path(
    get, path = "/api/v1/layers", tag = "layers",
    responses(
        (status = 200, body = Layers),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
    )
)]
pub(super) async fn list_layers(
    State(app): State<AppState>,
    _reader: Reader,
) -> Result<Json<Layers>, ApiError> {
    let found = layers::list(app.workspace()).await?;
    Ok(Json(Layers { layers: found.into_iter().map(Layer::from).collect() }))
}
