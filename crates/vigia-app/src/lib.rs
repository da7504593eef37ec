//! Use cases: the only place where adapters meet.
//!
//! Refuses HTTP, SQL text and pixel loops. Start at [`workspace`], then follow the line:
//! [`ingest`], [`detect`], [`alerts`], [`evaluate`].

pub mod accounts;
pub mod alert_detail;
pub mod alert_download;
pub mod alert_list;
pub mod alerts;
pub mod asked_box;
pub mod asked_ground;
pub mod asker;
pub mod briefing;
mod clear_ground;
pub mod detect;
pub mod doctor;
pub mod drawn_area;
pub mod error;
pub mod evaluate;
pub mod exported_indications;
pub mod gates;
pub mod ground_file;
pub mod here;
pub mod holders;
mod html;
pub mod imagery;
pub mod ingest;
pub mod layer_check;
pub mod layer_download;
mod layer_mappings;
pub mod layers;
pub mod live;
pub mod map_index;
pub mod messages;
pub mod near;
pub mod notes;
mod on_rights;
mod on_whose_ground;
pub mod photo;
pub mod pixels;
pub mod place;
mod priority;
pub mod probe;
pub mod production;
pub mod progress;
mod readings;
pub mod reports;
pub mod rules;
pub mod scene_summary;
pub mod search;
pub mod sight;
pub mod sites;
pub mod status;
pub mod synthetic;
pub mod territory;
pub mod tie_words;
pub mod train;
pub mod watch;
pub mod worklist;
pub mod workspace;

pub use error::AppError;
pub use workspace::Workspace;
