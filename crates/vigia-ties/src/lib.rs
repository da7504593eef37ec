//! Ties: which features of which layer snapshot a site touches or lies near, measured.
//!
//! Shapes are EPSG:4326 (lon, lat); areas and distances are those of the WGS 84 ellipsoid.
//! Edges are straight in longitude and latitude, as RFC 7946 has them.
//!
//! It refuses files, databases and judgement: a tie says how much and how far, never whose
//! fault; and [`rules`] say which dated norm a person may want to read. Start at
//! [`tie_index`].

pub mod area;
mod at_point;
mod border;
pub mod certainty;
pub mod changes;
pub mod distance;
pub mod gathering;
pub mod holders;
mod local_frame;
mod measure;
mod nearest;
pub mod production;
pub mod rules;
mod search_box;
pub mod shape_index;
pub mod systematic_shift;
pub mod tie_index;

pub use area::geodesic_area;
pub use certainty::{Certainty, PositionErrors, certainty};
pub use distance::geodesic_distance;
pub use search_box::grown;
pub use tie_index::{NEAR_KEPT_M, NEAR_MAX_M, Near, TOLD_FROM, TieIndex};
