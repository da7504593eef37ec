//! The manifest of labelled before/after pairs.

use std::fs::File;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use vigia_core::{Problem, ProblemCode};

/// The label that must alert.
pub const POSITIVE_LABEL: &str = "mining_new";
/// The labels that must not alert as mining.
pub const NEGATIVE_LABELS: [&str; 2] = ["other_human", "natural"];
/// Largest number of rows read.
pub const MAX_ROWS: usize = 1_000_000;

/// One labelled pair.
#[derive(Clone, Debug, Deserialize)]
pub struct LabelledPair {
    /// Name of the pair.
    pub id: String,
    /// Part of the set, for instance `train`.
    #[serde(default)]
    pub split: String,
    /// What is true of it.
    pub label: String,
    /// The earlier raster, relative to the manifest.
    pub before: PathBuf,
    /// The later raster, relative to the manifest.
    pub after: PathBuf,
    /// Audit: is new working visible (`yes`, `no`, `unclear`, empty)?
    #[serde(default)]
    pub visible_change: String,
    /// Audit: is the earlier view clear?
    #[serde(default)]
    pub clear_before: String,
    /// Audit: is the later view clear?
    #[serde(default)]
    pub clear_after: String,
    /// Audit: does the picture contradict the label?
    #[serde(default)]
    pub label_conflict: String,
    /// Audit: what the viewer noted.
    #[serde(default)]
    pub audit_note: String,
}

impl LabelledPair {
    /// Says whether the pair must alert.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        self.label == POSITIVE_LABEL
    }

    /// Says whether the pair must not alert as mining.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        NEGATIVE_LABELS.contains(&self.label.as_str())
    }

    /// Says whether the pair belongs to the primary set: positives in which new working
    /// is visible, and negatives whose picture does not contradict the label.
    #[must_use]
    pub fn is_primary(&self) -> bool {
        (self.is_positive() && self.visible_change == "yes")
            || (self.is_negative() && self.label_conflict == "no")
    }

    /// Says whether a person found both views clear.
    #[must_use]
    pub fn is_audited_clear(&self) -> bool {
        self.clear_before == "yes" && self.clear_after == "yes"
    }

    /// Says whether a person found a view hidden.
    #[must_use]
    pub fn is_audited_hidden(&self) -> bool {
        self.clear_before == "no" || self.clear_after == "no"
    }
}

/// Reads the pairs of `split`, or all; raster paths are made relative to the manifest's folder.
///
/// # Errors
/// [`ProblemCode::FileUnreadable`] where the file cannot be opened,
/// [`ProblemCode::RowInvalid`] for a row that lacks a column, and for more than
/// [`MAX_ROWS`] rows [`ProblemCode::TooLarge`].
pub fn read_manifest(path: &Path, split: Option<&str>) -> Result<Vec<LabelledPair>, Problem> {
    let subject = path.display().to_string();
    let file = File::open(path)
        .map_err(|error| Problem::new(ProblemCode::FileUnreadable, &subject, error.to_string()))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut pairs = Vec::new();
    for (index, row) in csv::Reader::from_reader(file).deserialize::<LabelledPair>().enumerate() {
        let row_subject = || format!("{subject}, row {}", index + 2);
        if index >= MAX_ROWS {
            let detail = format!("more than {MAX_ROWS} rows");
            return Err(Problem::new(ProblemCode::TooLarge, subject, detail));
        }
        let mut pair = row.map_err(|error| {
            Problem::new(ProblemCode::RowInvalid, row_subject(), error.to_string())
        })?;
        pair.before = folder.join(&pair.before);
        pair.after = folder.join(&pair.after);
        if split.is_none_or(|wanted| wanted == pair.split) {
            pairs.push(pair);
        }
    }
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_manifest_without_audit_columns_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.csv");
        std::fs::write(&path, "id,split,label,before,after\na,val,natural,b.tif,c.tif\n").unwrap();
        let pairs = read_manifest(&path, Some("val")).unwrap();
        assert_eq!(pairs[0].before, folder.path().join("b.tif"));
        assert!(pairs[0].is_negative() && !pairs[0].is_primary());
        assert!(read_manifest(&path, Some("train")).unwrap().is_empty());
    }

    #[test]
    fn a_row_without_a_label_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.csv");
        std::fs::write(&path, "id,label,before,after\na,natural,b.tif\n").unwrap();
        let problem = read_manifest(&path, None).unwrap_err();
        assert_eq!(problem.code, ProblemCode::RowInvalid);
        assert!(problem.subject.ends_with("row 2"));
    }
}
