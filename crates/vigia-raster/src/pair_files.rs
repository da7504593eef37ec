//! Plain before/after GeoTIFF pairs, dated by a manifest.
//!
//! A manifest is a CSV (`manifest.csv` or `pairs.csv`) beside or above the pictures, with
//! the columns [`REQUIRED_COLUMNS`] and, where the files do not say it themselves,
//! [`OPTIONAL_COLUMNS`]. File names alone date nothing: pairs without one are refused.

use std::collections::HashSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use csv::StringRecord;
use vigia_core::{DateInterval, Problem, ProblemCode};

mod drafts;

pub use drafts::PairOptions;

/// Columns that every manifest has: dates as `YYYY-MM-DD`, paths relative to the manifest.
pub const REQUIRED_COLUMNS: [&str; 7] =
    ["id", "before", "after", "before_start", "before_end", "after_start", "after_end"];

/// Columns that a manifest may have: `bands` (names in file order, separated by spaces),
/// `scale`, `offset`, `nodata`. They overrule what the files state.
pub const OPTIONAL_COLUMNS: [&str; 4] = ["bands", "scale", "offset", "nodata"];

/// Most rows of a manifest.
pub const ROWS_MAX: usize = 100_000;

/// Longest name of a pair.
const ID_CHARS_MAX: usize = 128;

/// A manifest: its good rows, and what is wrong with the others.
#[derive(Debug)]
pub struct PairManifest {
    /// The pairs, in the order of the file.
    pub rows: Vec<PairRow>,
    /// One [`ProblemCode::RowInvalid`] for each row that was left out.
    pub problems: Vec<Problem>,
}

/// One pair, as its manifest states it.
#[derive(Clone, Debug, PartialEq)]
pub struct PairRow {
    /// Name; scenes are called `pair:<id>:before` and `pair:<id>:after`.
    pub id: String,
    /// The earlier picture.
    pub before: PathBuf,
    /// The later picture.
    pub after: PathBuf,
    /// Days of which the earlier picture is made.
    pub before_window: DateInterval,
    /// Days of which the later picture is made.
    pub after_window: DateInterval,
    /// Stated about the files.
    pub options: PairOptions,
}

/// Says whether a CSV's header is that of a pair manifest.
#[must_use]
pub fn is_manifest(path: &Path) -> bool {
    header(path).is_ok_and(|names| missing_columns(&names).is_empty())
}

/// Reads a manifest. The files it names are not opened.
///
/// # Errors
/// `FileUnreadable`; `ColumnsUnknown` where a required column is absent; `TooLarge` above
/// [`ROWS_MAX`]. Bad rows are no error: they are listed beside the good ones.
pub fn read_manifest(path: &Path) -> Result<PairManifest, Problem> {
    let subject = path.display().to_string();
    let names = header(path)
        .map_err(|detail| Problem::new(ProblemCode::FileUnreadable, subject.as_str(), detail))?;
    let missing = missing_columns(&names);
    if !missing.is_empty() {
        let detail = format!("columns {missing:?} are missing");
        return Err(Problem::new(ProblemCode::ColumnsUnknown, subject, detail));
    }
    let mut reader = reader(path)
        .map_err(|detail| Problem::new(ProblemCode::FileUnreadable, subject.as_str(), detail))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut ids = HashSet::new();
    let mut manifest = PairManifest { rows: Vec::new(), problems: Vec::new() };
    for (index, record) in reader.records().enumerate() {
        if index == ROWS_MAX {
            let detail = format!("more than {ROWS_MAX} pairs");
            return Err(Problem::new(ProblemCode::TooLarge, subject, detail));
        }
        let row = record.map_err(|error| error.to_string()).and_then(|record| {
            let row = read_row(&names, &record, folder)?;
            let new = ids.insert(row.id.clone());
            if new { Ok(row) } else { Err(format!("id {:?} stands twice", row.id)) }
        });
        match row {
            Ok(row) => manifest.rows.push(row),
            Err(detail) => {
                let subject = format!("{subject}: row {}", index + 2);
                manifest.problems.push(Problem::new(ProblemCode::RowInvalid, subject, detail));
            }
        }
    }
    Ok(manifest)
}

fn reader(path: &Path) -> Result<csv::Reader<File>, String> {
    csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_path(path)
        .map_err(|error| error.to_string())
}

fn header(path: &Path) -> Result<StringRecord, String> {
    reader(path)?.headers().cloned().map_err(|error| error.to_string())
}

fn missing_columns(names: &StringRecord) -> Vec<&'static str> {
    REQUIRED_COLUMNS
        .into_iter()
        .filter(|column| !names.iter().any(|name| name == *column))
        .collect()
}

fn read_row(names: &StringRecord, record: &StringRecord, folder: &Path) -> Result<PairRow, String> {
    let field = |column: &str| {
        let index = names.iter().position(|name| name == column)?;
        record.get(index).filter(|text| !text.is_empty())
    };
    let required = |column: &str| field(column).ok_or_else(|| format!("{column} is empty"));
    let window = |start: &str, end: &str| -> Result<DateInterval, String> {
        let day = |column: &str| {
            let text = required(column)?;
            text.parse().map_err(|error| format!("{column} {text:?}: {error}"))
        };
        DateInterval::new(day(start)?, day(end)?).map_err(|error| error.to_string())
    };
    let row = PairRow {
        id: valid_id(required("id")?)?,
        before: folder.join(required("before")?),
        after: folder.join(required("after")?),
        before_window: window("before_start", "before_end")?,
        after_window: window("after_start", "after_end")?,
        options: drafts::stated_by_row(field)?,
    };
    // Windows of composites may overlap; an "after" that ends first is a mix-up.
    if row.after_window.not_after <= row.before_window.not_after {
        return Err("the after window does not end later than the before window".to_owned());
    }
    Ok(row)
}

fn valid_id(text: &str) -> Result<String, String> {
    if text.chars().count() > ID_CHARS_MAX || text.chars().any(char::is_control) {
        return Err("id is too long or holds control characters".to_owned());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests;
