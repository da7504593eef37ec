//! A scene that compresses as real ones do.

use std::path::{Path, PathBuf};

use anyhow::Context;
use ndarray::Array2;
use tempfile::TempDir;
use vigia_core::scene::Asset;
use vigia_core::{Band, Fingerprint, GridGeometry, Scene, SceneId, Sensor};
use vigia_raster::cog::Overviews;
use vigia_raster::scene_tile::bounds;
use vigia_raster::{CogBand, CogOptions, CogPixels, write_cog};

const SIDE_PX: usize = 4096;

/// The scene's file, which goes with it.
pub struct Sample {
    file: PathBuf,
    grid: GridGeometry,
    fingerprint: Fingerprint,
    bounds: [f64; 4],
    _folder: TempDir,
}

impl Sample {
    /// Draws and writes the scene: forest with fields and rivers, and the noise of a sensor.
    ///
    /// # Errors
    /// A disk that is full.
    pub fn write() -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("vigia-bench-scene").tempdir()?;
        let file = folder.path().join("natural.tif");
        let grid = GridGeometry {
            crs: "EPSG:32719".to_owned(),
            transform: [340_000.0, 10.0, 0.0, 8_600_000.0, 0.0, -10.0],
            rows: SIDE_PX,
            cols: SIDE_PX,
        };
        let bands = [(320.0, 0), (560.0, 1), (290.0, 2)].map(|(level, seed)| band(level, seed));
        let layers = bands.each_ref().map(|band| CogBand {
            pixels: CogPixels::U16(band.view()),
            nodata: Some(0.0),
            description: "",
        });
        let options = CogOptions { block_size_px: 512, overviews: Overviews::Average, level: 6 };
        write_cog(&file, &grid, &layers, &options)?;
        let fingerprint = Fingerprint::of(&std::fs::read(&file)?);
        let mut sample = Self { file, grid, fingerprint, bounds: [0.0; 4], _folder: folder };
        sample.bounds = bounds(&sample.scene()).context("the bounds of the sample")?;
        Ok(sample)
    }

    /// The file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// West, north, east, south as shares of the world map.
    pub fn bounds_px(&self) -> [f64; 4] {
        let [west, south, east, north] = self.bounds;
        let across = |lon: f64| (lon + 180.0) / 360.0;
        let down = |lat: f64| (1.0 - lat.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0;
        [across(west), down(north), across(east), down(south)]
    }

    /// The scene as it is catalogued.
    pub fn scene(&self) -> Scene {
        let moment = jiff::Timestamp::UNIX_EPOCH;
        let bands = [Band::Red, Band::Green, Band::Blue];
        let asset = |(index, band): (usize, Band)| Asset {
            band,
            fingerprint: self.fingerprint,
            size_bytes: 0,
            file_name: "natural.tif".to_owned(),
            band_number: index + 1,
            scale: 0.0001,
            offset: 0.0,
            is_decibels: false,
            nodata: Some(0.0),
            grid: self.grid.clone(),
        };
        Scene {
            id: SceneId::new("bench"),
            sensor: Sensor::Sentinel2,
            series: "tile:19LCG".to_owned(),
            acquired_start: moment,
            acquired_end: moment,
            processing_baseline: None,
            orbit_state: None,
            grid: self.grid.clone(),
            assets: bands.into_iter().enumerate().map(asset).collect(),
        }
    }

    /// Puts the file where a workspace keeps it.
    ///
    /// # Errors
    /// What the system says.
    pub fn put_into(&self, workspace: &Path) -> anyhow::Result<()> {
        super::put_blob(workspace, &self.fingerprint.to_string(), &self.file)
    }
}

fn band(level: f64, seed: u64) -> Array2<u16> {
    Array2::from_shape_fn((SIDE_PX, SIDE_PX), |(row, col)| {
        let (y, x) = (row as f64, col as f64);
        let hills = (x / 310.0).sin() * (y / 270.0).cos() * 60.0;
        let river = if ((x / 900.0).sin() * 300.0 + y - 2000.0).abs() < 25.0 { 500.0 } else { 0.0 };
        let field = if (row / 64 + col / 96) % 7 == 0 { 250.0 } else { 0.0 };
        let mixed =
            (row as u64 * 1_000_003 + col as u64 * 3 + seed).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let noise = (mixed >> 59) as f64;
        (level + hills + river + field + noise) as u16
    })
}
