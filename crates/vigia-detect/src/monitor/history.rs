//! Where a pixel's stable history begins.

use ndarray::{Array2, ArrayView2, ArrayView3, Axis, s};
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use super::critical_value::recursive_cusum;
use super::{check_shape, row_slice};
use crate::DetectError;
use crate::watch::NO_VIEW;

/// Rotated to less than this share of its length, a regressor adds nothing new to those
/// before it and gets no coefficient: the tolerance of R's `lm.fit`.
const DEPENDENT: f64 = 1e-7;

/// Returns the time index of the view with which the stable history begins, shape
/// `(row, col)`; the first clear view where the whole history is stable, [`NO_VIEW`] where
/// there are too few views to say (no more than two beyond the regressors).
///
/// - `index`: the history, shape `(time, row, col)`; NaN is hidden.
/// - `design`: [`super::harmonic::HarmonicModel::design`], shape `(time, coef)`.
/// - `level`: the chance that a stable history is cut; bfast and nrt use 0.05.
///
/// Going back from the last view, each view is foretold from those after it; where the sum
/// of the standardised surprises leaves its boundary, the past is another regime and is
/// left out. Each pixel is worked alone: the same to the bit whatever the window.
///
/// # Errors
/// [`DetectError::Shape`] where the lengths in time differ, or reach [`NO_VIEW`].
///
/// # Source
/// Pesaran & Timmermann (2002), Journal of Empirical Finance 9(5): reverse-ordered CUSUM;
/// `history = "ROC"` of bfastmonitor (Verbesselt et al. 2012, RSE 123), on `efp` and
/// `recresid` of strucchange.
pub fn stable_start(
    index: ArrayView3<'_, f32>,
    design: ArrayView2<'_, f64>,
    level: f64,
) -> Result<Array2<u16>, DetectError> {
    let (times, rows, cols) = index.dim();
    check_shape(&[times], &[design.nrows()])?;
    check_shape(&[times.min(usize::from(NO_VIEW) - 1)], &[times])?;
    let critical = recursive_cusum(level);
    let regressors: Vec<Vec<f64>> = design.rows().into_iter().map(|row| row.to_vec()).collect();
    let mut starts = Array2::from_elem((rows, cols), NO_VIEW);
    starts.axis_iter_mut(Axis(0)).into_par_iter().enumerate().for_each(|(row, mut starts)| {
        let series = index.slice(s![.., row, ..]);
        let views: Vec<_> = series.outer_iter().map(row_slice).collect();
        let mut path = BackwardPath::new(design.ncols());
        for (col, start) in starts.iter_mut().enumerate() {
            path.clear();
            for (time, view) in views.iter().enumerate().rev() {
                if !view[col].is_nan() {
                    path.add(time, &regressors[time], f64::from(view[col]));
                }
            }
            *start = path.stable_start(critical).unwrap_or(NO_VIEW);
        }
    });
    Ok(starts)
}

/// One pixel, view by view, from the last to the first.
///
/// The least squares so far are held as a triangle, and each view is rotated into it. What
/// Givens' rotations leave of the view's value is its standardised recursive residual: no
/// matrix is inverted, so the first, nearly dependent views do no harm.
struct BackwardPath {
    triangle: Vec<Vec<f64>>,
    rotated: Vec<f64>,
    row: Vec<f64>,
    times: Vec<usize>,
    residuals: Vec<f64>,
}

impl BackwardPath {
    fn new(coefs: usize) -> Self {
        Self {
            triangle: vec![vec![0.0; coefs]; coefs],
            rotated: vec![0.0; coefs],
            row: Vec::with_capacity(coefs),
            times: Vec::new(),
            residuals: Vec::new(),
        }
    }

    fn clear(&mut self) {
        self.triangle.iter_mut().for_each(|row| row.fill(0.0));
        self.rotated.fill(0.0);
        self.times.clear();
        self.residuals.clear();
    }

    fn add(&mut self, time: usize, regressors: &[f64], value: f64) {
        self.row.clear();
        self.row.extend_from_slice(regressors);
        let least = DEPENDENT * self.row.iter().map(|x| x * x).sum::<f64>().sqrt();
        let mut value = value;
        for (at, (held, held_value)) in self.triangle.iter_mut().zip(&mut self.rotated).enumerate()
        {
            let (diagonal, new) = (held[at], self.row[at]);
            if new == 0.0 || diagonal == 0.0 && new.abs() <= least {
                continue;
            }
            let length = (diagonal * diagonal + new * new).sqrt();
            let (cos, sin) = (diagonal / length, new / length);
            for (held, new) in held[at..].iter_mut().zip(&mut self.row[at..]) {
                (*held, *new) = (cos * *held + sin * *new, cos * *new - sin * *held);
            }
            (*held_value, value) =
                (cos * *held_value + sin * value, cos * value - sin * *held_value);
        }
        self.times.push(time);
        self.residuals.push(value);
    }

