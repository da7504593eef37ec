//! `GET /api/v1/alerts/worklist`: where to begin.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vigia_app::worklist::{self, PLACES_MAX};

use super::filter::AlertQuery;
use super::list::AlertFeature;
use crate::json::Json;
use crate::problem::{ApiError, ProblemDocument};
use crate::query::Query;
use crate::reader::Reader;
use crate::state::AppState;

/// How many.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WorklistQuery {
    /// Most places, 1 to 100; the profile's where not given.
    #[param(value_type = Option<u32>)]
    places: Option<String>,
}

/// The most urgent places.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Worklist {
    /// The most urgent first.
    places: Vec<WorkPlace>,
    /// Alerts within this distance of a more urgent one are told with it, in metres.
    together_m: f64,
    /// Places that are left out.
    places_left_out: u64,
    /// Alerts that the filters choose, those of places that are left out included.
    total: u64,
}

/// A place: its most urgent alert, and how many more there are.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WorkPlace {
    /// The most urgent alert.
    alert: AlertFeature,
    /// How many more there are here.
    more: u64,
    /// Box around their middles: west, south, east, north in degrees, EPSG:4326.
    bbox: [f64; 4],
}

impl From<worklist::WorkPlace> for WorkPlace {
    fn from(place: worklist::WorkPlace) -> Self {
        Self { alert: AlertFeature::from(&place.alert), more: place.more, bbox: place.bbox }
    }
}

/// Tells where to begin: the most urgent alerts, each with how many more there are around it.
///
/// The order is the profile's: size, growth, protected ground, water, communities, certainty,
/// age, and whether anybody has opened it. The filters choose; `sort` is left aside.
#[utoipa::path(
    get, path = "/api/v1/alerts/worklist", tag = "alerts", params(AlertQuery, WorklistQuery),
    responses(
        (status = 200, body = Worklist),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "bad_parameter"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
    )
)]
pub(super) async fn worklist(
    State(app): State<AppState>,
    reader: Reader,
    Query(query): Query<AlertQuery>,
    Query(asked): Query<WorklistQuery>,
) -> Result<Json<Worklist>, ApiError> {
    let filter = query.filter()?;
    let places = asked.places.as_deref().filter(|text| !text.is_empty());
    let places = places.map(places_of).transpose()?;
    let found = worklist::worklist(app.workspace(), reader.role, &filter, places).await?;
    Ok(Json(Worklist {
        places: found.places.into_iter().map(WorkPlace::from).collect(),
        together_m: found.together_m,
        places_left_out: found.places_left_out,
        total: found.alerts,
    }))
}

fn places_of(text: &str) -> Result<u32, ApiError> {
    let number = text.parse().ok().filter(|number| (1..=PLACES_MAX).contains(number));
    let limits = [("min", "1".to_owned()), ("max", PLACES_MAX.to_string())];
    number.ok_or_else(|| ApiError::bad_parameter("places", "value-out-of-range", limits))
}
