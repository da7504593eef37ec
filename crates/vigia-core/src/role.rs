//! What a person who signs in is here for.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The role of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Decides on cases: reads everything, takes files away.
    Prosecutor,
    /// Works on imagery and alerts: reads everything, takes files away.
    Analyst,
    /// Goes to the place: reads what is there, never who holds it.
    Field,
    /// Looks after the installation and its people.
    Admin,
}

/// Every role.
pub const ROLES: [Role; 4] = [Role::Prosecutor, Role::Analyst, Role::Field, Role::Admin];

/// A text that names no role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no role: prosecutor, analyst, field or admin")]
pub struct NotARole {
    /// The text.
    pub text: String,
}

impl Role {
    /// Returns the stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Prosecutor => "prosecutor",
            Self::Analyst => "analyst",
            Self::Field => "field",
            Self::Admin => "admin",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = NotARole;

    fn from_str(text: &str) -> Result<Self, NotARole> {
        let found = ROLES.into_iter().find(|role| role.name() == text);
        found.ok_or_else(|| NotARole { text: text.to_owned() })
    }
}
