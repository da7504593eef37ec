//! A clearing: a polygon seen to have changed, with its features and driver.

use std::collections::{BTreeMap, BTreeSet};

use geo_types::MultiPolygon;
use serde::{Deserialize, Serialize};

use crate::{ClearingId, DateInterval, Hectares, Reason, SceneId, Sensor};

/// What most likely caused a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Driver {
    /// Alluvial mining.
    Mining,
    /// Another change: agriculture, river, road, fire, landslide and the like.
    Other,
    /// The evidence does not tell.
    Unknown,
}

impl Driver {
    /// Returns the name used in exports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mining => "mining",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }
}

/// One polygon seen to have been cleared in one series of scenes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clearing {
    /// Content-derived identifier.
    pub id: ClearingId,
    /// Series in which it was seen, for instance `tile:19LAG`.
    pub series: String,
    /// Outline, EPSG:4326 (lon, lat), valid by construction.
    pub outline: MultiPolygon<f64>,
    /// Outline in the grid's CRS, before transformation.
    pub source_outline: MultiPolygon<f64>,
    /// CRS of `source_outline`.
    pub source_crs: String,
    /// Geodesic area.
    pub area: Hectares,
    /// Days in which the first of it was cleared.
    pub onset: DateInterval,
    /// Share of its pixels' views in the monitored time that were clear, 0–1.
    pub observed_share: f64,
    /// Most likely cause.
    pub driver: Driver,
    /// Probability that it is mining, 0–1.
    pub mining_probability: f64,
    /// The largest contributions to that probability.
    pub reasons: Vec<Reason>,
    /// Scene in which it was first seen.
    pub first_seen: SceneId,
    /// Scene of a later, independent acquisition in which it was seen again.
    pub confirmed_by: Option<SceneId>,
    /// Sensors whose views show it.
    pub sensors: BTreeSet<Sensor>,
    /// Numbers computed over the object, by name.
    pub features: BTreeMap<String, f64>,
}
