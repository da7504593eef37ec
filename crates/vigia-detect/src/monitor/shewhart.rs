//! A control chart of the history: single views far from the model are missed clouds.

use ndarray::{Array2, Array3, ArrayView3, Zip};

use super::check_shape;
use crate::DetectError;

/// Hides (as NaN) the views of `index` whose residual is larger than `spreads` standard
/// deviations of the pixel's residuals. Fit again afterwards.
///
/// - `index`, `residuals`: shape `(time, row, col)`; NaN is hidden.
/// - `spreads`: the control limit; nrt and Brooks use 5.
///
/// # Errors
/// [`DetectError::Shape`] where the shapes differ.
///
/// # Source
/// Brooks et al. (2014), IEEE TGRS 52(6): EWMACD; `nrt.outliers.shewhart`.
pub fn hide_outliers(
    index: &mut Array3<f32>,
    residuals: ArrayView3<'_, f32>,
    spreads: f32,
) -> Result<(), DetectError> {
    check_shape(index.shape(), residuals.shape())?;
    let limit = standard_deviation(residuals).mapv(|spread| spread * spreads);
    for (mut view, residual) in index.outer_iter_mut().zip(residuals.outer_iter()) {
        Zip::from(&mut view).and(&residual).and(&limit).par_for_each(|value, residual, limit| {
            if residual.abs() > *limit {
                *value = f32::NAN;
            }
        });
    }
    Ok(())
}

/// Standard deviation over time about the mean, divided by the views: shape `(row, col)`,
/// NaN without a view. In double precision, so that a constant has none.
pub(super) fn standard_deviation(residuals: ArrayView3<'_, f32>) -> Array2<f32> {
    let (_, rows, cols) = residuals.dim();
    let mut sums = Array2::from_elem((rows, cols), (0.0_f64, 0.0_f64, 0.0_f64));
    for residual in residuals.outer_iter() {
        Zip::from(&mut sums).and(&residual).par_for_each(|(views, sum, squares), value| {
            if !value.is_nan() {
                let value = f64::from(*value);
                *views += 1.0;
                *sum += value;
                *squares += value * value;
            }
        });
    }
    sums.mapv(|(views, sum, squares)| {
        let variance = (squares - sum * sum / views) / views;
        // What remains of a constant after rounding is no spread.
        if variance < 1e-14 * squares { 0.0 } else { variance.sqrt() as f32 }
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::needless_range_loop)]

    use ndarray::array;

    use super::*;

    #[test]
    fn one_cloud_among_a_hundred_views_is_hidden_and_nothing_else() {
        let mut index = Array3::from_shape_fn((100, 1, 2), |(time, _, col)| {
            let noise = if time % 2 == 0 { 0.01 } else { -0.01 };
            if time == 40 && col == 0 { -0.8 } else { noise }
        });
        index[(3, 0, 1)] = f32::NAN;
        let residuals = index.clone();
        hide_outliers(&mut index, residuals.view(), 5.0).unwrap();
        let hidden: Vec<_> = index.indexed_iter().filter(|(_, value)| value.is_nan()).collect();
        assert_eq!(hidden.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [(3, 0, 1), (40, 0, 0)]);
    }

    #[test]
    fn the_spread_of_a_few_residuals_worked_by_hand() {
        let nan = f32::NAN;
        let residuals = array![[[1.0, 0.3, nan]], [[3.0, 0.3, nan]], [[nan, 0.3, nan]]];
        let spread = standard_deviation(residuals.view());
        assert_eq!((spread[(0, 0)], spread[(0, 1)]), (1.0, 0.0));
        assert!(spread[(0, 2)].is_nan());
    }

    #[test]
    fn other_shapes_are_refused() {
        let residuals = Array3::zeros((2, 1, 1));
        assert!(hide_outliers(&mut Array3::zeros((1, 1, 1)), residuals.view(), 5.0).is_err());
    }
}
