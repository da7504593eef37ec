//! A scene as its metadata describes it, before its files were opened.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use vigia_core::scene::Asset;
use vigia_core::sensor::WhenSilent;
use vigia_core::{Band, Fingerprint, GridGeometry, Problem, ProblemCode, Scene, SceneId, Sensor};

use crate::probe::{BandInfo, RasterInfo};

mod radar_unit;

/// What a STAC item, or a row of a pair manifest, says about one scene.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneDraft {
    /// Identifier.
    pub id: SceneId,
    /// Where it comes from.
    pub sensor: Sensor,
    /// `tile:<MGRS tile>`, `landsat:<path><row>` or `pair:<name>`; `None` where the metadata
    /// name none: then [`grid_series`] of the finest grid names it.
    pub series: Option<String>,
    /// Start of the acquisition or of the composite's window.
    pub acquired_start: Timestamp,
    /// End; equal to the start for a single acquisition.
    pub acquired_end: Timestamp,
    /// ESA processing baseline, where stated.
    pub processing_baseline: Option<String>,
    /// `ascending` or `descending`, where stated.
    pub orbit_state: Option<String>,
    /// One entry a band, in the order of the sensor's description.
    pub assets: Vec<AssetDraft>,
}

/// One band of one file, as the metadata describe it.
#[derive(Clone, Debug, PartialEq)]
pub struct AssetDraft {
    /// What it measures.
    pub band: Band,
    /// The file; not checked to exist.
    pub path: PathBuf,
    /// Band number in the file, from 1.
    pub band_number: usize,
    /// Quantity = DN · scale + offset.
    pub scale: f64,
    /// See `scale`.
    pub offset: f64,
    /// Whether that quantity is in decibels; `None` where the metadata do not say.
    pub is_decibels: Option<bool>,
    /// DN that means "no data", where the metadata state one.
    pub nodata: Option<f64>,
}

/// A file after it was fingerprinted and probed.
#[derive(Clone, Debug)]
pub struct InspectedFile {
    /// SHA-256 of its bytes.
    pub fingerprint: Fingerprint,
    /// Size of the file.
    pub size_bytes: u64,
    /// What the probe found in it.
    pub info: RasterInfo,
}

impl SceneDraft {
    /// Returns the paths of the scene's files, each once, in order of first use.
    #[must_use]
    pub fn files(&self) -> Vec<&Path> {
        let mut files: Vec<&Path> = Vec::new();
        for asset in &self.assets {
            if !files.contains(&asset.path.as_path()) {
                files.push(&asset.path);
            }
        }
        files
    }

    /// Completes the draft with what was found in its files; `inspected` is asked for
    /// each path of [`Self::files`], once a band.
    ///
    /// The scene's grid is the finest asset's. A nodata that the metadata omit is taken
    /// from the file; where the file is silent too, from the sensor's description, for
    /// integers and for linear power. A unit of radar that the metadata omit is taken from
    /// the file, and then from its numbers.
    ///
    /// # Errors
    /// What `inspected` returns; `BandsUnknown` for a band number that the file does not
    /// have; `CalibrationMissing` where the file itself states another scale or offset,
    /// where floating-point pixels would be scaled as a product's integers, and where the
    /// numbers of radar contradict the unit, or do not tell one.
    pub fn complete(
        self,
        mut inspected: impl FnMut(&Path) -> Result<InspectedFile, Problem>,
    ) -> Result<Scene, Problem> {
        let mut assets = Vec::with_capacity(self.assets.len());
        for draft in &self.assets {
            assets.push(draft.complete(self.sensor, inspected(&draft.path)?)?);
        }
        let finest = assets
            .iter()
            .map(|asset| &asset.grid)
            .min_by(|a, b| pixel_area(a).total_cmp(&pixel_area(b)));
        let Some(grid) = finest.cloned() else {
            let detail = "the scene has no asset";
            return Err(Problem::new(ProblemCode::BandsUnknown, self.id.as_str(), detail));
        };
        Ok(Scene {
            id: self.id,
            sensor: self.sensor,
            series: self.series.unwrap_or_else(|| grid_series(&grid)),
            acquired_start: self.acquired_start,
            acquired_end: self.acquired_end,
            processing_baseline: self.processing_baseline,
            orbit_state: self.orbit_state,
            grid,
            assets,
        })
    }
}

