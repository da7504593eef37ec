//! Context layers in: each load is an immutable, dated snapshot of its original.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vigia_core::layer::{LayerKind, Snapshot};
use vigia_core::{Fingerprint, LayerId, Problem, ProblemCode, SnapshotId};
use vigia_store::{Lease, Quarantined};
use vigia_vector::arcgis::is_page_folder;
use vigia_vector::field_mapping::FieldMapping;
use vigia_vector::shapefile::{is_sidecar, list_of_parts, main_file, original_files};
use vigia_vector::{LayerContent, ReadOptions, read_layer};

use super::{
    IngestSummary, Input, LEASE, LayerEncoding, Outcome, WORKER, enqueue, inputs_below, keep, now,
    quarantine,
};
use crate::error::AppError;
use crate::progress::{Progress, Step};
use crate::workspace::Workspace;

const KIND: &str = "ingest_layer";
/// Name of the file that describes the layers of a folder.
pub const LAYERS_FILE: &str = "layers.json";

/// What a person says about a layer; everything may stay unsaid.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LayerOptions {
    /// What it describes; told from its columns otherwise.
    pub kind: Option<LayerKind>,
    /// Its identifier; the file's name otherwise.
    pub layer: Option<String>,
    /// The day for which it stands; the day of the load otherwise.
    pub dated: Option<Date>,
    /// CRS, for files that state none.
    pub crs: Option<String>,
    /// Licence.
    pub licence: Option<String>,
    /// EPSG code of the operation between datums, where another than the usual one is meant.
    pub operation: Option<String>,
}

/// One layer to load: an entry of `layers.json`, or a file with options.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Described {
    file: PathBuf,
    layer: String,
    kind: Option<LayerKind>,
    dated: Option<Date>,
    #[serde(default)]
    crs: Option<String>,
    #[serde(default)]
    licence: Option<String>,
    #[serde(default)]
    operation: Option<String>,
}

/// Ingests layer files, and folders with a `layers.json`.
///
/// # Errors
/// [`AppError::Input`] where a path is not there; [`AppError::Store`]. A layer that
/// cannot be read is refused in the summary instead, and the others go on.
pub async fn ingest(
    workspace: &Workspace,
    paths: &[PathBuf],
    options: &LayerOptions,
    progress: Progress<'_>,
) -> Result<IngestSummary, AppError> {
    let mut summary = IngestSummary::default();
    let mut inputs = Vec::new();
    let mappings = workspace.layer_mappings()?;
    for described in describe(paths, options)? {
        inputs.push(input(workspace, described, &mappings)?);
    }
    enqueue(workspace, KIND, &inputs, &mut summary).await?;
    let mut done = 0;
    while let Some(lease) = workspace.store().claim(&[KIND], WORKER, LEASE, now()).await? {
        let described: Described = from_payload(&lease)?;
        let unit = described.file.display().to_string();
        progress(Step { stage: "stage-ingest-layers", done, total: inputs.len(), unit });
        let read = ReadOptions {
            crs: described.crs.clone(),
            kind: described.kind,
            operation: described.operation.clone(),
            mappings: mappings.clone(),
            ..ReadOptions::default()
        };
        let outcome =
            ingest_one(workspace, &lease, &described, &read, &mut summary.encodings).await?;
        summary.count(outcome);
        done += 1;
    }
    Ok(summary)
}

fn from_payload(lease: &Lease) -> Result<Described, AppError> {
    serde_json::from_value(lease.payload.clone())
        .map_err(|source| AppError::Stored { kind: KIND, source })
}

fn describe(paths: &[PathBuf], options: &LayerOptions) -> Result<Vec<Described>, Problem> {
    let mut described = Vec::new();
    for path in paths {
        let index = path.join(LAYERS_FILE);
        if index.is_file() {
            described.extend(read_index(&index)?);
            continue;
        }
        for file in without_sidecars(inputs_below(std::slice::from_ref(path), is_page_folder)?) {
            let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
            described.push(Described {
                layer: options.layer.clone().or(stem).unwrap_or_default(),
                file,
                kind: options.kind,
                dated: options.dated,
                crs: options.crs.clone(),
                licence: options.licence.clone(),
                operation: options.operation.clone(),
            });
        }
    }
    Ok(described)
}

/// The parts of a shapefile are one input; one without its `.shp` stays, to be refused.
fn without_sidecars(files: Vec<PathBuf>) -> Vec<PathBuf> {
    let is_part = |file: &PathBuf| is_sidecar(file) && main_file(file, &files).is_some();
    files.iter().filter(|file| !is_part(file)).cloned().collect()
}

