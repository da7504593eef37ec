//! The whole world into a folder.

use std::path::Path;

use anyhow::{Context, Result};
use geo_types::Coord;
use rayon::prelude::*;
use serde_json::{Value, json};
use vigia_core::Fingerprint;
use vigia_raster::CogPixels;

use crate::acquisition::{OpticalPass, RadarPass, optical_passes, radar_passes};
use crate::cog_files::{coarser, write_band};
use crate::event::Cause;
use crate::land_layers::write_layers;
use crate::local_frame::{Carrier, Crs};
use crate::optical_scene;
use crate::radar_scene::{self, RADAR_STEP_PX};
use crate::reports::write_reports;
use crate::tile::Tile;
use crate::truth::{true_sites, write_json, write_truth};
use crate::world::{SurveyedTile, World};
use crate::world_file::{WorldSummary, begin, finish, finished};
use crate::{WorldSize, WorldSpec, stac_optical, stac_radar};

/// Scenes rendered between two reports of progress, for each thread.
const SCENES_PER_ROUND: usize = 2;

/// Writes the world of `spec` into `folder`: `scenes/<item>/…`, `layers/`, `reports/`,
/// `truth/`, `README.md`, and last `world.json`.
///
/// A whole world that is already there is left alone; a broken-off or different one is
/// made anew. `progress` is told scenes done, scenes in all and the part of the work.
///
/// # Errors
/// Where the folder holds something else, or PROJ, GDAL or the disk fails.
pub fn generate(
    folder: &Path,
    spec: &WorldSpec,
    progress: &mut dyn FnMut(usize, usize, &str),
) -> Result<WorldSummary> {
    if let Some(summary) = finished(folder, spec) {
        return Ok(summary);
    }
    begin(folder)?;
    let world = World::draw(spec)?;
    let sites = true_sites(&world.ground);
    write_truth(&world, &sites, &folder.join("truth"))?;
    let layers = write_layers(&world, &folder.join("layers"))?;
    let reports = write_reports(&world, &sites, &folder.join("reports"))?;
    std::fs::write(folder.join("README.md"), readme(spec)).context("writing README.md")?;
    let (optical_scenes, radar_scenes) = write_scenes(&world, &folder.join("scenes"), progress)?;
    let mines = sites.iter().filter(|site| site.cause == Cause::Mining).count();
    let summary = WorldSummary {
        optical_scenes,
        radar_scenes,
        layers,
        reports,
        mines,
        look_alikes: sites.len() - mines,
        bytes: 0,
        fingerprint: Fingerprint::of(b""),
        already_there: false,
    };
    finish(folder, spec, summary)
}

enum Pass {
    Optical(OpticalPass),
    Radar(RadarPass),
}

fn write_scenes(
    world: &World,
    folder: &Path,
    progress: &mut dyn FnMut(usize, usize, &str),
) -> Result<(usize, usize)> {
    let radar = radar_passes(&world.spec)?;
    let optical_count = optical_passes(&world.spec, 0)?.len();
    let total = 2 * (optical_count + radar.len());
    let mut done = 0;
    progress(done, total, "scenes");
    for index in 0..world.tiles.len() {
        let surveyed = world.survey(index);
        let footprint = footprint(surveyed.tile)?;
        let mut passes: Vec<Pass> =
            optical_passes(&world.spec, index)?.into_iter().map(Pass::Optical).collect();
        passes.extend(radar.iter().copied().map(Pass::Radar));
        for round in passes.chunks(SCENES_PER_ROUND * rayon::current_num_threads()) {
            round
                .par_iter()
                .map(|pass| match pass {
                    Pass::Optical(pass) => write_optical(&surveyed, pass, &footprint, folder),
                    Pass::Radar(pass) => write_radar(&surveyed, pass, &footprint, folder),
                })
                .collect::<Result<()>>()?;
            done += round.len();
            progress(done, total, "scenes");
        }
    }
    Ok((2 * optical_count, 2 * radar.len()))
}

fn write_optical(
    surveyed: &SurveyedTile<'_>,
    pass: &OpticalPass,
    footprint: &Value,
    scenes: &Path,
) -> Result<()> {
    let tile = surveyed.tile;
    let folder = scenes.join(stac_optical::item_id(tile, pass));
    std::fs::create_dir_all(&folder)?;
    let pixels = optical_scene::render(surveyed, pass);
    let coarse_grid = coarser(&tile.grid, 2);
    let numbers = pixels.fine.iter().chain(&pixels.coarse);
    for ((stem, _, _, size_m), band) in stac_optical::BANDS.into_iter().zip(numbers) {
        let grid = if size_m == 10 { &tile.grid } else { &coarse_grid };
        let path = folder.join(format!("{stem}.tif"));
        write_band(&path, grid, stem, CogPixels::U16(band.view()), 0.0)?;
    }
    let classes = CogPixels::U8(pixels.classes.view());
    write_band(&folder.join("SCL.tif"), &coarse_grid, "SCL", classes, 0.0)?;
    // The item comes last: a folder with an item is whole.
    write_json(&folder.join("item.json"), &stac_optical::item(tile, pass, &pixels, footprint))
}

fn write_radar(
    surveyed: &SurveyedTile<'_>,
    pass: &RadarPass,
    footprint: &Value,
    scenes: &Path,
) -> Result<()> {
    let tile = surveyed.tile;
    let folder = scenes.join(stac_radar::item_id(tile, pass));
    std::fs::create_dir_all(&folder)?;
    let pixels = radar_scene::render(surveyed, pass);
    let grid = coarser(&tile.grid, RADAR_STEP_PX);
    write_band(&folder.join("vv.tif"), &grid, "VV", CogPixels::F32(pixels.vv.view()), 0.0)?;
    write_band(&folder.join("vh.tif"), &grid, "VH", CogPixels::F32(pixels.vh.view()), 0.0)?;
    write_json(&folder.join("item.json"), &stac_radar::item(tile, pass, footprint))
}

/// Returns the tile's `geometry` and `bbox` in longitude and latitude.
fn footprint(tile: &Tile) -> Result<Value> {
    let (to_frame, to_lonlat) = (Carrier::new(tile.crs)?, Carrier::new(Crs::Wgs84)?);
    let side = tile.grid.cols as f64;
    let corners = [(side, 0.0), (side, side), (0.0, side), (0.0, 0.0), (side, 0.0)]
        .into_iter()
        .map(|(row, col)| {
            let (x, y) = tile.grid.to_crs(row, col);
            let place = to_lonlat.out(to_frame.back(Coord { x, y })?)?;
            Ok([(place.x * 1e7).round() / 1e7, (place.y * 1e7).round() / 1e7])
        })
        .collect::<Result<Vec<_>>>()?;
    let extreme = |axis: usize, start: f64, best: fn(f64, f64) -> f64| {
        corners.iter().map(|corner| corner[axis]).fold(start, best)
    };
    let (low, high) = (f64::INFINITY, f64::NEG_INFINITY);
    Ok(json!({
        "geometry": { "type": "Polygon", "coordinates": [corners] },
        "bbox": [
            extreme(0, low, f64::min), extreme(1, low, f64::min),
            extreme(0, high, f64::max), extreme(1, high, f64::max),
        ],
    }))
}

fn readme(spec: &WorldSpec) -> String {
    include_str!("../texts/mundo.md")
        .replace("{seed}", &spec.seed.to_string())
        .replace("{difficulty}", &spec.difficulty.to_string())
        .replace("{small}", if spec.size == WorldSize::Small { " --small" } else { "" })
}
