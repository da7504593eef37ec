//! `GET /api/v1/status`: how much the workspace holds.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::status::{self, WorkspaceStatus};

use crate::access::{Access, Guarded, guarded};
use crate::json::Json;
use crate::problem::ApiError;
use crate::state::AppState;

pub(crate) fn routes() -> Guarded {
    guarded(Access::SignedIn, utoipa_axum::routes!(show))
}

/// How much the workspace holds.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Status {
    /// Scenes.
    scenes: u64,
    /// Layer snapshots.
    layers: u64,
    /// Field reports.
    reports: u64,
    /// Alerts.
    alerts: u64,
    /// When the newest scene was taken.
    #[schema(value_type = Option<String>, format = DateTime)]
    latest_acquisition: Option<jiff::Timestamp>,
    /// Whether this is a made world, not a seen one.
    synthetic: bool,
    /// Version of this program.
    version: &'static str,
}

impl From<WorkspaceStatus> for Status {
    fn from(status: WorkspaceStatus) -> Self {
        Self {
            scenes: status.scenes,
            layers: status.layers,
            reports: status.reports,
            alerts: status.alerts,
            latest_acquisition: status.latest_acquisition,
            synthetic: status.is_synthetic,
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// Returns how much the workspace holds, and of when.
#[utoipa::path(get, path = "/api/v1/status", operation_id = "show_status", tag = "server", responses((status = 200, body = Status)))]
async fn show(State(app): State<AppState>) -> Result<Json<Status>, ApiError> {
    Ok(Json(status::read(app.workspace()).await?.into()))
}
