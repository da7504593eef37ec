//! How much of what a scene observed is ground, from a coarse look at its mask.

use gdal::raster::{Buffer, RasterBand};
use vigia_core::Scene;

use crate::RasterError;
use crate::dataset_pool::DatasetPool;

/// Longest side of the look, in pixels; a share is right to about a per cent.
const LOOK_SIDE_PX: usize = 256;

/// Most pixels that are read for it: a file without overviews costs too much to decode.
const PIXELS_MAX: usize = 4 * 1024 * 1024;

/// Returns the share of observed pixels that show the ground, 0–1; `None` where the scene
/// has no mask, observed nothing, or has no overview from which the look is cheap.
///
/// # Errors
/// [`RasterError::Open`], [`RasterError::Read`], [`RasterError::NotAsCatalogued`].
pub fn ground_share(pool: &DatasetPool, scene: &Scene) -> Result<Option<f64>, RasterError> {
    let Some((asset, mask)) = scene.mask() else { return Ok(None) };
    let lent = pool.lend(asset)?;
    let band = lent.dataset()?.rasterband(asset.band_number);
    let looked = band.and_then(|band| look(&band)).map_err(|source| lent.failed(source))?;
    let Some(numbers) = looked else { return Ok(None) };
    let is_observed = |number: u16| number != mask.fill && asset.nodata != Some(f64::from(number));
    let (mut observed, mut ground) = (0_u32, 0_u32);
    for number in numbers.data().iter().copied().filter(|number| is_observed(*number)) {
        observed += 1;
        ground += u32::from(mask.meaning.shows_ground(number));
    }
    Ok((observed > 0).then(|| f64::from(ground) / f64::from(observed)))
}

/// Reads the whole band small; GDAL takes the coarsest overview that is fine enough.
fn look(band: &RasterBand<'_>) -> gdal::errors::Result<Option<Buffer<u16>>> {
    let size = band.size();
    let shrink = size.0.max(size.1).div_ceil(LOOK_SIDE_PX);
    let mut cheap = size.0 * size.1 <= PIXELS_MAX;
    for index in 0..usize::try_from(band.overview_count()?).unwrap_or(0) {
        let overview = band.overview(index)?.size();
        let fine_enough = size.0 / overview.0.max(1) <= shrink;
        cheap |= fine_enough && overview.0 * overview.1 <= PIXELS_MAX;
    }
    if !cheap {
        return Ok(None);
    }
    let small = (size.0.div_ceil(shrink), size.1.div_ceil(shrink));
    band.read_as((0, 0), size, small, None).map(Some)
}
