//! Which alerts, and how many at a time.

use geo_types::Rect;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vigia_core::{Alert, AlertId, AlertState, Driver};

/// Largest page of alerts.
pub const ALERTS_PAGE_MAX: u32 = 1000;

/// A choice of alerts; `None` does not choose.
#[derive(Clone, Debug, PartialEq)]
pub struct AlertFilter {
    /// Only in this state.
    pub state: Option<AlertState>,
    /// Only of this cause.
    pub driver: Option<Driver>,
    /// At least this probable, 0–1.
    pub min_confidence: Option<f64>,
    /// At least this large.
    pub min_area_ha: Option<f64>,
    /// Only those whose own bounding box meets this one (degrees, EPSG:4326, edges
    /// included).
    pub bbox: Option<Rect<f64>>,
    /// Only what may have been cleared on or after this day (UTC): `not_after` ≥ it.
    pub since: Option<Date>,
    /// Length of a page; at most [`ALERTS_PAGE_MAX`], which is also the default.
    pub limit: u32,
    /// Continue behind this place.
    pub after: Option<AlertCursor>,
}

impl Default for AlertFilter {
    fn default() -> Self {
        Self {
            state: None,
            driver: None,
            min_confidence: None,
            min_area_ha: None,
            bbox: None,
            since: None,
            limit: ALERTS_PAGE_MAX,
            after: None,
        }
    }
}

/// A place in the order of alerts: confidence and area falling, then identifier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AlertCursor {
    /// Confidence of the last alert seen.
    pub confidence: f64,
    /// Its area.
    pub area_ha: f64,
    /// Its identifier.
    pub id: AlertId,
}

impl AlertCursor {
    /// Returns the place of an alert.
    #[must_use]
    pub fn of(alert: &Alert) -> Self {
        Self { confidence: alert.confidence, area_ha: alert.area.0, id: alert.id.clone() }
    }
}

/// One page of alerts.
#[derive(Clone, Debug, PartialEq)]
pub struct AlertPage {
    /// The alerts, in order.
    pub alerts: Vec<Alert>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<AlertCursor>,
}
