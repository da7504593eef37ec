//! Clearings that radar finds alone, acquisition by acquisition.

mod track;

use geo::Rect;
use ndarray::{Array2, Array3, ArrayView3, Axis};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use vigia_core::grid::BLOCK_SIZE_PX;
use vigia_core::profile::{Profile, SeriesThresholds};
use vigia_core::{Band, GridGeometry, Scene, Window};
use vigia_detect::DetectError;
use vigia_detect::phenology::{sample_stride, sample_window};
use vigia_detect::radar::pooling::pooled;
use vigia_detect::radar::regional::{Regional, regional};
use vigia_detect::radar::watch::RadarWatch;
use vigia_detect::series::{BreakPixel, Candidate, candidates};
use vigia_vector::Operation;

use self::track::Readers;
use super::ground::Ground;
use crate::error::AppError;
use crate::workspace::Workspace;

pub(super) use self::track::RadarTrack;

/// Side of a block where only the ground near something is read.
const NEAR_BLOCK_PX: usize = 64;
/// How far around a box the ground is read, in metres of the grid's CRS: a clearing of
/// several hectares that touches it lies within.
const NEAR_M: f64 = 500.0;
/// Blocks that the region's brightness is sampled from: more would only cost decoding.
const SAMPLED_BLOCKS: usize = 32;

/// What radar found alone in one track of a series.
pub(super) struct RadarClearings {
    /// The acquisitions, whose grid the candidates' pixels are of and whose times are the
    /// indices of theirs.
    pub track: RadarTrack,
    /// Clearings, all seen in two acquisitions or more.
    pub candidates: Vec<Candidate>,
}

/// Returns what radar finds alone among `scenes` of one series, track by track: ascending
/// and descending passes see the ground from two sides and are never mixed.
///
/// - `near`: boxes in the tracks' CRS; where given, only the ground around them is read.
///
/// Only acquisitions up to the last scene are needed to say what stood then: the answer as
/// of a day is the answer for the scenes up to it. A track whose history is too short for
/// `profile` finds nothing.
pub(super) fn radar_clearings(
    workspace: &Workspace,
    scenes: &[Scene],
    near: Option<&[Rect<f64>]>,
    profile: &Profile,
) -> Result<Vec<RadarClearings>, AppError> {
    let found = RadarTrack::all_of(scenes).into_iter().map(|track| {
        let blocks: Vec<Window> = match near {
            None => track.grid().blocks(BLOCK_SIZE_PX).collect(),
            Some(boxes) => blocks_near(track.grid(), boxes),
        };
        let broken = match &blocks[..] {
            [] => Vec::new(),
            blocks if track.has(Band::Vv) => {
                broken_pixels(workspace, &track, [Band::Vh, Band::Vv], profile, blocks)?
            }
            blocks => broken_pixels(workspace, &track, [Band::Vh], profile, blocks)?,
        };
        let ground = Ground::of(track.grid(), &Operation::to_wgs84(&track.grid().crs)?)?;
        let thresholds =
            SeriesThresholds { area_min_ha: profile.radar.area_min_ha, ..profile.series.clone() };
        let candidates = candidates(&broken, track.dates(), ground.pixel_area_m2(), &thresholds)?;
        Ok(RadarClearings { track, candidates })
    });
    found.collect()
}

/// Returns the blocks that lie within [`NEAR_M`] of a box.
fn blocks_near(grid: &GridGeometry, boxes: &[Rect<f64>]) -> Vec<Window> {
    let wanted = boxes.iter().filter_map(|near| {
        let corners = [near.min(), near.max()].map(|corner| grid.to_pixel(corner.x, corner.y));
        let [(row_a, col_a), (row_b, col_b)] = [corners[0]?, corners[1]?];
        let margin = NEAR_M / grid.transform[1].abs();
        let span = |a: f64, b: f64| (a.min(b) - margin, a.max(b) + margin);
        Some((span(row_a, row_b), span(col_a, col_b)))
    });
    let wanted: Vec<_> = wanted.collect();
    let meets = |from: usize, length: usize, (low, high): (f64, f64)| {
        (from as f64) < high && (from + length) as f64 > low
    };
    grid.blocks(NEAR_BLOCK_PX)
        .filter(|block| {
            wanted.iter().any(|(rows, cols)| {
                meets(block.row, block.rows, *rows) && meets(block.col, block.cols, *cols)
            })
        })
        .collect()
}

