//! The optical scenes of one series, and windows of them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use ndarray::{Array2, Array3, Axis};
use vigia_core::sensor::OPTICAL_BANDS;
use vigia_core::{Band, GridGeometry, Scene, Sensor, Window};
use vigia_detect::View;
use vigia_detect::canopy::canopy_index;
use vigia_raster::SceneReader;
use vigia_vector::Operation;

use super::Note;
use super::ground::Ground;
use crate::clear_ground::clear_ground;
use crate::error::AppError;
use crate::workspace::Workspace;

/// Bands that the canopy index needs.
const CANOPY_BANDS: [Band; 3] = [Band::Red, Band::Nir, Band::Swir2];

/// Scenes of one optical sensor in one series, in the order of their acquisition.
///
/// One sensor only: two see the same ground in different numbers, and nothing levels them.
/// Where two share a place their series find its clearings apart, and its site joins them.
pub(super) struct OpticalSeries {
    pub scenes: Vec<Scene>,
    pub dates: Vec<Date>,
    /// The scenes' own, or where their extents vary the smallest one that holds them all.
    pub grid: GridGeometry,
    cloud_margin_m: f64,
    /// Usable scenes of other sensors, which are not watched.
    left_out: usize,
}

/// The scenes of a series, each opened when it is first read; one set a worker.
pub(super) struct OpenScenes<'a> {
    series: &'a OpticalSeries,
    workspace: &'a Workspace,
    cloud_margin_px: usize,
    readers: Vec<Option<SceneReader>>,
}

