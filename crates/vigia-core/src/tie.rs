//! A tie: a site beside one feature of one layer snapshot.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::layer::LayerKind;
use crate::{Hectares, Metres, SnapshotId};

/// How a site lies to a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The whole site is inside.
    Within,
    /// Part of it is inside.
    Overlaps,
    /// Outside, within the search distance.
    Near,
}

/// Which dated load of a layer a tie is read from.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// One in force when the clearing may have begun, or the oldest there is.
    #[default]
    AtOnset,
    /// The newest, where it says otherwise.
    Later,
    /// The newest, in which the feature is no longer found on this ground; the numbers are
    /// those of the load before it.
    Gone,
}

/// How sure a site's relation to a feature is, given where image and layer may really lie.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Certainty {
    /// Probability that any of the site lies inside the feature; for points and lines, that
    /// any of them lies in the site.
    pub touches: f64,
    /// Probability that at least half of the site's area lies inside; 0 for points and
    /// lines. Of two features that share a border, it adds up to 1.
    pub mostly: f64,
    /// 5 % quantile of the share of the site's area that lies inside, 0–1; 0 for points and
    /// lines.
    pub share_low: f64,
    /// 95 % quantile of it.
    pub share_high: f64,
}

impl Certainty {
    /// Surely outside.
    pub const OUTSIDE: Self = Self { touches: 0.0, mostly: 0.0, share_low: 0.0, share_high: 0.0 };
    /// Surely inside, as a whole.
    pub const INSIDE: Self = Self { touches: 1.0, mostly: 1.0, share_low: 1.0, share_high: 1.0 };
}

/// A measured relation between a site and a feature. A title is not authorship.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tie {
    /// Kind of layer.
    pub kind: LayerKind,
    /// The dated load the feature comes from.
    pub snapshot: SnapshotId,
    /// The feature's own code there (`CODIGOU`, `anp_codi`, …).
    pub feature_code: String,
    /// Its name.
    pub feature_name: String,
    /// Holder, where the layer states one.
    pub holder: Option<String>,
    /// Status as the layer states it (`T`, `VIGENTE`, …).
    pub status: Option<String>,
    /// First day on which the feature stood so, where the layer states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    /// Last day of it, where the layer states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// How the site lies to it.
    pub relation: Relation,
    /// Geodesic area of the site inside the feature; zero for points, lines and `Near`.
    pub area: Hectares,
    /// That area over the site's area, 0–1.
    pub share: f64,
    /// Geodesic distance from the site's edge; zero where they touch.
    pub distance: Metres,
    /// How sure all this is; `None` in a tie stored before it was worked out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certainty>,
    /// Which load it is read from.
    #[serde(default)]
    pub reading: Reading,
}
