//! The pixel-series monitors beside nrt (run here, on a real cube) and strucchange (numbers
//! that `golden/strucchange.R` wrote).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "golden/learned_baseline.rs"]
mod learned_baseline;
#[path = "golden/nrt.rs"]
mod nrt;
#[path = "golden/strucchange.rs"]
mod strucchange;
