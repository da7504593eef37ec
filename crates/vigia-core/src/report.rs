//! Field reports: observations by people, with their uncertainty; never trusted blindly.

use std::collections::BTreeMap;

use geo_types::Point;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Fingerprint, ReportId};

/// Where a report came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportSource {
    /// A KoboToolbox or ODK submission as JSON.
    Kobo,
    /// A photo with GPS in its EXIF.
    Photo,
    /// A GPX waypoint.
    Gpx,
    /// A row of a CSV file.
    Csv,
}

/// A doubt about a report: shown to its reader, never a reason to drop it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportFlag {
    /// The stated accuracy is worse than 50 m.
    PoorAccuracy,
    /// No accuracy is stated.
    NoAccuracy,
    /// The device marked the position as simulated.
    MockLocation,
    /// The time had no zone; Peru's (UTC−5) was assumed.
    ZoneAssumed,
    /// No time is stated.
    NoTime,
    /// The position is outside Peru.
    OutsidePeru,
}

/// One observation by a person at a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Derived from source and content: the same submission twice is one report.
    pub id: ReportId,
    /// Where it came from.
    pub source: ReportSource,
    /// Name of the original file.
    pub file_name: String,
    /// SHA-256 of the original file.
    pub fingerprint: Fingerprint,
    /// EPSG:4326 (lon, lat).
    pub position: Point<f64>,
    /// Horizontal accuracy, where stated.
    pub accuracy_m: Option<f64>,
    /// When it was observed.
    pub observed_at: Option<Timestamp>,
    /// What the person wrote.
    pub note: String,
    /// Other answers, as text.
    pub attributes: BTreeMap<String, String>,
    /// Doubts.
    pub flags: Vec<ReportFlag>,
}
