//! Test support: where real data stands, and saying so aloud where it is absent.

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
#[expect(
    clippy::panic,
    reason = "a required real-data test must fail, and this crate is for tests only"
)]
pub fn shared_data(relative: &str) -> Option<PathBuf> {
    let root = std::env::var_os("VIGIA_SHARED_DATA").map(PathBuf::from).or_else(beside_repository);
    if let Some(path) = root.map(|root| root.join(relative)).filter(|path| path.exists()) {
        return Some(path);
    }
    if std::env::var("VIGIA_REQUIRE_SHARED").is_ok_and(|value| value == "1") {
        panic!("VIGIA_REQUIRE_SHARED=1, but {relative} is absent from the shared data");
    }
    eprintln!("SKIPPED: {relative} is absent from the shared data");
    None
}

fn beside_repository() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join("shared/data")).find(|folder| folder.is_dir())
}
