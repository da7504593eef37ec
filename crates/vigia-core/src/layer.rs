//! Context layers, their dated snapshots and their features.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use geo_types::Geometry;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Fingerprint, LayerId, SnapshotId};

/// What a layer describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LayerKind {
    /// Mining right (concession, petition, extinct right …).
    MiningRight,
    /// REINFO record: a declaration for formalisation, not a title.
    Reinfo,
    /// Natural protected area.
    ProtectedArea,
    /// Its buffer zone.
    BufferZone,
    /// Native community.
    NativeCommunity,
    /// Forestry concession.
    ForestryConcession,
    /// Conservation concession.
    ConservationConcession,
    /// Zone in which small-scale mining may be formalised.
    MiningZone,
    /// River.
    River,
    /// Lake, lagoon or oxbow.
    Lake,
    /// Wetland, palm swamp (*aguajal*) included.
    Wetland,
    /// Road.
    Road,
    /// Settlement.
    Settlement,
    /// District.
    District,
    /// Anything else.
    Other,
}

/// All kinds, with the names used on the command line and in exports.
pub const LAYER_KINDS: [(LayerKind, &str); 15] = [
    (LayerKind::MiningRight, "mining_right"),
    (LayerKind::Reinfo, "reinfo"),
    (LayerKind::ProtectedArea, "protected_area"),
    (LayerKind::BufferZone, "buffer_zone"),
    (LayerKind::NativeCommunity, "native_community"),
    (LayerKind::ForestryConcession, "forestry_concession"),
    (LayerKind::ConservationConcession, "conservation_concession"),
    (LayerKind::MiningZone, "mining_zone"),
    (LayerKind::River, "river"),
    (LayerKind::Lake, "lake"),
    (LayerKind::Wetland, "wetland"),
    (LayerKind::Road, "road"),
    (LayerKind::Settlement, "settlement"),
    (LayerKind::District, "district"),
    (LayerKind::Other, "other"),
];

impl LayerKind {
    /// Returns the name used on the command line and in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        LAYER_KINDS.iter().find(|(kind, _)| *kind == self).map_or("other", |(_, name)| name)
    }
}

impl fmt::Display for LayerKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text names no kind of layer.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "{text:?} is no kind of layer; use one of mining_right, reinfo, protected_area, buffer_zone, native_community, forestry_concession, conservation_concession, mining_zone, river, lake, wetland, road, settlement, district, other"
)]
pub struct NoSuchLayerKind {
    /// What was given.
    pub text: String,
}

impl FromStr for LayerKind {
    type Err = NoSuchLayerKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wanted = text.trim().replace('-', "_");
        LAYER_KINDS
            .iter()
            .find(|(_, name)| *name == wanted)
            .map(|(kind, _)| *kind)
            .ok_or_else(|| NoSuchLayerKind { text: text.to_owned() })
    }
}

/// One dated, immutable load of a layer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// `<layer>@<date>#<hash>`.
    pub id: SnapshotId,
    /// The dataset.
    pub layer: LayerId,
    /// What it describes.
    pub kind: LayerKind,
    /// Name of the original file.
    pub source: String,
    /// Licence, where known.
    pub licence: Option<String>,
    /// The day for which the content stands.
    pub dated: Date,
    /// SHA-256 of the original bytes.
    pub fingerprint: Fingerprint,
    /// CRS of the original, as `EPSG:<code>` or WKT.
    pub source_crs: String,
    /// PROJ operation to EPSG:4326, by name.
    pub operation: String,
    /// That operation's stated accuracy; `None` where PROJ states none.
    pub operation_accuracy_m: Option<f64>,
    /// Number of features.
    pub features: usize,
}

/// One feature of a snapshot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Feature {
    /// The feature's own code, or its ordinal where the layer has none.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Holder, where stated.
    pub holder: Option<String>,
    /// Status, where stated.
    pub status: Option<String>,
    /// First day on which it stood as it is described, where the layer states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    /// Last day of it, where the layer states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// EPSG:4326 (lon, lat).
    pub geometry: Geometry<f64>,
    /// As it stood in the source, in the source CRS.
    pub source_geometry: Geometry<f64>,
    /// The source's attributes, as text.
    pub attributes: BTreeMap<String, String>,
    /// What was repaired in the geometry, in words; empty where nothing was.
    pub repairs: Vec<String>,
}
