//! Use cases: the only place where adapters meet.
//!
//! Refuses HTTP, SQL text and pixel loops. Start at [`workspace`], then follow the line:
//! [`ingest`], [`detect`], [`alerts`], [`evaluate`].

pub mod alerts;
pub mod detect;
pub mod doctor;
pub mod error;
pub mod evaluate;
pub mod ingest;
pub mod messages;
pub mod probe;
pub mod progress;
pub mod workspace;

pub use error::AppError;
pub use workspace::Workspace;
