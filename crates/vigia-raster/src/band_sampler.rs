//! Quantities of one band at given places, read from the overview that fits.

use gdal::raster::{RasterBand, ResampleAlg};
use vigia_core::GridGeometry;
use vigia_core::scene::Asset;

use crate::RasterError;
use crate::dataset_pool::Lent;
use crate::placement::Places;

/// An overview may be so much coarser than the picture: 10 m pixels seen at 9.3 m, which is
/// zoom 14 in Madre de Dios, must not need the next finer level at zoom 13.
const COARSER_MAX: f64 = 1.1;

/// Most pixels that one band is read into (64 MB of numbers).
const PIXELS_MAX: usize = 16 * 1024 * 1024;

/// Returns the band's quantity at each place; NaN is no data, or outside of the asset.
///
/// Quantities are mixed from the four pixels around a place, weighted; the pixel in which
/// the place lies must hold data, and neighbours without are left out: as GDAL warps.
/// Classes are those of the pixel in which the place lies. Where the picture is coarser than
/// the finest fitting overview, that is averaged down in whole steps while it is read.
///
/// # Errors
/// [`RasterError::Read`]; [`RasterError::TooMuch`] beyond 16 million pixels.
pub fn sample(lent: &Lent<'_>, asset: &Asset, places: &Places) -> Result<Vec<f32>, RasterError> {
    let Some(window) = Pixels::around(lent, asset, places)? else {
        return Ok(vec![f32::NAN; places.cols.len()]);
    };
    let at = places.cols.iter().zip(&places.rows);
    Ok(match asset.band.is_mask() {
        true => at.map(|(col, row)| window.nearest(*col, *row)).collect(),
        false => at.map(|(col, row)| window.bilinear(*col, *row)).collect(),
    })
}

/// A window of one level of a band, calibrated.
struct Pixels {
    values: Vec<f32>,
    width: usize,
    height: usize,
    /// Level pixel = full pixel · factor − first.
    col_factor: f64,
    row_factor: f64,
    first_col: f64,
    first_row: f64,
}

/// A level: an overview (or the band itself), averaged down by `step` while it is read.
struct Level<'a> {
    band: RasterBand<'a>,
    step: usize,
}

impl Pixels {
    fn around(
        lent: &Lent<'_>,
        asset: &Asset,
        places: &Places,
    ) -> Result<Option<Self>, RasterError> {
        let Some((cols, rows)) = extent(places) else { return Ok(None) };
        let failed = |source| lent.failed(source);
        let band = lent.dataset()?.rasterband(asset.band_number).map_err(failed)?;
        let level = Level::fitting(band, asset.grid.cols, places.scale).map_err(failed)?;
        let (level_cols, level_rows) = level.band.size();
        let GridGeometry { cols: full_cols, rows: full_rows, .. } = asset.grid;
        let step = level.step as f64;
        let col_factor = level_cols as f64 / full_cols as f64 / step;
        let row_factor = level_rows as f64 / full_rows as f64 / step;
        let across = span(cols, col_factor, level_cols.div_ceil(level.step));
        let down = span(rows, row_factor, level_rows.div_ceil(level.step));
        let (width, height) = (across.1 - across.0, down.1 - down.0);
        if width.saturating_mul(height) > PIXELS_MAX {
            return Err(RasterError::TooMuch { pixels: width.saturating_mul(height) });
        }
        let mut values = vec![0.0_f32; width * height];
        let corner = (across.0 * level.step, down.0 * level.step);
        let window = (
            (width * level.step).min(level_cols - corner.0),
            (height * level.step).min(level_rows - corner.1),
        );
        let averaged = level.step > 1 && !asset.band.is_mask();
        let resampling = averaged.then_some(ResampleAlg::Average);
        level
            .band
            .read_into_slice(
                (corner.0 as isize, corner.1 as isize),
                window,
                (width, height),
                &mut values,
                resampling,
            )
            .map_err(failed)?;
        calibrate(&mut values, asset);
        let (first_col, first_row) = (across.0 as f64, down.0 as f64);
        Ok(Some(Self { values, width, height, col_factor, row_factor, first_col, first_row }))
    }

    fn nearest(&self, col: f64, row: f64) -> f32 {
        // A comparison with NaN is false: places outside of the grid have no value.
        let (x, y) = self.position(col, row);
        if !(x >= 0.0 && y >= 0.0) {
            return f32::NAN;
        }
        self.at((x as usize).min(self.width - 1), (y as usize).min(self.height - 1))
    }

