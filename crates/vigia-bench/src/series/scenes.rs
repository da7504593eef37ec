//! A tile's scenes as they are delivered: STAC items beside GeoTIFFs, one band a file.

use std::path::{Path, PathBuf};

use anyhow::Context;
use gdal::DriverManager;
use gdal::raster::{Buffer, GdalType, RasterCreationOptions};
use gdal::spatial_ref::SpatialRef;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde_json::{Value, json};
use vigia_core::{Band, GridGeometry};

use super::ground::{Day, SQUARE_PX};

/// Pixels along the side of a block of a file.
pub const BLOCK: usize = 512;
const EPSG: u32 = 32_719;
const OFFSET: f64 = -0.1;
const SCALE: f64 = 0.0001;
const DAYS_APART: i64 = 9;

/// One file of a scene.
#[derive(Clone, Copy, Debug)]
struct Part {
    band: Band,
    name: &'static str,
    common: &'static str,
    pixel_size_m: usize,
    /// Whether a series reads all of it, and not only the ground around clearings.
    is_watched: bool,
}

const fn part(
    band: Band,
    name: &'static str,
    common: &'static str,
    pixel_size_m: usize,
    is_watched: bool,
) -> Part {
    Part { band, name, common, pixel_size_m, is_watched }
}

const PARTS: [Part; 7] = [
    part(Band::Blue, "B02", "blue", 10, false),
    part(Band::Green, "B03", "green", 10, false),
    part(Band::Red, "B04", "red", 10, true),
    part(Band::Nir, "B08", "nir", 10, true),
    part(Band::Swir1, "B11", "swir16", 20, false),
    part(Band::Swir2, "B12", "swir22", 20, true),
    part(Band::Scl, "SCL", "scl", 20, true),
];

/// A tile and its dates.
#[derive(Clone, Copy, Debug)]
pub struct Tile {
    pub side_px: usize,
    pub dates: usize,
    /// Dates that lie on the disk at a time: the others are made when their turn comes.
    pub dates_at_once: usize,
    /// Whether the bands that a series does not read everywhere carry no grain.
    pub is_lean: bool,
}

impl Tile {
    /// A tile whose scenes all lie there from the beginning.
    pub const fn new(side_px: usize, dates: usize) -> Self {
        Self { side_px, dates, dates_at_once: dates, is_lean: false }
    }

    /// A tile that needs little disk: its scenes come one by one.
    pub const fn lean(side_px: usize, dates: usize) -> Self {
        Self { side_px, dates, dates_at_once: 1, is_lean: true }
    }

    /// Returns pixels of 10 m times dates.
    pub const fn pixel_dates(&self) -> f64 {
        (self.side_px * self.side_px * self.dates) as f64
    }

    /// Writes one date below `folder`, unless it is there; returns its files.
    pub fn write(&self, time: usize, folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
        let scene = folder.join(name(time)?);
        let item = scene.join("item.json");
        let files = PARTS.iter().map(|part| scene.join(format!("{}.tif", part.name))).collect();
        if item.exists() {
            return Ok(files);
        }
        std::fs::create_dir_all(&scene)?;
        PARTS.par_iter().try_for_each(|part| self.write_part(*part, time, &scene))?;
        // The item comes last: a folder with an item is whole.
        std::fs::write(&item, self.item(time)?.to_string())?;
        Ok(files)
    }

    fn grid(&self, pixel_size_m: usize) -> GridGeometry {
        let (size_m, side_px) = (pixel_size_m as f64, self.side_px * 10 / pixel_size_m);
        let transform = [300_000.0, size_m, 0.0, 8_600_020.0, 0.0, -size_m];
        GridGeometry { crs: format!("EPSG:{EPSG}"), transform, rows: side_px, cols: side_px }
    }

    fn write_part(&self, part: Part, time: usize, scene: &Path) -> anyhow::Result<()> {
        let is_even = self.is_lean && !part.is_watched;
        let day = Day { time, dates: self.dates, is_even };
        let (path, grid) = (scene.join(format!("{}.tif", part.name)), self.grid(part.pixel_size_m));
        let step = part.pixel_size_m / 10;
        if part.band == Band::Scl {
            let classes = square(step, |row, col| day.class(row, col));
            return write(&path, &grid, SQUARE_PX / step, &classes);
        }
        let numbers = square(step, |row, col| {
            ((day.reflectance(part.band, row, col) - OFFSET) / SCALE).round() as u16
        });
        write(&path, &grid, SQUARE_PX / step, &numbers)
    }

