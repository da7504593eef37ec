//! A tie: a site beside one feature of one layer snapshot.

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
    /// How the site lies to it.
    pub relation: Relation,
    /// Geodesic area of the site inside the feature; zero for points, lines and `Near`.
    pub area: Hectares,
    /// That area over the site's area, 0–1.
    pub share: f64,
    /// Geodesic distance from the site's edge; zero where they touch.
    pub distance: Metres,
}
