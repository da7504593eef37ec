#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use geo_types::{point, polygon};
use jiff::civil::date;

use super::*;

fn square() -> LayerRow {
    LayerRow {
        geometry: polygon![(x: 350_000.0, y: 8_590_000.0), (x: 351_000.0, y: 8_590_000.0), (x: 351_000.0, y: 8_591_000.0), (x: 350_000.0, y: 8_591_000.0)]
            .into(),
        fields: vec![
            ("CODIGOU".into(), FieldValue::Text("010000125".into())),
            ("HECTAGIS".into(), FieldValue::Real(100.0)),
            ("N".into(), FieldValue::Integer(-3)),
            ("FEC_DENU".into(), FieldValue::Date(date(1999, 5, 1))),
        ],
    }
}

#[test]
fn a_projected_geojson_states_its_crs() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("derechos.geojson");
    write_layer(&path, LayerFormat::GeoJson, "derechos", "EPSG:24879", &[square()]).unwrap();
    let text: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(text["crs"]["properties"]["name"], "urn:ogc:def:crs:EPSG::24879");
    assert_eq!(text["features"][0]["properties"]["FEC_DENU"], "1999-05-01");
    assert_eq!(text["features"][0]["geometry"]["coordinates"][0][1][0], 351_000.0);
}

#[test]
fn a_geographic_geojson_states_no_crs_as_rfc_7946_wants() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("puntos.geojson");
    let row = LayerRow { geometry: point!(x: -70.0, y: -12.9).into(), fields: vec![] };
    write_layer(&path, LayerFormat::GeoJson, "puntos", "EPSG:4326", &[row]).unwrap();
    assert!(!std::fs::read_to_string(&path).unwrap().contains("crs"));
}

#[test]
fn the_same_rows_give_the_same_geopackage_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let (a, b) = (folder.path().join("a.gpkg"), folder.path().join("b.gpkg"));
    write_layer(&a, LayerFormat::GeoPackage, "derechos", "EPSG:24879", &[square()]).unwrap();
    write_layer(&b, LayerFormat::GeoPackage, "derechos", "EPSG:24879", &[square()]).unwrap();
    assert_eq!(std::fs::read(&a).unwrap(), std::fs::read(&b).unwrap());
}

#[test]
fn a_column_of_two_types_is_refused_and_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut other = square();
    other.fields[1].1 = FieldValue::Text("cien".into());
    for (name, format) in [("a.gpkg", LayerFormat::GeoPackage), ("a.geojson", LayerFormat::GeoJson)]
    {
        let path = folder.path().join(name);
        let result = write_layer(&path, format, "x", "EPSG:24879", &[square(), other.clone()]);
        assert!(matches!(result, Err(VectorError::MixedColumn { .. })), "{result:?}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_folder_that_is_absent_is_named() {
    let result = write_layer(
        Path::new("/nowhere/at/all.gpkg"),
        LayerFormat::GeoPackage,
        "x",
        "EPSG:4326",
        &[],
    );
    assert!(result.unwrap_err().to_string().contains("/nowhere/at/all.gpkg"));
}

#[test]
fn a_crs_is_taken_in_any_spelling_and_an_unknown_one_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    for (name, format) in [("a.gpkg", LayerFormat::GeoPackage), ("a.geojson", LayerFormat::GeoJson)]
    {
        let path = folder.path().join(name);
        let write = |crs: &str| write_layer(&path, format, "x", crs, &[square()]);
        for crs in ["EPSG:99999", "UTM 19 sur"] {
            assert!(matches!(write(crs), Err(VectorError::Crs { .. })), "{name} {crs}");
            assert!(!path.exists());
        }
        write("urn:ogc:def:crs:EPSG::24879").unwrap();
        assert!(path.exists());
    }
}
