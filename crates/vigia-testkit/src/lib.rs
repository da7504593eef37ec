//! Test support: where real data and reference programs stand, and saying so aloud where
//! they are absent.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// Returns the path of a file or folder of the shared real data, or `None` after saying
/// on standard error that the test is skipped.
///
/// The data stand at `../shared/data` from the repository's root, or where
/// `VIGIA_SHARED_DATA` points. They are looked for from the folder of the running test
/// upwards: a path from compile time would be another clone's where clones share a build.
///
/// # Panics
/// Where the path is absent and `VIGIA_REQUIRE_SHARED=1`.
#[must_use]
pub fn shared_data(relative: &str) -> Option<PathBuf> {
    let root = std::env::var_os("VIGIA_SHARED_DATA").map(PathBuf::from).or_else(beside_repository);
    if let Some(path) = root.map(|root| root.join(relative)).filter(|path| path.exists()) {
        return Some(path);
    }
    skip(&format!("{relative} is absent from the shared data"))
}

/// Returns the rows of a CSV of the shared data without quoted commas, by column name, or
/// `None` as [`shared_data`].
///
/// # Panics
/// Where the file cannot be read or has no header, and as [`shared_data`].
#[expect(
    clippy::panic,
    reason = "a broken file must fail a test, and this crate is for tests only"
)]
#[must_use]
pub fn shared_rows(relative: &str) -> Option<Vec<BTreeMap<String, String>>> {
    let path = shared_data(relative)?;
    let Ok(text) = std::fs::read_to_string(&path) else { panic!("{} is no text", path.display()) };
    let cells = |line: &str| -> Vec<String> {
        line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect()
    };
    let mut lines = text.lines();
    let Some(header) = lines.next() else { panic!("{} is empty", path.display()) };
    let names = cells(header);
    Some(lines.map(|line| names.iter().cloned().zip(cells(line)).collect()).collect())
}

/// Returns the program of a golden test's reference that `variable` of the environment
/// names, or `None` after saying on standard error that the test is skipped. The scripts
/// set it where they could install the reference.
///
/// # Panics
/// Where there is none and `VIGIA_REQUIRE_SHARED=1`.
#[must_use]
pub fn reference_program(variable: &str) -> Option<PathBuf> {
    let named = std::env::var_os(variable).map(PathBuf::from);
    named.filter(|path| path.exists()).or_else(|| skip(&format!("{variable} names no program")))
}

#[expect(
    clippy::panic,
    reason = "a required real-data test must fail, and this crate is for tests only"
)]
fn skip(reason: &str) -> Option<PathBuf> {
    if std::env::var("VIGIA_REQUIRE_SHARED").is_ok_and(|value| value == "1") {
        panic!("VIGIA_REQUIRE_SHARED=1, but {reason}");
    }
    eprintln!("SKIPPED: {reason}");
    None
}

fn beside_repository() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join("shared/data")).find(|folder| folder.is_dir())
}
