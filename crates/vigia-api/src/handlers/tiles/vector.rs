//! `GET /api/v1/tiles/vector/{layer}/{z}/{x}/{y}`: a layer as a Mapbox vector tile.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;
use vigia_app::map_index::{TILE_ZOOM_MAX, TileId};

use crate::accepts_gzip::AcceptsGzip;
use crate::etag::Held;
use crate::problem::{ApiError, FieldError, ProblemDocument};
use crate::query::{Path, Query};
use crate::reader::Reader;
use crate::server::PRIVATE_NO_CACHE;
use crate::state::AppState;

/// How long a browser keeps a tile whose address names the version: a year, the longest
/// that is of use.
const KEPT: HeaderValue = HeaderValue::from_static("private, max-age=31536000, immutable");
/// Without the version, a browser asks each time and mostly hears 304.
const ASKED_AGAIN: HeaderValue = PRIVATE_NO_CACHE;
const VECTOR_TILE: HeaderValue = HeaderValue::from_static("application/vnd.mapbox-vector-tile");
const GZIP: HeaderValue = HeaderValue::from_static("gzip");
/// A browser that two people share keeps the tiles of each for their own session.
const BY_SESSION: HeaderValue = HeaderValue::from_static("Cookie, Accept-Encoding");

/// Which version is meant.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct VectorQuery {
    /// The version from `GET /api/v1/tiles`: where it is the current one, the tile may be
    /// kept; the tile is the current one in any case.
    v: Option<String>,
}

/// Returns a vector tile (Mapbox Vector Tile 2.1, extent 4096). Readers of the role `field`
/// get no holders.
///
/// Layers are `alerts`, `sites`, `reports` and the kinds of context layers. An alert is a
/// point and, from zoom 11, also an outline (attribute `shape`). Where a tile has no room
/// for every feature, a second layer `omitted` says how many are not in it (`count`); alerts
/// come in the order of their rank.
#[utoipa::path(
    get, path = "/api/v1/tiles/vector/{layer}/{z}/{x}/{y}", operation_id = "vector_tile", tag = "tiles",
    params(
        ("layer" = String, Path, description = "Name of the layer"),
        ("z" = u32, Path, description = "Zoom, 0 to 14"),
        ("x" = u32, Path, description = "Column, from the antimeridian eastwards"),
        ("y" = u32, Path, description = "Row, from the north"),
        VectorQuery,
    ),
    responses(
        (status = 200, content_type = "application/vnd.mapbox-vector-tile", body = Vec<u8>),
        (status = 204, description = "The tile shows nothing"),
        (status = 304, description = "The tile is the one that `If-None-Match` names"),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "bad_parameter"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json", description = "not_found"),
    )
)]
pub(super) async fn vector(
    State(app): State<AppState>,
    reader: Reader,
    Path((layer, z, x, y)): Path<(String, u32, u32, u32)>,
    Query(query): Query<VectorQuery>,
    held: Held,
    AcceptsGzip(gzip): AcceptsGzip,
) -> Result<Response, ApiError> {
    let tile = TileId::new(z, x, y).map_err(|_| out_of_range(z, x, y))?;
    let index = app.map_index();
    let content = index.content().await?;
    let version = content.version_for(reader.sight);
    let found = index.tile_of(&content, &layer, tile, reader.sight).await?;
    let gzipped = if gzip { found.gzipped().await? } else { None };
    // A tag names bytes: those of the compressed tile are others.
    let tag =
        if gzipped.is_some() { format!("\"{version}-gzip\"") } else { format!("\"{version}\"") };
    let mut response = if held.names(&tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else if found.is_empty() {
        StatusCode::NO_CONTENT.into_response()
    } else if let Some(gzipped) = gzipped {
        let body = Body::from(Bytes::from_owner(gzipped));
        ([(header::CONTENT_TYPE, VECTOR_TILE), (header::CONTENT_ENCODING, GZIP)], body)
            .into_response()
    } else {
        // The tile's bytes stay where they are: nothing is copied.
        let body = Body::from(Bytes::from_owner(found));
        ([(header::CONTENT_TYPE, VECTOR_TILE)], body).into_response()
    };
    let keep = if query.v.as_deref() == Some(version) { KEPT } else { ASKED_AGAIN };
    let answered = response.headers_mut();
    answered.insert(header::CACHE_CONTROL, keep);
    answered.insert(header::VARY, BY_SESSION);
    if let Ok(tag) = HeaderValue::try_from(tag) {
        answered.insert(header::ETAG, tag);
    }
    Ok(response)
}

fn out_of_range(z: u32, x: u32, y: u32) -> ApiError {
    let zoom_max = u32::from(TILE_ZOOM_MAX);
    let last = if z > zoom_max { u32::MAX } else { (1 << z) - 1 };
    let limits = [("z", z, zoom_max), ("x", x, last), ("y", y, last)];
    let beyond = limits.into_iter().filter(|(_, value, max)| value > max);
    let error = |(field, _, max): (&str, u32, u32)| {
        let range = [("min", "0".to_owned()), ("max", max.to_string())];
        FieldError::new(field, "value-out-of-range", range)
    };
    ApiError::BadParameters(beyond.map(error).collect())
}
