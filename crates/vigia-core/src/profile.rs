//! A profile: a named, versioned set of detection thresholds.

mod driver;
mod priority;
mod production;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Fingerprint, Sensor};

pub use driver::{DriverFeature, DriverModel, PairThresholds, RoadRule};
pub use priority::PriorityWeights;
pub use production::ProductionThresholds;

/// Every threshold of the line, read from TOML; unknown keys are refused, so that a
/// misspelt threshold is never silently ignored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Name, for instance `default`.
    pub name: String,
    /// Version; raised with every change.
    pub version: u32,
    /// Which scenes detection may use.
    pub gate: GateThresholds,
    /// Per-pixel baseline over a series.
    pub series: SeriesThresholds,
    /// One probability of disturbance per pixel, from all sensors.
    pub fusion: FusionThresholds,
    /// Clearings by radar alone. A profile that was copied before there was this section
    /// goes on with its defaults.
    #[serde(default)]
    pub radar: RadarThresholds,
    /// Ponds that are worked again.
    pub ponds: PondThresholds,
    /// Before/after pairs.
    pub pair: PairThresholds,
    /// Cause of a clearing that a series shows.
    pub driver: DriverModel,
    /// When such a clearing is a road.
    pub road: RoadRule,
    /// From clearings to sites.
    pub site: SiteThresholds,
    /// From sites to alerts.
    pub alert: AlertThresholds,
    /// Which alerts come first. A profile that was copied before there was this section goes
    /// on with its defaults.
    #[serde(default)]
    pub priority: PriorityWeights,
    /// What can be said of declared production; likewise.
    #[serde(default)]
    pub production: ProductionThresholds,
}

/// Limits beyond which a scene is refused, or waits for a person. Shares are 0–1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateThresholds {
    /// Clear share of the footprint below which a scene shows nothing; it is noted, and
    /// nothing else is asked of it.
    pub clear_share_min: f64,
    /// Clear share from which a scene's levels are judged, and others compared with it.
    pub reference_clear_min: f64,
    /// Scenes whose median a scene is compared with.
    pub reference_views: usize,
    /// Fewest of them: with fewer, nothing is compared.
    pub reference_views_min: usize,
    /// Largest shift against the reference, in pixels.
    pub shift_px_max: f64,
    /// Bands are out of order where another order leaves less than this share of the
    /// difference to the reference.
    pub swap_ratio_max: f64,
    /// How far from 0.1 the shift of a band may lie to count as Sentinel-2's offset.
    pub offset_tolerance: f64,
    /// Largest ratio, either way, between levels of unchanged vegetation.
    pub jump_ratio_max: f64,
    /// Largest share of saturated pixels among the clear ones.
    pub saturated_share_max: f64,
    /// Largest share of the footprint that lacks some band. Products that come with their
    /// clouds cut out lack much, so only what is almost empty is refused.
    pub missing_share_max: f64,
    /// Largest share of the footprint in missing lines.
    pub stripe_share_max: f64,
    /// Largest share of the watched pixels that may first break on one date.
    pub change_share_max: f64,
}

/// Thresholds of the per-pixel baseline, of the objects made from its breaks, and of their
/// confirmation by radar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesThresholds {
    /// Ground by which cloud and shadow are widened before they are hidden, in metres: at
    /// least as many whole pixels of the series' grid.
    pub cloud_margin_m: f64,
    /// First clear views of a pixel, from which its baseline is made; with fewer, the
    /// pixel is not watched.
    pub history_views: usize,
    /// Most views that a baseline is the mean of: how slowly it follows in the end. 0: it
    /// stays what the first views made it.
    pub learn_views_max: u16,
    /// Clear views from which a pixel learns what its own season adds to the region's.
    pub season_views_min: u16,
    /// Views that count for a pixel having no season of its own.
    pub season_prior_views: u16,
    /// Drop of the index below the baseline, in robust spreads.
    pub drop_spreads: f64,
    /// Smallest spread, in index units: a quiet history must not make noise an alarm.
    pub spread_floor: f64,
    /// Smallest drop of the index, in index units.
    pub drop_min: f64,
    /// Smallest baseline value that counts as vegetated.
    pub vegetated_min: f64,
    /// Acquisition days in a row that must show the drop before a pixel counts as
    /// confirmed, the first of them included.
    pub confirm_views: usize,
    /// Fewest days between the first view of a drop and the one that confirms it.
    pub confirm_days_min: u32,
    /// Intact views in a row that take a confirmed break back.
    pub recover_views: usize,
    /// A break that looks intact again within this many days was none (cloud, haze,
    /// flood); after them it was one, and has regrown.
    pub recover_days_max: u32,
    /// Neighbouring pixels whose breaks are farther apart in time are two clearings.
    pub link_days: u32,
    /// Pixels that must have broken before a clearing counts as begun or confirmed.
    pub onset_px: usize,
    /// The same as a share of the clearing's pixels; the larger of the two counts.
    pub onset_share: f64,
    /// Smallest clearing.
    pub area_min_ha: f64,
    /// Equivalent number of looks of a radar pixel.
    pub radar_looks: f64,
    /// Smallest fall of VH against the surroundings that counts, in dB.
    pub radar_drop_db_min: f64,
    /// The same fall, in standard errors.
    pub radar_z_min: f64,
}

/// How sensors are fused into one probability of disturbance per pixel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FusionThresholds {
    /// Probability of disturbance before anything is seen, and the least there ever is:
    /// years of intact views must not outweigh what the next ones show.
    pub prior: f64,
    /// Probability from which a flagged disturbance is confirmed.
    pub confirmed_min: f64,
    /// The most that there ever is: regrowth must be able to show.
    pub posterior_max: f64,
    /// A confirmed disturbance that is back at the prior within this many days was none
    /// (cloud, haze, flood); after them it was one, and has recovered.
    pub recover_days_max: u32,
    /// What the residuals of each sensor say.
    pub sensors: BTreeMap<Sensor, SensorEvidence>,
}

