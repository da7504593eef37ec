//! Reading one file of field reports.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use vigia_core::{Problem, ProblemCode};

use crate::batch::ReportBatch;
use crate::format::{Format, recognise};
use crate::limits::FILE_BYTES_MAX;
use crate::original::Original;
use crate::{photo, submission, table, waypoints};

/// Reads the field reports of one file: KoboToolbox or ODK JSON, ODK XML, a photo with
/// GPS in its EXIF, GPX waypoints, or a table. The content decides which; the file is not
/// changed.
///
/// Entries that cannot be read are problems of the batch, and the others are kept.
///
/// # Errors
/// A [`Problem`] where nothing of the file can be used: `FileUnreadable`, `TooLarge` (see
/// [`crate::limits`]), `FormatUnknown`, `ReportUnreadable`, `ColumnsUnknown`,
/// `PhotoWithoutGps`, `ExifInvalid`, `ReportWithoutPosition` and the like for files that
/// hold a single report.
pub fn read_reports(path: &Path) -> Result<ReportBatch, Problem> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let bytes = read_limited(path).map_err(|error| {
        Problem::new(ProblemCode::FileUnreadable, name.as_ref(), error.to_string())
    })?;
    read_report_bytes(&name, &bytes)
}

/// Reads the field reports in `bytes`, as [`read_reports`] does for a file called
/// `file_name`.
///
/// # Errors
/// As [`read_reports`].
pub fn read_report_bytes(file_name: &str, bytes: &[u8]) -> Result<ReportBatch, Problem> {
    if bytes.len() as u64 > FILE_BYTES_MAX {
        let detail = format!("more than {} MiB", FILE_BYTES_MAX / (1024 * 1024));
        return Err(Problem::new(ProblemCode::TooLarge, file_name, detail));
    }
    let original = Original::new(file_name, bytes);
    match recognise(&original)? {
        Format::Photo => photo::read(&original),
        Format::Gpx(text) => waypoints::read(&original, &text),
        Format::Xml(text) => submission::read_xml(&original, &text),
        Format::Json(text) => submission::read_json(&original, &text),
        Format::Table(text) => table::read(&original, &text),
    }
}

/// Reads at most one byte more than the limit, so that the caller sees the excess; a pipe
/// or device, which may never end, is refused.
fn read_limited(path: &Path) -> std::io::Result<Vec<u8>> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(std::io::Error::other("not a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn a_file_that_is_not_there_is_a_problem_that_names_it() {
        let problem = read_reports(Path::new("/nowhere/reporte.csv")).unwrap_err();
        assert_eq!(problem.code, ProblemCode::FileUnreadable);
        assert_eq!(problem.subject, "reporte.csv");
    }

    #[test]
    fn a_file_over_the_limit_is_refused_without_reading_it_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("enorme.csv");
        // Sparse: takes no room on the disk.
        File::create(&path).unwrap().set_len(FILE_BYTES_MAX * 100).unwrap();
        assert_eq!(read_reports(&path).unwrap_err().code, ProblemCode::TooLarge);
    }

    #[test]
    fn a_folder_is_a_problem_and_no_panic() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read_reports(folder.path()).unwrap_err().code, ProblemCode::FileUnreadable);
    }
}
