//! Ground that a file draws: a case's polygon, a patrol's track, the corners of a right.

use std::path::Path;

use geo::{CoordsIter, Geometry};
use tokio::sync::Semaphore;
use vigia_core::{Problem, ProblemCode};
use vigia_ties::geodesic_area;
use vigia_vector::{LayerContent, ReadOptions, read_layer};

use crate::asked_ground::AskedGround;
use crate::drawn_area::AREA_MAX_KM2;
use crate::error::AppError;

/// Largest file that is read: a day's track with a position each second has about 10 MB.
pub const FILE_MAX_BYTES: usize = 16 << 20;
/// Most features of a file that asks about ground; more are a layer to load.
pub const FEATURES_MAX: usize = 1_000;
/// Most vertices of all its features.
pub const VERTICES_MAX: usize = 200_000;
/// Most characters of a file's name that are repeated.
const NAME_MAX: usize = 200;

/// One at a time: a tree of a file takes many times its size.
static READERS: Semaphore = Semaphore::const_new(1);

/// A file that asks about ground.
#[derive(Clone, Debug)]
pub struct GroundFile {
    /// The name that its owner gave it, with the ending by which some formats are told.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// CRS that a person states; it overrides what the file says.
    pub crs: Option<String>,
    /// Metres around its lines and points.
    pub radius_m: f64,
}

/// Ground that was read from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct GroundRead {
    /// The ground.
    pub ground: AskedGround,
    /// How many features it is made of.
    pub features: usize,
    /// How many of them were repaired.
    pub repaired: usize,
    /// CRS of the file, as `EPSG:<code>`.
    pub source_crs: String,
    /// Operation to EPSG:4326, by name.
    pub operation: String,
    /// Its stated accuracy.
    pub operation_accuracy_m: Option<f64>,
    /// What else the file has, and why it is left out.
    pub left_out: Vec<Problem>,
}

/// Reads a file of any format that layers have, as ground.
///
/// # Errors
/// [`AppError::Input`] about the file by its name: what [`read_layer`] refuses, and
/// [`ProblemCode::TooLarge`] above [`FILE_MAX_BYTES`], [`FEATURES_MAX`], [`VERTICES_MAX`] or
/// [`AREA_MAX_KM2`]; [`AppError::BadValue`] naming `radius_m`.
pub async fn read(file: GroundFile) -> Result<GroundRead, AppError> {
    // A semaphore that is never closed always gives a permit.
    let _turn = READERS.acquire().await.ok();
    tokio::task::spawn_blocking(move || read_now(&file)).await?
}

fn read_now(file: &GroundFile) -> Result<GroundRead, AppError> {
    let subject: String = file.name.chars().take(NAME_MAX).collect();
    let too_large = |detail: String| Problem::new(ProblemCode::TooLarge, &subject, detail);
    if file.bytes.len() > FILE_MAX_BYTES {
        let detail = format!("{} bytes, at most {FILE_MAX_BYTES}", file.bytes.len());
        return Err(too_large(detail).into());
    }
    let content = content(file, &subject)?;
    let features = content.features.len();
    let vertices: usize = content.features.iter().map(|one| one.geometry.coords_count()).sum();
    if features > FEATURES_MAX || vertices > VERTICES_MAX {
        let detail = format!(
            "{features} features with {vertices} vertices, at most {FEATURES_MAX} with {VERTICES_MAX}"
        );
        return Err(too_large(detail).into());
    }
    let repaired = content.features.iter().filter(|one| !one.repairs.is_empty()).count();
    let shapes: Vec<Geometry<f64>> = content.features.into_iter().map(|one| one.geometry).collect();
    let ground = AskedGround::of_shapes(&shapes, file.radius_m)?
        .ok_or_else(|| Problem::new(ProblemCode::LayerEmpty, &subject, "no ground"))?;
    let area_km2 = geodesic_area(ground.outline()).0 / 100.0;
    if area_km2 > AREA_MAX_KM2 {
        return Err(too_large(format!("{area_km2:.0} km², at most {AREA_MAX_KM2:.0}")).into());
    }
    Ok(GroundRead {
        ground,
        features,
        repaired,
        source_crs: content.source_crs,
        operation: content.operation,
        operation_accuracy_m: content.operation_accuracy_m,
        left_out: content.problems,
    })
}

/// Reads the bytes as a layer. Readers name the file as it lies for a moment: problems are told
/// with the name that its owner knows.
fn content(file: &GroundFile, subject: &str) -> Result<LayerContent, Problem> {
    let unreadable = |error: std::io::Error| {
        Problem::new(ProblemCode::FileUnreadable, subject, error.to_string())
    };
    let folder = tempfile::tempdir().map_err(unreadable)?;
    let path = folder.path().join(format!("ground{}", ending(&file.name)));
    std::fs::write(&path, &file.bytes).map_err(unreadable)?;
    let read = read_layer(&path, &ReadOptions { crs: file.crs.clone(), ..ReadOptions::default() });
    let here = path.display().to_string();
    let renamed = |problem: Problem| {
        let detail = problem.detail.replace(&here, subject);
        Problem::new(problem.code, problem.subject.replace(&here, subject), detail)
    };
    let content = read.map_err(renamed)?;
    let problems = content.problems.into_iter().map(renamed).collect();
    Ok(LayerContent { problems, ..content })
}

/// The ending of a name with its dot; nothing where it is no plain word.
fn ending(name: &str) -> String {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let is_plain =
        (1..=8).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_plain { format!(".{}", ending.to_ascii_lowercase()) } else { String::new() }
}

#[cfg(test)]
mod tests;
