//! A site: the same place through time.

use geo_types::MultiPolygon;
use serde::{Deserialize, Serialize};

use crate::{ClearingId, Hectares, SiteId};

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
}
