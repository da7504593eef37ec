//! Scenes in: STAC items, SAFE folders and before/after pairs, each decoded once in a limited process,
//! fingerprinted and kept as it came.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use vigia_core::{Fingerprint, GridGeometry, Problem, ProblemCode, Scene, Sensor};
use vigia_raster::discover::unknown_problem;
use vigia_raster::pair_files::{PairOptions, PairRow, read_manifest};
use vigia_raster::scene_draft::InspectedFile;
use vigia_raster::stac_item::read_item;
use vigia_raster::{SceneDraft, discover, read_safe};
use vigia_store::{Lease, StoreError, Written};

use super::{IngestSummary, Input, LEASE, Outcome, WORKER, enqueue, now, quarantine};
use crate::error::AppError;
use crate::progress::{Progress, Step};
use crate::workspace::Workspace;

const KIND: &str = "ingest_scene";

/// One job's input: an item, a SAFE folder, or one row of a pair manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Source {
    Item { path: PathBuf },
    Safe { folder: PathBuf },
    Pair { manifest: PathBuf, id: String },
}

impl Source {
    /// What quarantine entries of this input are filed under.
    fn name(&self) -> String {
        match self {
            Self::Item { path } => path.display().to_string(),
            Self::Safe { folder } => folder.display().to_string(),
            Self::Pair { manifest, id } => format!("{}: {id}", manifest.display()),
        }
    }
}

/// What one run has read already: manifests are not read again for every row, nor a
/// series' grid for every scene.
#[derive(Default)]
struct Known {
    rows: HashMap<PathBuf, HashMap<String, PairRow>>,
    grids: HashMap<(String, Sensor), GridGeometry>,
    /// Scenes catalogued so far whose files hold decibels.
    in_decibels: usize,
}

impl Known {
    fn row(&mut self, manifest: &Path, id: &str) -> Result<PairRow, Problem> {
        if !self.rows.contains_key(manifest) {
            let rows = read_manifest(manifest)?.rows;
            let by_id = rows.into_iter().map(|row| (row.id.clone(), row)).collect();
            self.rows.insert(manifest.to_owned(), by_id);
        }
        let row = self.rows.get(manifest).and_then(|rows| rows.get(id));
        row.cloned().ok_or_else(|| {
            Problem::new(ProblemCode::PairIncomplete, manifest.display().to_string(), id)
        })
    }
}

/// Ingests every STAC item, SAFE folder and pair manifest in or below `paths`.
///
/// # Errors
/// [`AppError::Input`] where a path is not there or holds no scene at all;
/// [`AppError::Store`], with the disk full among its reasons. A scene that cannot be read
/// is refused in the summary instead, and the others go on.
pub async fn ingest(
    workspace: &Workspace,
    paths: &[PathBuf],
    progress: Progress<'_>,
) -> Result<IngestSummary, AppError> {
    let mut summary = IngestSummary::default();
    let mut inputs = Vec::new();
    for path in paths {
        let before = inputs.len();
        find(path, &mut inputs, &mut summary)?;
        if inputs.len() == before && summary.refused.is_empty() {
            let detail = "no STAC item, no SAFE folder and no pair manifest in it";
            let problem =
                Problem::new(ProblemCode::FormatUnknown, path.display().to_string(), detail);
            return Err(problem.into());
        }
    }
    enqueue(workspace, KIND, &inputs, &mut summary).await?;
    let (mut done, mut known) = (0, Known::default());
    while let Some(lease) = workspace.store().claim(&[KIND], WORKER, LEASE, now()).await? {
        let source: Source = serde_json::from_value(lease.payload.clone())
            .map_err(|source| AppError::Stored { kind: KIND, source })?;
        progress(Step {
            stage: "stage-ingest-scenes",
            done,
            total: inputs.len(),
            unit: source.name(),
        });
        summary.count(ingest_one(workspace, &lease, &source, &mut known).await?);
        done += 1;
    }
    summary.in_decibels = known.in_decibels;
    Ok(summary)
}

