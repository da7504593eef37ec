//! `GET /api/v1/search`: one box for everything that has a place.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vigia_app::asker::Asker;
use vigia_app::search::{self, Found};

use crate::access::{Access, Guarded, guarded};
use crate::json::Json;
use crate::problem::{ApiError, ProblemDocument};
use crate::query::Query;
use crate::reader::Reader;
use crate::state::AppState;

/// Results where no limit is given.
const LIMIT_DEFAULT: usize = 10;

pub(crate) fn routes() -> Guarded {
    guarded(Access::SignedIn, utoipa_axum::routes!(search))
}

/// What is looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchQuery {
    /// Coordinates (degrees, UTM, MGRS), a code, a name, a holder, or an alert's id. Only
    /// the first 200 characters are read.
    q: String,
    /// Most results, 1 to 50; 10 where not given.
    limit: Option<usize>,
}

/// What was found, best first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SearchResults {
    results: Vec<SearchResult>,
}

/// One result.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SearchResult {
    /// `coordinates`, `place`, `right`, `feature`, `holder` or `alert`.
    kind: &'static str,
    /// Its name, or the position as it was read.
    title: String,
    /// What tells it from others; where a position states no zone or no hemisphere, that
    /// it does not and how it was read.
    subtitle: String,
    /// Longitude in degrees, EPSG:4326.
    lon: f64,
    /// Latitude in degrees, EPSG:4326.
    lat: f64,
    /// West, south, east, north in degrees.
    bbox: Option<[f64; 4]>,
    /// Kind of its layer.
    layer: Option<&'static str>,
    /// Its code in that layer, or the alert's id.
    code: Option<String>,
}

impl From<Found> for SearchResult {
    fn from(found: Found) -> Self {
        let bbox = found.bounds.map(|bounds| {
            let (min, max) = (bounds.min(), bounds.max());
            [min.x, min.y, max.x, max.y]
        });
        Self {
            kind: found.kind.name(),
            title: found.title,
            subtitle: found.subtitle,
            lon: found.point.x(),
            lat: found.point.y(),
            bbox,
            layer: found.layer,
            code: found.code,
        }
    }
}

/// Finds coordinates in every spelling, codes, names of features, holders (not for a field
/// team) and alerts.
///
/// A UTM position without a zone is one result for each zone of Peru, each saying so.
#[utoipa::path(
    get, path = "/api/v1/search", tag = "places", params(SearchQuery),
    responses(
        (status = 200, body = SearchResults),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "bad_parameter"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
    )
)]
async fn search(
    State(app): State<AppState>,
    reader: Reader,
    Query(query): Query<SearchQuery>,
) -> Result<Json<SearchResults>, ApiError> {
    let limit = query.limit.unwrap_or(LIMIT_DEFAULT);
    if !(1..=search::RESULTS_MAX).contains(&limit) {
        let limits = [("min", "1".to_owned()), ("max", search::RESULTS_MAX.to_string())];
        return Err(ApiError::bad_parameter("limit", "value-out-of-range", limits));
    }
    let messages = app.messages(reader.language);
    let asker = Asker { sight: reader.sight, language: reader.language, messages };
    let found = search::search(app.workspace(), asker, &query.q, limit).await?;
    Ok(Json(SearchResults { results: found.into_iter().map(SearchResult::from).collect() }))
}
