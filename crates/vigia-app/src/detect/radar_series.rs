//! The radar scenes of a series: do they show the same clearing?

use std::collections::BTreeMap;

use jiff::civil::Date;
use vigia_core::profile::SeriesThresholds;
use vigia_core::{Band, GridGeometry, Scene, SceneId, Sensor, Window};
use vigia_detect::radar::{RadarChange, RadarSample, radar_change};
use vigia_detect::series::Candidate;
use vigia_raster::SceneReader;

use crate::error::AppError;
use crate::workspace::Workspace;

/// Ground between a clearing and the ring around it: its edge is mixed, and moves.
const GAP_M: f64 = 30.0;
/// Width of the ring.
const RING_M: f64 = 120.0;
/// Share of a radar pixel that a clearing must cover to own it.
const OWNED_SHARE: f64 = 0.5;

/// Radar scenes of one orbit direction and one grid, in the order of their acquisition.
pub(super) struct RadarSeries {
    scenes: Vec<Scene>,
    dates: Vec<Date>,
    /// Of both directions, in no order.
    every_direction: Vec<Scene>,
}

/// What radar says of a clearing.
pub(super) struct RadarWitness {
    pub change: RadarChange,
    /// The acquisition that shows it first.
    pub scene: SceneId,
    pub date: Date,
}

impl RadarSeries {
    /// Picks the direction with more acquisitions. Scenes in another CRS than `grid` are
    /// left out: radar of another zone waits for an exact warp of its statistics.
    pub fn of(scenes: &[Scene], grid: &GridGeometry) -> Self {
        let radar = scenes.iter().filter(|scene| {
            scene.sensor == Sensor::Sentinel1
                && scene.grid.crs == grid.crs
                && scene.asset(Band::Vh).is_some()
        });
        let every_direction: Vec<Scene> = radar.cloned().collect();
        let (ascending, mut chosen): (Vec<Scene>, Vec<Scene>) = every_direction
            .iter()
            .cloned()
            .partition(|scene| scene.orbit_state.as_deref() == Some("ascending"));
        if ascending.len() > chosen.len() {
            chosen = ascending;
        }
        chosen.sort_by(|a, b| (a.acquired_start, &a.id).cmp(&(b.acquired_start, &b.id)));
        if let Some(grid) = chosen.first().map(|scene| scene.grid.clone()) {
            chosen.retain(|scene| scene.grid == grid);
        }
        let dates = chosen.iter().map(|scene| scene.dates().not_before).collect();
        Self { scenes: chosen, dates, every_direction }
    }

    /// Returns the scenes of both directions, in no order.
    pub fn every_direction(&self) -> &[Scene] {
        &self.every_direction
    }

    /// Returns the days of the acquisitions, in order.
    pub fn dates(&self) -> &[Date] {
        &self.dates
    }

    /// Returns what there was up to and with `day`.
    pub fn until(&self, day: Date) -> Self {
        let length = self.dates.partition_point(|date| *date <= day);
        let is_there = |scene: &&Scene| scene.dates().not_before <= day;
        Self {
            scenes: self.scenes[..length].to_vec(),
            dates: self.dates[..length].to_vec(),
            every_direction: self.every_direction.iter().filter(is_there).cloned().collect(),
        }
    }

    /// Opens every scene; one set of readers a worker.
    pub fn open(&self, workspace: &Workspace) -> Result<Vec<SceneReader>, AppError> {
        let locate = |fingerprint: &_| workspace.blob_path(fingerprint);
        let readers = self.scenes.iter().map(|scene| SceneReader::open(scene, &locate));
        Ok(readers.collect::<Result<_, _>>()?)
    }

