//! Which alerts come first.

use serde::{Deserialize, Serialize};

use crate::Role;

/// Points for what makes an alert urgent, and what earns all of them. Chosen by hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriorityWeights {
    /// Points for size.
    pub size: f64,
    /// Points for growth.
    pub growth: f64,
    /// Points for protected ground.
    pub protected_ground: f64,
    /// Points for water.
    pub water: f64,
    /// Points for communities and settlements.
    pub community: f64,
    /// Points for certainty.
    pub certainty: f64,
    /// Points for a beginning of late.
    pub recent: f64,
    /// Points where nobody has opened it.
    pub unseen: f64,
    /// Size that earns all points, in hectares; smaller ones earn by its logarithm.
    pub size_full_ha: f64,
    /// Growth within [`Self::growth_days`] that earns all points, in hectares.
    pub growth_full_ha: f64,
    /// Days before the newest scene that count as of late for growth.
    pub growth_days: u32,
    /// Distance from water at which nothing is earned any more, in metres.
    pub water_m: f64,
    /// Distance from a settlement or community at which nothing is earned any more, in
    /// metres.
    pub community_m: f64,
    /// Age at which nothing is earned any more, in days.
    pub recent_days: u32,
    /// Alerts nearer than this to one that comes before them are told with it, in metres.
    pub together_m: f64,
    /// Places that are told at once.
    pub places_max: PlacesMax,
}

/// How many places each team is told at once: what it can work on, not what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacesMax {
    /// Prosecutors.
    pub prosecutor: u32,
    /// Analysts.
    pub analyst: u32,
    /// Field teams.
    pub field: u32,
    /// Whoever looks after the installation.
    pub admin: u32,
}

impl PlacesMax {
    /// Returns the number of the team with this role.
    #[must_use]
    pub const fn of(self, role: Role) -> u32 {
        match role {
            Role::Prosecutor => self.prosecutor,
            Role::Analyst => self.analyst,
            Role::Field => self.field,
            Role::Admin => self.admin,
        }
    }
}

impl Default for PriorityWeights {
    /// What the shipped profile says.
    fn default() -> Self {
        Self {
            size: 20.0,
            growth: 15.0,
            protected_ground: 20.0,
            water: 10.0,
            community: 10.0,
            certainty: 10.0,
            recent: 10.0,
            unseen: 5.0,
            size_full_ha: 50.0,
            growth_full_ha: 5.0,
            growth_days: 90,
            water_m: 200.0,
            community_m: 5000.0,
            recent_days: 360,
            together_m: 3000.0,
            places_max: PlacesMax { prosecutor: 20, analyst: 50, field: 8, admin: 20 },
        }
    }
}