impl AssetDraft {
    fn complete(&self, sensor: Sensor, file: InspectedFile) -> Result<Asset, Problem> {
        let subject = self.path.display().to_string();
        let Some(found) = self.band_number.checked_sub(1).and_then(|i| file.info.bands.get(i))
        else {
            let detail = format!("band {} of {}", self.band_number, file.info.bands.len());
            return Err(Problem::new(ProblemCode::BandsUnknown, subject, detail));
        };
        if let Some(detail) = self.contradiction(found.scale, found.offset) {
            return Err(Problem::new(ProblemCode::CalibrationMissing, subject, detail));
        }
        if let Some(detail) = self.scaled_twice(sensor, found) {
            return Err(Problem::new(ProblemCode::CalibrationMissing, subject, detail));
        }
        let is_decibels = radar_unit::is_decibels(self, sensor.description(), found)
            .map_err(|why| Problem::new(ProblemCode::CalibrationMissing, &subject, why))?;
        Ok(Asset {
            band: self.band,
            fingerprint: file.fingerprint,
            size_bytes: file.size_bytes,
            file_name: self
                .path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default(),
            band_number: self.band_number,
            scale: self.scale,
            offset: self.offset,
            is_decibels,
            nodata: self
                .nodata
                .or(found.nodata)
                .or_else(|| self.usual_nodata(sensor, found, is_decibels)),
            grid: file.info.grid,
        })
    }

    /// A product whose calibration need not be stated is one of integers.
    fn scaled_twice(&self, sensor: Sensor, found: &BandInfo) -> Option<String> {
        let product = sensor.description().reflectance.as_ref()?;
        let is_its_own = product.when_silent == WhenSilent::Product
            && !self.band.is_mask()
            && close(self.scale, product.scale);
        (is_its_own && found.is_float()).then(|| {
            format!("{} pixels with scale {}: they are scaled already", found.data_type, self.scale)
        })
    }

    fn usual_nodata(&self, sensor: Sensor, found: &BandInfo, is_decibels: bool) -> Option<f64> {
        let description = sensor.description();
        if self.band.is_radar() {
            return description.backscatter.as_ref().filter(|_| !is_decibels).map(|r| r.nodata);
        }
        let is_integer = !self.band.is_mask() && !found.is_float();
        description.reflectance.as_ref().filter(|_| is_integer).map(|optical| optical.nodata)
    }

    /// A file that states (1, 0), or nothing, states no calibration.
    fn contradiction(&self, scale: Option<f64>, offset: Option<f64>) -> Option<String> {
        let (scale, offset) = (scale.unwrap_or(1.0), offset.unwrap_or(0.0));
        let states_nothing = scale == 1.0 && offset == 0.0;
        let same = close(scale, self.scale) && close(offset, self.offset);
        (!states_nothing && !same).then(|| {
            format!(
                "the file states scale {scale} and offset {offset}, its metadata scale {} and \
                 offset {}",
                self.scale, self.offset
            )
        })
    }
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9
}

fn pixel_area(grid: &GridGeometry) -> f64 {
    let t = &grid.transform;
    (t[1] * t[5] - t[2] * t[4]).abs()
}

/// Returns the series of scenes that share a grid but name no tile:
/// `grid:<hash of CRS, transform and size>`.
#[must_use]
pub fn grid_series(grid: &GridGeometry) -> String {
    let mut parts = vec![grid.crs.clone().into_bytes()];
    parts.extend(grid.transform.iter().map(|term| term.to_bits().to_le_bytes().to_vec()));
    parts.push((grid.rows as u64).to_le_bytes().to_vec());
    parts.push((grid.cols as u64).to_le_bytes().to_vec());
    format!("grid:{}", Fingerprint::of_parts(parts).short(16))
}

#[cfg(test)]
mod tests;
