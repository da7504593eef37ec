//! `GET /api/v1/alerts/download`: alerts as a file to take away.

use std::io::Read;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::tz::Offset;
use serde::Deserialize;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use utoipa::IntoParams;
use vigia_app::alert_download::{self, Download, extension};
use vigia_app::alerts::ExportFormat;
use vigia_app::exported_indications::ExportedRules;

use super::filter::AlertQuery;
use crate::problem::{ApiError, ProblemDocument};
use crate::query::Query;
use crate::reader::Reader;
use crate::state::AppState;

/// Bytes that are read and sent at once.
const CHUNK_BYTES: usize = 64 << 10;
/// Chunks that wait for a slow reader.
const CHUNKS_AHEAD: usize = 4;

/// A file format.
#[derive(Clone, Copy, Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DownloadFormat {
    /// RFC 7946.
    Geojson,
    /// One row an alert.
    Csv,
    /// GeoPackage.
    Gpkg,
    /// OGC KML.
    Kml,
}

/// In which format.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DownloadQuery {
    /// The format of the file.
    #[param(inline, value_type = DownloadFormat)]
    format: Option<String>,
    /// Rules that no jurist has reviewed and that are taken along all the same, by their
    /// identifiers, parted by commas.
    rules: Option<String>,
}

/// Sends the alerts that the filters choose, at most 100,000, in the order of the list.
///
/// Who took which alerts is kept in the audit log.
#[utoipa::path(
    get, path = "/api/v1/alerts/download", tag = "alerts", params(AlertQuery, DownloadQuery),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/octet-stream", description = "The file, as an attachment: GeoJSON, CSV, GeoPackage or KML"),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "bad_parameter"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json", description = "not_allowed"),
    )
)]
pub(super) async fn download_alerts(
    State(app): State<AppState>,
    reader: Reader,
    Query(query): Query<AlertQuery>,
    Query(asked): Query<DownloadQuery>,
) -> Result<Response, ApiError> {
    let (format, kind) = format(asked.format.as_deref().unwrap_or_default())?;
    let filter = query.filter()?;
    let names = asked.rules.as_deref().unwrap_or_default().split(',').map(str::trim);
    let names: Vec<String> = names.filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let workspace = app.workspace();
    let rules = match names.is_empty() {
        true => ExportedRules::default(),
        false => ExportedRules::named(names, &workspace.rules()?)?,
    };
    let (sight, who) = (reader.sight, &reader.username);
    let download = alert_download::write(workspace, sight, who, &filter, format, &rules).await?;
    let day = Offset::UTC.to_datetime(Timestamp::now()).date();
    let name = format!("attachment; filename=\"vigia-alertas-{day}.{}\"", extension(format));
    let name = HeaderValue::from_str(&name).map_err(ApiError::internal)?;
    let count = HeaderName::from_static("x-alert-count");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, name),
        (header::CONTENT_LENGTH, HeaderValue::from(download.size_bytes)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (count, HeaderValue::from(download.alerts)),
    ];
    Ok((headers, stream(download)).into_response())
}

fn format(name: &str) -> Result<(ExportFormat, &'static str), ApiError> {
    match name {
        "geojson" => Ok((ExportFormat::GeoJson, "application/geo+json")),
        "csv" => Ok((ExportFormat::Csv, "text/csv; charset=utf-8")),
        "gpkg" => Ok((ExportFormat::GeoPackage, "application/geopackage+sqlite3")),
        "kml" => Ok((ExportFormat::Kml, "application/vnd.google-earth.kml+xml")),
        other => {
            let value = other.chars().take(60).collect();
            let choices = "geojson, csv, gpkg, kml".to_owned();
            let arguments = [("value", value), ("choices", choices)];
            Err(ApiError::bad_parameter("format", "value-unknown", arguments))
        }
    }
}

/// Reads the file on a thread of its own, no faster than it is sent. The file goes with
/// the thread, also where the reader hangs up.
fn stream(mut download: Download) -> Body {
    let (sender, chunks) = mpsc::channel::<std::io::Result<Bytes>>(CHUNKS_AHEAD);
    tokio::task::spawn_blocking(move || {
        loop {
            let mut chunk = vec![0; CHUNK_BYTES];
            let chunk = download.file.read(&mut chunk).map(|length| {
                chunk.truncate(length);
                Bytes::from(chunk)
            });
            let is_last = chunk.as_ref().map_or(true, Bytes::is_empty);
            let is_end = matches!(&chunk, Ok(bytes) if bytes.is_empty());
            if is_end || sender.blocking_send(chunk).is_err() || is_last {
                return;
            }
        }
    });
    Body::from_stream(ReceiverStream::new(chunks))
}
