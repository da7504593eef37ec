//! Why one alert comes before another: points that a person can add up.

use serde::{Deserialize, Serialize};

/// What earns points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriorityCode {
    /// Ground cleared.
    Size,
    /// Ground cleared of late.
    Growth,
    /// Protected area, its buffer zone, or a conservation concession.
    ProtectedGround,
    /// River, lake or wetland.
    Water,
    /// Native community or settlement.
    Community,
    /// How sure the cause is, and whether it was seen again.
    Certainty,
    /// How lately it began.
    Recent,
    /// Nobody has opened it yet.
    Unseen,
}

/// One part of a priority.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PriorityPart {
    /// What it is for.
    pub code: PriorityCode,
    /// How much of it there is, 0–1.
    pub value: f64,
    /// That times the profile's weight.
    pub points: f64,
}

/// Returns the sum of the points, without those for an alert that nobody has opened where
/// somebody has; 0 to the sum of the profile's weights.
#[must_use]
pub fn score(parts: &[PriorityPart], is_seen: bool) -> f64 {
    let counts = |part: &&PriorityPart| !(is_seen && part.code == PriorityCode::Unseen);
    parts.iter().filter(counts).map(|part| part.points).sum()
}
