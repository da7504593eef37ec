//! Sentinel-2 Level-2A products as ESA delivers them: SAFE folders of JPEG 2000 files.
//!
//! Everything comes from the product's own metadata: `MTD_MSIL2A.xml` (level, baseline,
//! quantification, offsets, special values, image files) and the granule's `MTD_TL.xml`
//! (tile, sensing time, grid). The files stay as they are; GDAL decodes them.
//!
//! A scene is named as stactools and Earth Search's `sentinel-2-c1-l2a` name it,
//! `S2B_T33XWJ_20220413T150756_L2A`: platform, tile, start of the datastrip. So the same
//! acquisition as COGs with such an item, or processed again with another baseline, has
//! the same identifier and other content: the second to arrive is a `scene-conflict` and
//! the acquisition counts once. An item that names it otherwise (Earth Search v0,
//! Planetary Computer) is a scene of its own: provide one or the other.
//!
//! A file that ends early is refused before it is decoded. A hole of zeros inside a file of
//! the right length is not always found: JPEG 2000 has no checksum, and those of
//! `manifest.safe` are not compared.

use std::path::{Path, PathBuf};

use roxmltree::Node;
use vigia_core::sensor::SafeFile;
use vigia_core::{Problem, ProblemCode, SceneId, Sensor};

use crate::{AssetDraft, SceneDraft};
use calibration::Calibration;
use granule::Granule;
use images::{Images, wanted};

mod calibration;
mod folder;
mod granule;
mod images;
mod xml;

pub use folder::{has_safe_name, is_safe};
pub use granule::TileGrids;

/// One product: the scene as its metadata describe it, and the grids its files must have.
#[derive(Clone, Debug, PartialEq)]
pub struct SafeProduct {
    /// The scene; its files exist.
    pub draft: SceneDraft,
    /// What [`TileGrids::check`] holds the decoded files against.
    pub grids: TileGrids,
    /// The two metadata files.
    pub metadata: [PathBuf; 2],
}

/// Reads one SAFE folder.
///
/// Which files are read stands in the sensor's description. Reflectance = (DN + `BOA_ADD_OFFSET`) / `BOA_QUANTIFICATION_VALUE`; a product
/// before baseline 04.00 has no list of offsets, and then they are zero.
///
/// # Errors
/// A [`Problem`] that names the folder or the file:
/// - `LevelUnsuitable`: Level-1C, or any other level than 2A;
/// - `SafeIncomplete`: metadata or image files are missing, each by its name;
/// - `SafeInvalid`, `TooLarge`, `FileUnreadable`: metadata that cannot be read;
/// - `SceneUndated`; `CalibrationMissing`: quantification, offsets or no-data are missing,
///   or contradict the baseline;
/// - `FormatUnknown`: no Sentinel-2 product.
///
/// # Source
/// Sentinel-2 Products Specification Document, S2-PDGS-TAS-DI-PSD, issue 14.9 (2021).
pub fn read_safe(folder: &Path) -> Result<SafeProduct, Problem> {
    let product_path = folder::product_metadata(folder)?;
    let text = xml::read(&product_path)?;
    let document = xml::parse(&text, &product_path)?;
    let product = document.root_element();
    let problem =
        |code, detail: String| Problem::new(code, product_path.display().to_string(), detail);
    check_level(product).map_err(|detail| problem(ProblemCode::LevelUnsuitable, detail))?;
    let invalid = |detail| problem(ProblemCode::SafeInvalid, detail);
    let images = Images::read(product).map_err(invalid)?;
    let (granule, granule_path) = granule(folder, &images, &product_path)?;
    let baseline = xml::text(product, "PROCESSING_BASELINE");
    let calibration = Calibration::read(product, baseline)
        .map_err(|detail| problem(ProblemCode::CalibrationMissing, detail))?;
    let paths = image_paths(folder, &images).map_err(invalid)?;
    check_present(folder, &paths)?;
    let mut assets = Vec::with_capacity(paths.len());
    for ((band, file), path) in wanted().zip(paths.into_iter().flatten()) {
        let (scale, offset) = calibration
            .of(band, &file.physical)
            .map_err(|detail| problem(ProblemCode::CalibrationMissing, detail))?;
        assets.push(AssetDraft {
            band,
            path,
            band_number: 1,
            scale,
            offset,
            is_decibels: Some(false),
            nodata: Some(calibration.nodata),
        });
    }
    let platform = platform(product).map_err(invalid)?;
    let id = format!("{platform}_T{}_{}_L2A", granule.tile, granule.datastrip_start);
    let draft = SceneDraft {
        id: SceneId::new(id),
        sensor: Sensor::Sentinel2,
        series: Some(format!("tile:{}", granule.tile)),
        acquired_start: granule.sensed,
        acquired_end: granule.sensed,
        processing_baseline: baseline.map(str::to_owned),
        orbit_state: xml::text(product, "SENSING_ORBIT_DIRECTION").map(str::to_ascii_lowercase),
        assets,
    };
    Ok(SafeProduct { draft, grids: granule.grids, metadata: [product_path, granule_path] })
}

