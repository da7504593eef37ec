//! A view: one calibrated, masked look at a window.

use ndarray::{Array2, Array3, ArrayView2, Axis};
use vigia_core::Band;
use vigia_core::sensor::OPTICAL_BANDS;

use crate::DetectError;

/// One calibrated look: surface reflectance (0–1 in general) of the six optical bands.
///
/// Shape `(band, row, col)` in the order of [`OPTICAL_BANDS`]. A pixel that is hidden
/// (cloud, shadow, no data) is NaN in every band; missing is NaN in, NaN out.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    reflectance: Array3<f32>,
}

impl View {
    /// Wraps calibrated reflectance.
    ///
    /// # Errors
    /// [`DetectError::Shape`] unless there are six bands.
    pub fn new(reflectance: Array3<f32>) -> Result<Self, DetectError> {
        if reflectance.len_of(Axis(0)) != OPTICAL_BANDS.len() {
            return Err(DetectError::Shape {
                expected: "(6, rows, cols)".into(),
                found: format!("{:?}", reflectance.dim()),
            });
        }
        Ok(Self { reflectance })
    }

    /// Returns the rows and columns.
    #[must_use]
    pub fn shape(&self) -> (usize, usize) {
        let (_, rows, cols) = self.reflectance.dim();
        (rows, cols)
    }

    /// Returns one optical band, or `None` for a band that is not optical.
    #[must_use]
    pub fn band(&self, band: Band) -> Option<ArrayView2<'_, f32>> {
        let index = OPTICAL_BANDS.iter().position(|b| *b == band)?;
        Some(self.reflectance.index_axis(Axis(0), index))
    }

    /// Returns the stacked reflectance, shape `(band, row, col)`.
    #[must_use]
    pub const fn reflectance(&self) -> &Array3<f32> {
        &self.reflectance
    }

    /// Hides the pixels where `clear` is false.
    ///
    /// # Errors
    /// [`DetectError::Shape`] where `clear` has another shape.
    pub fn hide_unclear(&mut self, clear: &Array2<bool>) -> Result<(), DetectError> {
        if clear.dim() != self.shape() {
            return Err(DetectError::Shape {
                expected: format!("{:?}", self.shape()),
                found: format!("{:?}", clear.dim()),
            });
        }
        for mut band in self.reflectance.outer_iter_mut() {
            band.zip_mut_with(clear, |value, is_clear| {
                if !is_clear {
                    *value = f32::NAN;
                }
            });
        }
        Ok(())
    }
}
