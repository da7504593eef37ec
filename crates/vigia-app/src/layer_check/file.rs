//! Where a layer's file would lie, before anything of it is loaded: as it states itself, and
//! in each CRS that layers of Peru are drawn in.

use std::path::Path;

use geo::{BoundingRect, Centroid, Point, Rect};
use vigia_core::layer::Feature;
use vigia_core::{Problem, ProblemCode};
use vigia_ties::systematic_shift::{SystematicShift, displacements, systematic_shift};
use vigia_vector::crs_evidence::PERU_CRS;
use vigia_vector::plausible::{Whereabouts, whereabouts};
use vigia_vector::{LayerContent, ReadOptions, read_layer};

use super::{SHIFT_MIN_M, SPREAD_SHARE, load};
use crate::error::AppError;
use crate::workspace::Workspace;

/// A reading speaks against the stated one where it lies so many times nearer to the reference.
const NEARER: f64 = 4.0;
/// Share of features that lie in or near Peru in a CRS that may be the file's: a few strays are
/// in every register.
const FITS_SHARE: f64 = 0.9;
/// Most middles of features that a reading keeps for the picture.
const MIDDLES_MAX: usize = 2_000;

/// A file in one CRS.
#[derive(Clone, Debug, PartialEq)]
pub struct FileReading {
    /// CRS as `EPSG:<code>`, and its name where it is one of the usual ones.
    pub crs: String,
    /// Its name.
    pub name: &'static str,
    /// Whether the file, or the person who asks, states it.
    pub is_stated: bool,
    /// Where the features lie in it, or why they cannot.
    pub placed: Result<Placed, Problem>,
}

/// Where the features of a file lie.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// How many can be used.
    pub features: usize,
    /// How many of them lie in or near Peru.
    pub in_peru: usize,
    /// How many cannot.
    pub left_out: usize,
    /// How many had to be repaired.
    pub repaired: usize,
    /// Box around all, degrees, EPSG:4326.
    pub bounds: Rect<f64>,
    /// Middles of some of them, evenly taken.
    pub middles: Vec<Point<f64>>,
    /// How they lie to the reference; `None` without one, or with fewer than three in common.
    pub shift: Option<SystematicShift>,
}

/// What is suspicious of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum FileSuspicion {
    /// Neither the file nor a person states a CRS; nearly all of it would lie in Peru in these.
    NoCrs(Vec<String>),
    /// As stated it cannot lie where it says: swapped axes, another zone, no degrees.
    Unusable(Problem),
    /// Beside the reference, another CRS lies far nearer than the stated one.
    Nearer(String),
    /// Features cannot be used, of so many.
    LeftOut(usize),
    /// Features had to be repaired, of so many.
    Repaired(usize),
}

/// What a check of a file found.
#[derive(Clone, Debug, PartialEq)]
pub struct FileChecked {
    /// The file.
    pub file: String,
    /// It in its stated CRS, where there is one, then in every other.
    pub readings: Vec<FileReading>,
    /// Middles of features of the reference.
    pub reference: Vec<Point<f64>>,
    /// What is suspicious; empty where nothing is.
    pub suspicions: Vec<FileSuspicion>,
}

