//! Where a scene shows the ground, by its sensor's mask.

use ndarray::{Array2, s};
use vigia_core::{Sensor, Window};
use vigia_detect::clear_mask::clear_mask;
use vigia_raster::{RasterError, SceneReader};

/// Returns `true` where the ground is seen, shape `(row, col)` of `window`; everywhere in a
/// scene without a mask.
///
/// - `margin_px`: pixels by which cloud and shadow are widened; the mask is read with a
///   halo, so that the result is the same in any window.
///
/// # Errors
/// As [`SceneReader::read_mask`].
pub(crate) fn clear_ground(
    reader: &SceneReader,
    window: Window,
    margin_px: usize,
) -> Result<Array2<bool>, RasterError> {
    let around = window.grown(margin_px, reader.grid());
    let Some(mask) = reader.read_mask(around)? else {
        return Ok(Array2::from_elem((window.rows, window.cols), true));
    };
    let clear = clear_mask(mask.numbers.view(), mask.meaning, margin_px);
    let (row, col) = (window.row - around.row, window.col - around.col);
    Ok(clear.slice(s![row..row + window.rows, col..col + window.cols]).to_owned())
}

/// Returns what a sensor's mask means, for the key of work that depends on it: corrected
/// classes or bits make other work of the same scenes.
pub(crate) fn mask_key(sensor: Sensor) -> String {
    format!("{:?}", sensor.description().mask)
}
