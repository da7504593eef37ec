//! The truth of a workspace: an SQLite file, a folder of blobs addressed by their hash,
//! jobs with leases and fencing tokens, an outbox and an audit log.
//!
//! It promises exactly-once effects: what a job writes and the fact that it is done
//! commit together, or not at all; `kill -9` at any point loses nothing and doubles
//! nothing. It refuses business rules (what a clearing is, when an alert is due), and
//! it refuses a second process beside the one that has the workspace open. Blobs are
//! written first, under their hash, and referenced last.
//!
//! Start at [`Store`], then [`Store::claim`] and [`Effects`]: the life of a job. Reads
//! are methods of [`Store`], writes of [`Effects`]; both stand in the file of the noun.

mod alert_filter;
mod alert_history;
mod alert_looks;
mod alert_places;
mod alert_query;
mod alerts;
mod audit;
mod blobs;
mod body;
mod bounds;
mod clearings;
mod connections;
mod counts;
mod effects;
mod error;
pub mod fault;
mod ground_looks;
mod holder_verdicts;
mod jobs;
mod kept_sessions;
mod layers;
mod logical_dump;
mod notes;
mod outbox;
mod production;
mod quarantine;
mod reports;
mod revision;
mod rulings;
mod scene_gates;
mod scenes;
mod sessions;
mod sites;
mod store;
mod users;
mod workspace_lock;

#[cfg(test)]
mod sample;

pub use alert_filter::{
    ALERTS_PAGE_MAX, AlertCursor, AlertFilter, AlertPage, AlertSort, RankedAlert,
};
pub use alert_history::AlertEvent;
pub use alert_looks::AlertLook;
pub use alert_places::{ALERT_PLACES_MAX, AlertPlace};
pub use audit::{AUDIT_PAGE_MAX, AuditEntry};
pub use blobs::Blobs;
pub use body::MESSAGE_MAX_BYTES;
pub use counts::Counts;
pub use effects::{Effects, Written};
pub use error::{Result, StoreError};
pub use ground_looks::{GroundLooks, SeenGround};
pub use holder_verdicts::HolderVerdict;
pub use jobs::{
    CLAIMS_MAX, Enqueued, FailedJob, FencingToken, JobCounts, JobFailure, JobId, JobState, Lease,
    NewJob,
};
pub use kept_sessions::LivingSession;
pub use notes::{NOTE_MAX_BYTES, Note};
pub use outbox::{OUTBOX_PAGE_MAX, OutboxMessage};
pub use production::ProductionLoad;
pub use quarantine::Quarantined;
pub use reports::{REPORTS_PAGE_MAX, ReportCursor, ReportPage};
pub use revision::Revision;
pub use rulings::WHY_MAX_BYTES;
pub use sessions::Session;
pub use sites::{SITES_PAGE_MAX, SiteCursor, SitePage};
pub use store::{SETTINGS_FILE, Store};
pub use users::User;
