//! Detection kernels: arrays in, arrays out.
//!
//! Refuses files, GDAL, clocks and randomness. Missing is NaN in, NaN out; a kernel
//! fails on shape, never on data. Start at [`view`]: the one input that all share.
//!
//! A series goes [`gate`] → [`clear_mask`] → [`canopy`] → [`phenology`] (whole tile) → [`watch`]
//! (by block) → [`series`] (whole tile) → [`outline`] → [`track`]; [`radar`] confirms what it
//! finds, and finds what cloud hides: [`radar::regional`] (whole tile) → [`radar::watch`]
//! (by block) → [`series`]. [`monitor`] models a pixel's seasons and watches it view by
//! view; [`fusion`] weighs all sensors, date by date; neither of these two reaches an alert
//! yet. [`ponds`] looks for work on old ground, [`open_ground`] for any within a border. A pair goes [`mask`] → [`levelling`]
//! → [`pair`], and is judged by [`working`] and [`cause`]. All work by integers, or pixel
//! by pixel, so that the result is the same to the bit whatever the window or thread count.

pub mod boosted;
pub mod canopy;
pub mod cause;
pub mod clear_mask;
pub mod components;
pub mod composite;
pub mod driver;
pub mod features;
pub mod fusion;
pub mod gate;
pub mod indices;
pub mod levelling;
mod logistic;
pub mod mask;
pub mod monitor;
mod neighbourhood;
pub mod open_ground;
pub mod outline;
pub mod pair;
pub mod phenology;
pub mod ponds;
pub mod radar;
mod robust;
pub mod series;
pub mod shipped_profile;
pub mod track;
pub mod view;
pub mod watch;
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
    /// A fused state only goes forward.
    #[error("{date} is not later than {last}, the last date fused: fuse all sightings anew")]
    LateDate {
        /// The date to be added.
        date: jiff::civil::Date,
        /// The last date that the state has.
        last: jiff::civil::Date,
    },
    /// The date has no day number.
    #[error("{date} lies outside of 1970 to 2149")]
    DateOutOfRange {
        /// The date.
        date: jiff::civil::Date,
    },
    /// The profile says nothing about the sensor.
    #[error("the profile does not say what residuals of {sensor} mean", sensor = sensor.name())]
    UnknownSensor {
        /// The sensor.
        sensor: vigia_core::Sensor,
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
    /// The bytes are no saved state.
    #[error("the bytes are not a saved state of this version")]
    NotAState,
}