fn find(path: &Path, inputs: &mut Vec<Input>, summary: &mut IngestSummary) -> Result<(), AppError> {
    let discovered = discover(path)?;
    for item in discovered.items {
        let draft = read_item(&item);
        let files = draft.as_ref().map(SceneDraft::files).unwrap_or_default();
        let key = key(&item, b"", &files)?;
        inputs.push(input(key, &Source::Item { path: item.clone() })?);
    }
    for folder in discovered.safes {
        inputs.push(input(safe_key(&folder)?, &Source::Safe { folder: folder.clone() })?);
    }
    for manifest in discovered.pair_manifests {
        let read = read_manifest(&manifest)?;
        summary.partial.extend(read.problems);
        for row in read.rows {
            let stated = format!("{row:?}");
            let key = key(&manifest, stated.as_bytes(), &[&row.before, &row.after])?;
            inputs.push(input(key, &Source::Pair { manifest: manifest.clone(), id: row.id })?);
        }
    }
    summary.partial.extend(discovered.unknown.iter().map(|path| unknown_problem(path)));
    Ok(())
}

fn input(key: Fingerprint, source: &Source) -> Result<Input, AppError> {
    let payload =
        serde_json::to_value(source).map_err(|source| AppError::Stored { kind: KIND, source })?;
    Ok(Input { key, payload })
}

/// The key holds what the metadata say, and name, size and time of every raster: hashing
/// the rasters again to learn that nothing changed would cost as much as ingesting them.
/// Of a manifest only the row counts, so that a row added later leaves the others alone.
fn key(metadata: &Path, row: &[u8], files: &[&Path]) -> Result<Fingerprint, Problem> {
    let unreadable = |error: std::io::Error| {
        Problem::new(ProblemCode::FileUnreadable, metadata.display().to_string(), error.to_string())
    };
    let stated =
        if row.is_empty() { std::fs::read(metadata).map_err(unreadable)? } else { row.to_vec() };
    let mut parts = vec![stated];
    for file in files {
        parts.push(file.as_os_str().as_encoded_bytes().to_vec());
        let Ok(found) = std::fs::metadata(file) else { continue };
        let changed = found.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        parts.push(found.len().to_le_bytes().to_vec());
        parts.push(changed.unwrap_or_default().as_nanos().to_le_bytes().to_vec());
    }
    Ok(Fingerprint::of_parts(parts))
}

/// A product that is refused is known by why: a file that arrives later, or another
/// metadata file, makes it an input of its own.
fn safe_key(folder: &Path) -> Result<Fingerprint, Problem> {
    match read_safe(folder) {
        Err(problem) => Ok(Fingerprint::of_parts([
            folder.as_os_str().as_encoded_bytes(),
            problem.to_string().as_bytes(),
        ])),
        Ok(product) => {
            let [metadata, granule] = &product.metadata;
            let mut files = product.draft.files();
            files.push(granule);
            key(metadata, b"", &files)
        }
    }
}

async fn ingest_one(
    workspace: &Workspace,
    lease: &Lease,
    source: &Source,
    known: &mut Known,
) -> Result<Outcome, AppError> {
    let refused = match catalogue(workspace, lease, source, known).await {
        Ok(outcome) => return Ok(outcome),
        Err(AppError::Input(problem)) => problem,
        Err(AppError::Store(StoreError::Conflict { id, .. })) => {
            Problem::new(ProblemCode::SceneConflict, source.name(), id)
        }
        Err(other) => return Err(other),
    };
    quarantine(workspace, lease, &source.name(), &refused).await?;
    Ok(Outcome::Refused(refused))
}

async fn catalogue(
    workspace: &Workspace,
    lease: &Lease,
    source: &Source,
    known: &mut Known,
) -> Result<Outcome, AppError> {
    let scenes = tokio::task::block_in_place(|| read(workspace, source, known))?;
    for scene in &scenes {
        refuse_another_grid(workspace, scene, known).await?;
    }
    let mut effects = workspace.store().begin(lease, now()).await?;
    let mut accepted = 0;
    for scene in &scenes {
        if effects.put_scene(scene).await? != Written::Unchanged {
            accepted += 1;
            known.in_decibels += usize::from(scene.assets.iter().any(|asset| asset.is_decibels));
        }
    }
    effects.clear_quarantine(KIND, &source.name()).await?;
    effects.commit().await?;
    Ok(if accepted == 0 { Outcome::Unchanged } else { Outcome::Accepted(accepted, Vec::new()) })
}

