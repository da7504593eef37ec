//! What a SAFE folder is, and where its metadata stand.

use std::fs;
use std::path::{Component, Path, PathBuf};

use vigia_core::{Problem, ProblemCode};

/// Names of the product metadata, in lower case: real ones are spelt `MTD_MSIL2A.xml` and
/// `MTD_MSIL2a.xml`.
const LEVEL_2A: &str = "mtd_msil2a.xml";
const LEVEL_1C: &str = "mtd_msil1c.xml";

/// Most entries of the folder itself that are looked at; a SAFE has about ten.
const ENTRIES_MAX: usize = 1_000;

/// Says whether `path` is a SAFE folder: by its name, or, where someone renamed it, by the
/// product metadata in it.
#[must_use]
pub fn is_safe(path: &Path) -> bool {
    path.is_dir() && (has_safe_name(path) || product_metadata(path).is_ok())
}

/// Says whether the name ends in `.SAFE`.
#[must_use]
pub fn has_safe_name(path: &Path) -> bool {
    path.extension().is_some_and(|text| text.eq_ignore_ascii_case("safe"))
}

/// Returns the folder's `MTD_MSIL2A.xml`.
///
/// # Errors
/// `LevelUnsuitable` for a Level-1C product, `FormatUnknown` for a SAFE of something else
/// (Sentinel-1), `SafeIncomplete` for a Sentinel-2 one without product metadata.
pub fn product_metadata(folder: &Path) -> Result<PathBuf, Problem> {
    let problem = |code, detail: &str| Problem::new(code, folder.display().to_string(), detail);
    let entries = fs::read_dir(folder)
        .map_err(|error| problem(ProblemCode::FileUnreadable, &error.to_string()))?;
    let names: Vec<_> =
        entries.flatten().take(ENTRIES_MAX).map(|entry| entry.file_name()).collect();
    let find = |wanted: &str| names.iter().find(|name| name.eq_ignore_ascii_case(wanted));
    if let Some(name) = find(LEVEL_2A) {
        return Ok(folder.join(name));
    }
    if find(LEVEL_1C).is_some() {
        let detail = "Level-1C: top-of-atmosphere reflectance";
        return Err(problem(ProblemCode::LevelUnsuitable, detail));
    }
    let name = folder.file_name().map(|name| name.to_string_lossy().to_uppercase());
    match name {
        Some(name) if name.starts_with("S2") => {
            Err(problem(ProblemCode::SafeIncomplete, "MTD_MSIL2A.xml is missing"))
        }
        _ => Err(problem(ProblemCode::FormatUnknown, "not a SAFE folder of Sentinel-2 Level-2A")),
    }
}

/// Returns where a path that the metadata state lies in `folder`; `None` for one that
/// leads out of it.
pub fn inside(folder: &Path, stated: &str) -> Option<PathBuf> {
    let relative = Path::new(stated);
    let plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
    (plain && !stated.is_empty() && !stated.contains(['\0', '\\'])).then(|| folder.join(relative))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn paths_that_lead_out_of_the_folder_are_none() {
        let folder = Path::new("/d/x.SAFE");
        assert_eq!(inside(folder, "GRANULE/a/B02").unwrap(), folder.join("GRANULE/a/B02"));
        for stated in ["", "/etc/passwd", "../y.SAFE/a", "GRANULE/../../a", "./../a", "a\\b"] {
            assert_eq!(inside(folder, stated), None, "{stated}");
        }
    }
}