    fn bilinear(&self, col: f64, row: f64) -> f32 {
        let (x, y) = self.position(col, row);
        if !(x >= 0.0 && y >= 0.0) {
            return f32::NAN;
        }
        let (left, across) = between(x, self.width);
        let (top, down) = between(y, self.height);
        let (right, bottom) = ((left + 1).min(self.width - 1), (top + 1).min(self.height - 1));
        let corners = [
            self.at(left, top),
            self.at(right, top),
            self.at(left, bottom),
            self.at(right, bottom),
        ];
        let upper = corners[0] + (corners[1] - corners[0]) * across;
        let lower = corners[2] + (corners[3] - corners[2]) * across;
        let mixed = upper + (lower - upper) * down;
        if mixed.is_nan() { self.beside_no_data(corners, (across, down), (x, y)) } else { mixed }
    }

    /// The mean of the corners that hold data; none where the nearest does not.
    #[cold]
    fn beside_no_data(
        &self,
        corners: [f32; 4],
        (across, down): (f32, f32),
        (x, y): (f64, f64),
    ) -> f32 {
        let own = self.at((x as usize).min(self.width - 1), (y as usize).min(self.height - 1));
        if own.is_nan() {
            return f32::NAN;
        }
        let weights = [
            (1.0 - across) * (1.0 - down),
            across * (1.0 - down),
            (1.0 - across) * down,
            across * down,
        ];
        let known = corners.iter().zip(weights).filter(|(value, _)| !value.is_nan());
        let (sum, weight) = known.fold((0.0, 0.0), |(sum, total), (value, weight)| {
            (sum + value * weight, total + weight)
        });
        // The nearest corner holds data and weighs at least a quarter.
        sum / weight
    }

    fn position(&self, col: f64, row: f64) -> (f64, f64) {
        (col * self.col_factor - self.first_col, row * self.row_factor - self.first_row)
    }

    fn at(&self, x: usize, y: usize) -> f32 {
        self.values[y * self.width + x]
    }
}

impl<'a> Level<'a> {
    /// Returns the coarsest level that is not coarser than `scale` full pixels, but for
    /// [`COARSER_MAX`].
    fn fitting(band: RasterBand<'a>, full_cols: usize, scale: f64) -> gdal::errors::Result<Self> {
        let allowed = scale * COARSER_MAX;
        let mut chosen: Option<(f64, RasterBand<'a>)> = None;
        for index in 0..usize::try_from(band.overview_count()?).unwrap_or(0) {
            let overview = band.overview(index)?;
            let factor = full_cols as f64 / overview.x_size().max(1) as f64;
            let coarser = chosen.as_ref().is_none_or(|(known, _)| factor > *known);
            if factor <= allowed && coarser {
                chosen = Some((factor, overview));
            }
        }
        let (factor, band) = chosen.unwrap_or((1.0, band));
        let step = (allowed / factor).floor().max(1.0) as usize;
        Ok(Self { band, step })
    }
}

/// Smallest and largest (column, row) of the places; `None` where all lie outside.
fn extent(places: &Places) -> Option<((f64, f64), (f64, f64))> {
    let ends = |values: &[f64]| {
        values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(*value), high.max(*value))
        })
    };
    let (cols, rows) = (ends(&places.cols), ends(&places.rows));
    (cols.0 <= cols.1 && rows.0 <= rows.1).then_some((cols, rows))
}

/// Pixels of a level that enclose full pixels `from..=to`, and one more on each side.
fn span((from, to): (f64, f64), factor: f64, limit: usize) -> (usize, usize) {
    let first = ((from * factor).floor() - 1.0).max(0.0) as usize;
    let end = ((to * factor).floor() + 2.0) as usize;
    let first = first.min(limit.saturating_sub(1));
    (first, end.clamp(first + 1, limit.max(first + 1)))
}

/// The pixel whose centre lies before a position, and how far the position is towards the
/// next one's; at the first and last half pixel that pixel alone counts.
fn between(position: f64, limit: usize) -> (usize, f32) {
    let shifted = position - 0.5;
    if shifted <= 0.0 {
        return (0, 0.0);
    }
    let before = (shifted as usize).min(limit - 1);
    (before, ((shifted - before as f64) as f32).min(1.0))
}

/// Quantities in place of DN; no data becomes NaN.
fn calibrate(values: &mut [f32], asset: &Asset) {
    let nodata = asset.nodata.map(|nodata| nodata as f32);
    for value in values {
        let is_known = value.is_finite() && nodata != Some(*value);
        *value = if is_known { asset.quantity(f64::from(*value)) as f32 } else { f32::NAN };
    }
}
