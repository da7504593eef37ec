//! The two guards of `.cargo/config.toml`: GDAL must never bind to our SQLite.

use std::process::Command;

use crate::harness::{binary, vigia};

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
    let workspace = folder.path().join("demo");
    vigia(&workspace, &["demo", "--small", "--no-serve"]).ok();
    let out = folder.path().join("alerts.gpkg");
    let path = out.display().to_string();
    vigia(&workspace, &["alerts", "export", "--format", "gpkg", "--output", &path]).ok();
    let info = Command::new("ogrinfo").arg("-so").arg("-al").arg(&out).output();
    let info = String::from_utf8_lossy(&info.expect("ogrinfo runs").stdout).into_owned();
    assert!(
        info.contains("Geometry: Multi Polygon") && !info.contains("Feature Count: 0"),
        "{info}"
    );
}
