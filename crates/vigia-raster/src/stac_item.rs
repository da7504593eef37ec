//! STAC Items 1.0 and 1.1 in, as rio-stac, stactools and earth-search write them.
//!
//! Its own small reader rather than the `stac` crate: some twenty fields are needed, most
//! of them of extensions that the crate keeps as plain JSON maps anyway, and the work is in
//! refusing what they leave open.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde_json::Value;
use vigia_core::{Band, Problem, ProblemCode, SceneId};

use crate::{AssetDraft, SceneDraft};
use acquisition::Acquisition;
use candidates::Candidate;
use fields::Fields;

mod acquisition;
mod band_role;
mod calibration;
mod candidates;
mod fields;
mod href;

pub use href::local_path;

/// Largest item that is read.
pub const ITEM_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// Most assets that an item may have.
pub const ASSETS_MAX: usize = 1_000;

/// Longest identifier.
const ID_CHARS_MAX: usize = 256;

/// Why an item is refused, before it is known which file that was.
#[derive(Debug)]
struct Refusal {
    code: ProblemCode,
    detail: String,
}

fn refuse<T>(code: ProblemCode, detail: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal { code, detail: detail.into() })
}

/// Reads one STAC Item.
///
/// Nothing is guessed: dates, band roles, scale and offset come from the item, and what it
/// means by them from the sensor's description. Relative
/// hrefs are resolved against the item's folder; whether the files exist is for the probe
/// to say. Where several local GeoTIFF assets hold a band, the finest is taken.
///
/// # Errors
/// A [`Problem`] that names the item:
/// - `FileUnreadable`: the item cannot be read, or a needed asset is remote;
/// - `TooLarge`, `StacInvalid`, `SceneUndated`;
/// - `FormatUnknown`: a needed band exists only in other formats than GeoTIFF;
/// - `BandsUnknown`: a role is missing, ambiguous or told only by position;
/// - `CalibrationMissing`: scale or offset are not stated, or contradict the processing
///   baseline; a radar unit that is neither linear power nor decibels (none at all is left
///   to the numbers: [`SceneDraft::complete`]); another level of processing.
///
/// # Source
/// STAC 1.1.0 with its eo, raster, projection, grid, mgrs, sar, sat, landsat and processing
/// extensions.
pub fn read_item(path: &Path) -> Result<SceneDraft, Problem> {
    let subject = || path.display().to_string();
    let item = parse(path)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    draft(&item, folder).map_err(|refusal| Problem::new(refusal.code, subject(), refusal.detail))
}

/// Reads JSON of at most [`ITEM_BYTES_MAX`].
pub(crate) fn parse(path: &Path) -> Result<Value, Problem> {
    let problem = |code, detail: String| Problem::new(code, path.display().to_string(), detail);
    let unreadable =
        |error: std::io::Error| problem(ProblemCode::FileUnreadable, error.to_string());
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(ITEM_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > ITEM_BYTES_MAX {
        let detail = format!("more than {ITEM_BYTES_MAX} bytes of JSON");
        return Err(problem(ProblemCode::TooLarge, detail));
    }
    serde_json::from_slice(&bytes)
        .map_err(|error| problem(ProblemCode::StacInvalid, error.to_string()))
}

/// Says whether JSON claims to be a STAC Item of any version.
pub(crate) fn is_item(json: &Value) -> bool {
    json["type"] == "Feature" && json["stac_version"].is_string()
}

fn draft(item: &Value, folder: &Path) -> Result<SceneDraft, Refusal> {
    check_version(item)?;
    let id = identifier(item)?;
    let acquisition = Acquisition::read(item)?;
    let found = candidates::collect(item, &acquisition, folder)?;
    let mut assets = Vec::new();
    for band in acquisition.sensor.description().bands.iter().map(|band| band.role) {
        if let Some(candidate) = candidates::best(&found, band)? {
            assets.push(asset(&acquisition, band, candidate)?);
        }
    }
    check_complete(&acquisition, &assets)?;
    Ok(SceneDraft {
        id,
        sensor: acquisition.sensor,
        series: acquisition.series,
        acquired_start: acquisition.start,
        acquired_end: acquisition.end,
        processing_baseline: acquisition.baseline,
        orbit_state: acquisition.orbit_state,
        assets,
    })
}

fn check_version(item: &Value) -> Result<(), Refusal> {
    let version = item["stac_version"].as_str().unwrap_or_default();
    if !is_item(item) || !(version.starts_with("1.0.") || version.starts_with("1.1.")) {
        let detail =
            format!("type {}, stac_version {version:?}: not a STAC Item 1.0 or 1.1", item["type"]);
        return refuse(ProblemCode::StacInvalid, detail);
    }
    Ok(())
}

fn identifier(item: &Value) -> Result<SceneId, Refusal> {
    let id = item["id"].as_str().unwrap_or_default();
    let length = id.chars().count();
    if length == 0 || length > ID_CHARS_MAX || id.chars().any(char::is_control) {
        return refuse(ProblemCode::StacInvalid, format!("id of {length} characters"));
    }
    Ok(SceneId::new(id))
}

fn asset(
    acquisition: &Acquisition,
    band: Band,
    candidate: &Candidate<'_>,
) -> Result<AssetDraft, Refusal> {
    let path = match &candidate.location {
        Ok(path) => path.clone(),
        Err(why) => {
            let detail = format!("asset {:?} for {band:?}: {why}", candidate.key);
            return refuse(ProblemCode::FileUnreadable, detail);
        }
    };
    let found = calibration::of(acquisition, band, &candidate.fields).or_else(|why| {
        let detail = format!("asset {:?} for {band:?}: {why}", candidate.key);
        refuse(ProblemCode::CalibrationMissing, detail)
    })?;
    Ok(AssetDraft {
        band,
        path,
        band_number: candidate.band_number,
        scale: found.scale,
        offset: found.offset,
        is_decibels: found.is_decibels,
        nodata: candidate.fields.nodata(),
    })
}

/// One polarisation is enough; of optical bands all are needed, and a mask is not.
fn check_complete(acquisition: &Acquisition, assets: &[AssetDraft]) -> Result<(), Refusal> {
    let bands = acquisition.sensor.description().bands.iter().map(|band| band.role);
    let has = |band: &Band| assets.iter().any(|asset| asset.band == *band);
    let missing: Vec<Band> = bands.filter(|band| !band.is_mask() && !has(band)).collect();
    let any_radar = assets.iter().any(|asset| asset.band.is_radar());
    if missing.is_empty() || any_radar {
        return Ok(());
    }
    let detail = format!("no asset states the role of {missing:?} by name or common name");
    refuse(ProblemCode::BandsUnknown, detail)
}

#[cfg(test)]
mod tests;
