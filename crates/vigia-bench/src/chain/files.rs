//! The tile: four synthetic files that compress and change like real ones.

use std::path::{Path, PathBuf};

use anyhow::Context;
use gdal::DriverManager;
use gdal::raster::{Buffer, RasterCreationOptions};
use gdal::spatial_ref::SpatialRef;
use vigia_core::{Band, GridGeometry};

use super::BLOCK;
use crate::place_hash::{byte, mixed};

/// Offset of the numbers (baseline 04.00).
pub const OFFSET: f64 = -0.1;
/// Reflectance = number · this + [`OFFSET`].
pub const SCALE: f64 = 0.0001;

/// Mean distance of clearings, in pixels: one square of this side in [`ONE_IN`] has one.
const CLEARING_SPACING: usize = 96;
const ONE_IN: u64 = 9;

/// The four files, in a folder that goes when this is dropped.
pub struct Files {
    pub grid: GridGeometry,
    folder: tempfile::TempDir,
}

/// One file: which date and band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub after: bool,
    pub band: Band,
    pub name: &'static str,
}

pub const PARTS: [Part; 4] = [
    Part { after: false, band: Band::Red, name: "before_B04.tif" },
    Part { after: false, band: Band::Nir, name: "before_B08.tif" },
    Part { after: true, band: Band::Red, name: "after_B04.tif" },
    Part { after: true, band: Band::Nir, name: "after_B08.tif" },
];

impl Files {
    /// Writes them, one a core at a time.
    pub fn write(side: usize) -> anyhow::Result<Self> {
        vigia_raster::configure();
        let transform = [300_000.0, 10.0, 0.0, 8_600_020.0, 0.0, -10.0];
        let grid = GridGeometry { crs: "EPSG:32719".into(), transform, rows: side, cols: side };
        let files = Self { grid, folder: tempfile::tempdir()? };
        for pair in PARTS.chunks(super::THREADS) {
            std::thread::scope(|scope| {
                let running: Vec<_> =
                    pair.iter().map(|part| scope.spawn(|| files.write_part(*part))).collect();
                running.into_iter().try_for_each(|worker| {
                    worker.join().map_err(|_| anyhow::anyhow!("a writer panicked"))?
                })
            })?;
        }
        Ok(files)
    }

    /// Returns where a part lies.
    pub fn path(&self, part: Part) -> PathBuf {
        self.folder.path().join(part.name)
    }

    /// Returns the folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the size of all files on the disk, MB.
    pub fn compressed_mb(&self) -> f64 {
        let size = |part: &Part| std::fs::metadata(self.path(*part)).map_or(0, |found| found.len());
        PARTS.iter().map(size).sum::<u64>() as f64 / 1e6
    }

    fn write_part(&self, part: Part) -> anyhow::Result<()> {
        let path = self.path(part);
        let (rows, cols) = (self.grid.rows, self.grid.cols);
        let driver = DriverManager::get_driver_by_name("GTiff")?;
        let options = RasterCreationOptions::from_iter([
            "TILED=YES",
            "BLOCKXSIZE=512",
            "BLOCKYSIZE=512",
            "COMPRESS=DEFLATE",
            "PREDICTOR=2",
            "BIGTIFF=NO",
        ]);
        let mut dataset = driver
            .create_with_band_type_with_options::<u16, _>(&path, cols, rows, 1, &options)
            .with_context(|| path.display().to_string())?;
        dataset.set_spatial_ref(&SpatialRef::from_epsg(32719)?)?;
        dataset.set_geo_transform(&self.grid.transform)?;
        let mut band = dataset.rasterband(1)?;
        band.set_no_data_value(Some(0.0))?;
        for window in self.grid.blocks(BLOCK) {
            let numbers = (window.row..window.row + window.rows)
                .flat_map(|row| (window.col..window.col + window.cols).map(move |col| (row, col)))
                .map(|(row, col)| number(part, row, col, cols))
                .collect();
            let size = (window.cols, window.rows);
            let mut buffer = Buffer::new(size, numbers);
            band.write((window.col as isize, window.row as isize), size, &mut buffer)?;
        }
        dataset.close()?;
        Ok(())
    }
}

/// Forest with crowns, a slow change of brightness and noise of the sensor; clearings in the
/// second date; no data in a corner, as where the swath ends.
fn number(part: Part, row: usize, col: usize, cols: usize) -> u16 {
    if row + col < cols / 6 {
        return 0;
    }
    let date = u64::from(part.after);
    let seed = date * 2 + u64::from(part.band == Band::Nir);
    let crowns = f64::from(byte(row / 2, col / 2, 77)) / 255.0 - 0.5;
    let noise = f64::from(byte(row, col, seed)) / 255.0 - 0.5;
    let slow = ((row as f64 / 900.0).sin() + (col as f64 / 1_300.0).cos()) / 2.0;
    let (red, nir) = match part.after && in_clearing(row, col) {
        true => (0.17 + 0.05 * crowns, 0.25 + 0.05 * crowns),
        false => (0.028 + 0.006 * crowns, 0.29 + 0.07 * crowns),
    };
    let (value, grain) = if part.band == Band::Nir { (nir, 0.006) } else { (red, 0.003) };
    let reflectance = value * (1.0 + 0.05 * slow) + grain * noise;
    ((reflectance - OFFSET) / SCALE).round() as u16
}

/// Three overlapping discs for a clearing, one square in [`ONE_IN`].
fn in_clearing(row: usize, col: usize) -> bool {
    let (square_row, square_col) = (row / CLEARING_SPACING, col / CLEARING_SPACING);
    let hash = mixed(square_row, square_col, 5);
    if !hash.is_multiple_of(ONE_IN) {
        return false;
    }
    let (y, x) = ((row % CLEARING_SPACING) as f64, (col % CLEARING_SPACING) as f64);
    (0..3).any(|disc| {
        let bits = hash >> (8 + 16 * disc);
        let (cy, cx) = (24.0 + (bits & 31) as f64 * 1.5, 24.0 + ((bits >> 5) & 31) as f64 * 1.5);
        let radius = 6.0 + ((bits >> 10) & 15) as f64;
        (y - cy).hypot(x - cx) < radius
    })
}