    /// Returns what radar shows of `candidate` (pixels of `grid`), where it confirms it;
    /// measured on radar's own grid, so that no resampling correlates its speckle.
    pub fn witness(
        &self,
        readers: &[SceneReader],
        grid: &GridGeometry,
        candidate: &Candidate,
        thresholds: &SeriesThresholds,
    ) -> Result<Option<RadarWitness>, AppError> {
        let Some(radar_grid) = self.scenes.first().map(|scene| &scene.grid) else {
            return Ok(None);
        };
        let owned = owned_pixels(&candidate.component.pixels, grid, radar_grid);
        let Some(bounds) = bounds(&owned) else { return Ok(None) };
        let pixel_m = radar_grid.transform[1].abs();
        let in_px = |metres: f64| (metres / pixel_m).ceil().max(1.0) as usize;
        let window = bounds.grown(in_px(GAP_M + RING_M), radar_grid);
        let (object, ring) = object_and_ring(&owned, window, in_px(GAP_M));
        if ring.is_empty() {
            return Ok(None);
        }
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

/// Returns the radar pixels of which the clearing covers at least [`OWNED_SHARE`], sorted.
fn owned_pixels(
    pixels: &[(u32, u32)],
    grid: &GridGeometry,
    radar_grid: &GridGeometry,
) -> Vec<(u32, u32)> {
    let area = |grid: &GridGeometry| (grid.transform[1] * grid.transform[5]).abs();
    let needed = OWNED_SHARE * area(radar_grid) / area(grid);
    let mut covered: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    for (row, col) in pixels {
        let (x, y) = grid.to_crs(f64::from(*row) + 0.5, f64::from(*col) + 0.5);
        let Some((row, col)) = radar_grid.to_pixel(x, y) else { continue };
        let is_inside = (0.0..radar_grid.rows as f64).contains(&row)
            && (0.0..radar_grid.cols as f64).contains(&col);
        if is_inside {
            *covered.entry((row.floor() as u32, col.floor() as u32)).or_default() += 1;
        }
    }
    covered.retain(|_, count| f64::from(*count) >= needed);
    covered.into_keys().collect()
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
fn object_and_ring(pixels: &[(u32, u32)], window: Window, gap_px: usize) -> (Places, Places) {
    let object: Places = pixels
        .iter()
        .map(|(row, col)| (*row as usize - window.row, *col as usize - window.col))
        .collect();
    let mut is_near = ndarray::Array2::from_elem((window.rows, window.cols), false);
    for (row, col) in &object {
        for near_row in row.saturating_sub(gap_px)..(row + gap_px + 1).min(window.rows) {
            for near_col in col.saturating_sub(gap_px)..(col + gap_px + 1).min(window.cols) {
                is_near[(near_row, near_col)] = true;
            }
        }
    }
    let ring = is_near.indexed_iter().filter(|(_, near)| !**near).map(|(place, _)| place).collect();
    (object, ring)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(pixel_m: f64, size: usize) -> GridGeometry {
        GridGeometry {
            crs: "EPSG:32719".into(),
            transform: [500_000.0, pixel_m, 0.0, 8_600_000.0, 0.0, -pixel_m],
            rows: size,
            cols: size,
        }
    }

    #[test]
    fn a_radar_pixel_belongs_to_a_clearing_that_covers_half_of_it() {
        // Two of the four 10 m pixels of radar pixel (0, 0), one of those of (0, 1).
        let pixels = [(0, 0), (0, 1), (0, 2)];
        assert_eq!(owned_pixels(&pixels, &grid(10.0, 8), &grid(20.0, 4)), [(0, 0)]);
    }

    #[test]
    fn the_ring_keeps_its_distance_from_the_clearing() {
        let window = Window { row: 0, col: 0, rows: 7, cols: 7 };
        let (object, ring) = object_and_ring(&[(3, 3)], window, 2);
        assert_eq!(object, [(3, 3)]);
        assert_eq!(ring.len(), 49 - 25);
        assert!(ring.iter().all(|(row, col)| row.abs_diff(3).max(col.abs_diff(3)) > 2));
    }
}
