//! IQR: views in a row that are outliers of a box plot of the history.

use jiff::civil::Date;
use ndarray::{Array2, ArrayView2, ArrayView3, Axis, Zip};

use super::{BREAK, MONITORED, Side, Watch, check_shape, day_number};
use crate::DetectError;

/// How to watch; [`IqrRules::default`] as nrt does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IqrRules {
    /// Interquartile ranges beyond the quartiles from which a view is an outlier.
    pub sensitivity: f32,
    /// Outliers in a row that are a break.
    pub consecutive: u8,
    /// Which outliers count.
    pub side: Side,
}

impl Default for IqrRules {
    fn default() -> Self {
        Self { sensitivity: 1.5, consecutive: 3, side: Side::Either }
    }
}

/// The state of a block: 14 bytes a pixel, beside the coefficients of its model.
#[derive(Clone, Debug, PartialEq)]
pub struct Iqr {
    /// The rules that the state was begun with.
    pub rules: IqrRules,
    /// Outliers in a row up to now, shape `(row, col)`.
    pub process: Array2<u8>,
    /// A residual below this is an outlier, shape `(row, col)`, index units.
    pub low: Array2<f32>,
    /// A residual above this is one, shape `(row, col)`, index units.
    pub high: Array2<f32>,
    /// Status and day of the break.
    pub watch: Watch,
}

impl Iqr {
    /// Begins with the residuals of the history.
    ///
    /// - `residuals`: [`super::residual::residuals`], shape `(time, row, col)`; NaN is
    ///   hidden. Views before the stable history are to be hidden by the caller.
    ///
    /// Quartiles are between the ordered residuals by straight lines, as numpy's.
    ///
    /// # Source
    /// Tukey (1977), Exploratory Data Analysis; `nrt.monitor.iqr`.
    #[must_use]
    pub fn begin(residuals: ArrayView3<'_, f32>, rules: IqrRules) -> Self {
        let mut ordered = Vec::new();
        let quartiles = residuals.map_axis(Axis(0), |series| {
            ordered.clear();
            ordered.extend(series.iter().copied().filter(|residual| !residual.is_nan()));
            ordered.sort_unstable_by(f32::total_cmp);
            (quantile(&ordered, 0.25), quantile(&ordered, 0.75))
        });
        let reach = rules.sensitivity;
        Self {
            rules,
            process: Array2::zeros(quartiles.dim()),
            low: quartiles.map(|(lower, upper)| lower - reach * (upper - lower)),
            high: quartiles.map(|(lower, upper)| upper + reach * (upper - lower)),
            watch: Watch::new(&quartiles.map(|(lower, upper)| upper - lower)),
        }
    }

    /// Takes one acquisition.
    ///
    /// - `residual`: [`super::residual::residual`], shape `(row, col)`; NaN is hidden and
    ///   changes nothing.
    /// - `date`: its day.
    ///
    /// # Errors
    /// [`DetectError::Shape`] where the shapes differ.
    pub fn update(&mut self, residual: ArrayView2<'_, f32>, date: Date) -> Result<(), DetectError> {
        check_shape(self.process.shape(), residual.shape())?;
        let (rules, day) = (self.rules, day_number(date));
        let mut over = Array2::from_elem(residual.dim(), false);
        Zip::from(&mut self.process)
            .and(&self.low)
            .and(&self.high)
            .and(&self.watch.status)
            .and(&residual)
            .and(&mut over)
            .par_for_each(|process, low, high, status, residual, over| {
                let counts = *status == MONITORED && !residual.is_nan();
                let is_outlier = residual < low || rules.side == Side::Either && residual > high;
                let next = if is_outlier { process.saturating_add(1) } else { 0 };
                *process = if counts { next } else { *process };
                *over = counts && *process >= rules.consecutive;
            });
        Zip::from(&mut self.watch.status).and(&mut self.watch.break_day).and(&over).par_for_each(
            |status, break_day, over| {
                if *over {
                    (*status, *break_day) = (BREAK, day);
                }
            },
        );
        Ok(())
    }
}

/// Returns the quantile of ordered values, NaN of none.
fn quantile(ordered: &[f32], share: f64) -> f32 {
    let Some(last) = ordered.len().checked_sub(1) else { return f32::NAN };
    let place = share * last as f64;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    let (low, high) = (f64::from(ordered[below]), f64::from(ordered[above]));
    (low + (high - low) * (place - place.floor())) as f32
}
