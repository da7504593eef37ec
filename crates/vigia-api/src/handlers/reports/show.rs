//! `GET /api/v1/reports/{id}`: one field report.

use std::collections::BTreeMap;

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::place::Place;
use vigia_app::reports;

use crate::dto::report::ReportSummary;
use crate::json::Json;
use crate::problem::{ApiError, ProblemDocument};
use crate::query::Path;
use crate::reader::Reader;
use crate::state::AppState;

/// A field report.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReportDetail {
    #[serde(flatten)]
    summary: ReportSummary,
    /// The place in UTM (WGS84): zone, easting and northing in metres.
    utm: String,
    /// The place in degrees, minutes and seconds, latitude first.
    degrees: String,
    /// The place as an MGRS square of one metre.
    mgrs: String,
    /// Name of the original file.
    file_name: String,
    /// SHA-256 of the original file.
    fingerprint: String,
    /// Other answers, as text.
    attributes: BTreeMap<String, String>,
}

/// Shows a field report with its doubts. What a person reports is not verified.
#[utoipa::path(
    get, path = "/api/v1/reports/{id}", tag = "reports",
    params(("id" = String, Path, description = "Identifier of the report")),
    responses(
        (status = 200, body = ReportDetail),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json", description = "not_found"),
    )
)]
pub(super) async fn show_report(
    State(app): State<AppState>,
    reader: Reader,
    Path(id): Path<String>,
) -> Result<Json<ReportDetail>, ApiError> {
    let report = reports::show(app.workspace(), &id).await?;
    let place = Place::at(report.position);
    Ok(Json(ReportDetail {
        summary: ReportSummary::from(&report),
        utm: place.as_ref().map(Place::utm).unwrap_or_default(),
        degrees: place.as_ref().map(|it| it.degrees(reader.language)).unwrap_or_default(),
        mgrs: place.map(|place| place.mgrs).unwrap_or_default(),
        file_name: report.file_name,
        fingerprint: report.fingerprint.to_string(),
        attributes: report.attributes,
    }))
}
