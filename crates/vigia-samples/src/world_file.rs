//! `world.json`: written last, it says that a world is whole, and what it is.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use vigia_core::Fingerprint;

use crate::WorldSpec;
use crate::truth::write_json;

/// Raised with every change of what a specification yields.
const GENERATOR_VERSION: u32 = 2;
const NAME: &str = "world.json";
/// Stands while a world is being made: this folder is ours, and not whole.
const UNFINISHED: &str = "world.unfinished";
const FOLDERS: [&str; 4] = ["scenes", "layers", "reports", "truth"];
/// Most files that a world holds; a folder with more is not one.
const FILES_MAX: usize = 20_000;

/// What a world holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorldSummary {
    /// Optical scenes.
    pub optical_scenes: usize,
    /// Radar scenes.
    pub radar_scenes: usize,
    /// Layers.
    pub layers: usize,
    /// Field observations.
    pub reports: usize,
    /// True mining sites.
    pub mines: usize,
    /// True disturbances that are not mining.
    pub look_alikes: usize,
    /// Size of all files.
    pub bytes: u64,
    /// SHA-256 over the names and contents of all files: the same for the same
    /// specification.
    pub fingerprint: Fingerprint,
    /// Whether it stood there already, whole.
    #[serde(skip)]
    pub already_there: bool,
}

#[derive(Serialize, Deserialize)]
struct WorldFile {
    about: String,
    generator_version: u32,
    spec: WorldSpec,
    summary: WorldSummary,
    files: BTreeMap<String, u64>,
}

/// Returns the summary where `folder` holds the whole world of `spec`.
pub fn finished(folder: &Path, spec: &WorldSpec) -> Option<WorldSummary> {
    let text = std::fs::read_to_string(folder.join(NAME)).ok()?;
    let file: WorldFile = serde_json::from_str(&text).ok()?;
    let same = file.generator_version == GENERATOR_VERSION && file.spec == *spec;
    let whole = || {
        file.files.iter().all(|(name, size)| {
            std::fs::metadata(folder.join(name)).is_ok_and(|found| found.len() == *size)
        })
    };
    (same && whole()).then_some(WorldSummary { already_there: true, ..file.summary })
}

/// Returns the specification of the whole world in `folder`, where there is one.
#[must_use]
pub fn spec_of(folder: &Path) -> Option<WorldSpec> {
    let text = std::fs::read_to_string(folder.join(NAME)).ok()?;
    serde_json::from_str::<WorldFile>(&text).ok().map(|file| file.spec)
}

/// Clears what an earlier or broken-off world left, and marks the folder as unfinished.
///
/// # Errors
/// Where the folder holds something that is not a sample world, or the disk fails.
pub fn begin(folder: &Path) -> Result<()> {
    let is_ours = folder.join(NAME).exists() || folder.join(UNFINISHED).exists();
    if !is_ours && folder.exists() && std::fs::read_dir(folder)?.next().is_some() {
        bail!("{} is not empty and holds no sample world; name an empty folder", folder.display());
    }
    std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    std::fs::write(folder.join(UNFINISHED), "")
        .with_context(|| format!("writing to {}", folder.display()))?;
    remove_if_there(std::fs::remove_file(folder.join(NAME)))?;
    for name in FOLDERS {
        remove_if_there(std::fs::remove_dir_all(folder.join(name)))?;
        std::fs::create_dir_all(folder.join(name))?;
    }
    Ok(())
}

/// Hashes all files and writes `world.json`.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn finish(folder: &Path, spec: &WorldSpec, mut summary: WorldSummary) -> Result<WorldSummary> {
    let mut names = Vec::new();
    for name in FOLDERS {
        list(folder, name, &mut names)?;
    }
    names.push("README.md".to_owned());
    names.sort();
    let hashed = names
        .into_par_iter()
        .map(|name| {
            let bytes =
                std::fs::read(folder.join(&name)).with_context(|| format!("reading {name}"))?;
            Ok((name, bytes.len() as u64, Fingerprint::of(&bytes)))
        })
        .collect::<Result<Vec<_>>>()?;
    let parts =
        hashed.iter().flat_map(|(name, _, hash)| [name.as_bytes(), hash.as_bytes().as_slice()]);
    summary.fingerprint = Fingerprint::of_parts(parts);
    summary.bytes = hashed.iter().map(|(_, size, _)| size).sum();
    let file = WorldFile {
        about: "Mundo sintético de Vigía; ninguna persona, título ni lugar es real".to_owned(),
        generator_version: GENERATOR_VERSION,
        spec: *spec,
        summary: summary.clone(),
        files: hashed.into_iter().map(|(name, size, _)| (name, size)).collect(),
    };
    write_json(&folder.join("world.json.tmp"), &file)?;
    std::fs::rename(folder.join("world.json.tmp"), folder.join(NAME))?;
    remove_if_there(std::fs::remove_file(folder.join(UNFINISHED)))?;
    Ok(summary)
}

fn list(folder: &Path, relative: &str, names: &mut Vec<String>) -> Result<()> {
    for entry in std::fs::read_dir(folder.join(relative))? {
        let entry = entry?;
        let name = format!("{relative}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(folder, &name, names)?;
        } else {
            names.push(name);
        }
        if names.len() > FILES_MAX {
            bail!("{} holds more than {FILES_MAX} files", folder.display());
        }
    }
    Ok(())
}

fn remove_if_there(result: std::io::Result<()>) -> std::io::Result<()> {
    match result {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
