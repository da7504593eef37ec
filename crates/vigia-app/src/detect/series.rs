//! The job that turns one series of scenes into clearings.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::{Deserialize, Serialize};
use vigia_core::grid::BLOCK_SIZE_PX;
use vigia_core::profile::NamedProfile;
use vigia_core::{Clearing, GridGeometry, Scene, Window};
use vigia_detect::baseline::watch;
use vigia_detect::phenology::{regional_anomaly, sample_stride, sample_window};
use vigia_detect::series::{BreakPixel, break_pixels, candidates};
use vigia_store::NewJob;
use vigia_vector::Operation;

use super::ground::Ground;
use super::objects::Objects;
use super::optical_series::OpticalSeries;
use super::radar_series::RadarSeries;
use super::{Note, series_key};
use crate::error::AppError;
use crate::ingest::{LEASE, WORKER, now};
use crate::progress::{Progress, Step};
use crate::workspace::Workspace;

/// Series of before/after pairs begin with this.
pub(super) const PAIR_PREFIX: &str = "pair:";
const KIND: &str = "detect_series";
/// Index values that one worker holds at most: blocks shrink where a series is long.
const STACK_VALUES_MAX: usize = 64 << 20;
/// Blocks that the regional anomaly is sampled from: more would only cost decoding.
const SAMPLED_BLOCKS: usize = 32;

#[derive(Serialize, Deserialize)]
struct Payload {
    series: String,
    profile: String,
}

/// Returns the job of detecting in the series `name` as it stands now.
pub(super) fn job(
    name: &str,
    scenes: &[Scene],
    profile_name: &str,
    profile: &NamedProfile,
) -> Result<NewJob, AppError> {
    let payload = Payload { series: name.to_owned(), profile: profile_name.to_owned() };
    let payload =
        serde_json::to_value(payload).map_err(|source| AppError::Stored { kind: KIND, source })?;
    Ok(NewJob::new(KIND, series_key(name, scenes, profile), payload))
}

/// Works every waiting job: the clearings of a series replace what was said before. A job
/// whose scenes or profile have changed since it was enqueued is obsolete and does nothing.
pub(super) async fn work_all(
    workspace: &Workspace,
    total: usize,
    progress: Progress<'_>,
) -> Result<(), AppError> {
    let mut done = 0;
    while let Some(lease) = workspace.store().claim(&[KIND], WORKER, LEASE, now()).await? {
        let payload: Payload = serde_json::from_value(lease.payload.clone())
            .map_err(|source| AppError::Stored { kind: KIND, source })?;
        let name = payload.series;
        progress(Step { stage: "stage-detect", done, total, unit: name.clone() });
        let scenes = workspace.store().scenes(&name).await?;
        let profile = workspace.profile(&payload.profile)?;
        let is_current = series_key(&name, &scenes, &profile) == lease.key;
        let found = if is_current {
            tokio::task::block_in_place(|| clearings(workspace, &name, &scenes, &profile))?
        } else {
            Vec::new()
        };
        vigia_store::fault::point("detect.computed");
        let mut effects = workspace.store().begin(&lease, now()).await?;
        if is_current {
            effects.replace_clearings(&name, &profile.label(), &found).await?;
        }
        effects.commit().await?;
        done += 1;
    }
    Ok(())
}

/// Returns why nothing can be said of a series, where that is so.
pub(super) fn note(name: &str, scenes: &[Scene], profile: &NamedProfile) -> Option<Note> {
    if name.starts_with(PAIR_PREFIX) {
        return None;
    }
    match OpticalSeries::of(name, scenes, profile.profile.series.cloud_margin_px) {
        Ok(series) => history_note(name, &series, profile),
        Err(note) => Some(note),
    }
}

fn history_note(name: &str, series: &OpticalSeries, profile: &NamedProfile) -> Option<Note> {
    let needed = profile.profile.series.history_views + 1;
    (series.scenes.len() < needed).then(|| Note {
        code: "note-history-short",
        series: name.to_owned(),
        detail: format!("{} < {needed}", series.scenes.len()),
    })
}

