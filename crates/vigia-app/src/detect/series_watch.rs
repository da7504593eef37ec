//! Brings the watch over a series up to an acquisition, block by block.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use ndarray::{Array2, ArrayView2, Axis};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use vigia_core::grid::BLOCK_SIZE_PX;
use vigia_core::profile::SeriesThresholds;
use vigia_core::{Fingerprint, Window};
use vigia_detect::DetectError;
use vigia_detect::phenology::{regional_anomaly, sample_stride, sample_window};
use vigia_detect::series::{BreakPixel, break_pixels};
use vigia_detect::watch::WatchState;

use super::optical_series::{OpenScenes, OpticalSeries};
use super::saved_states::SavedStates;
use crate::clear_ground::mask_key;
use crate::error::AppError;
use crate::workspace::Workspace;

/// Blocks that the regional anomaly is sampled from: more would only cost decoding.
const SAMPLED_BLOCKS: usize = 32;
/// Name of the saved samples; blocks are named by their place.
const SAMPLES: &str = "samples";

/// The watch over one series: memory follows the blocks that are worked at a time, never
/// the tile or the number of acquisitions.
pub(super) struct SeriesWatch<'a> {
    workspace: &'a Workspace,
    series: &'a OpticalSeries,
    thresholds: &'a SeriesThresholds,
    states: SavedStates,
    block_px: usize,
    /// Open scenes that no worker uses at the moment.
    open: Mutex<Vec<OpenScenes<'a>>>,
}

/// What a watch shows.
#[derive(Default)]
pub(super) struct Broken {
    /// The broken pixels.
    pub pixels: Vec<BreakPixel>,
    /// How many pixels are watched.
    pub watched: usize,
}

impl Broken {
    /// Returns the share of the watched pixels that first broke at each time with any.
    pub fn shares(&self) -> BTreeMap<usize, f64> {
        let mut shares = BTreeMap::new();
        for pixel in &self.pixels {
            *shares.entry(usize::from(pixel.first_break)).or_default() +=
                1.0 / self.watched.max(1) as f64;
        }
        shares
    }
}

impl<'a> SeriesWatch<'a> {
    /// - `kernels`: stands for the version of the kernels.
    /// - `folder`: where states are kept.
    /// - `block_px`: pixels along the side of what is worked at a time.
    pub fn new(
        workspace: &'a Workspace,
        series: &'a OpticalSeries,
        thresholds: &'a SeriesThresholds,
        kernels: &str,
        folder: std::path::PathBuf,
        block_px: usize,
    ) -> Self {
        let (grid, block) = (format!("{:?}", series.grid), block_px.to_string());
        let mask = series.scenes.first().map_or_else(String::new, |scene| mask_key(scene.sensor));
        let thresholds_key = format!("{thresholds:?}");
        let root = Fingerprint::of_parts([kernels, &grid, &mask, &thresholds_key, &block]);
        let states = SavedStates::new(folder, root, &series.scenes);
        Self { workspace, series, thresholds, states, block_px, open: Mutex::new(Vec::new()) }
    }

