//! An alert, and how far it is.

use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::alert_list;
use vigia_app::near::Near;
use vigia_app::sight::Sight;
use vigia_core::Alert;

use super::alert::AlertSummary;

/// An alert, and how far it is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct NearAlert {
    /// The alert.
    #[serde(flatten)]
    alert: AlertSummary,
    /// Geodesic distance to its outline, in metres; zero where they touch.
    distance_m: f64,
}

impl NearAlert {
    /// Returns the alert as a reader of that sight may see it.
    pub(crate) fn of(near: Near<Alert>, sight: Sight) -> Self {
        let summary = alert_list::AlertSummary::of(near.what, sight);
        Self { alert: AlertSummary::from(&summary), distance_m: near.distance_m }
    }
}
