//! `GET /api/v1/alerts`: a page of alerts.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vigia_app::alert_list::{self, AlertFilter};

use super::filter::AlertQuery;
use crate::cursor;
use crate::dto::alert::AlertSummary;
use crate::dto::geometry::{FeatureCollectionName, FeatureName, MultiPolygon, multi_polygon};
use crate::json::Json;
use crate::page_limit::page_limit;
use crate::problem::{ApiError, ProblemDocument};
use crate::query::Query;
use crate::reader::Reader;
use crate::state::AppState;

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AlertPageQuery {
    /// Length of the page, 1 to 500; 50 where not given.
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
    /// Where to go on: `next_cursor` of the page before, with the same filters.
    cursor: Option<String>,
}

/// A page of alerts, as GeoJSON.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AlertCollection {
    /// Always `FeatureCollection`.
    #[schema(inline)]
    r#type: FeatureCollectionName,
    /// The alerts, in the order that was asked for.
    features: Vec<AlertFeature>,
    /// How many there are on all pages.
    total: u64,
    /// Where the next page begins; null on the last.
    next_cursor: Option<String>,
}

/// An alert, as GeoJSON.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AlertFeature {
    /// Always `Feature`.
    #[schema(inline)]
    r#type: FeatureName,
    /// Identifier.
    id: String,
    /// The outline.
    geometry: MultiPolygon,
    /// What is known of it.
    properties: AlertSummary,
}

impl From<&alert_list::AlertSummary> for AlertFeature {
    fn from(summary: &alert_list::AlertSummary) -> Self {
        Self {
            r#type: FeatureName::Feature,
            id: summary.alert.id.to_string(),
            geometry: multi_polygon!(summary.alert.outline),
            properties: AlertSummary::from(summary),
        }
    }
}

/// Lists alerts: indications, each with its certainty and whose ground it touches.
///
/// Pages continue behind an alert, so that what comes and goes meanwhile makes none of the
/// others appear twice or not at all. What finds nothing is an empty collection.
#[utoipa::path(
    get, path = "/api/v1/alerts", tag = "alerts", params(AlertQuery, AlertPageQuery),
    responses(
        (status = 200, body = AlertCollection),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "bad_parameter"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
    )
)]
pub(super) async fn list_alerts(
    State(app): State<AppState>,
    reader: Reader,
    Query(query): Query<AlertQuery>,
    Query(page): Query<AlertPageQuery>,
) -> Result<Json<AlertCollection>, ApiError> {
    let chosen = query.filter()?;
    let scope = format!("alerts {chosen:?}");
    let after = page.cursor.as_deref().map(|text| cursor::decode(text, &scope)).transpose()?;
    let filter = AlertFilter { limit: page_limit(page.limit.as_deref())?, after, ..chosen };
    let found = alert_list::page(app.workspace(), reader.sight, &filter).await?;
    Ok(Json(AlertCollection {
        r#type: FeatureCollectionName::FeatureCollection,
        features: found.alerts.iter().map(AlertFeature::from).collect(),
        total: found.total,
        next_cursor: found.next.map(|next| cursor::encode(&next, &scope)).transpose()?,
    }))
}