/// What a sensor's residual (observed less expected, in its index's unit) says: about 0 on
/// intact ground, about `-disturbed_drop` on disturbed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SensorEvidence {
    /// Standard deviation of the residual on intact ground.
    pub intact_sd: f64,
    /// Mean fall of the residual on disturbed ground.
    pub disturbed_drop: f64,
    /// Standard deviation of the residual on disturbed ground; above `intact_sd`.
    pub disturbed_sd: f64,
    /// Least probability of disturbance that one date may state, at even odds.
    pub probability_min: f64,
    /// Most that one date may state: views of a sensor are not independent, and its errors
    /// have longer tails than a normal distribution.
    pub probability_max: f64,
}

/// Thresholds of clearings that radar finds alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RadarThresholds {
    /// Whether clearings that only radar can see are looked for: around known workings, and
    /// everywhere where `alert.unknown_driver` holds, which reads every acquisition whole at
    /// each detection.
    pub watch: bool,
    /// Probability with which an acquisition of unchanged ground passes for a change.
    pub significance: f64,
    /// Side of the square of native pixels whose mean power is tested, odd.
    pub pool_px: usize,
    /// Acquisitions of forest before a fall below which nothing is said.
    pub history_acquisitions: u32,
    /// Acquisitions in a row that must show a change, the first of them included.
    pub confirm_acquisitions: u32,
    /// Smallest fall of VH against the region, in dB.
    pub drop_db_min: f64,
    /// Smallest mean VH that counts as forest, in dB.
    pub forest_vh_db_min: f64,
    /// A clearing as bright as before within this many days was none (a flood); after them
    /// it was one, and has regrown.
    pub recover_days_max: u32,
    /// Smallest clearing.
    pub area_min_ha: f64,
}

impl Default for RadarThresholds {
    /// What the shipped profile says.
    fn default() -> Self {
        Self {
            watch: true,
            significance: 1e-4,
            pool_px: 3,
            history_acquisitions: 6,
            confirm_acquisitions: 2,
            drop_db_min: 2.0,
            forest_vh_db_min: -16.0,
            recover_days_max: 180,
            area_min_ha: 1.0,
        }
    }
}

impl RadarThresholds {
    /// Returns the pixels on each side that a pixel is pooled with: the halo of a block.
    #[must_use]
    pub const fn pool_radius_px(&self) -> usize {
        self.pool_px / 2
    }
}

/// Thresholds of ponds that are worked again on ground that was cleared before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PondThresholds {
    /// Whether they are looked for: every view of every working since its last growth is
    /// read again.
    pub watch: bool,
    /// Share of the ground that a view must show to count.
    pub clear_share_min: f64,
    /// Views without as much turbid water before it counts as come back.
    pub rest_views: usize,
    /// Turbid water beyond theirs that counts.
    pub turbid_min_ha: f64,
}

/// From clearings to sites, and how a site goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteThresholds {
    /// Clearings closer than this are one site.
    pub same_site_m: f64,
    /// Parts of one site that are farther apart than this, with no clearing between them,
    /// are two sites.
    pub split_m: f64,
    /// A site is new, or active again, for this many days.
    pub new_days: u32,
    /// A site without enough new ground in this many days is dormant.
    pub dormant_days: u32,
    /// New ground that is enough for a site to count as active.
    pub growth_min_ha: f64,
    /// The same as a share of what was cleared before; the larger of the two counts.
    pub growth_min_share: f64,
    /// Share of a dormant site's ground that must look vegetated again for it to recover.
    pub regrown_share_min: f64,
}

/// From sites to alerts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlertThresholds {
    /// Smallest site that is alerted.
    pub area_min_ha: f64,
    /// Clear views before a clearing below which it stays provisional, however often it is
    /// seen again: its baseline is not known well enough.
    pub confirm_history_views: u32,
    /// Whether ground whose cause no sensor can tell yet is alerted too, as of unknown cause.
    /// Beside a known site it always counts as that site's growth.
    pub unknown_driver: bool,
    /// Features of layers farther than this are not tied.
    pub near_m: f64,
    /// Most features of one load of a layer that are tied though the site surely does not
    /// touch them: the nearest, and however many there are within 1 km. A profile that was
    /// copied before there was this limit goes on with its default.
    #[serde(default = "near_max")]
    pub near_max: u32,
    /// Radius that holds 95 % of the displacements of images (CE95), in metres.
    pub image_ce95_m: f64,
    /// Root mean square distance between a boundary as layers draw it and as it is, in
    /// metres.
    pub boundary_m: f64,
}

const fn near_max() -> u32 {
    5
}

/// A profile with the fingerprint of the text it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedProfile {
    /// The thresholds.
    pub profile: Profile,
    /// SHA-256 of the TOML text.
    pub fingerprint: Fingerprint,
}

/// The text is not a profile.
#[derive(Debug, thiserror::Error)]
#[error("the profile cannot be read")]
pub struct NotAProfile(#[from] toml::de::Error);

impl NamedProfile {
    /// Reads a profile from TOML.
    ///
    /// # Errors
    /// [`NotAProfile`] for bad TOML, missing or unknown keys.
    pub fn from_toml(text: &str) -> Result<Self, NotAProfile> {
        Ok(Self { profile: toml::from_str(text)?, fingerprint: Fingerprint::of(text.as_bytes()) })
    }

    /// Returns `<name>@<version>#<hash>`, as alerts record it.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{}@{}#{}", self.profile.name, self.profile.version, self.fingerprint.short(8))
    }
}