    /// Returns what is watched.
    pub const fn series(&self) -> &'a OpticalSeries {
        self.series
    }

    /// Returns the broken pixels as the first `until` acquisitions show them; none while
    /// the history is too short for any pixel to be watched.
    pub fn broken(&self, until: usize) -> Result<Broken, AppError> {
        if until <= self.thresholds.history_views {
            return Ok(Broken::default());
        }
        let regional = self.regional(until)?;
        let blocks: Vec<Window> = self.series.grid.blocks(self.block_px).collect();
        let parts: Vec<Broken> = blocks
            .par_iter()
            .map(|window| self.with_scenes(|scenes| self.block(scenes, *window, &regional)))
            .collect::<Result<_, _>>()?;
        let watched = parts.iter().map(|part| part.watched).sum();
        Ok(Broken { pixels: parts.into_iter().flat_map(|part| part.pixels).collect(), watched })
    }

    /// Lends `work` a set of open scenes: opening files anew for every block and date
    /// would also forget what GDAL has decoded.
    pub fn with_scenes<T>(
        &self,
        work: impl FnOnce(&mut OpenScenes<'a>) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        let idle = self.open.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut scenes = match idle {
            Some(scenes) => scenes,
            None => self.series.open(self.workspace)?,
        };
        let result = work(&mut scenes)?;
        self.open.lock().unwrap_or_else(PoisonError::into_inner).push(scenes);
        Ok(result)
    }

    /// Takes the acquisitions that the block's state has not seen; `regional` has one
    /// entry for each that it shall have seen.
    fn block(
        &self,
        scenes: &mut OpenScenes<'_>,
        window: Window,
        regional: &[f32],
    ) -> Result<Broken, AppError> {
        let name = format!("{}-{}", window.row, window.col);
        let saved = self.states.load(&name, regional.len());
        let mut state = match saved.map(|bytes| WatchState::from_bytes(&bytes)) {
            Some(Ok(state)) => state,
            _ => WatchState::new((window.rows, window.cols), self.thresholds),
        };
        let seen = state.acquisitions();
        for (time, anomaly) in regional.iter().enumerate().skip(seen) {
            let index = scenes.canopy(time, window)?;
            state.update(index.view(), *anomaly, self.series.dates[time], self.thresholds)?;
        }
        if seen < regional.len() {
            self.states.save(&name, regional.len(), &state.to_bytes())?;
        }
        Ok(Broken {
            pixels: break_pixels(&state.breaks(self.thresholds), window)?,
            watched: state.watched(self.thresholds),
        })
    }

    /// The region's anomaly on each of the first `until` dates, from a sample that depends
    /// on the grid only.
    fn regional(&self, until: usize) -> Result<Vec<f32>, AppError> {
        let mut values = self.states.load(SAMPLES, until).map_or_else(Vec::new, |bytes| {
            let (values, _) = bytes.as_chunks::<4>();
            values.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect::<Vec<f32>>()
        });
        let pixels = self.sampled_pixels();
        let seen = values.len() / pixels;
        for time in seen..until {
            values.extend(self.sample(time)?);
        }
        if seen < until {
            let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
            self.states.save(SAMPLES, until, &bytes)?;
        }
        let samples = ArrayView2::from_shape((until, pixels), &values).map_err(|error| {
            DetectError::Shape { expected: "whole dates".into(), found: error.to_string() }
        })?;
        Ok(regional_anomaly(samples, self.thresholds))
    }

    fn sample(&self, time: usize) -> Result<Vec<f32>, AppError> {
        let (sampled, stride) = self.sampled_blocks();
        let parts: Vec<Array2<f32>> = sampled
            .par_iter()
            .map(|window| {
                self.with_scenes(|scenes| {
                    let index = scenes.canopy(time, *window)?.insert_axis(Axis(0));
                    Ok(sample_window(index.view(), *window, stride)?)
                })
            })
            .collect::<Result<_, _>>()?;
        Ok(parts.iter().flat_map(|part| part.iter().copied()).collect())
    }

    fn sampled_pixels(&self) -> usize {
        let (sampled, stride) = self.sampled_blocks();
        let steps =
            |from: usize, length: usize| (from..from + length).filter(|at| at % stride == 0);
        let pixels = |w: &Window| steps(w.row, w.rows).count() * steps(w.col, w.cols).count();
        sampled.iter().map(pixels).sum()
    }

    /// Blocks of one size whatever is worked at a time, or the sample would follow it.
    fn sampled_blocks(&self) -> (Vec<Window>, usize) {
        let blocks: Vec<Window> = self.series.grid.blocks(BLOCK_SIZE_PX).collect();
        let every = blocks.len().div_ceil(SAMPLED_BLOCKS).max(1);
        let stride = (sample_stride(&self.series.grid) / every.isqrt().max(1)).max(1);
        (blocks.into_iter().step_by(every).collect(), stride)
    }
}
