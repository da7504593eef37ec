//! Fits the models that the detection kernels evaluate: arrays in, models out.
//!
//! Refuses files, clocks and HTTP. Deterministic: the same examples, in any order and on
//! any number of threads, give the same bits. Start at [`model::fit`], which fits what is
//! shipped, and [`cross_validation::nested`], which says how good it is.
//!
//! Two rules keep the figures honest. Examples of one place ([`place::groups`]) never
//! stand on both sides of a fold. And whatever is chosen by looking at outcomes, a
//! threshold or a calibration, is chosen inside the training side.

pub mod boosting;
pub mod calibration;
pub mod causes;
pub mod control;
pub mod cross_validation;
mod evidence;
pub mod example;
pub mod fold;
pub mod logistic;
pub mod model;
mod pair_rows;
pub mod place;
pub mod settings;
pub mod threshold;

pub use example::{Example, Label, Object};
pub use settings::Settings;

/// What fitting can fail on.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// Two examples have the same id.
    #[error("the example {id:?} is there twice")]
    TwiceThere {
        /// The id.
        id: String,
    },
    /// An example has another number of features than the settings name.
    #[error("the example {id:?} has {found} features where {expected} are named")]
    Width {
        /// The example.
        id: String,
        /// Features that the settings name.
        expected: usize,
        /// Features that it has.
        found: usize,
    },
    /// A model names a feature that the examples do not have.
    #[error("no feature is called {name:?}")]
    UnknownFeature {
        /// The name.
        name: String,
    },
    /// A model cannot learn from one class alone.
    #[error("all {rows} rows of the {model} are of one class")]
    OneClass {
        /// Which model.
        model: &'static str,
        /// Rows that it was given.
        rows: usize,
    },
    /// A weight, an infinite value or the penalty leaves no minimum to be found.
    #[error("the {model} has no finite solution")]
    NoSolution {
        /// Which model.
        model: &'static str,
    },
    /// Trees could not be grown.
    #[error("the trees could not be grown")]
    Trees(#[from] forust_ml::errors::ForustError),
    /// The trees that were grown cannot be written as [`vigia_detect::boosted`] reads them.
    #[error("the trees are larger than the format of models allows")]
    TreesTooLarge,
}
