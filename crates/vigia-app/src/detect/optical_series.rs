//! The optical scenes of one series, and windows of them.

use jiff::civil::Date;
use ndarray::{Array2, Array3, Axis, s};
use vigia_core::{Band, GridGeometry, Scene, Sensor, Window};
use vigia_detect::canopy::canopy_index;
use vigia_detect::{View, scl};
use vigia_raster::SceneReader;

use super::Note;
use crate::error::AppError;
use crate::workspace::Workspace;

/// Bands that the canopy index needs.
const CANOPY_BANDS: [Band; 3] = [Band::Red, Band::Nir, Band::Swir2];

/// Optical scenes of one series in the order of their acquisition.
pub(super) struct OpticalSeries {
    pub scenes: Vec<Scene>,
    pub dates: Vec<Date>,
    pub grid: GridGeometry,
    pub cloud_margin_px: usize,
}

impl OpticalSeries {
    /// Picks the usable optical scenes. Of one acquisition that was processed twice, the
    /// newest baseline counts.
    pub fn of(name: &str, scenes: &[Scene], cloud_margin_px: usize) -> Result<Self, Note> {
        let mut optical: Vec<Scene> = scenes
            .iter()
            .filter(|scene| scene.sensor != Sensor::Sentinel1)
            .filter(|scene| CANOPY_BANDS.iter().all(|band| scene.asset(*band).is_some()))
            .cloned()
            .collect();
        optical.sort_by(|a, b| {
            (a.acquired_start, &a.processing_baseline, &a.id).cmp(&(
                b.acquired_start,
                &b.processing_baseline,
                &b.id,
            ))
        });
        optical.reverse();
        optical.dedup_by_key(|scene| scene.acquired_start);
        optical.reverse();
        let Some(first) = optical.first() else {
            let detail = format!("{} / B04, B08, B12", scenes.len());
            return Err(Note { code: "note-bands-missing", series: name.to_owned(), detail });
        };
        Ok(Self {
            grid: first.grid.clone(),
            dates: optical.iter().map(|scene| scene.dates().not_before).collect(),
            scenes: optical,
            cloud_margin_px,
        })
    }

    /// Opens every scene; one set of readers a worker.
    pub fn open(&self, workspace: &Workspace) -> Result<Vec<SceneReader>, AppError> {
        let locate = |fingerprint: &_| workspace.blob_path(fingerprint);
        let readers = self.scenes.iter().map(|scene| SceneReader::open(scene, &locate));
        Ok(readers.collect::<Result<_, _>>()?)
    }

    /// Reads the canopy index of every date, shape `(time, row, col)`; NaN is hidden.
    pub fn canopy(&self, readers: &[SceneReader], window: Window) -> Result<Array3<f32>, AppError> {
        let mut stack = Array3::from_elem((readers.len(), window.rows, window.cols), f32::NAN);
        for (reader, mut out) in readers.iter().zip(stack.outer_iter_mut()) {
            let mut bands = Array3::from_elem((6, window.rows, window.cols), f32::NAN);
            for band in CANOPY_BANDS {
                let values = reader.read_band(band, window)?;
                if let Some(index) =
                    vigia_core::sensor::OPTICAL_BANDS.iter().position(|b| *b == band)
                {
                    bands.index_axis_mut(Axis(0), index).assign(&values);
                }
            }
            let mut view = View::new(bands)?;
            self.hide(reader, window, &mut view)?;
            out.assign(&canopy_index(&view));
        }
        Ok(stack)
    }

    /// Reads all six bands of one date; hidden pixels are NaN.
    pub fn view(&self, reader: &SceneReader, window: Window) -> Result<View, AppError> {
        let mut view = View::new(reader.read_optical(window)?)?;
        self.hide(reader, window, &mut view)?;
        Ok(view)
    }

    /// Hides what the scene classification calls cloud or shadow, widened by the margin;
    /// the classes are read with a halo, so that the result is the same in any window.
    fn hide(&self, reader: &SceneReader, window: Window, view: &mut View) -> Result<(), AppError> {
        let around = window.grown(self.cloud_margin_px, &self.grid);
        let Some(classes) = reader.read_classes(around)? else { return Ok(()) };
        let clear: Array2<bool> = scl::clear_mask(classes.view(), self.cloud_margin_px);
        let (row, col) = (window.row - around.row, window.col - around.col);
        let clear = clear.slice(s![row..row + window.rows, col..col + window.cols]).to_owned();
        view.hide_unclear(&clear)?;
        Ok(())
    }
}
