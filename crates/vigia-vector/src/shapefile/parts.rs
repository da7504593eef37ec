//! The files that one shapefile is made of.

use std::fs;
use std::path::{Path, PathBuf};

use vigia_core::{Problem, ProblemCode};

/// Endings of the files that belong to a shapefile, in lower case.
///
/// The first four are what a layer needs; `.cpg` and `.cst` state its encoding, `.qpj` its
/// CRS once more, `.shp.xml` where it comes from, the others are indexes.
const ENDINGS: [&str; 13] = [
    ".shp", ".shx", ".dbf", ".prj", ".cpg", ".cst", ".qpj", ".shp.xml", ".sbn", ".sbx", ".qix",
    ".fix", ".qmd",
];

/// Most entries of a folder that are looked at for parts.
const ENTRIES_MAX: usize = 200_000;

/// A shapefile on the disk: its parts by their endings, sorted by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    found: Vec<(&'static str, PathBuf)>,
}

impl Parts {
    /// Finds the parts of the shapefile that `shp` belongs to, whatever the letter case of
    /// their endings.
    ///
    /// # Errors
    /// `FileUnreadable` where the folder cannot be listed or two files differ by letter
    /// case only.
    pub fn beside(shp: &Path) -> Result<Self, Problem> {
        let problem = |detail: String| {
            Problem::new(ProblemCode::FileUnreadable, shp.display().to_string(), detail)
        };
        let folder = match shp.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let stem = shp.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let stem = stem.unwrap_or_default();
        let entries = fs::read_dir(folder).map_err(|error| problem(error.to_string()))?;
        let mut found: Vec<(&'static str, PathBuf)> = Vec::new();
        for entry in entries.take(ENTRIES_MAX) {
            let entry = entry.map_err(|error| problem(error.to_string()))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let Some(rest) = name.strip_prefix(&stem) else { continue };
            let lower = rest.to_lowercase();
            let Some(ending) = ENDINGS.into_iter().find(|ending| *ending == lower) else {
                continue;
            };
            if !entry.path().is_file() {
                continue;
            }
            if let Some((_, other)) = found.iter().find(|(known, _)| *known == ending) {
                let detail = format!("{} and {name} both end in {ending}", other.display());
                return Err(problem(detail));
            }
            found.push((ending, folder.join(name)));
        }
        found.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(Self { found })
    }

    /// Returns the part with that ending, such as `.dbf`.
    #[must_use]
    pub fn get(&self, ending: &str) -> Option<&Path> {
        self.found.iter().find(|(known, _)| *known == ending).map(|(_, path)| path.as_path())
    }

    /// Returns every part, sorted by path.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.found.iter().map(|(_, path)| path.as_path())
    }

    /// Names all parts that a layer cannot be read without and that are not there.
    ///
    /// Without `.shx` records would have to be guessed, without `.dbf` nobody knows whose
    /// a polygon is. A missing `.prj` is no such part: a person may state the CRS.
    ///
    /// # Errors
    /// `ShapefileIncomplete`.
    pub fn check(&self, shp: &Path) -> Result<(), Problem> {
        let stem = shp.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let stem = stem.unwrap_or_default();
        let missing: Vec<String> = [".shp", ".shx", ".dbf"]
            .into_iter()
            .filter(|ending| self.get(ending).is_none())
            .map(|ending| format!("{stem}{ending}"))
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let detail = format!("missing beside it: {}", missing.join(", "));
        Err(Problem::new(ProblemCode::ShapefileIncomplete, shp.display().to_string(), detail))
    }
}

/// Says whether a file belongs to a shapefile without being its `.shp`.
#[must_use]
pub fn is_sidecar(path: &Path) -> bool {
    ending_of(path).is_some_and(|ending| ending != ".shp")
}

/// Returns the `.shp` that a sidecar belongs to, among `files`.
#[must_use]
pub fn main_file<'a>(sidecar: &Path, files: &'a [PathBuf]) -> Option<&'a Path> {
    let ending = ending_of(sidecar)?;
    let name = sidecar.file_name()?.to_string_lossy().into_owned();
    let stem = name.get(..name.len() - ending.len())?;
    files
        .iter()
        .find(|file| {
            file.parent() == sidecar.parent()
                && ending_of(file) == Some(".shp")
                && file.file_stem().is_some_and(|found| found.to_string_lossy() == stem)
        })
        .map(PathBuf::as_path)
}

/// Returns the longest known ending of the file's name.
fn ending_of(path: &Path) -> Option<&'static str> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    let known = ENDINGS.into_iter().filter(|ending| name.ends_with(ending));
    known.max_by_key(|ending| ending.len())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn parts_are_found_in_any_letter_case_and_others_are_left() {
        let folder = tempfile::tempdir().unwrap();
        for name in
            ["d.SHP", "d.shx", "D.dbf", "d.DBF", "d.shp.xml", "d2.prj", "d.txt", "d.2024.dbf"]
        {
            fs::write(folder.path().join(name), name).unwrap();
        }
        let shp = folder.path().join("d.SHP");
        let parts = Parts::beside(&shp).unwrap();
        let names: Vec<_> =
            parts.paths().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["d.DBF", "d.SHP", "d.shp.xml", "d.shx"]);
        assert!(parts.check(&shp).is_ok());
    }

    #[test]
    fn what_is_missing_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let shp = folder.path().join("derechos.shp");
        fs::write(&shp, "").unwrap();
        let problem = Parts::beside(&shp).unwrap().check(&shp).unwrap_err();
        assert_eq!(problem.code, ProblemCode::ShapefileIncomplete);
        assert!(problem.detail.ends_with("derechos.shx, derechos.dbf"), "{problem}");
    }

    #[test]
    fn a_sidecar_knows_its_shapefile() {
        let files = ["a/d.shp", "a/e.shp", "b/f.shp"].map(PathBuf::from);
        assert_eq!(main_file(Path::new("a/d.shp.xml"), &files), Some(Path::new("a/d.shp")));
        assert_eq!(main_file(Path::new("a/e.DBF"), &files), Some(Path::new("a/e.shp")));
        assert_eq!(main_file(Path::new("a/f.dbf"), &files), None);
        assert!(is_sidecar(Path::new("x.prj")) && !is_sidecar(Path::new("x.shp")));
    }
}
