//! A folder of pages, with the list of the object ids beside them.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use vigia_core::{Problem, ProblemCode};

use super::page_set::PageSet;
use crate::layer_source::{FEATURES_MAX, GEOJSON_MAX_BYTES, OGR_MAX_BYTES, RawLayer};

/// Most pages of one layer.
pub const PAGES_MAX: usize = 10_000;
/// Name of the file that lists the object ids that there must be.
pub(super) const IDS_FILE: &str = "objectIds.json";
/// Name of the file that holds the service's description of the layer.
pub(super) const DESCRIPTION_FILE: &str = "description.json";

/// Most entries of a folder that are looked at.
const ENTRIES_MAX: usize = 200_000;
/// Bytes of a file by which it is known as a page.
const START_BYTES: u64 = 2_048;

/// Members that pages begin with, and no GeoJSON has.
const TELLING: [&str; 5] =
    ["objectIdFieldName", "displayFieldName", "geometryType", "fieldAliases", "error"];

/// An answer to `returnIdsOnly=true`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ObjectIds {
    pub object_id_field_name: Option<String>,
    /// Null where there are none.
    pub object_ids: Option<Vec<i64>>,
}

/// Says whether `path` is a folder of pages of a map service: it holds `objectIds.json`, or
/// every `.json` file in it begins like a page.
#[must_use]
pub fn is_page_folder(path: &Path) -> bool {
    path.is_dir()
        && (path.join(IDS_FILE).is_file()
            || pages(path).is_ok_and(|pages| !pages.is_empty() && pages.iter().all(|p| is_page(p))))
}

/// Returns the files that a folder of pages is made of: the description, the list of
/// object ids, then the pages in their order.
///
/// # Errors
/// [`ProblemCode::FileUnreadable`], [`ProblemCode::TooLarge`] above [`PAGES_MAX`].
pub fn page_files(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let beside = [DESCRIPTION_FILE, IDS_FILE].map(|name| folder.join(name));
    let mut files: Vec<PathBuf> = beside.into_iter().filter(|file| file.is_file()).collect();
    files.extend(pages(folder)?);
    Ok(files)
}

/// Reads a folder of pages as one layer, page by page.
///
/// # Errors
/// As [`PageSet::add`] and [`PageSet::finish`]; [`ProblemCode::FileUnreadable`],
/// [`ProblemCode::TooLarge`].
pub(crate) fn read_folder(folder: &Path) -> Result<RawLayer, Problem> {
    let subject = folder.display().to_string();
    let mut set = PageSet::default();
    let mut budget = OGR_MAX_BYTES;
    for page in pages(folder)? {
        let text = read_text(&page, budget.min(GEOJSON_MAX_BYTES))?;
        budget -= text.len() as u64;
        set.add(&text, &page.display().to_string())?;
    }
    let ids = folder.join(IDS_FILE);
    let expected = ids.is_file().then(|| read_ids(&ids)).transpose()?;
    set.finish(&subject, expected.as_ref())
}

fn read_ids(path: &Path) -> Result<BTreeSet<i64>, Problem> {
    let problem = |code, detail: String| Problem::new(code, path.display().to_string(), detail);
    let text = read_text(path, GEOJSON_MAX_BYTES)?;
    let ids: ObjectIds = serde_json::from_str(&text)
        .map_err(|error| problem(ProblemCode::LayerUnreadable, error.to_string()))?;
    let ids: BTreeSet<i64> = ids.object_ids.unwrap_or_default().into_iter().collect();
    match ids.len() {
        0..=FEATURES_MAX => Ok(ids),
        more => Err(problem(ProblemCode::TooLarge, format!("{more} features"))),
    }
}

/// Reads a file of at most `limit` bytes as text.
pub(super) fn read_text(path: &Path, limit: u64) -> Result<String, Problem> {
    let problem = |code, detail: String| Problem::new(code, path.display().to_string(), detail);
    let unreadable =
        |error: std::io::Error| problem(ProblemCode::FileUnreadable, error.to_string());
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(limit + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    if bytes.len() as u64 > limit {
        return Err(problem(ProblemCode::TooLarge, format!("more than {limit} bytes")));
    }
    let text = String::from_utf8(bytes)
        .map_err(|error| problem(ProblemCode::LayerUnreadable, format!("not UTF-8: {error}")))?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// Returns the pages of a folder in natural order (`page-2` before `page-10`); files that
/// begin with a dot are unfinished.
fn pages(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let problem = |code, detail: String| Problem::new(code, folder.display().to_string(), detail);
    let unreadable =
        |error: std::io::Error| problem(ProblemCode::FileUnreadable, error.to_string());
    let mut pages = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)?.take(ENTRIES_MAX) {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_json = name.to_ascii_lowercase().ends_with(".json");
        let is_beside = name == IDS_FILE || name == DESCRIPTION_FILE || name.starts_with('.');
        if is_json && !is_beside && entry.path().is_file() {
            pages.push((natural(&name), entry.path()));
        }
    }
    if pages.len() > PAGES_MAX {
        return Err(problem(ProblemCode::TooLarge, format!("more than {PAGES_MAX} pages")));
    }
    pages.sort();
    Ok(pages.into_iter().map(|(_, path)| path).collect())
}

/// A key that orders numbers by value: each run of digits without its leading zeros, its
/// length before it.
fn natural(name: &str) -> Vec<(usize, String)> {
    let characters: Vec<char> = name.to_lowercase().chars().collect();
    characters
        .chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit())
        .map(|run| {
            let text: String = run.iter().collect();
            match text.starts_with(|c: char| c.is_ascii_digit()) {
                true => {
                    let digits = text.trim_start_matches('0');
                    (digits.len(), digits.to_owned())
                }
                false => (0, text),
            }
        })
        .collect()
}

fn is_page(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(START_BYTES).read_to_end(&mut start));
    let text = String::from_utf8_lossy(&start);
    read.is_ok() && TELLING.iter().any(|name| text.contains(&format!("\"{name}\"")))
}
