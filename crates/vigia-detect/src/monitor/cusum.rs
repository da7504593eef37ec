//! CUSUM: the sum of all residuals since the history began.

use jiff::civil::Date;
use ndarray::{Array2, ArrayView2, ArrayView3, Zip};
use rayon::iter::{IndexedParallelIterator, ParallelIterator};
use rayon::slice::{ParallelSlice, ParallelSliceMut};

use super::critical_value::ols_cusum;
use super::residual::Residuals;
use super::{BREAK, MONITORED, PIECE, Side, Watch};
use super::{check_shape, clear_views, day_number, flat, flat_mut};
use crate::DetectError;

/// The state of a block: 17 bytes a pixel, beside the coefficients of its model.
#[derive(Clone, Debug, PartialEq)]
pub struct Cusum {
    /// [`ols_cusum`] of the level.
    pub critical_value: f64,
    /// Which departures count.
    pub side: Side,
    /// Sum of the residuals over [`Cusum::scale`], shape `(row, col)`.
    pub process: Array2<f32>,
    /// Spread of the residuals times the root of the history's views, index units.
    pub scale: Array2<f32>,
    /// Clear views of the history.
    pub history_views: Array2<u16>,
    /// Clear views of the history and since.
    pub views: Array2<u16>,
    /// Status and day of the break.
    pub watch: Watch,
}

impl Cusum {
    /// Begins with the residuals of the history.
    ///
    /// - `residuals`: [`super::residual::residuals`], shape `(time, row, col)`; NaN is
    ///   hidden. Views before the stable history are to be hidden by the caller.
    /// - `spread`: [`super::fit::Fit::spread`] of that history, shape `(row, col)`.
    /// - `level`: chance that the process of a pixel where nothing happens ever crosses the
    ///   boundary; bfast and nrt use 0.05.
    ///
    /// # Errors
    /// [`DetectError::Shape`] where the shapes differ.
    ///
    /// # Source
    /// Chu, Stinchcombe & White (1996), Econometrica 64(5); `mefp` and `monitor` of
    /// strucchange; `nrt.monitor.cusum`.
    pub fn begin(
        residuals: ArrayView3<'_, f32>,
        spread: ArrayView2<'_, f32>,
        level: f64,
        side: Side,
    ) -> Result<Self, DetectError> {
        check_shape(&residuals.shape()[1..], spread.shape())?;
        let history_views = clear_views(residuals);
        let scale = scale(spread, &history_views);
        let mut sums = Array2::<f64>::zeros(scale.dim());
        for residual in residuals.outer_iter() {
            Zip::from(&mut sums).and(&residual).for_each(|sum, residual| {
                *sum += if residual.is_nan() { 0.0 } else { f64::from(*residual) };
            });
        }
        let process = Zip::from(&sums).and(&scale).map_collect(|sum, scale| {
            if *scale > 0.0 { (sum / f64::from(*scale)) as f32 } else { 0.0 }
        });
        let watch = Watch::new(&scale);
        let views = history_views.clone();
        let critical_value = ols_cusum(level);
        Ok(Self { critical_value, side, process, scale, history_views, views, watch })
    }

    /// Takes one acquisition.
    ///
    /// - `residual`: [`super::residual::Foretold`], or an array of shape `(row, col)`; NaN is
    ///   hidden and changes nothing.
    /// - `date`: its day.
    ///
    /// # Errors
    /// [`DetectError::Shape`] where the shapes differ.
    pub fn update(&mut self, residual: impl Residuals, date: Date) -> Result<(), DetectError> {
        let (rows, cols) = residual.dim();
        check_shape(self.process.shape(), &[rows, cols])?;
        let (cols, day) = (cols.max(1), day_number(date));
        let (critical, side) = (self.critical_value, self.side);
        flat_mut(&mut self.process)?
            .par_chunks_mut(cols)
            .zip(flat_mut(&mut self.views)?.par_chunks_mut(cols))
            .zip(flat(&self.history_views)?.par_chunks(cols))
            .zip(flat(&self.scale)?.par_chunks(cols))
            .zip(flat_mut(&mut self.watch.status)?.par_chunks_mut(cols))
            .zip(flat_mut(&mut self.watch.break_day)?.par_chunks_mut(cols))
            .enumerate()
            .for_each_init(
                || vec![0.0; cols],
                |residuals, (row, (((((process, views), history), scale), status), break_day))| {
                    residual.write_row(row, residuals);
                    for from in (0..process.len()).step_by(PIECE) {
                        let to = (from + PIECE).min(process.len());
                        let (process, views) = (&mut process[from..to], &mut views[from..to]);
                        let (history, scale) = (&history[from..to], &scale[from..to]);
                        let (status, residual) = (&mut status[from..to], &residuals[from..to]);
                        if !step(
                            process,
                            views,
                            history,
                            scale,
                            status,
                            residual,
                            critical as f32,
                            side,
                        ) {
                            continue;
                        }
                        for (at, break_day) in break_day[from..to].iter_mut().enumerate() {
                            let departure = f64::from(side.departure(process[at]));
                            let is_seen = status[at] == MONITORED && !residual[at].is_nan();
                            if is_seen && departure >= boundary(history[at], views[at], critical) {
                                (status[at], *break_day) = (BREAK, day);
                            }
                        }
                    }
                },
            );
        Ok(())
    }
}

/// Returns the boundary after `views` clear views in all, of which `history` are the
/// history's; NaN where there are none since.
#[must_use]
pub fn boundary(history: u16, views: u16, critical_value: f64) -> f64 {
    let share = f64::from(views) / f64::from(history);
    let since = share - 1.0;
    (share * since * (critical_value * critical_value + (share / since).ln())).sqrt()
}

/// Spread times the root of the views, as sums of residuals are scaled; NaN without a model.
pub(super) fn scale(spread: ArrayView2<'_, f32>, views: &Array2<u16>) -> Array2<f32> {
    Zip::from(spread).and(views).map_collect(|spread, views| spread * f32::from(*views).sqrt())
}

/// Moves the process of a piece; true where a pixel may be over the boundary. The test
/// leaves the logarithm out, and so has no branch and stays a vector's: the boundary
/// without it is lower.
#[expect(clippy::too_many_arguments, reason = "one argument a plane")]
fn step(
    process: &mut [f32],
    views: &mut [u16],
    history: &[u16],
    scale: &[f32],
    status: &[u8],
    residual: &[f32],
    critical: f32,
    side: Side,
) -> bool {
    // Rounding must not lift the lower boundary over the true one.
    let critical = critical * 0.9999;
    let mut any_over = false;
    let pixels = process.iter_mut().zip(views).zip(history).zip(scale).zip(status).zip(residual);
    for (((((process, views), history), scale), status), residual) in pixels {
        let counts = (*status == MONITORED) & !residual.is_nan();
        *views = views.saturating_add(u16::from(counts));
        let next = *process + residual / scale;
        *process = if counts { next } else { *process };
        let (all, history) = (f32::from(*views), f32::from(*history));
        let reach = side.departure(next).max(0.0) * history;
        any_over |= counts & (reach * reach >= critical * critical * all * (all - history));
    }
    any_over
}
