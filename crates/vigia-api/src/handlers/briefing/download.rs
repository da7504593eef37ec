//! `GET /api/v1/briefing/download`: the same as a file for a receiver or a map.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use vigia_app::briefing::files;

use super::query::BriefingQuery;
use super::show::prepared;
use crate::problem::{ApiError, ProblemDocument};
use crate::query::Query;
use crate::reader::Reader;
use crate::state::AppState;

/// Kind of file.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum BriefingFormat {
    /// GPX 1.1, one waypoint a target.
    Gpx,
    /// RFC 7946, one outline a target.
    Geojson,
}

/// Which file.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FormatQuery {
    /// Kind of file.
    #[param(inline)]
    format: BriefingFormat,
}

/// Gives a briefing as a file. Who took it, and for where, is kept in the audit log.
#[utoipa::path(
    get, path = "/api/v1/briefing/download", operation_id = "download_briefing", tag = "places", params(FormatQuery, BriefingQuery),
    responses(
        (status = 200, content((String = "application/gpx+xml"), (String = "application/geo+json"))),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "bad_parameter"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
    )
)]
pub(super) async fn download(
    State(app): State<AppState>,
    reader: Reader,
    Query(FormatQuery { format }): Query<FormatQuery>,
    Query(query): Query<BriefingQuery>,
) -> Result<impl IntoResponse, ApiError> {
    let briefing = prepared(&app, &reader, &query).await?;
    let day = jiff::tz::Offset::UTC.to_datetime(briefing.made_at).date();
    let (text, kind, ending) = match format {
        BriefingFormat::Gpx => (files::gpx(&briefing, reader.language)?, "gpx+xml", "gpx"),
        BriefingFormat::Geojson => {
            (files::geojson(&briefing, reader.language)?, "geo+json", "geojson")
        }
    };
    let name = format!("attachment; filename=\"vigia-{}-{day}.{ending}\"", briefing.centre.mgrs);
    Ok(([(CONTENT_TYPE, format!("application/{kind}")), (CONTENT_DISPOSITION, name)], text))
}
