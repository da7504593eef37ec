//! Alerts as they stand in lists.

use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::alert_list;
use vigia_core::{AlertState, Driver};

use super::tie::TieBrief;

/// How far the evidence goes.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "only describes vigia_core::AlertState, which knows no schema")]
pub(crate) enum AlertStateName {
    /// Seen in one acquisition.
    Provisional,
    /// Seen again in a second, independent one.
    Confirmed,
}

/// The most likely cause.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "only describes vigia_core::Driver, which knows no schema")]
pub(crate) enum DriverName {
    /// Alluvial mining.
    Mining,
    /// Another change.
    Other,
    /// The evidence does not tell.
    Unknown,
}

/// An alert in a list: an indication, never a finding of guilt.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AlertSummary {
    #[serde(flatten)]
    facts: AlertFacts,
    /// What tells most about whose ground it is, at most five.
    ties: Vec<TieBrief>,
}

/// What is known of an alert itself.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AlertFacts {
    /// Identifier.
    id: String,
    /// The site it is about.
    site: String,
    /// How far the evidence goes.
    #[schema(value_type = AlertStateName)]
    state: AlertState,
    /// The most likely cause.
    #[schema(value_type = DriverName)]
    driver: Driver,
    /// Probability of that cause, 0–1.
    confidence: f64,
    /// Geodesic area, in hectares.
    area_ha: f64,
    /// First day on which it can have been cleared.
    #[schema(value_type = String, format = Date)]
    not_before: jiff::civil::Date,
    /// Last day on which the first of it can have been cleared.
    #[schema(value_type = String, format = Date)]
    not_after: jiff::civil::Date,
    /// Acquisition in which it was first seen, UTC.
    #[schema(value_type = String, format = DateTime)]
    first_observed: jiff::Timestamp,
    /// When it was first raised, UTC.
    #[schema(value_type = String, format = DateTime)]
    first_alerted: jiff::Timestamp,
    /// Sensors that saw it.
    sensors: Vec<&'static str>,
    /// Longitude of a point inside the outline, in degrees, EPSG:4326.
    lon: Option<f64>,
    /// Latitude of that point.
    lat: Option<f64>,
    /// That point in UTM (WGS84): zone, easting and northing in metres.
    utm: String,
    /// The profile that found it.
    profile: String,
    /// How urgent it is, in points, 0–100 with the shipped profile; null beside a site or a
    /// place.
    points: Option<f64>,
}

impl From<&alert_list::AlertSummary> for AlertSummary {
    fn from(summary: &alert_list::AlertSummary) -> Self {
        let ties = summary.brief_ties().into_iter().map(TieBrief::from).collect();
        Self { facts: AlertFacts::from(summary), ties }
    }
}

impl From<&alert_list::AlertSummary> for AlertFacts {
    fn from(summary: &alert_list::AlertSummary) -> Self {
        let (alert, place) = (&summary.alert, summary.place.as_ref());
        Self {
            id: alert.id.to_string(),
            site: alert.site.to_string(),
            state: alert.state,
            driver: alert.driver,
            confidence: alert.confidence,
            area_ha: alert.area.0,
            not_before: alert.onset.not_before,
            not_after: alert.onset.not_after,
            first_observed: alert.first_observed,
            first_alerted: alert.first_alerted,
            sensors: alert.sensors.iter().map(|sensor| sensor.name()).collect(),
            lon: place.map(|place| place.longitude),
            lat: place.map(|place| place.latitude),
            utm: place.map(vigia_app::place::Place::utm).unwrap_or_default(),
            profile: alert.profile.clone(),
            points: summary.priority,
        }
    }
}
