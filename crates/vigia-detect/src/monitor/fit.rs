//! The model of every pixel: regression on its history.

mod bisquare;
mod gram_table;
mod normal;
mod panel;
mod strip;

use ndarray::{Array2, Array3, ArrayView2, ArrayView3, Axis, s};
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use super::{check_shape, row_slice};
use crate::DetectError;
use normal::Plan;
use panel::{PANEL, Panel};
use strip::LANES;

/// Most regressors of a model: a constant, three harmonics and a trend.
pub const COEFFICIENTS_MAX: usize = 8;

/// How to fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FitOptions {
    /// Clear views below which a pixel has no model at all.
    pub views_min: u16,
    /// Clear views from which a pixel gets every regressor; with fewer, the constant and
    /// the annual harmonic alone, held to `prior`.
    pub views_full_min: u16,
    /// What the season is like where a pixel's own views are few.
    pub prior: Option<SeasonalPrior>,
    /// Whether to weigh views down that lie far off ([`Estimator::Bisquare`]).
    pub estimator: Estimator,
}

impl Default for FitOptions {
    /// 8 views for any model, 25 for all of it, no prior, ordinary least squares.
    fn default() -> Self {
        Self { views_min: 8, views_full_min: 25, prior: None, estimator: Estimator::LeastSquares }
    }
}

/// How a view's distance from the model counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Estimator {
    /// By its square.
    LeastSquares,
    /// Least squares, reweighted with Tukey's bisquare (4.685 spreads, the spread being the
    /// median absolute deviation) until no coefficient moves by 1e-8, at most 49 times: the
    /// `RIRLS` of nrt.
    Bisquare,
}

/// The annual harmonic of a whole tile, to which pixels with few views are held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeasonalPrior {
    /// Coefficient of the annual cosine, in index units.
    pub cos: f32,
    /// Coefficient of the annual sine, in index units.
    pub sin: f32,
    /// Views that the prior counts as, spread evenly over the year.
    pub views: f32,
}

/// The models of a block.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Shape `(coef, row, col)`, index units, in the order of the design; 0 for regressors
    /// that a pixel had too few views for; NaN without a model.
    pub coefficients: Array3<f32>,
    /// Spread of the residuals, shape `(row, col)`, index units: the square root of their
    /// sum of squares over (views − regressors used); with [`Estimator::Bisquare`] their
    /// median absolute deviation / 0.6745. 0 for a constant; NaN without a model, or
    /// without a view to spare.
    pub spread: Array2<f32>,
    /// Clear views of the history, shape `(row, col)`.
    pub views: Array2<u16>,
}

/// Fits the model of every pixel.
///
/// - `index`: shape `(time, row, col)`; NaN is hidden.
/// - `design`: [`super::harmonic::HarmonicModel::design`], shape `(time, coef)`, the
///   constant first, the annual cosine and sine next where there are any.
/// - `start`: [`super::history::stable_start`]: time index from which on a pixel's views
///   count; all do without it.
///
/// A pixel whose views do not tell the regressors apart has no model. Least squares minimise
/// Σ(view − model)², with few views plus prior views / 2 · Σ(harmonic − prior)².
///
/// Sums are in double precision and in order of time (those that do not depend on values,
/// eight dates at a time), each pixel by itself: the same to the bit whatever the window, the
/// thread count or the processor.
///
/// # Errors
/// [`DetectError::Shape`] where the shapes do not agree, or with no regressor or more than
/// [`COEFFICIENTS_MAX`].
pub fn fit(
    index: ArrayView3<'_, f32>,
    design: ArrayView2<'_, f64>,
    start: Option<ArrayView2<'_, u16>>,
    options: &FitOptions,
) -> Result<Fit, DetectError> {
    let (times, rows, cols) = index.dim();
    let coefs = design.ncols();
    check_shape(&[times, coefs.clamp(1, COEFFICIENTS_MAX)], design.shape())?;
    if let Some(start) = &start {
        check_shape(&[rows, cols], start.shape())?;
    }
    let plan = Plan::new(design, options);
    let mut fit = Fit {
        coefficients: Array3::zeros((coefs, rows, cols)),
        spread: Array2::zeros((rows, cols)),
        views: Array2::zeros((rows, cols)),
    };
    let out = (fit.coefficients.axis_iter_mut(Axis(1)).into_par_iter())
        .zip(fit.spread.axis_iter_mut(Axis(0)))
        .zip(fit.views.axis_iter_mut(Axis(0)));
    out.enumerate().for_each_init(
        || Panel::new(times),
        |panel, (row, ((mut coefficients, mut spread), mut views))| {
            let series = index.slice(s![.., row, ..]);
            let dates: Vec<_> = series.outer_iter().map(row_slice).collect();
            for first in (0..cols).step_by(PANEL) {
                let last = (first + PANEL).min(cols);
                let mut starts = [0; PANEL];
                if let Some(start) = &start {
                    let of_panel = start.slice(s![row, first..last]);
                    starts.iter_mut().zip(of_panel).for_each(|(to, start)| *to = u32::from(*start));
                }
                let solved = panel.fit(&plan, &dates, first..last, &starts);
                for (col, lane) in (first..last).zip(0..) {
                    let (strip, lane) = (&solved[lane / LANES], lane % LANES);
                    for (mut plane, of_strip) in
                        coefficients.outer_iter_mut().zip(&strip.coefficients)
                    {
                        plane[col] = of_strip[lane] as f32;
                    }
                    spread[col] = strip.spread[lane] as f32;
                    views[col] = strip.views[lane] as u16;
                }
            }
        },
    );
    Ok(fit)
}

#[cfg(test)]
mod tests;
