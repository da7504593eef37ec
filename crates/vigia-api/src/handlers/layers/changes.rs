//! `GET /api/v1/layers/changes`: what changed from one load of a layer to another.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vigia_app::layers::{self, Change, FeatureChange};

use crate::json::Json;
use crate::problem::{ApiError, ProblemDocument};
use crate::query::Query;
use crate::reader::Reader;
use crate::state::AppState;

/// Most features of one answer.
const FEATURES_MAX: usize = 1_000;

/// Which two loads.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ChangesQuery {
    /// The earlier load, by its identifier.
    from: String,
    /// The later one.
    to: String,
}

/// What changed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LayerChanges {
    /// Features that changed, by code; at most 1,000.
    features: Vec<ChangedFeature>,
    /// How many changed.
    total: usize,
}

/// A feature that changed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChangedFeature {
    /// Its code.
    code: String,
    /// Its name, the newer one.
    name: String,
    /// What happened.
    changes: Vec<LayerChange>,
}

/// One change of a feature.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "change", rename_all = "snake_case")]
pub(crate) enum LayerChange {
    /// It was not there before.
    New,
    /// It is no longer there.
    Gone,
    /// Its geometry is another.
    Moved {
        /// Ground that is in one of the two only, in hectares.
        area_ha: f64,
    },
    /// Its holder is another.
    Holder {
        /// Before.
        from: Option<String>,
        /// After.
        to: Option<String>,
    },
    /// Its status is another.
    Status {
        /// Before.
        from: Option<String>,
        /// After.
        to: Option<String>,
    },
}

impl From<FeatureChange> for ChangedFeature {
    fn from(changed: FeatureChange) -> Self {
        let change = |change: Change| match change {
            Change::New => LayerChange::New,
            Change::Gone => LayerChange::Gone,
            Change::Moved { area } => LayerChange::Moved { area_ha: area.0 },
            Change::Holder { from, to } => LayerChange::Holder { from, to },
            Change::Status { from, to } => LayerChange::Status { from, to },
        };
        Self {
            code: changed.code,
            name: changed.name,
            changes: changed.changes.into_iter().map(change).collect(),
        }
    }
}

/// Tells what changed from one load to another: new, gone, moved, holder, status.
///
/// It names holders, so field teams do not read it.
#[utoipa::path(
    get, path = "/api/v1/layers/changes", tag = "layers", params(ChangesQuery),
    responses(
        (status = 200, body = LayerChanges),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "bad_parameter"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json", description = "not_allowed"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json", description = "not_found"),
    )
)]
pub(super) async fn layer_changes(
    State(app): State<AppState>,
    _reader: Reader,
    Query(query): Query<ChangesQuery>,
) -> Result<Json<LayerChanges>, ApiError> {
    let mut changed = layers::changes(app.workspace(), &query.from, &query.to).await?;
    let total = changed.len();
    changed.truncate(FEATURES_MAX);
    let features = changed.into_iter().map(ChangedFeature::from).collect();
    Ok(Json(LayerChanges { features, total }))
}
