//! Measuring the detector: labelled pairs, and the sample world's truth.

pub mod manifest;
pub mod metrics;
pub mod pairs;
pub mod thumbnails;
pub mod truth;
