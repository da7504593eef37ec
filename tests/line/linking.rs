//! The two guards of `.cargo/config.toml`: GDAL must never bind to our SQLite.

use std::process::Command;

use crate::harness::{binary, small_world, vigia, workspace};

#[test]
fn the_binary_exports_no_sqlite_symbol() {
    let output = Command::new("nm").arg("-D").arg(binary()).output().expect("nm (binutils) runs");
    assert!(output.status.success());
    let symbols = String::from_utf8_lossy(&output.stdout);
    let exported: Vec<&str> =
        symbols.lines().filter(|line| line.contains("sqlite3_") && !line.contains(" U ")).collect();
    assert!(exported.is_empty(), "exported: {exported:?}");
}

#[test]
fn a_geopackage_is_written_while_the_workspace_database_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let layers = small_world().join("layers").display().to_string();
    vigia(&workspace, &["ingest", "layer", &layers]).ok();
    let out = folder.path().join("alerts.gpkg");
    vigia(&workspace, &["alerts", "export", "--format", "gpkg", "--output", &out.display().to_string()]).ok();
    let info = Command::new("ogrinfo").arg("-so").arg("-al").arg(&out).output().expect("ogrinfo runs");
    assert!(String::from_utf8_lossy(&info.stdout).contains("Geometry: Multi Polygon"));
}
