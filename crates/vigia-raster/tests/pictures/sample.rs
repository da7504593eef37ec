//! Scenes to look at: the ones of `data-samples`, and ones made for a test.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use ndarray::Array2;
use vigia_core::scene::Asset;
use vigia_core::{Band, Fingerprint, GridGeometry, Scene, SceneId, Sensor};
use vigia_raster::cog::Overviews;
use vigia_raster::dataset_pool::DatasetPool;
use vigia_raster::preset::Preset;
use vigia_raster::scene_tile::View;
use vigia_raster::{CogBand, CogOptions, CogPixels, write_cog};

pub struct Sample {
    pub scene: Scene,
    files: HashMap<Fingerprint, PathBuf>,
    _folder: Option<tempfile::TempDir>,
}

fn empty_scene(sensor: Sensor, grid: GridGeometry) -> Scene {
    let moment = "2022-06-05T14:57:10Z".parse().unwrap();
    Scene {
        id: SceneId::new("s"),
        sensor,
        series: "tile:19LAG".into(),
        acquired_start: moment,
        acquired_end: moment,
        processing_baseline: None,
        orbit_state: None,
        grid,
        assets: Vec::new(),
    }
}

pub fn grid(crs: &str, origin: (f64, f64), pixel: f64, rows: usize, cols: usize) -> GridGeometry {
    let transform = [origin.0, pixel, 0.0, origin.1, 0.0, -pixel];
    GridGeometry { crs: crs.into(), transform, rows, cols }
}

pub fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data-samples/scenes")
}

impl Sample {
    /// The optical scene of `data-samples`: 192 by 192 pixels of 10 m, which lie a degree
    /// and a half west of zone 19.
    pub fn optical() -> Self {
        let folder = samples().join("SYN_S2_19LAG_20220605");
        let corner = (173_460.0, 8_606_200.0);
        let mut sample = Self::on(Sensor::Sentinel2, grid("EPSG:32719", corner, 10.0, 192, 192));
        let fine =
            [("B02", Band::Blue), ("B03", Band::Green), ("B04", Band::Red), ("B08", Band::Nir)];
        for (name, band) in fine {
            sample.file(band, &folder.join(format!("{name}.tif")), 10.0, 0.0001);
        }
        sample.file(Band::Swir1, &folder.join("B11.tif"), 20.0, 0.0001);
        sample.file(Band::Swir2, &folder.join("B12.tif"), 20.0, 0.0001);
        sample.file(Band::Scl, &folder.join("SCL.tif"), 20.0, 1.0);
        sample
    }

    /// The radar scene beside it.
    pub fn radar() -> Self {
        let folder = samples().join("SYN_S1_19LAG_20220604");
        let corner = (173_460.0, 8_606_200.0);
        let mut sample = Self::on(Sensor::Sentinel1, grid("EPSG:32719", corner, 20.0, 96, 96));
        sample.file(Band::Vv, &folder.join("vv.tif"), 20.0, 1.0);
        sample.file(Band::Vh, &folder.join("vh.tif"), 20.0, 1.0);
        sample
    }

    pub fn on(sensor: Sensor, grid: GridGeometry) -> Self {
        Self { scene: empty_scene(sensor, grid), files: HashMap::new(), _folder: None }
    }

    /// Adds a file of one band, on the scene's extent.
    fn file(&mut self, band: Band, path: &Path, pixel: f64, scale: f64) {
        let whole = &self.scene.grid;
        let shrink = (pixel / whole.transform[1]).round() as usize;
        let corner = (whole.transform[0], whole.transform[3]);
        let grid = grid(&whole.crs, corner, pixel, whole.rows / shrink, whole.cols / shrink);
        let name = format!("{band:?} {}", path.display());
        let fingerprint = Fingerprint::of(name.as_bytes());
        self.files.insert(fingerprint, path.to_path_buf());
        self.scene.assets.push(Asset {
            band,
            fingerprint,
            size_bytes: 0,
            file_name: name,
            band_number: 1,
            scale,
            offset: 0.0,
            is_decibels: false,
            nodata: Some(0.0),
            grid,
        });
    }

    /// Adds bands written from numbers: reflectance = DN · 0.0001, 0 is no data.
    pub fn with(mut self, bands: &[(Band, Array2<u16>)], overviews: Overviews) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (band, numbers) in bands {
            let pixel =
                self.scene.grid.transform[1] * self.scene.grid.cols as f64 / numbers.ncols() as f64;
            let path = folder.path().join(format!("{band:?}.tif"));
            let scale = if *band == Band::Scl { 1.0 } else { 0.0001 };
            self.file(*band, &path, pixel, scale);
            let grid = self.scene.assets.last().unwrap().grid.clone();
            let layer = CogBand {
                pixels: CogPixels::U16(numbers.view()),
                nodata: Some(0.0),
                description: "",
            };
            let options = CogOptions { block_size_px: 256, overviews, level: 1 };
            write_cog(&path, &grid, &[layer], &options).unwrap();
        }
        self._folder = Some(folder);
        self
    }

    pub fn path(&self, band: Band) -> &Path {
        &self.files[&self.scene.asset(band).unwrap().fingerprint]
    }

    pub fn pool(&self) -> DatasetPool {
        let files = self.files.clone();
        DatasetPool::new(64, move |fingerprint| files[fingerprint].clone())
    }

    pub fn view(&self, preset: Preset) -> View<'_> {
        View { scene: &self.scene, before: None, preset }
    }
}