/// Checks a file beside the load `reference`, which is trusted; nothing is stored.
///
/// - `crs`: what a person states; it overrides what the file says.
///
/// # Errors
/// [`AppError::Input`] for a file that is no layer; [`AppError::NotFound`] for an unknown
/// reference; [`AppError::Store`].
pub async fn check_file(
    workspace: &Workspace,
    path: &Path,
    crs: Option<&str>,
    reference: Option<&str>,
) -> Result<FileChecked, AppError> {
    let reference = match reference {
        Some(reference) => load(workspace, reference).await?.1,
        None => Vec::new(),
    };
    let mappings = workspace.layer_mappings()?;
    tokio::task::block_in_place(|| {
        let read = |crs: Option<&str>| {
            let (crs, mappings) = (crs.map(str::to_owned), mappings.clone());
            read_layer(path, &ReadOptions { crs, mappings, ..ReadOptions::default() })
        };
        let mut suspicions = Vec::new();
        let mut readings = Vec::new();
        let (mut no_crs, mut stated) = (false, crs.map(str::to_owned));
        match read(crs) {
            Ok(content) => {
                stated = Some(content.source_crs.clone());
                readings.push(reading(&content.source_crs, Ok(placed(&content, &reference))));
            }
            Err(problem) if problem.code == ProblemCode::LayerWithoutCrs => no_crs = true,
            Err(problem) if of_its_place(&problem) => {
                suspicions.push(FileSuspicion::Unusable(problem.clone()));
                readings.extend(stated.as_deref().map(|crs| reading(crs, Err(problem))));
            }
            Err(problem) => return Err(problem.into()),
        }
        readings.iter_mut().for_each(|stated| stated.is_stated = true);
        for (code, _) in PERU_CRS {
            let crs = format!("EPSG:{code}");
            if stated.as_deref() != Some(&crs) {
                let read = read(Some(&crs)).map(|content| placed(&content, &reference));
                readings.push(reading(&crs, read));
            }
        }
        if no_crs {
            let fits = readings.iter().filter(|one| one.placed.as_ref().is_ok_and(fits));
            suspicions.push(FileSuspicion::NoCrs(fits.map(|one| one.crs.clone()).collect()));
        }
        suspicions.extend(nearer(&readings));
        if let Some(placed) = readings.iter().find_map(|one| one.placed.as_ref().ok()) {
            let counts = [
                (placed.left_out, FileSuspicion::LeftOut(placed.left_out)),
                (placed.repaired, FileSuspicion::Repaired(placed.repaired)),
            ];
            suspicions.extend(counts.into_iter().filter(|(n, _)| *n > 0).map(|(_, said)| said));
        }
        let (file, reference) = (path.display().to_string(), middles(&reference));
        Ok(FileChecked { file, readings, reference, suspicions })
    })
}

/// Whether a problem is one of where the file lies, and not of the file.
const fn of_its_place(problem: &Problem) -> bool {
    matches!(
        problem.code,
        ProblemCode::AxesSwapped | ProblemCode::CoordinatesImplausible | ProblemCode::CrsUnknown
    )
}

fn reading(crs: &str, placed: Result<Placed, Problem>) -> FileReading {
    let named = PERU_CRS.iter().find(|(code, _)| crs == format!("EPSG:{code}"));
    let name = named.map_or("", |(_, name)| name);
    FileReading { crs: crs.to_owned(), name, is_stated: false, placed }
}

fn placed(content: &LayerContent, reference: &[Feature]) -> Placed {
    let boxes = content.features.iter().filter_map(|one| one.geometry.bounding_rect());
    let bounds = boxes.reduce(|a, b| {
        let least = (a.min().x.min(b.min().x), a.min().y.min(b.min().y));
        Rect::new(least, (a.max().x.max(b.max().x), a.max().y.max(b.max().y)))
    });
    Placed {
        features: content.features.len(),
        in_peru: content.features.iter().filter(|one| is_in_peru(one)).count(),
        left_out: content
            .problems
            .iter()
            .filter(|one| one.code != ProblemCode::DateUnusable)
            .count(),
        repaired: content.features.iter().filter(|one| !one.repairs.is_empty()).count(),
        bounds: bounds.unwrap_or_else(|| Rect::new((0.0, 0.0), (0.0, 0.0))),
        middles: middles(&content.features),
        shift: systematic_shift(&displacements(&content.features, reference)),
    }
}

fn is_in_peru(feature: &Feature) -> bool {
    whereabouts(&feature.geometry) == Some(Whereabouts::Peru)
}

fn fits(placed: &Placed) -> bool {
    placed.in_peru as f64 >= FITS_SHARE * placed.features as f64
}

fn middles(features: &[Feature]) -> Vec<Point<f64>> {
    let every = features.len().div_ceil(MIDDLES_MAX).max(1);
    features.iter().step_by(every).filter_map(|one| one.geometry.centroid()).collect()
}

/// The CRS in which the file lies far nearer to the reference than in the stated one.
fn nearer(readings: &[FileReading]) -> Option<FileSuspicion> {
    let shift = |one: &FileReading| one.placed.as_ref().ok()?.shift;
    let as_a_whole = |shift: &SystematicShift| {
        let length_m = shift.length_m().max(SHIFT_MIN_M);
        shift.spread_m <= SPREAD_SHARE * length_m
    };
    let stated_m = shift(readings.iter().find(|one| one.is_stated)?)?.length_m();
    let lengths = readings.iter().filter(|one| !one.is_stated).filter_map(|one| {
        let shift = shift(one).filter(as_a_whole)?;
        Some((shift.length_m(), one))
    });
    let (length_m, nearest) = lengths.min_by(|(a, _), (b, _)| a.total_cmp(b))?;
    (stated_m >= SHIFT_MIN_M && length_m * NEARER < stated_m)
        .then(|| FileSuspicion::Nearer(nearest.crs.clone()))
}
