//! Shapefiles in: whole, in a zip, and broken.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::harness::{Run, vigia, workspace};
use crate::safe_folders::is_kept;

/// Two mining rights in zone 19S; `-lco ENCODING` as given.
fn shapefile(folder: &Path, encoding: &str) -> Option<PathBuf> {
    fs::create_dir_all(folder).unwrap();
    let square = |code: &str, name: &str, west: f64| {
        format!(
            r#"{{"type":"Feature","properties":{{"CODIGOU":"{code}","TIT_CONCES":"{name}"}},
            "geometry":{{"type":"Polygon","coordinates":[[[{west},-12.9],[{0},-12.9],[{0},-12.8],[{west},-12.8],[{west},-12.9]]]}}}}"#,
            west + 0.1
        )
    };
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[{},{}]}}"#,
        square("1", "Muñoz Ñapari", -70.0),
        square("2", "Río Malinowski", -69.8)
    );
    let source = folder.join("fuente.geojson");
    fs::write(&source, text).unwrap();
    let path = folder.join("derechos.shp");
    let status = Command::new("ogr2ogr")
        .args(["-f", "ESRI Shapefile", "-t_srs", "EPSG:32719", "-lco"])
        .arg(format!("ENCODING={encoding}"))
        .args([&path, &source])
        .status();
    fs::remove_file(&source).unwrap();
    if !status.is_ok_and(|status| status.success()) {
        eprintln!("SKIPPED: there is no ogr2ogr to make a shapefile with");
        return None;
    }
    Some(path)
}

fn ingest(workspace: &Path, path: &Path) -> Run {
    vigia(workspace, &["ingest", "layer", &path.display().to_string()]).civil()
}

#[test]
fn a_folder_with_a_shapefile_is_one_layer_and_every_part_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let Some(path) = shapefile(&folder.path().join("capas"), "ISO-8859-1") else { return };
    fs::remove_file(path.with_extension("cpg")).unwrap();
    let run = ingest(&workspace, path.parent().unwrap()).ok();
    assert!(run.stdout().contains("1 accepted, 0 unchanged, 0 quarantined"), "{}", run.stdout());
    assert!(run.stdout().contains("CP1252") || run.stdout().contains("ISO-8859-1"));
    for ending in ["shp", "shx", "dbf", "prj"] {
        let part = fs::read(path.with_extension(ending)).unwrap();
        assert!(is_kept(&workspace, &part), "{ending}");
    }
    let again = ingest(&workspace, &path).ok();
    assert!(again.stdout().contains("1 unchanged"), "{}", again.stdout());
    // A part that changes makes another original.
    let prj = path.with_extension("prj");
    let text = fs::read_to_string(&prj).unwrap();
    fs::write(&prj, format!("{text}\n")).unwrap();
    let changed = ingest(&workspace, &path).ok();
    assert!(changed.stdout().contains("1 accepted"), "{}", changed.stdout());
}

#[test]
fn broken_shapefiles_are_quarantined_and_the_sound_one_goes_in() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let capas = folder.path().join("capas");
    let Some(sound) = shapefile(&capas, "UTF-8") else { return };
    let copy = |name: &str| {
        for ending in ["shp", "shx", "dbf", "prj", "cpg"] {
            let to = capas.join(format!("{name}.{ending}"));
            fs::copy(sound.with_extension(ending), to).unwrap();
        }
    };
    copy("sin_tabla");
    fs::remove_file(capas.join("sin_tabla.dbf")).unwrap();
    copy("otra_tabla");
    let mut table = fs::read(capas.join("otra_tabla.dbf")).unwrap();
    table[4] = 1;
    fs::write(capas.join("otra_tabla.dbf"), table).unwrap();
    copy("suelta");
    for ending in ["shp", "shx", "prj", "cpg"] {
        fs::remove_file(capas.join(format!("suelta.{ending}"))).unwrap();
    }
    fs::write(capas.join("rota.zip"), b"PK\x03\x04 and nothing else").unwrap();
    let run = ingest(&workspace, &capas);
    assert_ne!(run.code(), Some(0));
    assert!(run.stdout().contains("1 accepted, 0 unchanged, 4 quarantined"), "{}", run.stdout());
    let refused = vigia(&workspace, &["quarantine", "--format", "json"]).ok().stdout();
    for words in ["sin_tabla.dbf", "otra_tabla", "suelta.dbf", "rota.zip"] {
        assert!(refused.contains(words), "{words} in {refused}");
    }
    assert!(refused.contains("shapefile-incomplete") && refused.contains("layer-unreadable"));
}
