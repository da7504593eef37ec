//! Which alerts, and how many at a time.

use geo_types::Rect;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vigia_core::layer::LayerKind;
use vigia_core::{Alert, AlertId, AlertState, Driver};

use crate::body::decode_all;
use crate::error::Result;

/// Largest page of alerts.
pub const ALERTS_PAGE_MAX: u32 = 1000;

/// A choice of alerts and its order; `None` does not choose.
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
    /// At most this large.
    pub max_area_ha: Option<f64>,
    /// Only those whose own bounding box meets this one (degrees, EPSG:4326, edges
    /// included).
    pub bbox: Option<Rect<f64>>,
    /// Only what may have been cleared on or after this day (UTC): `not_after` ≥ it.
    pub since: Option<Date>,
    /// Only what may have been cleared on or before this day (UTC): `not_before` ≤ it.
    pub until: Option<Date>,
    /// Only those that lie on a feature of this kind, wholly or in part.
    pub layer: Option<LayerKind>,
    /// Only those that lie on the mining right of this code, wholly or in part.
    pub right: Option<String>,
    /// What comes first.
    pub sort: AlertSort,
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
            max_area_ha: None,
            bbox: None,
            since: None,
            until: None,
            layer: None,
            right: None,
            sort: AlertSort::Rank,
            limit: ALERTS_PAGE_MAX,
            after: None,
        }
    }
}

/// An order of alerts; equal ones stand by identifier, so that each order is total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertSort {
    /// The most confident first, then the largest.
    #[default]
    Rank,
    /// The latest cleared first: by the last day on which it can have happened, then by
    /// the first.
    Newest,
    /// The largest first, then the most confident.
    Largest,
    /// The most urgent first ([`vigia_core::priority`]), then the largest.
    Priority,
}

/// A place in every order of alerts: that of one alert, whether or not it still exists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AlertCursor {
    /// Confidence of the last alert seen.
    pub confidence: f64,
    /// Its area.
    pub area_ha: f64,
    /// First day of its onset.
    pub not_before: Date,
    /// Last day of its onset.
    pub not_after: Date,
    /// Its priority.
    pub priority: f64,
    /// Its identifier.
    pub id: AlertId,
}

impl AlertCursor {
    /// Returns the place of an alert.
    #[must_use]
    pub(crate) fn of(ranked: &RankedAlert) -> Self {
        let alert = &ranked.alert;
        Self {
            priority: ranked.priority,
            confidence: alert.confidence,
            area_ha: alert.area.0,
            not_before: alert.onset.not_before,
            not_after: alert.onset.not_after,
            id: alert.id.clone(),
        }
    }
}

/// An alert with what it weighs now.
#[derive(Clone, Debug, PartialEq)]
pub struct RankedAlert {
    /// The alert.
    pub alert: Alert,
    /// Its points ([`vigia_core::priority::score`]), given whether somebody has opened it.
    pub priority: f64,
}

/// Decodes rows of a body and what it weighs.
pub(crate) async fn ranked(rows: Vec<(String, f64)>) -> Result<Vec<RankedAlert>> {
    let (bodies, priorities): (Vec<String>, Vec<f64>) = rows.into_iter().unzip();
    let alerts = decode_all("alert", bodies).await?.into_iter().zip(priorities);
    Ok(alerts.map(|(alert, priority)| RankedAlert { alert, priority }).collect())
}

/// One page of alerts.
#[derive(Clone, Debug, PartialEq)]
pub struct AlertPage {
    /// The alerts, in order.
    pub alerts: Vec<RankedAlert>,
    /// How many the filter chooses on all pages, as of the moment of this one.
    pub total: u64,
    /// Where the next page begins; `None` on the last.
    pub next: Option<AlertCursor>,
}
