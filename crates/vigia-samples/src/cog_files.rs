//! Bands into COG files, one band a file.

use std::path::Path;

use anyhow::{Context, Result};
use vigia_core::GridGeometry;
use vigia_raster::cog::Overviews;
use vigia_raster::{CogBand, CogOptions, CogPixels, write_cog};

/// Writes one band.
///
/// # Errors
/// Where the file cannot be written.
pub fn write_band<'a>(
    path: &Path,
    grid: &GridGeometry,
    name: &'a str,
    pixels: CogPixels<'a>,
    nodata: f64,
) -> Result<()> {
    let overviews = match pixels {
        CogPixels::U8(_) => Overviews::Nearest,
        _ => Overviews::Average,
    };
    let options = CogOptions { block_size_px: 256, overviews, level: 4 };
    let bands = [CogBand { pixels, nodata: Some(nodata), description: name }];
    write_cog(path, grid, &bands, &options).with_context(|| format!("writing {}", path.display()))
}

/// Returns a grid with pixels `factor` times as large, from the same corner.
pub fn coarser(grid: &GridGeometry, factor: usize) -> GridGeometry {
    let mut coarse = grid.clone();
    coarse.transform[1] *= factor as f64;
    coarse.transform[5] *= factor as f64;
    coarse.rows /= factor;
    coarse.cols /= factor;
    coarse
}
