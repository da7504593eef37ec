//! MOSUM: the sum of the last residuals, as many as a quarter of the history.

use jiff::civil::Date;
use ndarray::{Array2, Array3, ArrayView2, ArrayView3, Axis, Zip};
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use super::critical_value::ols_mosum;
use super::cusum::scale;
use super::{BREAK, MONITORED, NO_MODEL, Side, Watch, check_shape, clear_views, day_number};
use crate::DetectError;

/// Views of the window: the history's over this.
const WINDOW_OF_HISTORY: u16 = 4;

/// The state of a block: 17 bytes a pixel, and 4 for each view of the longest window,
/// beside the coefficients of its model.
#[derive(Clone, Debug, PartialEq)]
pub struct Mosum {
    /// [`ols_mosum`] of the level.
    pub critical_value: f64,
    /// Which departures count.
    pub side: Side,
    /// Sum of the window, shape `(row, col)`; kept up by differences, so that after some
    /// hundred updates its last two digits of seven are noise.
    pub process: Array2<f32>,
    /// The last residuals over [`Mosum::scale`], shape `(slot, row, col)`: a ring, a pixel
    /// with a shorter window uses the first slots; 0 beyond.
    pub window: Array3<f32>,
    /// Spread of the residuals times the root of the history's views, index units.
    pub scale: Array2<f32>,
    /// Clear views of the history.
    pub history_views: Array2<u16>,
    /// Clear views of the history and since.
    pub views: Array2<u16>,
    /// Status and day of the break.
    pub watch: Watch,
}

impl Mosum {
    /// Begins with the residuals of the history; see [`super::cusum::Cusum::begin`]. A pixel
    /// with fewer than four views has no window and is not watched.
    ///
    /// # Errors
    /// [`DetectError::Shape`] where the shapes differ.
    ///
    /// # Source
    /// Chu, Hornik & Kuan (1995), Biometrika 82(3); Zeileis et al. (2005); `mefp` of
    /// strucchange with `h = 0.25, period = 10`; `nrt.monitor.mosum`.
    pub fn begin(
        residuals: ArrayView3<'_, f32>,
        spread: ArrayView2<'_, f32>,
        level: f64,
        side: Side,
    ) -> Result<Self, DetectError> {
        check_shape(&residuals.shape()[1..], spread.shape())?;
        let history_views = clear_views(residuals);
        let scale = scale(spread, &history_views);
        let mut watch = Watch::new(&scale);
        Zip::from(&mut watch.status).and(&history_views).for_each(|status, views| {
            if *views < WINDOW_OF_HISTORY {
                *status = NO_MODEL;
            }
        });
        let slots = Zip::from(&history_views).and(&watch.status).fold(0, |most, views, status| {
            if *status == MONITORED { most.max(views / WINDOW_OF_HISTORY) } else { most }
        });
        let (rows, cols) = scale.dim();
        let mut window = Array3::zeros((usize::from(slots), rows, cols));
        for ((row, col), views) in history_views.indexed_iter() {
            if watch.status[(row, col)] != MONITORED {
                continue;
            }
            let mut free = usize::from(views / WINDOW_OF_HISTORY);
            // From the last view back, into the slots from the last to the first.
            for residual in residuals.outer_iter().rev().map(|view| view[(row, col)]) {
                if free > 0 && !residual.is_nan() {
                    free -= 1;
                    window[(free, row, col)] = residual / scale[(row, col)];
                }
            }
        }
        let process = window.sum_axis(Axis(0));
        let views = history_views.clone();
        let critical_value = ols_mosum(level);
        Ok(Self { critical_value, side, process, window, scale, history_views, views, watch })
    }

    /// Takes one acquisition; see [`super::cusum::Cusum::update`].
    ///
    /// # Errors
    /// [`DetectError::Shape`] where the shapes differ.
    pub fn update(&mut self, residual: ArrayView2<'_, f32>, date: Date) -> Result<(), DetectError> {
        check_shape(self.process.shape(), residual.shape())?;
        let (critical, side, day) = (self.critical_value, self.side, day_number(date));
        self.window
            .axis_iter_mut(Axis(1))
            .into_par_iter()
            .zip(self.process.axis_iter_mut(Axis(0)))
            .zip(self.views.axis_iter_mut(Axis(0)))
            .zip(self.watch.status.axis_iter_mut(Axis(0)))
            .zip(self.watch.break_day.axis_iter_mut(Axis(0)))
            .enumerate()
            .for_each(|(row, ((((mut window, mut process), mut views), mut status), mut days))| {
                for (col, residual) in residual.row(row).iter().enumerate() {
                    if status[col] != MONITORED || residual.is_nan() {
                        continue;
                    }
                    let history = self.history_views[(row, col)];
                    let slot = (views[col] - history) % (history / WINDOW_OF_HISTORY);
                    let oldest = &mut window[(usize::from(slot), col)];
                    let newest = residual / self.scale[(row, col)];
                    process[col] += newest - *oldest;
                    *oldest = newest;
                    views[col] = views[col].saturating_add(1);
                    let departure = f64::from(side.departure(process[col]));
                    if departure >= boundary(history, views[col], critical) {
                        (status[col], days[col]) = (BREAK, day);
                    }
                }
            });
        Ok(())
    }
}

/// Returns the boundary after `views` clear views in all, of which `history` are the
/// history's.
#[must_use]
pub fn boundary(history: u16, views: u16, critical_value: f64) -> f64 {
    let share = f64::from(views) / f64::from(history);
    critical_value * (2.0 * share.ln().max(1.0)).sqrt()
}
