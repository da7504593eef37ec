//! The optical scenes of one series, and windows of them.

use jiff::civil::Date;
use ndarray::{Array2, Array3, Axis, s};
use vigia_core::sensor::OPTICAL_BANDS;
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

/// The scenes of a series, each opened when it is first read; one set a worker.
pub(super) struct OpenScenes<'a> {
    series: &'a OpticalSeries,
    workspace: &'a Workspace,
    readers: Vec<Option<SceneReader>>,
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

    /// Returns how many acquisitions there are up to and with `day`.
    pub fn until(&self, day: Date) -> usize {
        self.dates.partition_point(|date| *date <= day)
    }

    /// Returns the scenes, none of them open yet.
    pub fn open<'a>(&'a self, workspace: &'a Workspace) -> OpenScenes<'a> {
        let readers = self.scenes.iter().map(|_| None).collect();
        OpenScenes { series: self, workspace, readers }
    }
}

impl OpenScenes<'_> {
    /// Reads the canopy index of one date, shape `(row, col)`; NaN is hidden.
    pub fn canopy(&mut self, time: usize, window: Window) -> Result<Array2<f32>, AppError> {
        let mut bands =
            Array3::from_elem((OPTICAL_BANDS.len(), window.rows, window.cols), f32::NAN);
        for (index, band) in OPTICAL_BANDS.iter().enumerate() {
            if CANOPY_BANDS.contains(band) {
                let values = self.reader(time)?.read_band(*band, window)?;
                bands.index_axis_mut(Axis(0), index).assign(&values);
            }
        }
        let mut view = View::new(bands)?;
        self.hide(time, window, &mut view)?;
        Ok(canopy_index(&view))
    }

    /// Reads all six bands of one date; hidden pixels are NaN.
    pub fn view(&mut self, time: usize, window: Window) -> Result<View, AppError> {
        let mut view = View::new(self.reader(time)?.read_optical(window)?)?;
        self.hide(time, window, &mut view)?;
        Ok(view)
    }

    /// Hides what the scene classification calls cloud or shadow, widened by the margin;
    /// the classes are read with a halo, so that the result is the same in any window.
    fn hide(&mut self, time: usize, window: Window, view: &mut View) -> Result<(), AppError> {
        let margin_px = self.series.cloud_margin_px;
        let around = window.grown(margin_px, &self.series.grid);
        let Some(classes) = self.reader(time)?.read_classes(around)? else { return Ok(()) };
        let clear: Array2<bool> = scl::clear_mask(classes.view(), margin_px);
        let (row, col) = (window.row - around.row, window.col - around.col);
        let clear = clear.slice(s![row..row + window.rows, col..col + window.cols]).to_owned();
        view.hide_unclear(&clear)?;
        Ok(())
    }

    fn reader(&mut self, time: usize) -> Result<&SceneReader, AppError> {
        let slot = &mut self.readers[time];
        match slot {
            Some(reader) => Ok(reader),
            None => {
                let locate = |fingerprint: &_| self.workspace.blob_path(fingerprint);
                Ok(slot.insert(SceneReader::open(&self.series.scenes[time], &locate)?))
            }
        }
    }
}
