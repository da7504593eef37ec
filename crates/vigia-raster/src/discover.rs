//! What a folder holds: STAC items, SAFE folders, pair manifests, and what no reader knows.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use vigia_core::{Problem, ProblemCode};

use crate::safe::{has_safe_name, is_safe};
use crate::{pair_files, stac_item};

/// Most files and folders that are looked at.
pub const ENTRIES_MAX: usize = 200_000;

/// Deepest folder that is looked into, from the given one.
pub const DEPTH_MAX: usize = 16;

/// Names under which a table is taken for a pair manifest even when columns are missing.
const MANIFEST_NAMES: [&str; 2] = ["manifest.csv", "pairs.csv"];

/// What was found, each list sorted by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Discovered {
    /// Files that claim to be STAC Items, broken JSON included.
    pub items: Vec<PathBuf>,
    /// SAFE folders, whatever their product: [`crate::safe::read_safe`] tells.
    pub safes: Vec<PathBuf>,
    /// Tables that date before/after pairs.
    pub pair_manifests: Vec<PathBuf>,
    /// Rasters and metadata that nothing above refers to; [`unknown_problem`] says why
    /// each is of no use.
    pub unknown: Vec<PathBuf>,
}

/// Looks through a folder, or at one file, without opening any raster.
///
/// Hidden entries and symbolic links inside the folder are passed over; SAFE folders are
/// not looked into. STAC catalogues and
/// collections are known and left aside. Documents that are no imagery (text, vector files)
/// are not listed.
///
/// # Errors
/// `FileUnreadable` for `path` or a folder below; `TooLarge` beyond [`ENTRIES_MAX`] entries
/// or [`DEPTH_MAX`] levels: rather nothing than silently a part.
pub fn discover(path: &Path) -> Result<Discovered, Problem> {
    let metadata = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    let mut files = Vec::new();
    let mut found = Discovered::default();
    if metadata.is_file() {
        files.push(path.to_path_buf());
    } else if is_safe(path) {
        found.safes.push(path.to_path_buf());
    } else {
        walk(path, &mut files, &mut found.safes)?;
    }
    files.sort();
    found.safes.sort();
    let mut rasters = Vec::new();
    let mut used = HashSet::new();
    for file in files {
        match kind(&file) {
            Kind::Item => {
                used.extend(files_of_item(&file));
                found.items.push(file);
            }
            Kind::Manifest => {
                used.extend(files_of_manifest(&file));
                found.pair_manifests.push(file);
            }
            Kind::Raster => rasters.push(file),
            Kind::Unknown => found.unknown.push(file),
            Kind::Other => {}
        }
    }
    found.unknown.extend(rasters.into_iter().filter(|raster| !used.contains(&plain(raster))));
    found.unknown.sort();
    Ok(found)
}

/// Returns why a file of [`Discovered::unknown`] was not taken.
#[must_use]
pub fn unknown_problem(path: &Path) -> Problem {
    let subject = path.display().to_string();
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
    let is_half = stem.is_some_and(|stem| stem.ends_with("_before") || stem.ends_with("_after"));
    if is_half && is_raster(path) {
        let detail = "no pairs.csv or manifest.csv gives the dates of this pair";
        return Problem::new(ProblemCode::PairIncomplete, subject, detail);
    }
    let detail = if is_packed_safe(path) {
        "a packed SAFE product: unpack it, and provide the folder that ends in .SAFE"
    } else if is_raster(path) {
        "no STAC Item or pair manifest describes this raster"
    } else {
        "neither a STAC Item, catalogue, nor collection"
    };
    Problem::new(ProblemCode::FormatUnknown, subject, detail)
}

enum Kind {
    Item,
    Manifest,
    Raster,
    Unknown,
    Other,
}

fn kind(path: &Path) -> Kind {
    let lower = |text: Option<&std::ffi::OsStr>| {
        text.map(|text| text.to_string_lossy().to_lowercase()).unwrap_or_default()
    };
    let (name, extension) = (lower(path.file_name()), lower(path.extension()));
    match extension.as_str() {
        "json" => kind_of_json(path),
        "csv" if MANIFEST_NAMES.contains(&name.as_str()) || pair_files::is_manifest(path) => {
            Kind::Manifest
        }
        _ if is_raster(path) => Kind::Raster,
        _ if is_packed_safe(path) => Kind::Unknown,
        _ => Kind::Other,
    }
}

fn kind_of_json(path: &Path) -> Kind {
    match stac_item::parse(path) {
        Ok(json) if stac_item::is_item(&json) => Kind::Item,
        Ok(json) if json["stac_version"].is_string() => Kind::Other,
        Ok(_) => Kind::Unknown,
        // Broken or too large: the reader of items says so, with the file's name.
        Err(_) => Kind::Item,
    }
}

fn is_raster(path: &Path) -> bool {
    let extension = path.extension().map(|text| text.to_string_lossy().to_lowercase());
    matches!(extension.as_deref(), Some("tif" | "tiff" | "jp2" | "vrt" | "img" | "nc"))
}

/// `S2B_MSIL2A_….zip`, or a file that is called `.SAFE`.
fn is_packed_safe(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_uppercase());
    let is_zip = path.extension().is_some_and(|text| text.eq_ignore_ascii_case("zip"));
    has_safe_name(path) || (is_zip && name.is_some_and(|name| name.contains("_MSIL")))
}

fn files_of_item(item: &Path) -> Vec<PathBuf> {
    let Ok(json) = stac_item::parse(item) else { return Vec::new() };
    let folder = item.parent().unwrap_or(Path::new("."));
    let assets = json["assets"].as_object().into_iter().flat_map(|assets| assets.values());
    assets
        .take(stac_item::ASSETS_MAX)
        .filter_map(|asset| stac_item::local_path(asset["href"].as_str()?, folder).ok())
        .map(|path| plain(&path))
        .collect()
}

fn files_of_manifest(manifest: &Path) -> Vec<PathBuf> {
    let rows = pair_files::read_manifest(manifest).map(|read| read.rows).unwrap_or_default();
    rows.iter().flat_map(|row| [plain(&row.before), plain(&row.after)]).collect()
}

/// Drops `.` and resolves `..` by name, so that two spellings of a path compare equal.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

fn walk(root: &Path, files: &mut Vec<PathBuf>, safes: &mut Vec<PathBuf>) -> Result<(), Problem> {
    let too_large =
        |detail: String| Problem::new(ProblemCode::TooLarge, root.display().to_string(), detail);
    let mut pending = vec![(root.to_path_buf(), 0_usize)];
    let mut seen = 0_usize;
    while let Some((folder, depth)) = pending.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| unreadable(&folder, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(&folder, &error))?;
            seen += 1;
            if seen > ENTRIES_MAX {
                return Err(too_large(format!("more than {ENTRIES_MAX} entries")));
            }
            let path = entry.path();
            let kind = entry.file_type().map_err(|error| unreadable(&path, &error))?;
            if entry.file_name().to_string_lossy().starts_with('.') || kind.is_symlink() {
                continue;
            }
            match (kind.is_dir(), depth < DEPTH_MAX) {
                (true, _) if is_safe(&path) => safes.push(path),
                (true, true) => pending.push((path, depth + 1)),
                (true, false) => {
                    return Err(too_large(format!("folders deeper than {DEPTH_MAX} levels")));
                }
                (false, _) => files.push(path),
            }
        }
    }
    Ok(())
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::new(ProblemCode::FileUnreadable, path.display().to_string(), error.to_string())
}

#[cfg(test)]
mod tests;
