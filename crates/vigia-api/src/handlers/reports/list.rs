//! `GET /api/v1/reports`: a page of field reports.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::reports;
use vigia_core::report::Report;

use crate::cursor;
use crate::dto::geometry::{FeatureCollectionName, FeatureName, Point};
use crate::dto::report::ReportSummary;
use crate::json::Json;
use crate::place_query::PlaceQuery;
use crate::problem::{ApiError, ProblemDocument};
use crate::query::Query;
use crate::reader::Reader;
use crate::state::AppState;

/// A page of reports, as GeoJSON.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReportCollection {
    /// Always `FeatureCollection`.
    #[schema(inline)]
    r#type: FeatureCollectionName,
    /// The reports, the newest first and those without a time last.
    features: Vec<ReportFeature>,
    /// How many there are on all pages.
    total: u64,
    /// Where the next page begins; null on the last.
    next_cursor: Option<String>,
}

/// A report, as GeoJSON.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReportFeature {
    /// Always `Feature`.
    #[schema(inline)]
    r#type: FeatureName,
    /// Identifier.
    id: String,
    /// Where it was observed.
    geometry: Point,
    /// What was observed.
    properties: ReportSummary,
}

impl From<&Report> for ReportFeature {
    fn from(report: &Report) -> Self {
        Self {
            r#type: FeatureName::Feature,
            id: report.id.to_string(),
            geometry: Point::new(report.position.x(), report.position.y()),
            properties: ReportSummary::from(report),
        }
    }
}

/// Lists field reports, the newest first.
#[utoipa::path(
    get, path = "/api/v1/reports", tag = "reports", params(PlaceQuery),
    responses(
        (status = 200, body = ReportCollection),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "bad_parameter"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
    )
)]
pub(super) async fn list_reports(
    State(app): State<AppState>,
    _reader: Reader,
    Query(query): Query<PlaceQuery>,
) -> Result<Json<ReportCollection>, ApiError> {
    let asked = query.asked("reports")?;
    let page =
        reports::page(app.workspace(), asked.bbox, asked.after.as_ref(), asked.limit).await?;
    Ok(Json(ReportCollection {
        r#type: FeatureCollectionName::FeatureCollection,
        features: page.reports.iter().map(ReportFeature::from).collect(),
        total: page.total,
        next_cursor: page.next.map(|next| cursor::encode(&next, &asked.scope)).transpose()?,
    }))
}
