//! Every pixel of an area, tested as acquisitions come.

use ndarray::{Array2, ArrayView2, ArrayView4};

use super::omnibus::{Change, Sequence, SequenceTest};
use crate::DetectError;

/// The state of an area, shape `(row, col)`: an acquisition is an update, and what is
/// [`found`](Self::found) never looks beyond the last one.
#[derive(Clone, Debug, PartialEq)]
pub struct Monitor<const P: usize> {
    test: SequenceTest<P>,
    pixels: Array2<(Sequence<P>, Option<Change>)>,
    time: u16,
}

impl<const P: usize> Monitor<P> {
    /// Starts without acquisitions.
    #[must_use]
    pub fn new(shape: (usize, usize), test: SequenceTest<P>) -> Self {
        Self { test, pixels: Array2::from_elem(shape, (Sequence::EMPTY, None)), time: 0 }
    }

    /// Takes the next acquisition.
    ///
    /// - `power`: by channel, linear, shape `(row, col)`; NaN or not above zero is missing.
    /// - `keep`: what stands of a pixel, given what stood and the change that came.
    ///
    /// Each pixel is worked alone: there is no halo.
    ///
    /// # Errors
    /// [`DetectError::Shape`] where `power` is not as large as the state, or after 65,535
    /// acquisitions.
    pub fn update(
        &mut self,
        power: [ArrayView2<'_, f64>; P],
        keep: impl Fn(Option<Change>, Change) -> Option<Change>,
    ) -> Result<(), DetectError> {
        let shape = self.pixels.dim();
        if self.time == u16::MAX || power.iter().any(|channel| channel.dim() != shape) {
            return Err(DetectError::Shape {
                expected: format!("fewer than {} of {shape:?}", u16::MAX),
                found: format!("{:?} at {}", power.map(|channel| channel.dim()), self.time),
            });
        }
        let (time, test) = (self.time, &self.test);
        for ((row, col), (sequence, kept)) in self.pixels.indexed_iter_mut() {
            let power = power.map(|channel| channel[(row, col)]);
            if let Some(change) = sequence.step(time, power, test) {
                *kept = keep(*kept, change);
            }
        }
        self.time += 1;
        Ok(())
    }

    /// Returns what stands of each pixel.
    #[must_use]
    pub fn found(&self) -> Array2<Option<Change>> {
        self.pixels.mapv(|(_, kept)| kept)
    }
}

/// Returns the first change of each pixel of a whole stack, of either direction.
///
/// - `power`: linear, shape `(time, channel, row, col)` with P channels; NaN or not above
///   zero is missing.
///
/// The same to the bit as a [`Monitor`] that takes one acquisition after the other.
///
/// # Errors
/// [`DetectError::Shape`] where there are not P channels, or too many acquisitions.
pub fn first_changes<const P: usize>(
    power: ArrayView4<'_, f64>,
    test: &SequenceTest<P>,
) -> Result<Array2<Option<Change>>, DetectError> {
    let (times, channels, rows, cols) = power.dim();
    if channels != P || times >= usize::from(u16::MAX) {
        return Err(DetectError::Shape {
            expected: format!("fewer than {} acquisitions of {P} channels", u16::MAX),
            found: format!("{times} of {channels}"),
        });
    }
    Ok(Array2::from_shape_fn((rows, cols), |(row, col)| {
        let mut sequence = Sequence::EMPTY;
        (0..times).find_map(|time| {
            let power = std::array::from_fn(|channel| power[(time, channel, row, col)]);
            sequence.step(time as u16, power, test)
        })
    }))
}

#[cfg(test)]
mod tests;