/// Top-of-atmosphere reflectance looks alike and is another quantity.
fn check_level(product: Node<'_, '_>) -> Result<(), String> {
    let level = xml::text(product, "PROCESSING_LEVEL").unwrap_or_default();
    match level.starts_with("Level-2A") {
        true => Ok(()),
        false => Err(format!("PROCESSING_LEVEL {level:?}")),
    }
}

/// Returns `S2B` for `Sentinel-2B`.
fn platform(product: Node<'_, '_>) -> Result<String, String> {
    let name = xml::text(product, "SPACECRAFT_NAME").unwrap_or_default();
    match name.strip_prefix("Sentinel-2") {
        Some(unit) if unit.len() == 1 && unit.bytes().all(|byte| byte.is_ascii_uppercase()) => {
            Ok(format!("S2{unit}"))
        }
        _ => Err(format!("SPACECRAFT_NAME {name:?} is no Sentinel-2")),
    }
}

fn granule(
    folder: &Path,
    images: &Images,
    product_path: &Path,
) -> Result<(Granule, PathBuf), Problem> {
    let Some(path) = images.granule_folder(folder) else {
        let detail = "it lists no image file";
        let subject = product_path.display().to_string();
        return Err(Problem::new(ProblemCode::SafeIncomplete, subject, detail));
    };
    let path = path.join("MTD_TL.xml");
    if !path.is_file() {
        let detail = format!("{} is missing", shown(folder, &path));
        return Err(Problem::new(
            ProblemCode::SafeIncomplete,
            folder.display().to_string(),
            detail,
        ));
    }
    let text = xml::read(&path)?;
    let document = xml::parse(&text, &path)?;
    let granule = Granule::read(document.root_element())
        .map_err(|(code, detail)| Problem::new(code, path.display().to_string(), detail))?;
    Ok((granule, path))
}

/// Returns the files in the order of [`wanted`]; `None` for those not listed.
fn image_paths(folder: &Path, images: &Images) -> Result<Vec<Option<PathBuf>>, String> {
    wanted().map(|(_, file)| images.path(folder, file)).collect()
}

/// Names every file that is not there, so that one download mends all.
fn check_present(folder: &Path, paths: &[Option<PathBuf>]) -> Result<(), Problem> {
    let missing: Vec<String> = wanted()
        .zip(paths)
        .filter_map(|((_, SafeFile { file, resolution, .. }), path)| match path {
            None => Some(format!("{file} in {resolution} (not in the list of images)")),
            Some(path) if !path.is_file() => Some(shown(folder, path)),
            Some(_) => None,
        })
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let detail = format!("missing: {}", missing.join(", "));
    Err(Problem::new(ProblemCode::SafeIncomplete, folder.display().to_string(), detail))
}

fn shown(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).display().to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod made_safe;
#[cfg(test)]
mod tests;
