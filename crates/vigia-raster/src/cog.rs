//! Cloud-optimised GeoTIFFs out: whole or not at all.

use std::path::{Path, PathBuf};

use gdal::raster::{Buffer, GdalType, RasterCreationOptions};
use gdal::{Dataset, DriverManager, Metadata};
use ndarray::ArrayView2;
use vigia_core::GridGeometry;

use crate::gdal_errors::collecting;
use crate::staging::Staged;
use crate::{RasterError, configure, crs};

/// Pixels of one band, shape `(rows, cols)`, top row first.
#[derive(Clone, Copy, Debug)]
pub enum CogPixels<'a> {
    /// Classes and masks.
    U8(ArrayView2<'a, u8>),
    /// Digital numbers.
    U16(ArrayView2<'a, u16>),
    /// Signed digital numbers.
    I16(ArrayView2<'a, i16>),
    /// Quantities.
    F32(ArrayView2<'a, f32>),
}

/// One band to write.
#[derive(Clone, Copy, Debug)]
pub struct CogBand<'a> {
    /// Its pixels.
    pub pixels: CogPixels<'a>,
    /// The number that means "no data"; one for all bands of a file.
    pub nodata: Option<f64>,
    /// Its name, for instance `B04`; may be empty.
    pub description: &'a str,
}

/// How overviews are made from full resolution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overviews {
    /// None.
    None,
    /// Nearest pixel: for classes.
    Nearest,
    /// Mean of valid pixels: for quantities.
    Average,
}

/// How a COG is written.
#[derive(Clone, Copy, Debug)]
pub struct CogOptions {
    /// Side of the internal tiles, in pixels; a multiple of 16.
    pub block_size_px: usize,
    /// Overviews inside the file; none are made for rasters of one tile or less.
    pub overviews: Overviews,
    /// Deflate level 1 (fast) to 9 (small). A predictor that fits the type is used.
    pub level: u8,
}

impl Default for CogOptions {
    fn default() -> Self {
        Self { block_size_px: 512, overviews: Overviews::Nearest, level: 6 }
    }
}

/// Writes `bands` as one COG at `path`, replacing a file that is there.
///
/// The file is written under a temporary name in the same folder, flushed to the disk and
/// then renamed: a reader finds the whole file or none. The same input gives the same
/// bytes. The arrays are copied once in memory.
///
/// # Errors
/// - [`RasterError::BandShape`]: no band, a band whose shape is not the grid's, or whose
///   type or nodata differs from the first band's (a TIFF holds one of each).
/// - [`RasterError::Crs`]: the grid's CRS is not known.
/// - [`RasterError::DiskFull`]: no room; [`RasterError::Write`], [`RasterError::Io`]: else.
pub fn write_cog(
    path: &Path,
    grid: &GridGeometry,
    bands: &[CogBand<'_>],
    options: &CogOptions,
) -> Result<(), RasterError> {
    configure();
    check_bands(path, grid, bands)?;
    let srs = crs::spatial_ref(&grid.crs)?;
    let staged = Staged::beside(path)?;
    let (written, failures) = collecting(|| -> gdal::errors::Result<()> {
        let mut memory = in_memory(grid, bands)?;
        memory.set_spatial_ref(&srs)?;
        memory.set_geo_transform(&grid.transform)?;
        let driver = DriverManager::get_driver_by_name("COG")?;
        memory.create_copy(&driver, staged.path(), &creation_options(options))?.close()
    });
    if let Err(error) = &written {
        return Err(staged.failure(error.to_string(), &failures));
    }
    // GDAL 3.6 reports a failed flush only through its error handler.
    if let Some(first) = failures.first() {
        return Err(staged.failure(first.clone(), &failures));
    }
    staged.publish()
}

fn check_bands(path: &Path, grid: &GridGeometry, bands: &[CogBand<'_>]) -> Result<(), RasterError> {
    let misfit = |band: usize, detail: String| {
        Err(RasterError::BandShape { path: PathBuf::from(path), band, detail })
    };
    let Some(first) = bands.first() else {
        return misfit(0, "there is no band to write".to_owned());
    };
    for (index, band) in bands.iter().enumerate() {
        let shape = band.pixels.dim();
        if shape != (grid.rows, grid.cols) {
            return misfit(index + 1, format!("{shape:?}, grid {:?}", (grid.rows, grid.cols)));
        }
        if std::mem::discriminant(&band.pixels) != std::mem::discriminant(&first.pixels) {
            return misfit(index + 1, "its pixel type is not that of band 1".to_owned());
        }
        if band.nodata.map(f64::to_bits) != first.nodata.map(f64::to_bits) {
            return misfit(index + 1, "its nodata is not that of band 1".to_owned());
        }
    }
    Ok(())
}

impl CogPixels<'_> {
    fn dim(&self) -> (usize, usize) {
        match self {
            Self::U8(view) => view.dim(),
            Self::U16(view) => view.dim(),
            Self::I16(view) => view.dim(),
            Self::F32(view) => view.dim(),
        }
    }
}

fn in_memory(grid: &GridGeometry, bands: &[CogBand<'_>]) -> gdal::errors::Result<Dataset> {
    let driver = DriverManager::get_driver_by_name("MEM")?;
    let (cols, rows, count) = (grid.cols, grid.rows, bands.len());
    let dataset = match bands.first().map(|band| band.pixels) {
        Some(CogPixels::U16(_)) => driver.create_with_band_type::<u16, _>("", cols, rows, count),
        Some(CogPixels::I16(_)) => driver.create_with_band_type::<i16, _>("", cols, rows, count),
        Some(CogPixels::F32(_)) => driver.create_with_band_type::<f32, _>("", cols, rows, count),
        _ => driver.create_with_band_type::<u8, _>("", cols, rows, count),
    }?;
    for (index, band) in bands.iter().enumerate() {
        match band.pixels {
            CogPixels::U8(view) => fill(&dataset, index + 1, view),
            CogPixels::U16(view) => fill(&dataset, index + 1, view),
            CogPixels::I16(view) => fill(&dataset, index + 1, view),
            CogPixels::F32(view) => fill(&dataset, index + 1, view),
        }?;
        let mut raster_band = dataset.rasterband(index + 1)?;
        raster_band.set_description(band.description)?;
        if band.nodata.is_some() {
            raster_band.set_no_data_value(band.nodata)?;
        }
    }
    Ok(dataset)
}

fn fill<T: GdalType + Copy>(
    dataset: &Dataset,
    band: usize,
    view: ArrayView2<'_, T>,
) -> gdal::errors::Result<()> {
    let (rows, cols) = view.dim();
    let mut buffer = Buffer::new((cols, rows), view.iter().copied().collect());
    dataset.rasterband(band)?.write((0, 0), (cols, rows), &mut buffer)
}

fn creation_options(options: &CogOptions) -> RasterCreationOptions {
    let (overviews, resampling) = match options.overviews {
        Overviews::None => ("NONE", "NEAREST"),
        Overviews::Nearest => ("AUTO", "NEAREST"),
        Overviews::Average => ("AUTO", "AVERAGE"),
    };
    [
        "COMPRESS=DEFLATE".to_owned(),
        format!("LEVEL={}", options.level.clamp(1, 9)),
        "PREDICTOR=YES".to_owned(),
        format!("BLOCKSIZE={}", options.block_size_px),
        format!("OVERVIEWS={overviews}"),
        format!("OVERVIEW_RESAMPLING={resampling}"),
        "BIGTIFF=IF_SAFER".to_owned(),
        "NUM_THREADS=1".to_owned(),
    ]
    .into_iter()
    .collect()
}

#[cfg(test)]
mod tests;
