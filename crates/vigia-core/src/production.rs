//! Declared production: what is said to have been mined under a right, beside what is seen.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{AlertId, DateInterval, Hectares};

/// Gold that is declared for a right and a month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Declaration {
    /// Code of the right.
    pub right: String,
    /// First day of the month.
    pub month: Date,
    /// Gold, in kilograms.
    pub kilograms: f64,
}

/// Declarations of one right, summed up.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Declared {
    /// Gold, in kilograms.
    pub kilograms: f64,
    /// Months with any.
    pub months: u32,
    /// First day of the first of them.
    pub first: Date,
    /// Last day of the last of them.
    pub last: Date,
}

/// A working on a right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Working {
    /// Its alert.
    pub alert: AlertId,
    /// What of it lies on the right.
    pub area: Hectares,
    /// When the first of it was cleared.
    pub onset: DateInterval,
    /// Probability that it touches the right.
    pub touches: f64,
}

/// What one scene shows of a right's ground.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroundLook {
    /// Day of the acquisition.
    pub date: Date,
    /// Share of the ground that is seen, 0–1.
    pub seen_share: f64,
    /// Bare ground and water, of what is seen.
    pub open: Hectares,
}

/// Why nothing can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotObservable {
    /// No scene of those months.
    NoScene,
    /// Too few that see enough of the ground.
    Cloud,
    /// What was declared may come from a working too small to be seen.
    TooSmall,
}

/// What does not fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductionFindingKind {
    /// Gold is declared, and no working can be seen.
    DeclaredWithoutWorking,
    /// A working is seen, and nothing is declared.
    WorkingWithoutDeclaration,
}

/// Something that does not fit together, with its numbers. Intelligence, never evidence: a
/// working may lie under canopy, under ground or in the water.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProductionFinding {
    /// What.
    pub kind: ProductionFindingKind,
    /// Code of the right.
    pub right: String,
    /// Its name.
    pub name: String,
    /// Its holder, where stated.
    pub holder: Option<String>,
    /// Its status, where stated.
    pub status: Option<String>,
    /// What was declared; `None`: nothing.
    pub declared: Option<Declared>,
    /// Workings on it, by onset.
    pub workings: Vec<Working>,
    /// Scenes of the declared months that see enough of the ground.
    pub looks: u32,
    /// The most open ground that one of them shows; `None` without any.
    pub open: Option<Hectares>,
    /// Why it cannot be said; `None`: it can.
    pub not_observable: Option<NotObservable>,
}
