//! Detection kernels: arrays in, arrays out.
//!
//! Refuses files, GDAL, clocks and randomness. Missing is NaN in, NaN out; a kernel
//! fails on shape, never on data. Start at [`view`]: the one input that all share.
//!
//! A series goes [`scl`] → [`canopy`] → [`phenology`] (whole tile) → [`baseline`] (by
//! block) → [`series`] (whole tile) → [`outline`] → [`track`]; [`radar`] confirms what it
//! finds. A pair goes [`mask`] → [`levelling`] → [`pair`], and is judged by [`working`]
//! and [`cause`]. All work by integers, or pixel by pixel, so that the result is the same
//! to the bit whatever the window or thread count.

pub mod baseline;
pub mod boosted;
pub mod canopy;
pub mod cause;
pub mod components;
pub mod composite;
pub mod driver;
pub mod features;
pub mod indices;
pub mod levelling;
mod logistic;
pub mod mask;
mod neighbourhood;
pub mod outline;
pub mod pair;
pub mod phenology;
pub mod radar;
mod robust;
pub mod scl;
pub mod series;
pub mod shipped_profile;
pub mod track;
pub mod view;
pub mod working;

pub use view::View;

/// What a kernel can fail on.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum DetectError {
    /// An array has the wrong shape.
    #[error("expected an array of shape {expected}, found {found}")]
    Shape {
        /// What the kernel takes.
        expected: String,
        /// What it was given.
        found: String,
    },
    /// Views must come in the order of their dates.
    #[error("the date at index {index} is earlier than the one before it")]
    DatesOutOfOrder {
        /// Index of the first date that is out of order.
        index: usize,
    },
    /// The model names a feature that is not computed.
    #[error("the profile's driver model names the feature {name:?}, which does not exist")]
    UnknownFeature {
        /// The name in the profile.
        name: String,
    },
    /// The text is no model that can be evaluated.
    #[error("the model cannot be read: {reason}")]
    NotAModel {
        /// What is wrong with it.
        reason: String,
    },
}
