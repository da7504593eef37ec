//! A profile: a named, versioned set of detection thresholds.

use serde::{Deserialize, Serialize};

use crate::Fingerprint;

/// Every threshold of the line, read from TOML; unknown keys are refused, so that a
/// misspelt threshold is never silently ignored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Name, for instance `default`.
    pub name: String,
    /// Version; raised with every change.
    pub version: u32,
    /// Per-pixel baseline over a series.
    pub series: SeriesThresholds,
    /// Before/after pairs.
    pub pair: PairThresholds,
    /// Cause of a change.
    pub driver: DriverModel,
    /// From clearings to alerts.
    pub alert: AlertThresholds,
}

/// Thresholds of the per-pixel baseline, of the objects made from its breaks, and of their
/// confirmation by radar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesThresholds {
    /// Pixels by which cloud and shadow are widened before they are hidden.
    pub cloud_margin_px: usize,
    /// First clear views of a pixel, from which its baseline is made; with fewer, the
    /// pixel is not watched.
    pub history_views: usize,
    /// Drop of the index below the baseline's median, in robust spreads.
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

/// Thresholds of before/after comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairThresholds {
    /// Below this share of clear pixels at either date the pair is not observable.
    pub clear_share_min: f64,
    /// Smallest clearing.
    pub area_min_ha: f64,
    /// Probability of workings, from one view, from which they are stated: at a clearing's
    /// earlier view it makes new mining the growth of older workings.
    pub worked_min: f64,
    /// Probability that a clearing is new mining.
    pub model: DriverModel,
}

/// A logistic model over standardised features.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DriverModel {
    /// Log-odds at the mean of every feature.
    pub intercept: f64,
    /// Probability from which a clearing is called mining.
    pub threshold: f64,
    /// The features, by name.
    pub features: Vec<DriverFeature>,
}

/// One term of a [`DriverModel`]: `coefficient · (value − mean) / scale`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DriverFeature {
    /// Name of the feature.
    pub name: String,
    /// Mean over the fitted set; also stands in for a missing value.
    pub mean: f64,
    /// Standard deviation over the fitted set.
    pub scale: f64,
    /// Weight in log-odds.
    pub coefficient: f64,
}

impl DriverFeature {
    /// Returns what `value` adds to the log-odds; 0 for NaN, for which the mean stands in.
    #[must_use]
    pub fn log_odds(&self, value: f64) -> f64 {
        if value.is_nan() { 0.0 } else { self.coefficient * (value - self.mean) / self.scale }
    }
}

/// From clearings to alerts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlertThresholds {
    /// Smallest site that is alerted.
    pub area_min_ha: f64,
    /// Clearings closer than this are one site.
    pub same_site_m: f64,
    /// Features of layers farther than this are not tied.
    pub near_m: f64,
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
