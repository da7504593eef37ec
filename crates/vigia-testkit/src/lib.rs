//! Test support: where real data and reference programs stand, and saying so aloud where
//! they are absent.

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
