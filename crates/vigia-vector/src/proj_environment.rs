//! The environment can point PROJ at another installation's database.

/// Variables with which QGIS and conda redirect PROJ; the `proj` crate carries its own
/// database, of another layout, and fails under them.
pub const PROJ_VARIABLES: [&str; 2] = ["PROJ_DATA", "PROJ_LIB"];

/// Says whether none of [`PROJ_VARIABLES`] is set. The program clears them at its start,
/// before any thread.
#[must_use]
pub fn proj_environment_is_clean() -> bool {
    PROJ_VARIABLES.iter().all(|name| std::env::var_os(name).is_none())
}