impl OpticalSeries {
    /// Picks the usable scenes of the optical sensor that has most of them. Of one
    /// acquisition that was processed twice, the newest baseline counts.
    pub fn of(name: &str, scenes: &[Scene], cloud_margin_m: f64) -> Result<Self, Note> {
        let mut usable: BTreeMap<Sensor, Vec<Scene>> = BTreeMap::new();
        for scene in scenes {
            if CANOPY_BANDS.iter().all(|band| scene.asset(*band).is_some()) {
                usable.entry(scene.sensor).or_default().push(scene.clone());
            }
        }
        let count: usize = usable.values().map(Vec::len).sum();
        let most = usable.into_iter().max_by_key(|(sensor, own)| (own.len(), Reverse(*sensor)));
        let mut optical = most.map(|(_, own)| own).unwrap_or_default();
        let left_out = count - optical.len();
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
            let detail = format!("{} / red, nir, swir2", scenes.len());
            return Err(Note { code: "note-bands-missing", series: name.to_owned(), detail });
        };
        let first = first.grid.clone();
        // Ingest lets no other lattice in; a scene on one would be warped.
        let grid = optical.iter().fold(first, |all, scene| all.union(&scene.grid).unwrap_or(all));
        Ok(Self {
            grid,
            dates: optical.iter().map(|scene| scene.dates().not_before).collect(),
            scenes: optical,
            cloud_margin_m,
            left_out,
        })
    }

    /// Returns how many acquisitions there are up to and with `day`.
    pub fn until(&self, day: Date) -> usize {
        self.dates.partition_point(|date| *date <= day)
    }

    /// Returns what a run should say of the scenes of other sensors.
    pub fn left_out_note(&self, name: &str) -> Option<Note> {
        (self.left_out > 0).then(|| Note {
            code: "note-sensors-left-out",
            series: name.to_owned(),
            detail: format!("{} / {}", self.left_out, self.left_out + self.scenes.len()),
        })
    }

    /// Returns the scenes, none of them open yet.
    ///
    /// # Errors
    /// The problem with the grid's CRS.
    pub fn open<'a>(&'a self, workspace: &'a Workspace) -> Result<OpenScenes<'a>, AppError> {
        let ground = Ground::of(&self.grid, &Operation::to_wgs84(&self.grid.crs)?)?;
        let cloud_margin_px = ground.pixels_across(self.cloud_margin_m);
        let readers = self.scenes.iter().map(|_| None).collect();
        Ok(OpenScenes { series: self, workspace, cloud_margin_px, readers })
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

    fn hide(&mut self, time: usize, window: Window, view: &mut View) -> Result<(), AppError> {
        let margin_px = self.cloud_margin_px;
        view.hide_unclear(&clear_ground(self.reader(time)?, window, margin_px)?)?;
        Ok(())
    }

    fn reader(&mut self, time: usize) -> Result<&SceneReader, AppError> {
        let slot = &mut self.readers[time];
        match slot {
            Some(reader) => Ok(reader),
            None => {
                let locate = |fingerprint: &_| self.workspace.blob_path(fingerprint);
                let (scene, grid) = (&self.series.scenes[time], &self.series.grid);
                Ok(slot.insert(SceneReader::open_on(scene, grid, &locate)?))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use vigia_core::{Asset, Fingerprint, SceneId};

    use super::*;

    /// A scene of `day`, whose grid begins `shift` pixels of 30 m right of and below a corner.
    fn scene(sensor: Sensor, bands: &[Band], day: i64, shift: f64) -> Scene {
        let start: jiff::Timestamp = "2024-06-01T14:52:00Z".parse().unwrap();
        let start = start + jiff::SignedDuration::from_hours(24 * day);
        let (x, y) = (300_015.0 + 30.0 * shift, 8_580_015.0 - 30.0 * shift);
        let transform = [x, 30.0, 0.0, y, 0.0, -30.0];
        let grid = GridGeometry { crs: "EPSG:32719".into(), transform, rows: 10, cols: 8 };
        let asset = |band: &Band| Asset {
            band: *band,
            fingerprint: Fingerprint::of(b""),
            size_bytes: 0,
            file_name: String::new(),
            band_number: 1,
            scale: 1.0,
            offset: 0.0,
            is_decibels: false,
            nodata: None,
            grid: grid.clone(),
        };
        Scene {
            id: SceneId::new(format!("{}-{day}", sensor.name())),
            sensor,
            series: "one".into(),
            acquired_start: start,
            acquired_end: start,
            processing_baseline: None,
            orbit_state: None,
            assets: bands.iter().map(asset).collect(),
            grid,
        }
    }

    #[test]
    fn scenes_of_two_extents_are_watched_on_the_grid_that_holds_both() {
        let scenes = [0, 16, 32].map(|day| {
            scene(Sensor::Landsat, &CANOPY_BANDS, day, if day == 16 { 2.0 } else { 0.0 })
        });
        let series = OpticalSeries::of("one", &scenes, 30.0).ok().unwrap();
        assert_eq!((series.grid.rows, series.grid.cols), (12, 10));
        assert_eq!(series.grid.transform, scenes[0].grid.transform);
        assert_eq!(series.left_out_note("one"), None);
    }

    #[test]
    fn of_two_sensors_the_one_with_more_scenes_is_watched_and_the_others_are_counted() {
        let mut scenes: Vec<Scene> = (0..3)
            .map(|day| scene(Sensor::Optical, &CANOPY_BANDS, day, 0.0))
            .chain((0..2).map(|day| scene(Sensor::Sentinel2, &CANOPY_BANDS, day, 0.0)))
            .collect();
        let watched = |scenes: &[Scene]| {
            let series = OpticalSeries::of("one", scenes, 30.0).ok().unwrap();
            let note = series.left_out_note("one").unwrap().detail;
            (series.scenes[0].sensor, series.scenes.len(), note)
        };
        assert_eq!(watched(&scenes), (Sensor::Optical, 3, "2 / 5".into()));
        scenes.push(scene(Sensor::Sentinel2, &CANOPY_BANDS, 2, 0.0));
        assert_eq!(watched(&scenes), (Sensor::Sentinel2, 3, "3 / 6".into()), "as many: the first");
    }

    #[test]
    fn a_mosaic_without_infrared_cannot_be_watched() {
        let bands = [Band::Blue, Band::Green, Band::Red, Band::Nir];
        let note = OpticalSeries::of("one", &[scene(Sensor::Mosaic, &bands, 0, 0.0)], 30.0).err();
        assert_eq!(note.unwrap().code, "note-bands-missing");
    }
}