fn clearings(
    workspace: &Workspace,
    name: &str,
    scenes: &[Scene],
    profile: &NamedProfile,
) -> Result<Vec<Clearing>, AppError> {
    if name.starts_with(PAIR_PREFIX) {
        return super::pair::clearings(workspace, name, scenes, profile);
    }
    if note(name, scenes, profile).is_some() {
        return Ok(Vec::new());
    }
    let thresholds = &profile.profile.series;
    let Ok(series) = OpticalSeries::of(name, scenes, thresholds.cloud_margin_px) else {
        return Ok(Vec::new());
    };
    let ground = Ground::of(&series.grid, &Operation::to_wgs84(&series.grid.crs)?)?;
    let regional = regional(workspace, &series, profile)?;
    let pixels = broken_pixels(workspace, &series, &regional, profile)?;
    let found = candidates(&pixels, &series.dates, ground.pixel_area_m2(), thresholds)?;
    let radar = RadarSeries::of(scenes, &series.grid);
    let scene =
        Objects { workspace, name, series: &series, radar: &radar, profile, ground: &ground };
    found
        .par_iter()
        .map_init(|| None, |readers, candidate| scene.clearing(readers, candidate))
        .collect()
}

/// The region's anomaly on every date, from a sample that depends on the grid only.
fn regional(
    workspace: &Workspace,
    series: &OpticalSeries,
    profile: &NamedProfile,
) -> Result<Vec<f32>, AppError> {
    let blocks: Vec<Window> = series.grid.blocks(BLOCK_SIZE_PX).collect();
    let every = blocks.len().div_ceil(SAMPLED_BLOCKS);
    let sampled: Vec<Window> = blocks.into_iter().step_by(every).collect();
    let stride = (sample_stride(&series.grid) / every.isqrt().max(1)).max(1);
    let samples = per_block(workspace, series, &sampled, |stack, window| {
        Ok(sample_window(stack.view(), window, stride)?)
    })?;
    let views: Vec<_> = samples.iter().map(|sample| sample.view()).collect();
    let joined = ndarray::concatenate(ndarray::Axis(1), &views).map_err(|error| {
        vigia_detect::DetectError::Shape {
            expected: "samples of equal length in time".into(),
            found: error.to_string(),
        }
    })?;
    Ok(regional_anomaly(joined.view(), &profile.profile.series))
}

fn broken_pixels(
    workspace: &Workspace,
    series: &OpticalSeries,
    regional: &[f32],
    profile: &NamedProfile,
) -> Result<Vec<BreakPixel>, AppError> {
    let blocks: Vec<Window> =
        series.grid.blocks(block_size_px(&series.grid, series.scenes.len())).collect();
    let broken = per_block(workspace, series, &blocks, |stack, window| {
        let breaks = watch(stack.view(), regional, &series.dates, &profile.profile.series)?;
        Ok(break_pixels(&breaks, window)?)
    })?;
    Ok(broken.concat())
}

/// Works `blocks` in parallel, with one set of open scenes a worker; results in order.
fn per_block<T: Send>(
    workspace: &Workspace,
    series: &OpticalSeries,
    blocks: &[Window],
    work: impl Fn(&ndarray::Array3<f32>, Window) -> Result<T, AppError> + Sync,
) -> Result<Vec<T>, AppError> {
    blocks
        .par_iter()
        .map_init(
            || None,
            |readers, window| {
                let readers = match readers {
                    Some(readers) => readers,
                    None => readers.insert(series.open(workspace)?),
                };
                work(&series.canopy(readers, *window)?, *window)
            },
        )
        .collect()
}

fn block_size_px(grid: &GridGeometry, times: usize) -> usize {
    let fitting = (STACK_VALUES_MAX / times.max(1)).isqrt();
    fitting.clamp(16, BLOCK_SIZE_PX).min(grid.rows.max(grid.cols))
}
