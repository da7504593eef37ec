//! The nouns of Vigía: what is seen, where, when, how sure, and on whose ground.
//!
//! This crate refuses I/O, async code, clocks, and any database or HTTP type.
//! Everything here is plain data with its invariants. Start at [`scene`], then
//! [`clearing`], [`site`] and [`alert`]: the order in which the line works.

pub mod alert;
pub mod clearing;
pub mod date_interval;
pub mod fingerprint;
pub mod gate;
pub mod grid;
pub mod id;
pub mod indication;
pub mod layer;
pub mod priority;
pub mod problem;
pub mod production;
pub mod profile;
pub mod report;
pub mod role;
pub mod scene;
pub mod sensor;
pub mod site;
pub mod tie;
pub mod units;

pub use alert::{Alert, AlertState, Reason};
pub use clearing::{Clearing, ClearingExtent, Driver};
pub use date_interval::DateInterval;
pub use fingerprint::Fingerprint;
pub use gate::{Found, Gate, GateFinding, GateState, Ruling, RulingKind, SceneGate};
pub use grid::{GridGeometry, Window};
pub use id::{AlertId, ClearingId, LayerId, ReportId, SceneId, SiteId, SnapshotId};
pub use indication::{FactSource, Indication, Severity, Standing, Words};
pub use priority::{PriorityCode, PriorityPart};
pub use problem::{Problem, ProblemCode};
pub use role::Role;
pub use scene::{Asset, Scene};
pub use sensor::{Band, Sensor};
pub use site::{Site, SiteExtent, SiteState};
pub use units::{Hectares, Metres};
