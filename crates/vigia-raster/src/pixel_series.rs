//! One place through time: a pixel of every scene of a series.

use vigia_core::scene::Asset;
use vigia_core::{Band, Scene};

use crate::RasterError;
use crate::dataset_pool::{DatasetPool, Lent};
use crate::transformer::transformed;

/// What one scene measured at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct PixelSample {
    /// Quantity of each band asked for: the median of the three by three pixels around the
    /// place, on the band's own grid; NaN is no data.
    ///
    /// The median takes out speckle and the half pixel by which acquisitions are shifted
    /// against each other; a clearing of one pixel does not show in it.
    pub values: Vec<f32>,
    /// Whether the scene's mask sees the ground in all of the three by three pixels around
    /// the place; always where it has none.
    pub is_clear: bool,
}

/// Reads a place in a scene; `None` where the scene does not reach there.
///
/// # Errors
/// [`RasterError::NoSuchBand`], [`RasterError::Open`], [`RasterError::Read`],
/// [`RasterError::NotAsCatalogued`], [`RasterError::Crs`].
pub fn read_pixel(
    pool: &DatasetPool,
    scene: &Scene,
    bands: &[Band],
    lon: f64,
    lat: f64,
) -> Result<Option<PixelSample>, RasterError> {
    let (xs, ys) = transformed("EPSG:4326", &scene.grid.crs, vec![lon], vec![lat])?;
    let place = (xs.first().copied(), ys.first().copied());
    let (Some(x), Some(y)) = place else { return Ok(None) };
    let inside = scene.grid.to_pixel(x, y).is_some_and(|(row, col)| {
        (0.0..scene.grid.rows as f64).contains(&row) && (0.0..scene.grid.cols as f64).contains(&col)
    });
    if !inside {
        return Ok(None);
    }
    let around = |asset: &Asset| -> Result<Vec<f64>, RasterError> {
        let (x, y) = if asset.grid.crs == scene.grid.crs {
            (x, y)
        } else {
            let (xs, ys) = transformed("EPSG:4326", &asset.grid.crs, vec![lon], vec![lat])?;
            (xs.first().copied().unwrap_or(f64::NAN), ys.first().copied().unwrap_or(f64::NAN))
        };
        three_by_three(&pool.lend(asset)?, asset, x, y)
    };
    let mut values = Vec::with_capacity(bands.len());
    for band in bands {
        let missing = || RasterError::NoSuchBand { scene: scene.id.to_string(), band: *band };
        let asset = scene.asset(*band).ok_or_else(missing)?;
        values.push(asset.quantity(median(around(asset)?)) as f32);
    }
    let is_clear = match scene.mask() {
        Some((asset, mask)) => around(asset)?.into_iter().all(|number| mask.shows_ground(number)),
        None => true,
    };
    Ok(Some(PixelSample { values, is_clear }))
}

/// Digital numbers around a position, cut at the edge of the file; NaN is no data.
fn three_by_three(lent: &Lent<'_>, asset: &Asset, x: f64, y: f64) -> Result<Vec<f64>, RasterError> {
    let (Some((row, col)), rows, cols) =
        (asset.grid.to_pixel(x, y), asset.grid.rows as f64, asset.grid.cols as f64)
    else {
        return Ok(Vec::new());
    };
    let (row, col) = (row.floor(), col.floor());
    let (top, left) = ((row - 1.0).max(0.0), (col - 1.0).max(0.0));
    let (bottom, right) = ((row + 2.0).min(rows), (col + 2.0).min(cols));
    // Also false for NaN: the place has no position in the asset's CRS.
    if !(bottom > top && right > left) {
        return Ok(Vec::new());
    }
    let size = ((right - left) as usize, (bottom - top) as usize);
    let band = lent.dataset()?.rasterband(asset.band_number);
    let read =
        band.and_then(|band| band.read_as::<f64>((left as isize, top as isize), size, size, None));
    let nodata = |number: f64| asset.nodata.is_some_and(|nodata| nodata == number);
    let numbers = read.map_err(|source| lent.failed(source))?.data().to_vec();
    Ok(numbers.into_iter().map(|n| if nodata(n) { f64::NAN } else { n }).collect())
}

/// The median of the numbers that are known; NaN where none is.
fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.retain(|number| number.is_finite());
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len() / 2;
    match (numbers.len() % 2, numbers.get(middle)) {
        (_, None) => f64::NAN,
        (1, Some(number)) => *number,
        (_, Some(number)) => (numbers[middle - 1] + number) / 2.0,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn a_median_by_hand() {
        assert_eq!(median(vec![3.0, f64::NAN, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
        assert!(median(vec![f64::NAN]).is_nan());
        assert!(median(vec![]).is_nan());
    }
}