/// The cleared pixels in blocks of a track; the same whatever the size of the blocks.
fn broken_pixels<const P: usize>(
    workspace: &Workspace,
    track: &RadarTrack,
    bands: [Band; P],
    profile: &Profile,
    blocks: &[Window],
) -> Result<Vec<BreakPixel>, AppError> {
    let thresholds = &profile.radar;
    let regional = regional_of(workspace, track, bands, profile)?;
    let broken = per_block(workspace, track, blocks, |readers, window| {
        let around = window.grown(thresholds.pool_radius_px(), track.grid());
        let shape = (around.rows, around.cols);
        let mut watch = RadarWatch::<P>::new(shape, track.dates(), &regional, thresholds)?;
        for readers in readers.acquisitions() {
            let power = track::power(readers, bands, around)?;
            watch.update(power.each_ref().map(|band| band.view()))?;
        }
        Ok(watch.broken(window, around))
    })?;
    Ok(broken.concat())
}

/// The region's brightness on every date, from a sample that depends on the grid only.
fn regional_of<const P: usize>(
    workspace: &Workspace,
    track: &RadarTrack,
    bands: [Band; P],
    profile: &Profile,
) -> Result<Regional, AppError> {
    let radius_px = profile.radar.pool_radius_px();
    let blocks: Vec<Window> = track.grid().blocks(BLOCK_SIZE_PX).collect();
    let every = blocks.len().div_ceil(SAMPLED_BLOCKS);
    let sampled: Vec<Window> = blocks.into_iter().step_by(every).collect();
    let stride_px = (sample_stride(track.grid()) / every.isqrt().max(1)).max(1);
    let samples: Vec<Array3<f32>> = per_block(workspace, track, &sampled, |readers, window| {
        let dates = readers.acquisitions().map(|readers| {
            let power = track::power(readers, bands, window)?;
            let means: Vec<Array2<f32>> = power
                .iter()
                .map(|band| pooled(band.view(), radius_px).mapv(|mean| mean as f32))
                .collect();
            let bands: Vec<_> = means.iter().map(|band| band.view().insert_axis(Axis(0))).collect();
            let bands = joined(Axis(0), &bands)?;
            Ok(sample_window(bands.view(), window, stride_px)?.insert_axis(Axis(0)))
        });
        let dates: Vec<Array3<f32>> = dates.collect::<Result<_, AppError>>()?;
        joined(Axis(0), &dates.iter().map(|date| date.view()).collect::<Vec<_>>())
    })?;
    let samples: Vec<_> = samples.iter().map(|sample| sample.view()).collect();
    let samples = joined(Axis(2), &samples)?;
    Ok(regional(samples.view(), &profile.radar))
}

fn joined(axis: Axis, parts: &[ArrayView3<'_, f32>]) -> Result<Array3<f32>, AppError> {
    let joined = ndarray::concatenate(axis, parts);
    Ok(joined.map_err(|error| DetectError::Shape {
        expected: "parts of equal size".into(),
        found: error.to_string(),
    })?)
}

/// Works `blocks` in parallel, with one set of open scenes a worker; results in order.
fn per_block<T: Send>(
    workspace: &Workspace,
    track: &RadarTrack,
    blocks: &[Window],
    work: impl Fn(&Readers, Window) -> Result<T, AppError> + Sync,
) -> Result<Vec<T>, AppError> {
    let open = |readers: &mut Option<Readers>, window: &Window| {
        let readers = match readers {
            Some(readers) => readers,
            None => readers.insert(track.open(workspace)?),
        };
        work(readers, *window)
    };
    blocks.par_iter().map_init(|| None, open).collect()
}

#[cfg(test)]
pub(super) mod tests;
