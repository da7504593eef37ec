//! `GET /api/v1/scenes`: what can be looked at.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vigia_app::asked_box::asked_box;
use vigia_app::imagery::scene_list::{SceneFilter, scenes};

use crate::dto::scene::SceneSummary;
use crate::json::Json;
use crate::page_limit::page_limit;
use crate::problem::{ApiError, ProblemDocument};
use crate::query::Query;
use crate::state::AppState;

/// Which scenes.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ScenesQuery {
    /// Only this series, for instance `tile:19LCG`.
    series: Option<String>,
    /// Only scenes that reach into `west,south,east,north`, in degrees.
    #[param(example = "-70.6,-13.1,-69.9,-12.5")]
    bbox: Option<String>,
    /// How many, 1 to 500; 50 where not given.
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
}

/// Scenes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Scenes {
    /// Newest first. `cloud_share` is of the whole scene.
    scenes: Vec<SceneSummary>,
}

/// Lists scenes, newest first.
#[utoipa::path(
    get, path = "/api/v1/scenes", tag = "scenes",
    params(ScenesQuery),
    responses(
        (status = 200, body = Scenes),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "bad_parameter"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
        (status = 503, body = ProblemDocument, content_type = "application/problem+json", description = "busy, timeout"),
    )
)]
pub(super) async fn list_scenes(
    State(app): State<AppState>,
    Query(query): Query<ScenesQuery>,
) -> Result<Json<Scenes>, ApiError> {
    let bbox = query.bbox.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let bbox = bbox.map(asked_box).transpose()?;
    let filter = SceneFilter {
        series: query.series.filter(|series| !series.is_empty()),
        within: bbox.map(|b| [b.min().x, b.min().y, b.max().x, b.max().y]),
        limit: page_limit(query.limit.as_deref())? as usize,
    };
    let found = scenes(app.imagery(), app.workspace(), &filter).await?;
    Ok(Json(Scenes { scenes: found.into_iter().map(SceneSummary::from).collect() }))
}