    fn item(&self, time: usize) -> anyhow::Result<Value> {
        let transform = |grid: &GridGeometry| {
            let [x, dx, rx, y, ry, dy] = grid.transform;
            json!([dx, rx, x, ry, dy, y, 0.0, 0.0, 1.0])
        };
        let asset = |part: &Part| {
            let grid = self.grid(part.pixel_size_m);
            let mut band = json!({ "name": part.name, "data_type": "uint8", "nodata": 0 });
            if part.band != Band::Scl {
                band["eo:common_name"] = json!(part.common);
                band["data_type"] = json!("uint16");
                band["raster:scale"] = json!(SCALE);
                band["raster:offset"] = json!(OFFSET);
            }
            json!({
                "href": format!("./{}.tif", part.name),
                "type": "image/tiff; application=geotiff",
                "roles": ["data"],
                "gsd": part.pixel_size_m,
                "proj:shape": [grid.rows, grid.cols],
                "proj:transform": transform(&grid),
                "bands": [band],
            })
        };
        let assets: serde_json::Map<String, Value> =
            PARTS.iter().map(|part| (part.common.to_owned(), asset(part))).collect();
        let (day, grid) = (day(time)?, self.grid(10));
        Ok(json!({
            "type": "Feature",
            "stac_version": "1.1.0",
            "stac_extensions": [],
            "id": name(time)?,
            "geometry": null,
            "properties": {
                "datetime": format!("{day}T14:57:10Z"),
                "constellation": "sentinel-2",
                "platform": "sentinel-2a",
                "instruments": ["msi"],
                "gsd": 10,
                "s2:processing_baseline": "05.09",
                "grid:code": "MGRS-19LCG",
                "proj:code": grid.crs,
                "proj:shape": [grid.rows, grid.cols],
                "proj:transform": transform(&grid),
                "description": "Synthetic scene of a benchmark; not a real image",
                "vigia:synthetic": true,
            },
            "links": [],
            "assets": assets,
        }))
    }
}

/// Returns the folder and identifier of a date.
pub fn name(time: usize) -> anyhow::Result<String> {
    Ok(format!("SYN_S2_19LCG_{}", day(time)?.strftime("%Y%m%d")))
}

fn day(time: usize) -> anyhow::Result<Date> {
    Ok(date(2023, 6, 1).checked_add((time as i64 * DAYS_APART).days())?)
}

/// The square of ground, every `step`-th pixel.
fn square<T>(step: usize, at: impl Fn(usize, usize) -> T) -> Vec<T> {
    let rows = (0..SQUARE_PX).step_by(step);
    rows.flat_map(|row| (0..SQUARE_PX).step_by(step).map(move |col| (row, col)))
        .map(|(row, col)| at(row, col))
        .collect()
}

/// Writes a file that repeats `square` of side `side` over the grid.
fn write<T: GdalType + Copy>(
    path: &Path,
    grid: &GridGeometry,
    side: usize,
    square: &[T],
) -> anyhow::Result<()> {
    let options = RasterCreationOptions::from_iter([
        "TILED=YES",
        "BLOCKXSIZE=512",
        "BLOCKYSIZE=512",
        "COMPRESS=DEFLATE",
        "PREDICTOR=2",
        "ZLEVEL=4",
    ]);
    let mut dataset = DriverManager::get_driver_by_name("GTiff")?
        .create_with_band_type_with_options::<T, _>(path, grid.cols, grid.rows, 1, &options)
        .with_context(|| path.display().to_string())?;
    dataset.set_spatial_ref(&SpatialRef::from_epsg(EPSG)?)?;
    dataset.set_geo_transform(&grid.transform)?;
    let mut band = dataset.rasterband(1)?;
    band.set_no_data_value(Some(0.0))?;
    for window in grid.blocks(BLOCK) {
        let numbers = (window.row..window.row + window.rows)
            .flat_map(|row| (window.col..window.col + window.cols).map(move |col| (row, col)))
            .map(|(row, col)| square[row % side * side + col % side])
            .collect();
        let size = (window.cols, window.rows);
        let mut buffer = Buffer::new(size, numbers);
        band.write((window.col as isize, window.row as isize), size, &mut buffer)?;
    }
    dataset.close()?;
    Ok(())
}
