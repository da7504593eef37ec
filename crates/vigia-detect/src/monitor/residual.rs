//! What a view shows beyond the model.

use ndarray::{Array2, Array3, ArrayView2, ArrayView3, Axis, Zip};
use rayon::iter::{IndexedParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::{check_shape, flat_mut, row_slice};
use crate::DetectError;

/// The residuals of one date, row by row: what a monitor's update takes.
///
/// Either an array of shape `(row, col)` that is there already, or [`Foretold`].
pub trait Residuals: Sync {
    /// Rows and columns.
    fn dim(&self) -> (usize, usize);

    /// Writes the residuals of `row` over `out`, which has a place for every column.
    fn write_row(&self, row: usize, out: &mut [f32]);
}

impl Residuals for ArrayView2<'_, f32> {
    fn dim(&self) -> (usize, usize) {
        ArrayView2::dim(self)
    }

    fn write_row(&self, row: usize, out: &mut [f32]) {
        out.copy_from_slice(&row_slice(self.row(row)));
    }
}

/// A view and the models that foretell it: its residuals are made a row at a time, where
/// they are used. Half of an update's time went into the pages of a new array of them.
#[derive(Clone, Debug)]
pub struct Foretold<'a> {
    index: ArrayView2<'a, f32>,
    coefficients: ArrayView3<'a, f32>,
    regressors: Vec<f32>,
}

impl<'a> Foretold<'a> {
    /// Takes what [`residual`] takes.
    ///
    /// # Errors
    /// [`DetectError::Shape`] where the shapes do not agree.
    pub fn new(
        index: ArrayView2<'a, f32>,
        coefficients: ArrayView3<'a, f32>,
        regressors: &[f64],
    ) -> Result<Self, DetectError> {
        let (rows, cols) = index.dim();
        check_shape(&[regressors.len(), rows, cols], coefficients.shape())?;
        let regressors = regressors.iter().map(|regressor| *regressor as f32).collect();
        Ok(Self { index, coefficients, regressors })
    }
}

impl Residuals for Foretold<'_> {
    fn dim(&self) -> (usize, usize) {
        self.index.dim()
    }

    fn write_row(&self, row: usize, out: &mut [f32]) {
        out.copy_from_slice(&row_slice(self.index.row(row)));
        for (plane, regressor) in self.coefficients.outer_iter().zip(&self.regressors) {
            for (out, coefficient) in out.iter_mut().zip(row_slice(plane.row(row)).iter()) {
                *out -= coefficient * regressor;
            }
        }
    }
}

/// Returns view − model of one date, shape `(row, col)`, in index units; NaN where the
/// view is hidden or the pixel has no model.
///
/// - `index`: shape `(row, col)`; NaN is hidden.
/// - `coefficients`: [`super::fit::Fit::coefficients`], shape `(coef, row, col)`.
/// - `regressors`: [`super::harmonic::HarmonicModel::regressors`] of the date.
///
/// # Errors
/// [`DetectError::Shape`] where the shapes do not agree.
pub fn residual(
    index: ArrayView2<'_, f32>,
    coefficients: ArrayView3<'_, f32>,
    regressors: &[f64],
) -> Result<Array2<f32>, DetectError> {
    let foretold = Foretold::new(index, coefficients, regressors)?;
    let mut residual = Array2::zeros(index.dim());
    let out = flat_mut(&mut residual)?.par_chunks_mut(index.ncols().max(1));
    out.enumerate().for_each(|(row, out)| foretold.write_row(row, out));
    Ok(residual)
}

/// Returns view − model of every date, shape `(time, row, col)`; see [`residual`].
///
/// - `design`: [`super::harmonic::HarmonicModel::design`], shape `(time, coef)`.
///
/// # Errors
/// [`DetectError::Shape`] where the shapes do not agree.
pub fn residuals(
    index: ArrayView3<'_, f32>,
    coefficients: ArrayView3<'_, f32>,
    design: ArrayView2<'_, f64>,
) -> Result<Array3<f32>, DetectError> {
    check_shape(&[index.len_of(Axis(0))], &[design.nrows()])?;
    let mut all = Array3::zeros(index.dim());
    for ((view, row), mut out) in index.outer_iter().zip(design.rows()).zip(all.outer_iter_mut()) {
        let of_date = residual(view, coefficients, &row.to_vec())?;
        Zip::from(&mut out).and(&of_date).for_each(|out, value| *out = *value);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::needless_range_loop)]

    use ndarray::{array, s};

    use super::*;

    #[test]
    fn a_view_minus_its_model_worked_by_hand() {
        let index = array![[0.5, f32::NAN, 0.5]];
        let coefficients = array![[[0.25, 0.25, f32::NAN]], [[0.5, 0.5, 0.5]]];
        let of = residual(index.view(), coefficients.view(), &[1.0, -0.5]).unwrap();
        assert_eq!(of[(0, 0)], 0.5);
        assert!(of[(0, 1)].is_nan() && of[(0, 2)].is_nan());
        let reversed = residual(
            index.slice(s![.., ..;-1]),
            coefficients.slice(s![.., .., ..;-1]),
            &[1.0, -0.5],
        );
        assert_eq!(reversed.unwrap()[(0, 2)], 0.5);
    }

    #[test]
    fn a_series_has_the_residuals_of_its_dates_and_other_shapes_are_refused() {
        let index = array![[[0.5]], [[0.25]]];
        let coefficients = array![[[0.5]], [[1.0]]];
        let design = array![[1.0, 0.5], [1.0, 0.0]];
        let all = residuals(index.view(), coefficients.view(), design.view()).unwrap();
        assert_eq!(all, array![[[-0.5]], [[-0.25]]]);
        assert!(residual(index.index_axis(Axis(0), 0), coefficients.view(), &[1.0]).is_err());
        let short = design.slice(s![..1, ..]);
        assert!(residuals(index.view(), coefficients.view(), short).is_err());
    }
}
