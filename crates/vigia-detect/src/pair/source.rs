//! Where the two views of a pair come from.

use ndarray::s;
use vigia_core::Window;

use crate::{DetectError, View};

/// Two calibrated views of one grid, read window by window.
pub trait PairSource: Sync {
    /// What reading fails on.
    type Error: From<DetectError> + Send;
    /// What one worker reads with; it never leaves that worker.
    type Reader;

    /// Returns the rows and columns of the grid.
    fn shape(&self) -> (usize, usize);

    /// Opens a reader.
    ///
    /// # Errors
    /// Where the files cannot be opened.
    fn open(&self) -> Result<Self::Reader, Self::Error>;

    /// Reads the earlier and the later view of `window`, hidden pixels NaN.
    ///
    /// # Errors
    /// Where the window cannot be read.
    fn read(&self, reader: &mut Self::Reader, window: Window) -> Result<(View, View), Self::Error>;
}

/// Two views held in memory.
#[derive(Clone, Copy, Debug)]
pub struct Held<'a> {
    before: &'a View,
    after: &'a View,
}

impl<'a> Held<'a> {
    /// Holds two views of one grid.
    ///
    /// # Errors
    /// [`DetectError::Shape`] where their shapes differ.
    pub fn new(before: &'a View, after: &'a View) -> Result<Self, DetectError> {
        if before.shape() == after.shape() {
            return Ok(Self { before, after });
        }
        Err(DetectError::Shape {
            expected: format!("{:?}", before.shape()),
            found: format!("{:?}", after.shape()),
        })
    }
}

impl PairSource for Held<'_> {
    type Error = DetectError;
    type Reader = ();

    fn shape(&self) -> (usize, usize) {
        self.after.shape()
    }

    fn open(&self) -> Result<(), DetectError> {
        Ok(())
    }

    fn read(&self, (): &mut (), window: Window) -> Result<(View, View), DetectError> {
        let cut = |view: &View| {
            let rows = window.row..window.row + window.rows;
            let cols = window.col..window.col + window.cols;
            View::new(view.reflectance().slice(s![.., rows, cols]).to_owned())
        };
        Ok((cut(self.before)?, cut(self.after)?))
    }
}
