//! Ties: how a site lies to features of layers.

use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::alert_detail::TieInWords;
use vigia_core::layer::LayerKind;
use vigia_core::tie::{Certainty, Reading, Relation, Tie as CoreTie};

/// What a layer describes.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "only describes vigia_core::layer::LayerKind, which knows no schema")]
pub(crate) enum LayerKindName {
    MiningRight,
    Reinfo,
    ProtectedArea,
    BufferZone,
    NativeCommunity,
    ForestryConcession,
    ConservationConcession,
    MiningZone,
    River,
    Lake,
    Wetland,
    Road,
    Settlement,
    District,
    Other,
}

/// How a site lies to a feature.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "only describes vigia_core::tie::Relation, which knows no schema")]
pub(crate) enum RelationName {
    /// Wholly inside.
    Within,
    /// Partly inside.
    Overlaps,
    /// Outside, or a point or line beside it.
    Near,
}

/// A tie as it stands in a list; it never names a holder.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct TieBrief {
    /// What the layer describes.
    #[schema(value_type = LayerKindName)]
    kind: LayerKind,
    /// The feature's code.
    code: String,
    /// The feature's name; empty where it is that of a person and the reader may not see it.
    name: String,
    /// How the site lies to it.
    #[schema(value_type = RelationName)]
    relation: Relation,
    /// Share of the site inside, 0–1.
    share: f64,
    /// Distance from the site's edge, in metres.
    distance_m: f64,
}

impl From<&CoreTie> for TieBrief {
    fn from(tie: &CoreTie) -> Self {
        Self {
            kind: tie.kind,
            code: tie.feature_code.clone(),
            name: tie.feature_name.clone(),
            relation: tie.relation,
            share: tie.share,
            distance_m: tie.distance.0,
        }
    }
}

/// A tie with its words. A title is not authorship.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Tie {
    /// What the layer describes.
    #[schema(value_type = LayerKindName)]
    kind: LayerKind,
    /// The dated load that the feature comes from.
    snapshot: String,
    /// The day for which that load stands.
    #[schema(value_type = Option<String>, format = Date)]
    dated: Option<jiff::civil::Date>,
    /// The layer.
    layer: String,
    /// The feature's code.
    code: String,
    /// The feature's name; empty where it is that of a person and the reader may not see it.
    name: String,
    /// Holder as the layer states it; always null for field teams.
    holder: Option<String>,
    /// Status as the layer writes it.
    status: Option<String>,
    /// Status in words.
    status_text: Option<String>,
    /// First day on which the feature stood so, where the layer states one.
    #[schema(value_type = Option<String>, format = Date)]
    valid_from: Option<jiff::civil::Date>,
    /// Last day of it.
    #[schema(value_type = Option<String>, format = Date)]
    valid_to: Option<jiff::civil::Date>,
    /// How the site lies to it.
    #[schema(value_type = RelationName)]
    relation: Relation,
    /// Area of the site inside, in hectares.
    area_ha: f64,
    /// Share of the site inside, 0–1.
    share: f64,
    /// Distance from the site's edge, in metres.
    distance_m: f64,
    /// How sure it is, given where image and layer may really lie; null in an alert told
    /// before that was worked out.
    certainty: Option<TieCertainty>,
    /// Which dated load it is read from.
    #[schema(value_type = ReadingName)]
    reading: Reading,
    /// All of it in words, with the caution that belongs to a title.
    words: String,
}

/// Which dated load of a layer a tie is read from.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "only describes vigia_core::tie::Reading, which knows no schema")]
pub(crate) enum ReadingName {
    /// One in force when the clearing may have begun, or the oldest there is.
    AtOnset,
    /// The newest, where it says otherwise.
    Later,
    /// The newest, in which the feature is no longer found on this ground.
    Gone,
}

/// How sure a tie is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct TieCertainty {
    /// Probability that any of the site lies inside; of a point or line, that it lies in the
    /// site.
    touches: f64,
    /// Probability that at least half of the site's area lies inside.
    mostly: f64,
    /// 5 % quantile of the share of the site inside, 0–1.
    share_low: f64,
    /// 95 % quantile of it.
    share_high: f64,
}

impl From<Certainty> for TieCertainty {
    fn from(certainty: Certainty) -> Self {
        let Certainty { touches, mostly, share_low, share_high } = certainty;
        Self { touches, mostly, share_low, share_high }
    }
}

impl Tie {
    /// Says whether it is to that feature of that snapshot.
    pub(crate) fn is_of(&self, snapshot: &str, code: &str) -> bool {
        self.snapshot == snapshot && self.code == code
    }

    /// Returns the feature's name, as the reader may see it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

impl From<TieInWords> for Tie {
    fn from(told: TieInWords) -> Self {
        let TieInWords { tie, layer, dated, status_text, words } = told;
        Self {
            kind: tie.kind,
            snapshot: tie.snapshot.to_string(),
            dated,
            layer,
            code: tie.feature_code,
            name: tie.feature_name,
            holder: tie.holder,
            status: tie.status,
            status_text,
            valid_from: tie.valid_from,
            valid_to: tie.valid_to,
            relation: tie.relation,
            area_ha: tie.area.0,
            share: tie.share,
            distance_m: tie.distance.0,
            certainty: tie.certainty.map(TieCertainty::from),
            reading: tie.reading,
            words,
        }
    }
}
