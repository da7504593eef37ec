//! A site: the same place through time.

use geo_types::MultiPolygon;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{ClearingId, DateInterval, Hectares, SiteId};

/// How a site goes on, as far as its scenes tell.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum SiteState {
    /// First seen a short time ago. Also what is said of a site without history, stored
    /// before histories were kept.
    #[default]
    New,
    /// New ground breaks.
    Growing,
    /// New ground breaks since a short time ago, after a time without.
    ActiveAgain,
    /// No new ground breaks, but ponds on the old one have turned turbid again a short time
    /// ago: it is worked over anew, or a flood has stayed.
    PondsWorked,
    /// No new ground breaks.
    Dormant,
    /// No new ground breaks, and most of the old looks vegetated again.
    Recovering,
}

impl SiteState {
    /// Returns the name used in exports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Growing => "growing",
            Self::ActiveAgain => "active_again",
            Self::PondsWorked => "ponds_worked",
            Self::Dormant => "dormant",
            Self::Recovering => "recovering",
        }
    }
}

/// How much of a site was known to be cleared as of a day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SiteExtent {
    /// Acquisition day on which it changed.
    pub date: Date,
    /// Area of all ground first seen cleared by then; ground that several clearings share
    /// counts once.
    pub area: Hectares,
    /// One standard deviation of `area`; 0 where it is not known.
    pub area_sd: Hectares,
}

/// A place with identity: its clearings from all series, without counting overlaps twice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Site {
    /// Identity, kept for as long as any of its clearings is seen again.
    pub id: SiteId,
    /// Union of its clearings' outlines, EPSG:4326.
    pub outline: MultiPolygon<f64>,
    /// Geodesic area of the union.
    pub area: Hectares,
    /// The clearings that it holds, sorted.
    pub clearings: Vec<ClearingId>,
    /// How it grew, oldest first; empty in a body stored before histories were kept.
    #[serde(default)]
    pub history: Vec<SiteExtent>,
    /// How it goes on.
    #[serde(default)]
    pub state: SiteState,
    /// Days in which ponds on it last turned turbid again after a rest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ponds_worked: Option<DateInterval>,
    /// Sites that turned out to be part of this one, sorted, those that had merged into
    /// them before included.
    #[serde(default)]
    pub merged_from: Vec<SiteId>,
    /// The site that held this ground before it was seen to be a place of its own.
    #[serde(default)]
    pub split_from: Option<SiteId>,
}
