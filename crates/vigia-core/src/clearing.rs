//! A clearing: a polygon seen to have changed, with its features and driver.

use std::collections::{BTreeMap, BTreeSet};

use geo_types::MultiPolygon;
use jiff::civil::Date;
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

/// How much of a clearing had been seen to be cleared by a day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClearingExtent {
    /// Acquisition day on which new ground was first seen cleared.
    pub date: Date,
    /// Area of all its pixels first seen cleared by then.
    pub area: Hectares,
}

/// One polygon seen to have been cleared in one series of scenes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clearing {
    /// Content-derived identifier.
    pub id: ClearingId,
    /// Series in which it was seen, for instance `tile:19LAG`.
    pub series: String,
    /// Outline, EPSG:4326 (lon, lat), valid by construction: straight lines less than half a
    /// pixel from `source_outline`, of the same area.
    pub outline: MultiPolygon<f64>,
    /// Outline along pixel edges in the grid's CRS.
    pub source_outline: MultiPolygon<f64>,
    /// CRS of `source_outline`.
    pub source_crs: String,
    /// Geodesic area of its pixels.
    pub area: Hectares,
    /// Standard deviation of `area`, because its boundary runs within pixels; `None` where it
    /// was not worked out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_sd: Option<Hectares>,
    /// How it grew, oldest first; empty where only its onset is known.
    #[serde(default)]
    pub growth: Vec<ClearingExtent>,
    /// Share of its pixels that look vegetated again, 0–1; `None` where that cannot be
    /// observed.
    #[serde(default)]
    pub regrown_share: Option<f64>,
    /// Days in which ponds on it turned turbid again after its last growth; `None` where
    /// they did not, or the profile does not look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ponds_worked: Option<DateInterval>,
    /// Days in which the first of it was cleared.
    pub onset: DateInterval,
    /// Clear views of its ground before it broke, on which its baseline rests; `None` for a
    /// pair of scenes, which has no baseline.
    #[serde(default)]
    pub history_views: Option<u32>,
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

impl Clearing {
    /// Returns the last acquisition day on which new ground of it was first seen cleared.
    #[must_use]
    pub fn last_disturbed(&self) -> Date {
        self.growth.last().map_or(self.onset.not_after, |extent| extent.date)
    }
}
