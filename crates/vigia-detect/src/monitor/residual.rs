//! What a view shows beyond the model.

use ndarray::{Array2, Array3, ArrayView2, ArrayView3, Axis, Zip};
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use super::{check_shape, flat_mut, row_slice};
use crate::DetectError;

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
    let (rows, cols) = index.dim();
    check_shape(&[regressors.len(), rows, cols], coefficients.shape())?;
    let mut residual = Array2::zeros((rows, cols));
    let out = flat_mut(&mut residual)?.chunks_mut(cols.max(1)).collect::<Vec<_>>();
    out.into_par_iter().enumerate().for_each(|(row, out)| {
        out.copy_from_slice(&row_slice(index.row(row)));
        for (plane, regressor) in coefficients.outer_iter().zip(regressors) {
            let regressor = *regressor as f32;
            let coefficients = row_slice(plane.row(row));
            for (out, coefficient) in out.iter_mut().zip(coefficients.iter()) {
                *out -= coefficient * regressor;
            }
        }
    });
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
