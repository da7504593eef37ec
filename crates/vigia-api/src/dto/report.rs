//! Field reports as they stand in lists.

use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::near::Near;
use vigia_core::report::{Report, ReportFlag, ReportSource};

/// Where a report came from.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "only describes vigia_core's ReportSource, which knows no schema")]
pub(crate) enum ReportSourceName {
    Kobo,
    Photo,
    Gpx,
    Csv,
}

/// A doubt about a report.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "only describes vigia_core's ReportFlag, which knows no schema")]
pub(crate) enum ReportFlagName {
    PoorAccuracy,
    NoAccuracy,
    MockLocation,
    ZoneAssumed,
    NoTime,
    OutsidePeru,
}

/// A field report in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ReportSummary {
    /// Identifier.
    id: String,
    /// Where it came from.
    #[schema(value_type = ReportSourceName)]
    source: ReportSource,
    /// Longitude in degrees, EPSG:4326.
    lon: f64,
    /// Latitude in degrees, EPSG:4326.
    lat: f64,
    /// When it was observed, UTC.
    #[schema(value_type = Option<String>, format = DateTime)]
    observed_at: Option<jiff::Timestamp>,
    /// What the person wrote.
    note: String,
    /// Doubts about it.
    #[schema(value_type = Vec<ReportFlagName>)]
    flags: Vec<ReportFlag>,
    /// Horizontal accuracy, where stated.
    accuracy_m: Option<f64>,
    /// Whether it has a photo.
    photo: bool,
}

/// A field report, and how far it is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct NearReport {
    #[serde(flatten)]
    report: ReportSummary,
    /// Geodesic distance, in metres.
    distance_m: f64,
}

impl From<&Report> for ReportSummary {
    fn from(report: &Report) -> Self {
        Self {
            id: report.id.to_string(),
            source: report.source,
            lon: report.position.x(),
            lat: report.position.y(),
            observed_at: report.observed_at,
            note: report.note.clone(),
            flags: report.flags.clone(),
            accuracy_m: report.accuracy_m,
            photo: report.source == ReportSource::Photo,
        }
    }
}

impl From<Near<Report>> for NearReport {
    fn from(near: Near<Report>) -> Self {
        Self { report: ReportSummary::from(&near.what), distance_m: near.distance_m }
    }
}
