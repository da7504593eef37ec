//! The radar scenes of a series: do they show the same clearing?

use jiff::civil::Date;
use vigia_core::profile::SeriesThresholds;
use vigia_core::{Band, GridGeometry, Scene, SceneId, Sensor, Window};
use vigia_detect::radar::{RadarChange, RadarSample, radar_change};
use vigia_detect::series::Candidate;
use vigia_raster::SceneReader;

use crate::error::AppError;
use crate::workspace::Workspace;

/// Pixels between a clearing and the ring around it: its edge is mixed, and moves.
const GAP_PX: usize = 3;
/// Width of the ring.
const RING_PX: usize = 12;

/// Radar scenes of one orbit direction, in the order of their acquisition.
pub(super) struct RadarSeries {
    scenes: Vec<Scene>,
    dates: Vec<Date>,
}

/// What radar says of a clearing.
pub(super) struct RadarWitness {
    pub change: RadarChange,
    /// The acquisition that shows it first.
    pub scene: SceneId,
    pub date: Date,
}

impl RadarSeries {
    /// Picks the direction with more acquisitions; scenes on another grid are left out,
    /// for radar of another geometry waits for its own reader.
    pub fn of(scenes: &[Scene], grid: &GridGeometry) -> Self {
        let radar = scenes.iter().filter(|scene| {
            scene.sensor == Sensor::Sentinel1
                && scene.grid == *grid
                && scene.asset(Band::Vh).is_some()
        });
        let (ascending, mut chosen): (Vec<Scene>, Vec<Scene>) =
            radar.cloned().partition(|scene| scene.orbit_state.as_deref() == Some("ascending"));
        if ascending.len() > chosen.len() {
            chosen = ascending;
        }
        chosen.sort_by(|a, b| (a.acquired_start, &a.id).cmp(&(b.acquired_start, &b.id)));
        let dates = chosen.iter().map(|scene| scene.dates().not_before).collect();
        Self { scenes: chosen, dates }
    }

    /// Opens every scene; one set of readers a worker.
    pub fn open(&self, workspace: &Workspace) -> Result<Vec<SceneReader>, AppError> {
        let locate = |fingerprint: &_| workspace.blob_path(fingerprint);
        let readers = self.scenes.iter().map(|scene| SceneReader::open(scene, &locate));
        Ok(readers.collect::<Result<_, _>>()?)
    }

    /// Returns what radar shows of `candidate`, where it confirms it.
    pub fn witness(
        &self,
        readers: &mut [SceneReader],
        grid: &GridGeometry,
        candidate: &Candidate,
        thresholds: &SeriesThresholds,
    ) -> Result<Option<RadarWitness>, AppError> {
        if readers.is_empty() {
            return Ok(None);
        }
        let Some(bounds) = bounds(&candidate.component.pixels) else { return Ok(None) };
        let window = bounds.grown(GAP_PX + RING_PX, grid);
        let (object, ring) = object_and_ring(&candidate.component.pixels, window);
        let (mut object_vh, mut ring_vh) = (Vec::new(), Vec::new());
        for reader in readers {
            let vh = reader.read_band(Band::Vh, window)?;
            let mean = |places: &[(usize, usize)]| {
                let sum: f64 = places.iter().map(|place| f64::from(vh[*place])).sum();
                sum / places.len() as f64
            };
            object_vh.push(mean(&object));
            ring_vh.push(mean(&ring));
        }
        let sample = RadarSample { object_px: object.len(), ring_px: ring.len() };
        let change =
            radar_change(&object_vh, &ring_vh, &self.dates, candidate.onset, sample, thresholds)?;
        Ok(change.filter(|change| change.confirms(thresholds)).and_then(|change| {
            let time = change.first_seen?;
            Some(RadarWitness {
                change,
                scene: self.scenes[time].id.clone(),
                date: self.dates[time],
            })
        }))
    }
}

/// Returns the smallest window that holds `pixels`.
pub(super) fn bounds(pixels: &[(u32, u32)]) -> Option<Window> {
    let rows = || pixels.iter().map(|pixel| pixel.0 as usize);
    let cols = || pixels.iter().map(|pixel| pixel.1 as usize);
    let (row, col) = (rows().min()?, cols().min()?);
    Some(Window { row, col, rows: rows().max()? - row + 1, cols: cols().max()? - col + 1 })
}

type Places = Vec<(usize, usize)>;

/// Returns the places of the object and of the ring around it, in the window.
fn object_and_ring(pixels: &[(u32, u32)], window: Window) -> (Places, Places) {
    let object: Places = pixels
        .iter()
        .map(|(row, col)| (*row as usize - window.row, *col as usize - window.col))
        .collect();
    let mut is_near = ndarray::Array2::from_elem((window.rows, window.cols), false);
    for (row, col) in &object {
        for near_row in row.saturating_sub(GAP_PX)..(row + GAP_PX + 1).min(window.rows) {
            for near_col in col.saturating_sub(GAP_PX)..(col + GAP_PX + 1).min(window.cols) {
                is_near[(near_row, near_col)] = true;
            }
        }
    }
    let ring = is_near.indexed_iter().filter(|(_, near)| !**near).map(|(place, _)| place).collect();
    (object, ring)
}
