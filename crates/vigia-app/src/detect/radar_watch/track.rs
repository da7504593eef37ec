//! The radar scenes of one orbit direction, acquisition by acquisition.

use jiff::civil::Date;
use ndarray::Array2;
use vigia_core::{Band, GridGeometry, Scene, Sensor, Window};
use vigia_raster::SceneReader;

use crate::error::AppError;
use crate::workspace::Workspace;

/// Radar scenes of one orbit direction and one grid, in the order of their acquisition.
/// Scenes of one day are slices of one pass: one acquisition.
pub(in crate::detect) struct RadarTrack {
    /// At least one acquisition, each of at least one scene.
    acquisitions: Vec<Vec<Scene>>,
    dates: Vec<Date>,
    grid: GridGeometry,
}

impl RadarTrack {
    /// Sorts `scenes` into tracks, in the order of their first acquisitions; those without
    /// VH are left out.
    pub fn all_of(scenes: &[Scene]) -> Vec<Self> {
        let mut radar: Vec<&Scene> = scenes
            .iter()
            .filter(|scene| scene.sensor == Sensor::Sentinel1 && scene.asset(Band::Vh).is_some())
            .collect();
        radar.sort_by(|a, b| (a.acquired_start, &a.id).cmp(&(b.acquired_start, &b.id)));
        let mut tracks: Vec<Vec<Scene>> = Vec::new();
        for scene in radar {
            let is_like = |other: &Scene| {
                (&other.orbit_state, &other.grid) == (&scene.orbit_state, &scene.grid)
            };
            match tracks.iter_mut().find(|track| track.first().is_some_and(is_like)) {
                Some(track) => track.push(scene.clone()),
                None => tracks.push(vec![scene.clone()]),
            }
        }
        tracks.into_iter().filter_map(Self::of).collect()
    }

    fn of(scenes: Vec<Scene>) -> Option<Self> {
        let grid = scenes.first()?.grid.clone();
        let day = |scene: &Scene| scene.dates().not_before;
        let acquisitions: Vec<Vec<Scene>> =
            scenes.chunk_by(|a, b| day(a) == day(b)).map(<[Scene]>::to_vec).collect();
        let dates = acquisitions.iter().map(|scenes| day(&scenes[0])).collect();
        Some(Self { acquisitions, dates, grid })
    }

    /// The days of the acquisitions.
    pub fn dates(&self) -> &[Date] {
        &self.dates
    }

    pub const fn grid(&self) -> &GridGeometry {
        &self.grid
    }

    /// The scenes of the acquisition at a time index.
    pub fn scenes(&self, time: usize) -> &[Scene] {
        &self.acquisitions[time]
    }

    /// Says whether every scene measures `band`.
    pub fn has(&self, band: Band) -> bool {
        self.acquisitions.iter().flatten().all(|scene| scene.asset(band).is_some())
    }

    /// Opens every scene; one set of readers a worker.
    pub(super) fn open(&self, workspace: &Workspace) -> Result<Readers, AppError> {
        let locate = |fingerprint: &_| workspace.blob_path(fingerprint);
        let open = |scenes: &Vec<Scene>| -> Result<Vec<SceneReader>, AppError> {
            let readers = scenes.iter().map(|scene| SceneReader::open(scene, &locate));
            Ok(readers.collect::<Result<_, _>>()?)
        };
        Ok(Readers(self.acquisitions.iter().map(open).collect::<Result<_, _>>()?))
    }
}

/// The open scenes of a track; they belong to one worker.
pub(super) struct Readers(Vec<Vec<SceneReader>>);

impl Readers {
    /// The scenes of each acquisition, in order.
    pub fn acquisitions(&self) -> impl Iterator<Item = &[SceneReader]> {
        self.0.iter().map(Vec::as_slice)
    }
}

/// Reads the bands of one acquisition; where one slice has no data, the next one's count.
pub(super) fn power<const P: usize>(
    slices: &[SceneReader],
    bands: [Band; P],
    window: Window,
) -> Result<[Array2<f32>; P], AppError> {
    let mut power = [(); P].map(|()| Array2::from_elem((window.rows, window.cols), f32::NAN));
    for (power, band) in power.iter_mut().zip(bands) {
        for slice in slices {
            let values = slice.read_band(band, window)?;
            power.zip_mut_with(&values, |power, value| {
                if power.is_nan() || *power <= 0.0 {
                    *power = *value;
                }
            });
        }
    }
    Ok(power)
}
