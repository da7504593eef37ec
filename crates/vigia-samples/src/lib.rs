//! The sample world: a synthetic stretch of forest, river and gold workings like La Pampa,
//! with the scenes, layers and field reports that describe it, and its truth beside them.
//!
//! Everything it writes is synthetic and says so: STAC items carry `vigia:synthetic`,
//! people and titles are called *ficticio*. One continuous ground model in a local metric
//! frame is evaluated at each pixel of each tile; nothing is copied from real imagery and
//! nothing is copied between tiles. The same [`WorldSpec`] gives the same bytes, whatever
//! the number of threads.
//!
//! It refuses to detect, ingest or judge anything. Start at [`generate`], then
//! [`ground`] (what stands where and when) and [`optical_scene`] (how it is seen).

mod acquisition;
mod atmosphere;
mod cells;
mod clouds;
mod cog_files;
mod event;
mod farms;
mod generate;
mod hash_noise;
mod knobs;
mod land_layers;
mod local_frame;
mod matter;
mod mining_layers;
mod noise_source;
mod old_mine;
mod placing;
mod radar_scene;
mod reports;
mod river;
mod scene_classes;
mod spectra;
mod stac_optical;
mod stac_radar;
mod territory;
mod tile;
mod tracing_cells;
mod truth;
mod world_file;
mod world_spec;

pub mod ground;
pub mod optical_scene;
pub mod world;

pub use generate::generate;
pub use world_file::{WorldSummary, spec_of};
pub use world_spec::{Difficulty, WorldSize, WorldSpec};
