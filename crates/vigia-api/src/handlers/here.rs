//! What lies at a point, in a drawn area, or on the ground of a file.

mod area;
mod file;
mod point;

use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::here::Here;

use crate::access::{Access, Guarded, guarded};
use crate::dto::near_alert::NearAlert;
use crate::dto::place::PlaceAnswer;
use crate::dto::report::NearReport;
use crate::dto::tie::Tie;
use crate::reader::Reader;

pub(crate) fn routes() -> Guarded {
    guarded(Access::SignedIn, utoipa_axum::routes!(point::point))
        .route(Access::SignedIn, utoipa_axum::routes!(area::area))
        .route(Access::SignedIn, utoipa_axum::routes!(file::file))
}

/// Metres around lines and points of asked ground where none are given.
const RADIUS_M: f64 = 500.0;

/// What lies at a place.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HereAnswer {
    /// The point, or the middle of the area.
    #[serde(flatten)]
    place: PlaceAnswer,
    /// Features that hold it, touch it or lie near, of every layer's newest snapshot; a
    /// field team never reads holders.
    ties: Vec<Tie>,
    /// Alerts, nearest first; at most 200.
    alerts: Vec<NearAlert>,
    /// Reports, nearest first; at most 200.
    reports: Vec<NearReport>,
}

impl HereAnswer {
    fn of(here: Here, reader: &Reader) -> Self {
        let near_alert = |near| NearAlert::of(near, reader.sight);
        Self {
            place: PlaceAnswer::of(&here.place, reader.language),
            ties: here.ties.into_iter().map(Tie::from).collect(),
            alerts: here.alerts.into_iter().map(near_alert).collect(),
            reports: here.reports.into_iter().map(NearReport::from).collect(),
        }
    }
}
