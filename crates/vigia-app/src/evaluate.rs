//! Measuring the detector: labelled pairs, and series replayed beside known truth.
//!
//! [`pairs`] calls labelled pairs; a call with its label is a [`judged`] row; [`metrics`]
//! are made of rows alone, whoever called them, with intervals from [`bootstrap`];
//! [`pair_report`] holds what was measured, and [`report`] shows it.
//!
//! A [`replay`] beside [`truth`] makes a [`replay_report`].

pub mod bootstrap;
pub mod curve;
pub mod judged;
pub mod manifest;
pub mod metrics;
pub mod pair_report;
pub mod pairs;
pub mod reliability;
pub mod replay;
pub mod replay_pictures;
pub mod replay_report;
pub mod report;
pub mod thumbnails;
pub mod truth;
