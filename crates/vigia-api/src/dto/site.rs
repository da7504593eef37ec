//! How a site goes on.

use serde::Serialize;
use utoipa::ToSchema;
use vigia_core::{DateInterval, Site, SiteExtent, SiteState};

/// What a site does, as far as its scenes tell.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "only describes vigia_core::SiteState, which knows no schema")]
pub(crate) enum SiteStateName {
    /// First seen a short time ago.
    New,
    /// New ground breaks.
    Growing,
    /// New ground breaks since a short time ago, after a time without.
    ActiveAgain,
    /// No new ground breaks, but ponds have turned turbid again a short time ago.
    PondsWorked,
    /// No new ground breaks.
    Dormant,
    /// No new ground breaks, and most of the old looks vegetated again.
    Recovering,
}

/// How a site grew, what it does, and what became of its parts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SiteCourse {
    /// What it does, as of the last acquisition of its series.
    #[schema(value_type = SiteStateName)]
    state: SiteState,
    /// Days in which ponds last turned turbid again after a rest; only where the profile
    /// looks for them.
    ponds_worked: Option<Days>,
    /// How it grew, oldest first; empty where it was last tracked before this was kept.
    growth: Vec<Growth>,
    /// Sites that turned out to be part of it, sorted.
    merged_from: Vec<String>,
    /// The site that held its ground before it was seen to be a place of its own.
    split_from: Option<String>,
}

/// Days between two views: something happened after the first and before the second.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Days {
    /// Last view that shows nothing of it.
    #[schema(value_type = String, format = Date)]
    not_before: jiff::civil::Date,
    /// First view that shows it.
    #[schema(value_type = String, format = Date)]
    not_after: jiff::civil::Date,
}

impl From<DateInterval> for Days {
    fn from(days: DateInterval) -> Self {
        Self { not_before: days.not_before, not_after: days.not_after }
    }
}

/// How much was known to be cleared as of a day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Growth {
    /// Acquisition day on which it changed.
    #[schema(value_type = String, format = Date)]
    date: jiff::civil::Date,
    /// All that was first seen cleared by then, in hectares; overlaps count once.
    area_ha: f64,
    /// One standard deviation of `area_ha`; 0 where it is not known.
    area_sd_ha: f64,
}

impl From<&Site> for SiteCourse {
    fn from(site: &Site) -> Self {
        Self {
            state: site.state,
            ponds_worked: site.ponds_worked.map(Days::from),
            growth: site.history.iter().map(Growth::from).collect(),
            merged_from: site.merged_from.iter().map(ToString::to_string).collect(),
            split_from: site.split_from.as_ref().map(ToString::to_string),
        }
    }
}

impl From<&SiteExtent> for Growth {
    fn from(extent: &SiteExtent) -> Self {
        Self { date: extent.date, area_ha: extent.area.0, area_sd_ha: extent.area_sd.0 }
    }
}
