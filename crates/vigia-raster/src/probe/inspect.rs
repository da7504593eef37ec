//! Opens one raster and decodes all of it; only ever run in a child process.

use std::path::Path;

use gdal::{Dataset, Metadata};
use vigia_core::{Problem, ProblemCode};

use super::header::Header;
use super::sample::{SAMPLE_MAX, Sample};
use super::{BandInfo, RasterInfo};
use crate::gdal_errors::collecting;
use crate::geotiff;

/// Most bands of a file.
const BANDS_MAX: usize = 64;

/// Largest block: one must fit into memory.
const BLOCK_PIXELS_MAX: usize = 64 << 20;

/// Most entries of the dataset's metadata that are passed on, and their longest value.
const METADATA_MAX: usize = 64;
const TEXT_CHARS_MAX: usize = 256;

/// Opens the GeoTIFF or JPEG 2000 file at `path`, decodes every block of every band, and returns what it is.
///
/// Runs the decoder in this process: call it through a [`super::Prober`] for files that
/// were not probed before.
///
/// # Errors
/// `FileUnreadable`, `FormatUnknown` (neither), `RasterUnreadable`, `TooLarge`,
/// `RasterTruncated` (a directory or block that is not there, or does not decode),
/// `RasterNotGeoreferenced`.
pub fn inspect(path: &Path, pixels_max: u64) -> Result<RasterInfo, Problem> {
    crate::configure();
    let problem = |(code, detail): (ProblemCode, String)| {
        Problem::new(code, path.display().to_string(), detail)
    };
    let header = Header::read(path).map_err(problem)?;
    header.check_whole().map_err(problem)?;
    let real = path
        .canonicalize()
        .map_err(|error| problem((ProblemCode::FileUnreadable, error.to_string())))?;
    let (opened, failures) = collecting(|| geotiff::open(&real));
    let dataset = opened.map_err(|error| {
        let detail = failures.first().cloned().unwrap_or_else(|| error.to_string());
        problem((header.code_of_failed_open(), detail))
    })?;
    check_size(&dataset, pixels_max).map_err(problem)?;
    let grid = geotiff::grid(&dataset)
        .map_err(|why| problem((ProblemCode::RasterNotGeoreferenced, why)))?;
    let (info, failures) = collecting(|| {
        let mut bands = bands(&dataset)?;
        decode(&dataset, &mut bands)?;
        Ok(RasterInfo {
            grid,
            bands,
            driver: dataset.driver().short_name(),
            metadata: metadata(&dataset),
        })
    });
    let failed = |error: gdal::errors::GdalError| error.to_string();
    match (info.map_err(failed), failures.into_iter().next()) {
        (Ok(info), None) => Ok(info),
        (Err(detail), None) | (_, Some(detail)) => {
            Err(problem((ProblemCode::RasterTruncated, detail)))
        }
    }
}

fn check_size(dataset: &Dataset, pixels_max: u64) -> Result<(), (ProblemCode, String)> {
    let ((cols, rows), bands) = (dataset.raster_size(), dataset.raster_count());
    if cols == 0 || rows == 0 || bands == 0 {
        return Err((ProblemCode::RasterUnreadable, "it has no pixels".to_owned()));
    }
    let pixels = (cols as u64).saturating_mul(rows as u64).saturating_mul(bands as u64);
    if bands > BANDS_MAX || pixels > pixels_max {
        let detail = format!("{rows} rows, {cols} columns, {bands} bands");
        return Err((ProblemCode::TooLarge, detail));
    }
    for index in 1..=bands {
        let band = dataset
            .rasterband(index)
            .map_err(|error| (ProblemCode::RasterUnreadable, error.to_string()))?;
        let (width, height) = band.block_size();
        if width.saturating_mul(height) > BLOCK_PIXELS_MAX {
            return Err((ProblemCode::TooLarge, format!("blocks of {width} by {height} pixels")));
        }
        if band.band_type() == gdal::raster::GdalDataType::Unknown {
            let detail = format!("pixels of band {index} are complex numbers");
            return Err((ProblemCode::RasterUnreadable, detail));
        }
    }
    Ok(())
}

fn bands(dataset: &Dataset) -> gdal::errors::Result<Vec<BandInfo>> {
    (1..=dataset.raster_count())
        .map(|index| {
            let band = dataset.rasterband(index)?;
            let (block_cols, block_rows) = band.block_size();
            Ok(BandInfo {
                data_type: band.band_type().name(),
                nodata: band.no_data_value(),
                scale: band.scale(),
                offset: band.offset(),
                description: cut(&band.description().unwrap_or_default()),
                unit: cut(&band.unit()),
                sampled: None,
                block_cols,
                block_rows,
            })
        })
        .collect()
}

fn metadata(dataset: &Dataset) -> std::collections::BTreeMap<String, String> {
    let entries = dataset.metadata_domain("").unwrap_or_default();
    let pairs = entries.iter().filter_map(|entry| entry.split_once('='));
    pairs.take(METADATA_MAX).map(|(key, value)| (cut(key), cut(value))).collect()
}

fn cut(text: &str) -> String {
    text.chars().take(TEXT_CHARS_MAX).collect()
}

/// Reads block after block, all bands of one before the next, as they lie in the file, and
/// looks at the numbers as they pass.
fn decode(dataset: &Dataset, infos: &mut [BandInfo]) -> gdal::errors::Result<()> {
    let (cols, rows) = dataset.raster_size();
    let (width, height) = dataset.rasterband(1)?.block_size();
    let (width, height) = (width.clamp(1, cols), height.clamp(1, rows));
    let mut pixels = vec![0_f32; width * height];
    let every = (cols * rows).div_ceil(SAMPLE_MAX);
    let mut samples: Vec<Sample> = infos.iter().map(|info| Sample::of(info, every)).collect();
    for row in (0..rows).step_by(height) {
        for col in (0..cols).step_by(width) {
            let size = (width.min(cols - col), height.min(rows - row));
            let buffer = &mut pixels[..size.0 * size.1];
            for (index, sample) in (1..).zip(&mut samples) {
                let band = dataset.rasterband(index)?;
                band.read_into_slice((col as isize, row as isize), size, size, buffer, None)?;
                sample.look_at(buffer);
            }
        }
    }
    for (info, sample) in infos.iter_mut().zip(samples) {
        info.sampled = sample.sampled();
    }
    Ok(())
}