/// Reads the metadata, decodes every file once in the limited process, and keeps a copy
/// of each under its hash. All or nothing: half a pair is no pair.
fn read(workspace: &Workspace, source: &Source, known: &mut Known) -> Result<Vec<Scene>, AppError> {
    let mut inspected: HashMap<PathBuf, InspectedFile> = HashMap::new();
    let mut grids = None;
    let drafts = match source {
        Source::Item { path } => {
            let draft = read_item(path)?;
            for file in draft.files() {
                inspected.insert(file.to_owned(), inspect(workspace, file)?);
            }
            vec![draft]
        }
        Source::Safe { folder } => {
            let product = read_safe(folder)?;
            for file in product.draft.files() {
                inspected.insert(file.to_owned(), inspect(workspace, file)?);
            }
            grids = Some(product.grids);
            vec![product.draft]
        }
        Source::Pair { manifest, id } => {
            let row = known.row(manifest, id)?;
            let (before, after) =
                (inspect(workspace, &row.before)?, inspect(workspace, &row.after)?);
            let drafts = row.drafts(&before.info, &after.info, &PairOptions::default())?;
            inspected.extend([(row.before, before), (row.after, after)]);
            drafts.into()
        }
    };
    let mut scenes = Vec::with_capacity(drafts.len());
    for draft in drafts {
        scenes.push(draft.complete(|file| {
            let missing = || {
                let subject = file.display().to_string();
                Problem::new(ProblemCode::FileUnreadable, subject, "it was not inspected")
            };
            inspected.get(file).cloned().ok_or_else(missing)
        })?);
    }
    if let Some(grids) = grids {
        scenes.iter().try_for_each(|scene| grids.check(scene))?;
    }
    Ok(scenes)
}

fn inspect(workspace: &Workspace, file: &Path) -> Result<InspectedFile, AppError> {
    let info = workspace.probe(file)?;
    let fingerprint = workspace.store().blobs().put_file(file)?;
    let size_bytes = workspace.store().blobs().size_bytes(&fingerprint)?;
    Ok(InspectedFile { fingerprint, size_bytes, info })
}

/// Most by which two extents of one lattice may stretch the larger of them to hold both:
/// farther apart they are no views of one place.
const UNION_MAX: f64 = 2.0;

/// Scenes of one sensor in one series share a grid, or a lattice of pixels where their extents
/// vary: a shifted one would show change everywhere.
async fn refuse_another_grid(
    workspace: &Workspace,
    scene: &Scene,
    known: &mut Known,
) -> Result<(), AppError> {
    let place = (scene.series.clone(), scene.sensor);
    if !known.grids.contains_key(&place) {
        let others = workspace.store().scenes(&scene.series).await?;
        let first = others.into_iter().find(|other| other.sensor == scene.sensor);
        let grid = first.map_or_else(|| scene.grid.clone(), |other| other.grid);
        known.grids.insert(place.clone(), grid);
    }
    match known.grids.get(&place) {
        Some(grid) if !shares_grid(grid, scene) => {
            let detail = format!("{:?}, its series {grid:?}", scene.grid);
            Err(Problem::new(ProblemCode::GridMismatch, scene.id.as_str(), detail).into())
        }
        _ => Ok(()),
    }
}

fn shares_grid(grid: &GridGeometry, scene: &Scene) -> bool {
    if *grid == scene.grid {
        return true;
    }
    let pixels = |grid: &GridGeometry| grid.rows as f64 * grid.cols as f64;
    let limit = UNION_MAX * pixels(grid).max(pixels(&scene.grid));
    scene.sensor.description().extents_vary
        && grid.union(&scene.grid).is_some_and(|union| pixels(&union) <= limit)
}
