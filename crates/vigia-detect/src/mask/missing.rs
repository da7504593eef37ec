//! Pixels that hold no measurement.

use ndarray::Array2;

use super::Class;
use super::pixels::Pixels;

/// Reflectance from which a value says only "very bright": no ground reaches it.
const SATURATED: f32 = 1.0;

/// Returns what is missing or saturated; all else is clear so far.
pub(super) fn unusable(view: &Pixels<'_>) -> Array2<Class> {
    view.map(|pixel| {
        if !pixel.is_whole() {
            Class::Missing
        } else if pixel.brightest() >= SATURATED {
            Class::Saturated
        } else {
            Class::Clear
        }
    })
}
