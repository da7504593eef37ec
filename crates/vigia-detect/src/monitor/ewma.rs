//! EWMA: the exponentially weighted mean of the residuals.

use jiff::civil::Date;
use ndarray::{Array2, ArrayView3};
use rayon::iter::{IndexedParallelIterator, ParallelIterator};
use rayon::slice::{ParallelSlice, ParallelSliceMut};

use super::residual::Residuals;
use super::shewhart::standard_deviation;
use super::{BREAK, MONITORED, PIECE, Side, UNSTABLE_HISTORY, Watch};
use super::{check_shape, day_number, flat, flat_mut};
use crate::DetectError;

/// How to watch; [`EwmaRules::default`] as nrt does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EwmaRules {
    /// Weight of the new view, 0 to 1: 1 forgets the views before.
    pub lambda: f32,
    /// Standard deviations of the mean at which it breaks.
    pub sensitivity: f32,
    /// Standard deviations of a single view beyond which it is a missed cloud and counts
    /// for nothing.
    pub outlier_spreads: f32,
    /// Which departures count.
    pub side: Side,
}

impl Default for EwmaRules {
    fn default() -> Self {
        Self { lambda: 0.3, sensitivity: 2.0, outlier_spreads: 10.0, side: Side::Either }
    }
}

/// The state of a block: 13 bytes a pixel, beside the coefficients of its model.
#[derive(Clone, Debug, PartialEq)]
pub struct Ewma {
    /// The rules that the state was begun with.
    pub rules: EwmaRules,
    /// Weighted mean of the residuals, shape `(row, col)`, index units.
    pub process: Array2<f32>,
    /// Standard deviation of the history's residuals (divided by the views), shape
    /// `(row, col)`, index units.
    pub spread: Array2<f32>,
    /// Status and day of the break.
    pub watch: Watch,
}

impl Ewma {
    /// Begins with the residuals of the history.
    ///
    /// - `residuals`: [`super::residual::residuals`], shape `(time, row, col)`; NaN is
    ///   hidden. Views before the stable history are to be hidden by the caller, outliers
    ///   by [`super::shewhart::hide_outliers`].
    ///
    /// A pixel whose process is over the boundary already gets [`UNSTABLE_HISTORY`].
    ///
    /// # Source
    /// Brooks et al. (2014), IEEE TGRS 52(6); `nrt.monitor.ewma`.
    #[must_use]
    pub fn begin(residuals: ArrayView3<'_, f32>, rules: EwmaRules) -> Self {
        let spread = standard_deviation(residuals);
        let watch = Watch::new(&spread);
        let mut state = Self { rules, process: Array2::zeros(spread.dim()), spread, watch };
        for residual in residuals.outer_iter() {
            state.process.zip_mut_with(&residual, |process, residual| {
                if !residual.is_nan() {
                    *process = (1.0 - rules.lambda) * *process + rules.lambda * residual;
                }
            });
        }
        let limit = state.boundary_spreads();
        ndarray::Zip::from(&mut state.watch.status)
            .and(&state.process)
            .and(&state.spread)
            .for_each(|status, process, spread| {
                if *status == MONITORED && rules.side.departure(*process) > limit * spread {
                    *status = UNSTABLE_HISTORY;
                }
            });
        state
    }

    /// Returns the boundary in spreads: that of a process that has run for long.
    #[must_use]
    pub fn boundary_spreads(&self) -> f32 {
        self.rules.sensitivity * (self.rules.lambda / (2.0 - self.rules.lambda)).sqrt()
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
        let (rules, boundary_spreads) = (self.rules, self.boundary_spreads());
        flat_mut(&mut self.process)?
            .par_chunks_mut(cols)
            .zip(flat(&self.spread)?.par_chunks(cols))
            .zip(flat_mut(&mut self.watch.status)?.par_chunks_mut(cols))
            .zip(flat_mut(&mut self.watch.break_day)?.par_chunks_mut(cols))
            .enumerate()
            .for_each_init(
                || vec![0.0; cols],
                |residuals, (row, (((process, spread), status), break_day))| {
                    residual.write_row(row, residuals);
                    for from in (0..process.len()).step_by(PIECE) {
                        let to = (from + PIECE).min(process.len());
                        let (process, spread) = (&mut process[from..to], &spread[from..to]);
                        let (status, residual) = (&mut status[from..to], &residuals[from..to]);
                        if !step(process, spread, status, residual, &rules, boundary_spreads) {
                            continue;
                        }
                        for (at, break_day) in break_day[from..to].iter_mut().enumerate() {
                            let counts = residual[at].abs() <= rules.outlier_spreads * spread[at];
                            let departure = rules.side.departure(process[at]);
                            let is_over = departure >= boundary_spreads * spread[at];
                            if status[at] == MONITORED && counts && is_over {
                                (status[at], *break_day) = (BREAK, day);
                            }
                        }
                    }
                },
            );
        Ok(())
    }
}

/// Moves the process of a piece; true where a pixel went over the boundary, which is rare:
/// so the loop over all pixels has no branch and stays a vector's.
fn step(
    process: &mut [f32],
    spread: &[f32],
    status: &[u8],
    residual: &[f32],
    rules: &EwmaRules,
    boundary_spreads: f32,
) -> bool {
    let mut any_over = false;
    let pixels = process.iter_mut().zip(spread).zip(status).zip(residual);
    for (((process, spread), status), residual) in pixels {
        let counts = (*status == MONITORED) & (residual.abs() <= rules.outlier_spreads * spread);
        let next = (1.0 - rules.lambda) * *process + rules.lambda * residual;
        *process = if counts { next } else { *process };
        any_over |= counts & (rules.side.departure(next) >= boundary_spreads * spread);
    }
    any_over
}
