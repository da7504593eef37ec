//! Clearings that radar finds alone, acquisition by acquisition.

mod track;

use ndarray::{Array2, Array3, ArrayView3, Axis};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use vigia_core::grid::BLOCK_SIZE_PX;
use vigia_core::profile::{Profile, SeriesThresholds};
use vigia_core::{Band, Scene, Window};
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
/// Only acquisitions up to the last scene are needed to say what stood then: the answer as
/// of a day is the answer for the scenes up to it. A track whose history is too short for
/// `profile` finds nothing.
pub(super) fn radar_clearings(
    workspace: &Workspace,
    scenes: &[Scene],
    profile: &Profile,
) -> Result<Vec<RadarClearings>, AppError> {
    let found = RadarTrack::all_of(scenes).into_iter().map(|track| {
        let broken = if track.has(Band::Vv) {
            broken_pixels(workspace, &track, [Band::Vh, Band::Vv], profile, BLOCK_SIZE_PX)?
        } else {
            broken_pixels(workspace, &track, [Band::Vh], profile, BLOCK_SIZE_PX)?
        };
        let ground = Ground::of(track.grid(), &Operation::to_wgs84(&track.grid().crs)?)?;
        let thresholds =
            SeriesThresholds { area_min_ha: profile.radar.area_min_ha, ..profile.series.clone() };
        let candidates = candidates(&broken, track.dates(), ground.pixel_area_m2(), &thresholds)?;
        Ok(RadarClearings { track, candidates })
    });
    found.collect()
}

/// The cleared pixels of a track; the same whatever the size of the blocks.
fn broken_pixels<const P: usize>(
    workspace: &Workspace,
    track: &RadarTrack,
    bands: [Band; P],
    profile: &Profile,
    block_px: usize,
) -> Result<Vec<BreakPixel>, AppError> {
    let thresholds = &profile.radar;
    let regional = regional_of(workspace, track, bands, profile)?;
    let blocks: Vec<Window> = track.grid().blocks(block_px).collect();
    let broken = per_block(workspace, track, &blocks, |readers, window| {
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
