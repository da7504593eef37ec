//! A catalogued scene as numbers: calibrated windows on the scene's grid.

use std::path::{Path, PathBuf};

use ndarray::{Array2, Array3, Axis};
use vigia_core::scene::Asset;
use vigia_core::sensor::{MaskDescription, MaskMeaning, OPTICAL_BANDS};
use vigia_core::{Band, Fingerprint, GridGeometry, Scene, Window};

use crate::{RasterError, configure, geotiff};
use alignment::Alignment;
use warp::Resampling;

mod alignment;
mod pixels;
mod warp;

/// Reads windows of one scene. Belongs to one worker: GDAL 3.6 datasets are not
/// thread-safe, so it can be sent to another thread, but not shared.
///
/// Results do not depend on the window: reading a scene at once or window by window gives
/// the same numbers to the bit. Assets on a coarser grid that fits the scene's (20 m under
/// 10 m) are replicated; any other is warped exactly (error threshold 0), nearest for
/// classes and bilinear for quantities.
pub struct SceneReader {
    scene_id: String,
    grid: GridGeometry,
    mask: Option<&'static MaskDescription>,
    bands: Vec<BandSource>,
    // Dropped in this order: a warped view refers to its file.
    warped: Vec<Warped>,
    files: Vec<OpenFile>,
}

/// A window of a mask band.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadMask {
    /// Its numbers, shape `(rows, cols)`.
    pub numbers: Array2<u16>,
    /// What they say.
    pub meaning: &'static MaskMeaning,
}

struct BandSource {
    asset: Asset,
    place: Place,
}

/// Where a band's pixels come from.
enum Place {
    /// From `files[index]`, replicated.
    File(usize, Alignment),
    /// From `warped[index]`, already on the scene's grid.
    Warped(usize),
}

struct OpenFile {
    fingerprint: Fingerprint,
    path: PathBuf,
    dataset: gdal::Dataset,
}

struct Warped {
    key: (Fingerprint, Resampling, Option<u64>),
    dataset: gdal::Dataset,
}

impl SceneReader {
    /// Opens the scene's files; `locate` says where the content of a fingerprint lies.
    ///
    /// # Errors
    /// [`RasterError::Open`]; [`RasterError::NotAsCatalogued`] where a file has another size,
    /// transform or band count than its asset; [`RasterError::Warp`], [`RasterError::Crs`].
    pub fn open(
        scene: &Scene,
        locate: &dyn Fn(&Fingerprint) -> PathBuf,
    ) -> Result<Self, RasterError> {
        Self::open_on(scene, &scene.grid, locate)
    }