    /// The first views, as many as there are regressors, foretell nothing yet.
    fn stable_start(&self, critical: f64) -> Option<u16> {
        let surprises = self.residuals.get(self.rotated.len()..)?;
        let steps = surprises.len() as f64;
        if surprises.len() < 2 {
            return None;
        }
        let mean = surprises.iter().sum::<f64>() / steps;
        let squares = surprises.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
        let spread = (squares / (steps - 1.0)).sqrt();
        let mut sum = 0.0;
        let crossing = surprises.iter().enumerate().position(|(step, surprise)| {
            sum += surprise;
            let boundary = critical * (1.0 + 2.0 * (step + 1) as f64 / steps);
            sum.abs() > boundary * spread * steps.sqrt()
        });
        // The view that crosses belongs to the past; the one after it in time does not.
        let first = match crossing {
            Some(step) => self.rotated.len() + step - 1,
            None => self.times.len() - 1,
        };
        self.times.get(first).map(|time| *time as u16)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::needless_range_loop)]

    use jiff::ToSpan;
    use jiff::civil::{Date, date};
    use ndarray::Array3;
    use proptest::prelude::*;

    use super::*;
    use crate::monitor::harmonic::HarmonicModel;

    fn every_ten_days(count: i64) -> Vec<Date> {
        (0..count).map(|view| date(2019, 1, 1) + (view * 10).days()).collect()
    }

    fn design(count: i64) -> Array2<f64> {
        HarmonicModel { order: 1, trend_from: None }.design(&every_ten_days(count))
    }

    /// Noise that repeats itself after 7 and after 11 views.
    fn noise(time: usize) -> f32 {
        ((time * 3 % 7) as f32 - 3.0 + (time * 5 % 11) as f32 - 5.0) * 0.004
    }

    fn start_of(series: &[f32]) -> u16 {
        let index = Array3::from_shape_vec((series.len(), 1, 1), series.to_vec()).unwrap();
        stable_start(index.view(), design(series.len() as i64).view(), 0.05).unwrap()[(0, 0)]
    }

    #[test]
    fn a_stable_history_begins_with_its_first_clear_view() {
        let mut series: Vec<f32> = (0..80).map(|time| 0.8 + noise(time)).collect();
        assert_eq!(start_of(&series), 0);
        series[..5].fill(f32::NAN);
        assert_eq!(start_of(&series), 5);
    }

    #[test]
    fn what_was_bare_before_is_left_out_of_the_history() {
        let series: Vec<f32> =
            (0..120).map(|time| if time < 40 { 0.3 } else { 0.8 } + noise(time)).collect();
        // Going back, the boundary is left some views into the bare ground.
        assert!((25..=40).contains(&start_of(&series)), "{}", start_of(&series));
    }

    #[test]
    fn too_few_views_say_nothing_and_other_lengths_are_refused() {
        assert_eq!(start_of(&[0.5, 0.6, 0.5, 0.6]), NO_VIEW);
        assert_ne!(start_of(&[0.5, 0.6, 0.5, 0.6, 0.5]), NO_VIEW);
        assert_eq!(start_of(&[f32::NAN; 20]), NO_VIEW);
        let index = Array3::zeros((3, 1, 1));
        assert!(stable_start(index.view(), design(4).view(), 0.05).is_err());
    }

    /// The residual of a least-squares fit of the views after it, by its definition.
    fn foretold(design: &Array2<f64>, values: &[f64], view: usize) -> f64 {
        let known = view + 1..values.len();
        let mut normal = vec![vec![0.0; 4]; 3];
        for time in known {
            for row in 0..3 {
                for col in 0..3 {
                    normal[row][col] += design[(time, row)] * design[(time, col)];
                }
                normal[row][3] += design[(time, row)] * values[time];
            }
        }
        let solve = |right: &dyn Fn(usize) -> f64| {
            let mut rows: Vec<Vec<f64>> =
                (0..3).map(|row| [&normal[row][..3], &[right(row)]].concat()).collect();
            for pivot in 0..3 {
                for row in (0..3).filter(|row| *row != pivot) {
                    let share = rows[row][pivot] / rows[pivot][pivot];
                    for col in 0..4 {
                        rows[row][col] -= share * rows[pivot][col];
                    }
                }
            }
            (0..3).map(|row| rows[row][3] / rows[row][row]).collect::<Vec<_>>()
        };
        let x = design.row(view);
        let coefficients = solve(&|row| normal[row][3]);
        let leverage = solve(&|row| x[row]);
        let dot = |other: &[f64]| x.iter().zip(other).map(|(a, b)| a * b).sum::<f64>();
        (values[view] - dot(&coefficients)) / (1.0 + dot(&leverage)).sqrt()
    }

    proptest! {
        #[test]
        fn what_the_rotations_leave_is_the_recursive_residual(
            values in prop::collection::vec(0.0_f64..1.0, 30)
        ) {
            let design = design(30);
            let mut path = BackwardPath::new(3);
            for time in (0..30).rev() {
                path.add(time, &design.row(time).to_vec(), values[time]);
            }
            for time in 0..20 {
                let found = path.residuals[29 - time];
                prop_assert!((found - foretold(&design, &values, time)).abs() < 1e-9);
            }
        }
    }
}
