//! An alert: what a person is told about a site, with every reason behind it.

use std::collections::BTreeSet;

use geo_types::MultiPolygon;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::priority::PriorityPart;
use crate::tie::Tie;
use crate::{
    AlertId, DateInterval, Driver, Fingerprint, Hectares, Indication, SceneId, Sensor, SiteId,
};

/// How far the evidence goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertState {
    /// Seen in one acquisition.
    Provisional,
    /// Seen again in a second, independent acquisition.
    Confirmed,
}

impl AlertState {
    /// Returns the name used in exports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Provisional => "provisional",
            Self::Confirmed => "confirmed",
        }
    }
}

/// One reason, as a message code with its number; words come from the locale files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// Feature or fact, for instance `bare_gain`; a message id after `reason-`.
    pub code: String,
    /// Its value, in the unit that the message states.
    pub value: f64,
    /// Contribution to the log-odds of mining; zero for plain facts.
    pub contribution: f64,
}

/// What a person is told about a site.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alert {
    /// Identity: one alert a site.
    pub id: AlertId,
    /// The place.
    pub site: SiteId,
    /// How far the evidence goes.
    pub state: AlertState,
    /// Most likely cause.
    pub driver: Driver,
    /// Probability that the cause is right, 0–1.
    pub confidence: f64,
    /// Outline, EPSG:4326.
    pub outline: MultiPolygon<f64>,
    /// Geodesic area.
    pub area: Hectares,
    /// When the first of it was cleared.
    pub onset: DateInterval,
    /// Acquisition in which it was first seen.
    pub first_observed: Timestamp,
    /// When Vigía first raised it.
    pub first_alerted: Timestamp,
    /// Sensors that saw it.
    pub sensors: BTreeSet<Sensor>,
    /// Scenes behind it: first seen, then confirming.
    pub scenes: Vec<SceneId>,
    /// Clear views of the ground before it broke, the most among its clearings; `None` where
    /// it was found between two scenes.
    #[serde(default)]
    pub history_views: Option<u32>,
    /// Share of views that were clear while it was watched, 0–1.
    pub observed_share: f64,
    /// Profile, as `<name>@<version>#<hash>`.
    pub profile: String,
    /// Hash of the profile's text, for replay.
    pub profile_fingerprint: Fingerprint,
    /// Largest contributions and facts.
    pub reasons: Vec<Reason>,
    /// Features of layers it touches or lies near.
    pub ties: Vec<Tie>,
    /// Dated rules that its facts meet, or that cannot be asked; empty in a body stored
    /// before they were.
    #[serde(default)]
    pub indications: Vec<Indication>,
    /// Why it comes before others; empty in a body stored before that was told.
    #[serde(default)]
    pub priority: Vec<PriorityPart>,
}