fn read_index(index: &Path) -> Result<Vec<Described>, Problem> {
    let subject = index.display().to_string();
    let text = std::fs::read_to_string(index)
        .map_err(|error| Problem::new(ProblemCode::FileUnreadable, &subject, error.to_string()))?;
    let mut layers: Vec<Described> = serde_json::from_str(&text)
        .map_err(|error| Problem::new(ProblemCode::LayerUnreadable, &subject, error.to_string()))?;
    let folder = index.parent().unwrap_or(Path::new("."));
    for layer in &mut layers {
        layer.file = folder.join(&layer.file);
    }
    Ok(layers)
}

/// The key holds the file's bytes and what was said about it: the same file read with
/// another CRS, operation or mapping is another snapshot.
fn input(
    workspace: &Workspace,
    described: Described,
    mappings: &[FieldMapping],
) -> Result<Input, AppError> {
    let bytes = keep_original(workspace, &described.file)?;
    let mut said = serde_json::json!([
        described.layer,
        described.kind,
        described.dated,
        described.crs,
        described.licence
    ]);
    // What is not said keeps the key of a load from before it could be.
    if let Some(said) = said.as_array_mut() {
        said.extend(described.operation.clone().map(serde_json::Value::from));
        if !mappings.is_empty() {
            said.push(format!("{mappings:?}").into());
        }
    }
    let payload = serde_json::to_value(&described)
        .map_err(|source| AppError::Stored { kind: KIND, source })?;
    Ok(Input { key: Fingerprint::of_parts([bytes.to_string(), said.to_string()]), payload })
}

/// Keeps an original of one or several files, and returns what stands for it: its own
/// hash, or that of the kept list of its parts.
fn keep_original(workspace: &Workspace, path: &Path) -> Result<Fingerprint, AppError> {
    let files = original_files(path)?;
    if let [only] = files.as_slice() {
        return keep(workspace, only);
    }
    let mut parts = Vec::with_capacity(files.len());
    for file in files {
        let fingerprint = keep(workspace, &file)?;
        parts.push((file, fingerprint));
    }
    Ok(workspace.store().blobs().put_bytes(list_of_parts(&parts).as_bytes())?)
}

async fn ingest_one(
    workspace: &Workspace,
    lease: &Lease,
    described: &Described,
    options: &ReadOptions,
    encodings: &mut Vec<LayerEncoding>,
) -> Result<Outcome, AppError> {
    let path = described.file.display().to_string();
    let content = match tokio::task::block_in_place(|| read_layer(&described.file, options)) {
        Ok(content) => content,
        Err(problem) => {
            quarantine(workspace, lease, &path, &problem).await?;
            return Ok(Outcome::Refused(problem));
        }
    };
    let fingerprint = tokio::task::block_in_place(|| keep_original(workspace, &described.file))?;
    let snapshot = snapshot(described, &content, fingerprint);
    let mut effects = workspace.store().begin(lease, now()).await?;
    effects.clear_quarantine(KIND, &path).await?;
    effects.put_snapshot(&snapshot, &content.features).await?;
    for problem in &content.problems {
        let entry = Quarantined {
            kind: lease.kind.clone(),
            source_path: path.clone(),
            fingerprint: None,
            problem: problem.clone(),
        };
        effects.put_quarantine(&entry).await?;
    }
    effects.commit().await?;
    encodings.extend(content.encoding.map(|found| LayerEncoding { subject: path, found }));
    Ok(Outcome::Accepted(1, content.problems))
}

fn snapshot(described: &Described, content: &LayerContent, fingerprint: Fingerprint) -> Snapshot {
    let dated = described.dated.unwrap_or_else(|| jiff::tz::Offset::UTC.to_datetime(now()).date());
    let id = format!("{}@{dated}#{}", described.layer, fingerprint.short(8));
    Snapshot {
        id: SnapshotId::new(id),
        layer: LayerId::new(described.layer.clone()),
        kind: content.kind,
        source: source(described, content),
        licence: described.licence.clone(),
        dated,
        fingerprint,
        source_crs: content.source_crs.clone(),
        operation: content.operation.clone(),
        operation_accuracy_m: content.operation_accuracy_m,
        features: content.features.len(),
    }
}

/// The original's name; of a shapefile with the encoding that its text was read in, so that
/// a garbled name can be traced years later.
fn source(described: &Described, content: &LayerContent) -> String {
    let name = described.file.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    match &content.encoding {
        Some(found) => format!("{name} [{}]", found.encoding),
        None => name,
    }
}
