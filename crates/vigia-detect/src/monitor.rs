//! A pixel's series: a model of its seasons, and monitors that take one view at a time.
//!
//! [`harmonic`] says what a date looks like to the model, [`history`] where the stable
//! past begins, [`fit`] the model of every pixel, [`residual`] what a view shows beyond
//! it. A monitor ([`ewma`], [`cusum`], [`mosum`], [`iqr`]) begins with the residuals of
//! the history and then takes those of each new view: an update, not a refit. Its state
//! is a handful of plain arrays of a block, public, to be stored as they are.
//!
//! A residual is everywhere *view − model*: negative where vegetation goes.
//!
//! # Source
//! The monitors are those of nrt (Dutrieux et al. 2021, JRC) and strucchange (Zeileis et
//! al. 2005, Computational Statistics & Data Analysis 49), and golden tests hold them to
//! both.

pub mod critical_value;
pub mod cusum;
pub mod ewma;
pub mod fit;
pub mod harmonic;
pub mod history;
pub mod iqr;
pub mod mosum;
pub mod residual;
pub mod shewhart;

use jiff::civil::Date;
use ndarray::{Array, Array2, ArrayView1, ArrayView3, Dimension};

use crate::DetectError;

/// Status of a pixel that nobody asked to watch.
pub const NOT_MONITORED: u8 = 0;
/// Status of a pixel that is watched.
pub const MONITORED: u8 = 1;
/// Status of a pixel whose history crosses the boundary already.
pub const UNSTABLE_HISTORY: u8 = 2;
/// Status of a pixel whose break is confirmed; it is watched no more.
pub const BREAK: u8 = 3;
/// Status of a pixel without a model, or whose history does not vary at all: nothing says
/// how much is much.
pub const NO_MODEL: u8 = 4;

/// Pixels that are looked at again together where one of them may be over its boundary.
const PIECE: usize = 128;

/// Stands for "no break" where a day is expected.
pub const NO_DAY: i32 = i32::MIN;

/// Which departures from the model count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Both, as in nrt and strucchange.
    Either,
    /// Falls only: vegetation goes. A rise neither breaks nor ends the watch.
    Below,
}

/// What all monitors say of a pixel; both arrays have the shape `(row, col)` and hold
/// 5 bytes a pixel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    /// [`NOT_MONITORED`], [`MONITORED`], [`UNSTABLE_HISTORY`], [`BREAK`] or [`NO_MODEL`]:
    /// the codes of nrt. The caller may clear pixels before the first update.
    pub status: Array2<u8>,
    /// Day of the view that confirmed the break, in days since 1970-01-01, or [`NO_DAY`].
    pub break_day: Array2<i32>,
}

impl Side {
    /// How far a process has gone to where it counts.
    fn departure(self, process: f32) -> f32 {
        match self {
            Self::Either => process.abs(),
            Self::Below => -process,
        }
    }
}

impl Watch {
    fn new(spread: &Array2<f32>) -> Self {
        let status = |spread: &f32| if *spread > 0.0 { MONITORED } else { NO_MODEL };
        Self { status: spread.map(status), break_day: Array2::from_elem(spread.dim(), NO_DAY) }
    }
}

/// Returns days since 1970-01-01.
fn day_number(date: Date) -> i32 {
    jiff::civil::date(1970, 1, 1).duration_until(date).as_hours() as i32 / 24
}

/// Views with a value, for every pixel.
fn clear_views(series: ArrayView3<'_, f32>) -> Array2<u16> {
    let (_, rows, cols) = series.dim();
    let mut views = Array2::zeros((rows, cols));
    for view in series.outer_iter() {
        views.zip_mut_with(&view, |views, value| *views += u16::from(!value.is_nan()));
    }
    views
}

fn check_shape(expected: &[usize], found: &[usize]) -> Result<(), DetectError> {
    if expected == found {
        return Ok(());
    }
    Err(DetectError::Shape { expected: format!("{expected:?}"), found: format!("{found:?}") })
}

/// The numbers of an array that lies in memory row by row, as all of a state do.
fn flat<T, D: Dimension>(array: &Array<T, D>) -> Result<&[T], DetectError> {
    array.as_slice().ok_or_else(|| DetectError::Shape {
        expected: "an array in row-major order".into(),
        found: format!("strides {:?}", array.strides()),
    })
}

/// See [`flat`].
fn flat_mut<T, D: Dimension>(array: &mut Array<T, D>) -> Result<&mut [T], DetectError> {
    let strides = format!("strides {:?}", array.strides());
    array.as_slice_mut().ok_or_else(|| DetectError::Shape {
        expected: "an array in row-major order".into(),
        found: strides,
    })
}

/// A row as a slice; copied only where a window leaves gaps between its pixels.
fn row_slice<'a>(row: ArrayView1<'a, f32>) -> std::borrow::Cow<'a, [f32]> {
    row.to_slice().map_or_else(|| row.to_vec().into(), Into::into)
}

#[cfg(test)]
mod tests;
