//! How often each code of the scene classification occurs, from a coarse look.

use gdal::raster::{Buffer, RasterBand};
use vigia_core::{Band, Scene};

use crate::RasterError;
use crate::dataset_pool::DatasetPool;

/// Longest side of the look, in pixels; a share is right to about a per cent.
const LOOK_SIDE_PX: usize = 256;

/// Most pixels that are read for it: a file without overviews costs too much to decode.
const PIXELS_MAX: usize = 4 * 1024 * 1024;

/// Number of pixels of each code; code 0 is no data.
pub type ClassCounts = [u32; 256];

/// Counts the codes in the whole scene; `None` where it has no classification, or no
/// overview from which the look is cheap.
///
/// # Errors
/// [`RasterError::Open`], [`RasterError::Read`], [`RasterError::NotAsCatalogued`].
pub fn class_counts(pool: &DatasetPool, scene: &Scene) -> Result<Option<ClassCounts>, RasterError> {
    let Some(asset) = scene.asset(Band::Scl) else { return Ok(None) };
    let lent = pool.lend(asset)?;
    let band = lent.dataset()?.rasterband(asset.band_number);
    let codes = band.and_then(|band| look(&band)).map_err(|source| lent.failed(source))?;
    Ok(codes.map(|codes| {
        let mut counts = [0; 256];
        for code in codes.data() {
            let is_no_data = asset.nodata == Some(f64::from(*code));
            counts[if is_no_data { 0 } else { usize::from(*code) }] += 1;
        }
        counts
    }))
}

/// Reads the whole band small; GDAL takes the coarsest overview that is fine enough.
fn look(band: &RasterBand<'_>) -> gdal::errors::Result<Option<Buffer<u8>>> {
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