    /// Opens the scene's files to be read on `grid` instead of the scene's own: of scenes on
    /// one lattice but of different extents, on their union ([`GridGeometry::union`]), where
    /// the pixels are the files' own. Beyond a scene's edge is no data.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_on(
        scene: &Scene,
        grid: &GridGeometry,
        locate: &dyn Fn(&Fingerprint) -> PathBuf,
    ) -> Result<Self, RasterError> {
        configure();
        let mut reader = Self {
            scene_id: scene.id.to_string(),
            grid: grid.clone(),
            mask: scene.mask().map(|(_, mask)| mask),
            bands: Vec::with_capacity(scene.assets.len()),
            warped: Vec::new(),
            files: Vec::new(),
        };
        for asset in &scene.assets {
            let file = reader.file(asset, locate)?;
            let place = match Alignment::between(&reader.grid, &asset.grid) {
                Some(alignment) => Place::File(file, alignment),
                None => Place::Warped(reader.warp(asset, file)?),
            };
            reader.bands.push(BandSource { asset: asset.clone(), place });
        }
        Ok(reader)
    }

    /// Returns the grid on which everything is read.
    #[must_use]
    pub fn grid(&self) -> &GridGeometry {
        &self.grid
    }

    /// Says whether the scene has the band.
    #[must_use]
    pub fn has(&self, band: Band) -> bool {
        self.bands.iter().any(|source| source.asset.band == band)
    }

    /// Returns the six [`OPTICAL_BANDS`] in their order, shape `(6, rows, cols)`.
    ///
    /// Surface reflectance (DN · scale + offset); NaN is no data, or outside of the asset.
    ///
    /// # Errors
    /// [`RasterError::NoSuchBand`], [`RasterError::OutsideGrid`], [`RasterError::Read`].
    pub fn read_optical(&self, window: Window) -> Result<Array3<f32>, RasterError> {
        let mut stack =
            Array3::from_elem((OPTICAL_BANDS.len(), window.rows, window.cols), f32::NAN);
        for (mut layer, band) in stack.axis_iter_mut(Axis(0)).zip(OPTICAL_BANDS) {
            layer.assign(&self.read_band(band, window)?);
        }
        Ok(stack)
    }

    /// Returns one band, shape `(rows, cols)`, in its unit; NaN is no data.
    ///
    /// # Errors
    /// As [`Self::read_optical`].
    pub fn read_band(&self, band: Band, window: Window) -> Result<Array2<f32>, RasterError> {
        let source = self.source(band)?;
        let numbers = self.numbers(source, window)?;
        Ok(pixels::calibrated(&numbers, &source.asset))
    }

    /// Returns the numbers of the mask band, shape `(rows, cols)`, and how to read them, or
    /// `None` where the scene has none. Where nothing was observed, and outside of the
    /// asset, stands the mask's `fill`.
    ///
    /// # Errors
    /// [`RasterError::OutsideGrid`], [`RasterError::Read`].
    pub fn read_mask(&self, window: Window) -> Result<Option<ReadMask>, RasterError> {
        let Some(mask) = self.mask else { return Ok(None) };
        let source = self.source(mask.band)?;
        let numbers = self.numbers(source, window)?;
        let numbers = pixels::mask(&numbers, source.asset.nodata, mask.fill);
        Ok(Some(ReadMask { numbers, meaning: &mask.meaning }))
    }

    fn source(&self, band: Band) -> Result<&BandSource, RasterError> {
        let found = self.bands.iter().find(|source| source.asset.band == band);
        found.ok_or_else(|| RasterError::NoSuchBand { scene: self.scene_id.clone(), band })
    }

    /// Digital numbers on the scene's grid; NaN where the asset does not reach.
    fn numbers(&self, source: &BandSource, window: Window) -> Result<Array2<f64>, RasterError> {
        self.check(window)?;
        let number = source.asset.band_number;
        let (dataset, path, alignment) = match &source.place {
            Place::File(index, alignment) => {
                let file = &self.files[*index];
                (&file.dataset, file.path.as_path(), *alignment)
            }
            Place::Warped(index) => {
                let path = Path::new(&source.asset.file_name);
                (&self.warped[*index].dataset, path, Alignment::IDENTITY)
            }
        };
        alignment
            .read(dataset, number, window)
            .map_err(|error| RasterError::Read { path: path.to_path_buf(), source: error })
    }

    fn check(&self, window: Window) -> Result<(), RasterError> {
        let inside = |from: usize, length: usize, limit: usize| {
            from.checked_add(length).is_some_and(|end| end <= limit)
        };
        let (rows, cols) = (self.grid.rows, self.grid.cols);
        if inside(window.row, window.rows, rows) && inside(window.col, window.cols, cols) {
            return Ok(());
        }
        Err(RasterError::OutsideGrid { window, rows, cols })
    }

    /// Opens the asset's file, once for all its bands.
    fn file(
        &mut self,
        asset: &Asset,
        locate: &dyn Fn(&Fingerprint) -> PathBuf,
    ) -> Result<usize, RasterError> {
        let known = self.files.iter().position(|file| file.fingerprint == asset.fingerprint);
        let index = match known {
            Some(index) => index,
            None => {
                let path = locate(&asset.fingerprint);
                let dataset = geotiff::open(&path)
                    .map_err(|source| RasterError::Open { path: path.clone(), source })?;
                self.files.push(OpenFile { fingerprint: asset.fingerprint, path, dataset });
                self.files.len() - 1
            }
        };
        self.files[index].check(asset)?;
        Ok(index)
    }

    fn warp(&mut self, asset: &Asset, file: usize) -> Result<usize, RasterError> {
        let resampling = Resampling::of(asset.band);
        let key = (asset.fingerprint, resampling, asset.nodata.map(f64::to_bits));
        if let Some(index) = self.warped.iter().position(|warped| warped.key == key) {
            return Ok(index);
        }
        let file = &self.files[file];
        let dataset = warp::view(&file.dataset, asset, &self.grid, resampling)
            .map_err(|detail| RasterError::Warp { path: file.path.clone(), detail })?;
        self.warped.push(Warped { key, dataset });
        Ok(self.warped.len() - 1)
    }
}

impl OpenFile {
    fn check(&self, asset: &Asset) -> Result<(), RasterError> {
        let fail =
            |detail: String| Err(RasterError::NotAsCatalogued { path: self.path.clone(), detail });
        let grid = match geotiff::grid(&self.dataset) {
            Ok(grid) => grid,
            Err(why) => return fail(why),
        };
        if !alignment::same_grid(&grid, &asset.grid) {
            return fail(format!("{grid:?} instead of {:?}", asset.grid));
        }
        let bands = self.dataset.raster_count();
        if !(1..=bands).contains(&asset.band_number) {
            return fail(format!("{bands} bands, but band {} is catalogued", asset.band_number));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
