//! Our chain: the scene reader and the kernels of the program, block by block.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Context, bail};
use geo_types::MultiPolygon;
use ndarray::{Array2, Zip};
use vigia_core::scene::Asset;
use vigia_core::{Band, Fingerprint, Scene, SceneId, Sensor, Window};
use vigia_detect::components::{BitRows, Component, Connectivity, Labeller, Run, pixel_count};
use vigia_detect::indices::ratio;
use vigia_detect::outline::outline;
use vigia_raster::SceneReader;

use super::files::{Files, OFFSET, PARTS, SCALE};
use super::{BLOCK, Found, NDVI_BEFORE_MIN, NDVI_FALL_MIN, PIXELS_MIN, THREADS};
use crate::memory;

/// One round: milliseconds and MB.
pub fn round(files: &Files, expected: Found) -> anyhow::Result<(f64, f64)> {
    memory::forget_own_peak();
    let begun = Instant::now();
    let (found, outlines) = run(files)?;
    let elapsed = begun.elapsed().as_secs_f64() * 1e3;
    if found != expected || outlines.len() != found.components {
        bail!("a round found {found:?} instead of {expected:?}");
    }
    Ok((elapsed, memory::own_peak_mb()))
}

/// Runs the chain once.
pub fn run(files: &Files) -> anyhow::Result<(Found, Vec<MultiPolygon<f64>>)> {
    let bits = changed_pixels(files)?;
    let mut components = Vec::new();
    let mut changed = 0;
    let mut keep_large = |runs: &[Run]| {
        let pixels = pixel_count(runs) as usize;
        changed += pixels;
        if pixels >= PIXELS_MIN {
            components.push(Component::of(runs));
        }
    };
    let mut labeller = Labeller::new(files.grid.cols, Connectivity::Eight);
    labeller.push(&bits, &bits, &mut keep_large)?;
    labeller.finish(keep_large);
    let share = components.len().div_ceil(THREADS).max(1);
    let outlines = std::thread::scope(|scope| {
        let workers: Vec<_> = components
            .chunks(share)
            .map(|part| {
                scope.spawn(move || {
                    part.iter().map(|one| outline(&one.pixels, &files.grid)).collect::<Vec<_>>()
                })
            })
            .collect();
        let mut outlines = Vec::with_capacity(components.len());
        for worker in workers {
            outlines.extend(worker.join().map_err(|_| anyhow::anyhow!("a worker panicked"))?);
        }
        anyhow::Ok(outlines)
    })?;
    Ok((Found { changed, components: outlines.len() }, outlines))
}

/// Every worker takes the next block, decodes it and judges it.
fn changed_pixels(files: &Files) -> anyhow::Result<BitRows> {
    let blocks: Vec<Window> = files.grid.blocks(BLOCK).collect();
    let next = AtomicUsize::new(0);
    let changed = Mutex::new(BitRows::new(files.grid.rows, files.grid.cols));
    std::thread::scope(|scope| {
        let worker = || {
            let (before, after) = (open(files, false)?, open(files, true)?);
            while let Some(block) = blocks.get(next.fetch_add(1, Ordering::Relaxed)) {
                let part = judged(&before, &after, *block)?;
                let mut changed =
                    changed.lock().map_err(|_| anyhow::anyhow!("a worker panicked"))?;
                changed.put((block.row, block.col), part.view(), |is_changed| *is_changed)?;
            }
            anyhow::Ok(())
        };
        let workers: Vec<_> = (0..THREADS).map(|_| scope.spawn(worker)).collect();
        for worker in workers {
            worker.join().map_err(|_| anyhow::anyhow!("a worker panicked"))??;
        }
        anyhow::Ok(())
    })?;
    changed.into_inner().map_err(|_| anyhow::anyhow!("a worker panicked"))
}

/// The block's pixels that were forest and are no more.
fn judged(
    before: &SceneReader,
    after: &SceneReader,
    block: Window,
) -> anyhow::Result<Array2<bool>> {
    let ndvi = |reader: &SceneReader| {
        let nir = reader.read_band(Band::Nir, block)?;
        let red = reader.read_band(Band::Red, block)?;
        anyhow::Ok(ratio(&nir, &red))
    };
    let (before, after) = (ndvi(before)?, ndvi(after)?);
    // NaN is no data, and no comparison with it holds.
    let is_changed = |was: &f32, is: &f32| *was >= NDVI_BEFORE_MIN && was - is >= NDVI_FALL_MIN;
    Ok(Zip::from(&before).and(&after).map_collect(is_changed))
}

fn open(files: &Files, after: bool) -> anyhow::Result<SceneReader> {
    let moment = "2024-06-13T14:59:30Z".parse().context("a moment")?;
    let parts = PARTS.iter().filter(|part| part.after == after);
    let assets = parts
        .map(|part| Asset {
            band: part.band,
            fingerprint: Fingerprint::of(part.name.as_bytes()),
            size_bytes: 0,
            file_name: part.name.to_owned(),
            band_number: 1,
            scale: SCALE,
            offset: OFFSET,
            is_decibels: false,
            nodata: Some(0.0),
            grid: files.grid.clone(),
        })
        .collect();
    let scene = Scene {
        id: SceneId::new(if after { "after" } else { "before" }),
        sensor: Sensor::Sentinel2,
        series: "tile:19LCG".into(),
        acquired_start: moment,
        acquired_end: moment,
        processing_baseline: None,
        orbit_state: None,
        grid: files.grid.clone(),
        assets,
    };
    let locate = |fingerprint: &Fingerprint| {
        let named = |name: &str| Fingerprint::of(name.as_bytes()) == *fingerprint;
        let part = PARTS.iter().find(|part| named(part.name));
        part.map_or_else(|| files.folder().to_path_buf(), |part| files.path(*part))
    };
    Ok(SceneReader::open(&scene, &locate)?)
}
