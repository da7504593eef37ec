//! Field reports in: KoboToolbox and ODK submissions, photos with EXIF GPS, GPX
//! waypoints, and tables (CSV).
//!
//! This crate refuses to trust what it reads: a hemisphere, a UTM zone or a datum that is
//! not stated is never assumed, a doubt becomes a flag of the report, and what cannot be
//! read becomes a [`Problem`](vigia_core::Problem) that names file and entry while the rest
//! goes on. It refuses to alter an original, to open a network connection, and to keep
//! anything.
//!
//! Start at [`read_reports`]; then one reader a format: `submission` (Kobo and ODK),
//! `photo`, `waypoints`, `table`. What they share comes before them: `place` (positions),
//! `degrees`, `utm` and `decimal` (as people write them), `moment` (times), `draft` (flags
//! and identity).

mod batch;
mod decimal;
pub mod degrees;
mod draft;
mod field_names;
mod format;
pub mod limits;
mod moment;
mod original;
mod photo;
pub mod place;
mod read;
mod submission;
mod table;
mod text;
pub mod utm;
mod waypoints;
mod xml;

#[cfg(test)]
mod hostile_bytes;

pub use batch::{NOTE_CODES, Note, NoteCode, ReportBatch};
pub use read::{read_report_bytes, read_reports};
