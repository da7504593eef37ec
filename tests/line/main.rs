//! The line, end to end: the built binary, a real workspace, real files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod broken_inputs;
mod cadastre;
mod demo;
mod evaluate;
mod full_disk;
mod gates;
mod harness;
mod kill;
mod layer_formats;
mod linking;
mod live_alerts;
#[path = "../../crates/vigia-raster/src/safe/made_safe.rs"]
mod made_safe;
mod ponds;
mod production;
mod real_layers;
mod replay;
mod safe_folders;
mod sensors;
mod serve;
mod served;
mod shapefiles;
mod train;
