//! When declared production and visible workings do not fit together.

use serde::{Deserialize, Serialize};

/// Limits of what can be said of declared production. Chosen by hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductionThresholds {
    /// Share of a right's ground that a scene must see to count, 0–1.
    pub seen_share_min: f64,
    /// Scenes of the declared months that must.
    pub looks_min: u32,
    /// Open ground from which an older working may be there.
    pub open_min_ha: f64,
    /// Less gold than this may come from a working too small to be seen.
    pub gold_min_kg: f64,
    /// Probability from which a working lies on a right.
    pub touches_min: f64,
}

impl Default for ProductionThresholds {
    /// What the shipped profile says.
    fn default() -> Self {
        Self {
            seen_share_min: 0.9,
            looks_min: 3,
            open_min_ha: 0.2,
            gold_min_kg: 1.0,
            touches_min: 0.5,
        }
    }
}
