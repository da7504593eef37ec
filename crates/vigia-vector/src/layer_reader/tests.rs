#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use geo::{Distance, Geodesic};
use geo_types::{Coord, Point, polygon};
use proptest::prelude::*;

use super::*;
use crate::{FieldValue, LayerFormat, LayerRow, write_layer};

mod days;
mod real_layers;

fn read_text(text: &str, crs: Option<&str>) -> Result<LayerContent, Problem> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("capa.geojson");
    std::fs::write(&path, text).unwrap();
    read_layer(
        &path,
        &ReadOptions {
            crs: crs.map(str::to_owned),
            ..ReadOptions::of_kind(LayerKind::MiningRight)
        },
    )
}

fn collection(crs: &str, geometries: &[&str]) -> String {
    let features: Vec<_> = geometries
        .iter()
        .map(|shape| {
            format!(r#"{{"type":"Feature","properties":{{"CODIGOU":"C"}},"geometry":{shape}}}"#)
        })
        .collect();
    format!(r#"{{"type":"FeatureCollection"{crs},"features":[{}]}}"#, features.join(","))
}

const UTM_19S: &str =
    r#","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32719"}}"#;
const PUERTO: &str = r#"{"type":"Point","coordinates":[-69.2,-12.6]}"#;
const SWAPPED: &str = r#"{"type":"Point","coordinates":[-12.6,-69.2]}"#;

fn codes(content: &LayerContent) -> Vec<ProblemCode> {
    content.problems.iter().map(|problem| problem.code).collect()
}

#[test]
fn a_geojson_without_crs_and_with_metres_is_refused_until_someone_states_one() {
    let text = collection("", &[r#"{"type":"Point","coordinates":[391510.4,8573711.5]}"#]);
    let problem = read_text(&text, None).unwrap_err();
    assert_eq!(problem.code, ProblemCode::LayerWithoutCrs);
    assert!(
        problem.detail.contains("391510.4") && problem.detail.contains("EPSG:32719"),
        "{problem}"
    );
    let content = read_text(&text, Some("EPSG:32719")).unwrap();
    let Geometry::Point(point) = content.features[0].geometry else { panic!() };
    assert!(Geodesic.distance(point, Point::new(-70.0, -12.9)) < 0.1);
}

#[test]
fn a_crs_that_a_person_states_overrides_that_of_the_file() {
    let text = collection(UTM_19S, &[r#"{"type":"Point","coordinates":[350000,8600000]}"#]);
    let stated = read_text(&text, Some("EPSG:24879")).unwrap();
    assert_eq!(stated.operation, "Inverse of UTM zone 19S + PSAD56 to WGS 84 (8) [EPSG:1208]");
    assert_eq!(stated.operation_accuracy_m, Some(16.0));
    assert_eq!(read_text(&text, None).unwrap().source_crs, "EPSG:32719");
}

#[test]
fn a_pinned_operation_is_used_and_named_and_an_unknown_one_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("capa.geojson");
    let text = collection(UTM_19S, &[r#"{"type":"Point","coordinates":[350000,8600000]}"#]);
    std::fs::write(&path, text).unwrap();
    let read = |operation: Option<&str>| {
        let options = ReadOptions {
            crs: Some("EPSG:24879".into()),
            operation: operation.map(str::to_owned),
            ..ReadOptions::of_kind(LayerKind::MiningRight)
        };
        read_layer(&path, &options)
    };
    let (usual, pinned) = (read(None).unwrap(), read(Some("EPSG:1201")).unwrap());
    assert_eq!(pinned.operation, "Inverse of UTM zone 19S + PSAD56 to WGS 84 (1) [EPSG:1201]");
    assert_eq!(pinned.operation_accuracy_m, Some(42.0));
    let at =
        |content: &LayerContent| Point::from(first_corner(&content.features[0].geometry).unwrap());
    let apart_m = Geodesic.distance(at(&usual), at(&pinned));
    assert!((5.0..50.0).contains(&apart_m), "{apart_m}");
    let problem = read(Some("EPSG:1582")).unwrap_err();
    assert_eq!(problem.code, ProblemCode::OperationUnknown);
    assert!(problem.subject.ends_with("capa.geojson") && problem.detail.contains("EPSG:1208"));
}

#[test]
fn swapped_axes_are_named_in_degrees_and_in_metres() {
    for text in [
        collection("", &[SWAPPED, SWAPPED]),
        collection(UTM_19S, &[r#"{"type":"Point","coordinates":[8573711.5,391510.4]}"#]),
    ] {
        assert_eq!(read_text(&text, None).unwrap_err().code, ProblemCode::AxesSwapped, "{text}");
    }
}

#[test]
fn one_swapped_feature_is_left_out_and_the_rest_is_kept() {
    let content = read_text(&collection("", &[PUERTO, SWAPPED]), None).unwrap();
    assert_eq!((content.features.len(), codes(&content)), (1, vec![ProblemCode::AxesSwapped]));
    assert!(content.problems[0].subject.ends_with("feature 2"));
}

#[test]
fn a_layer_in_another_zone_or_another_country_is_implausible() {
    // Madre de Dios read as zone 17S lies in the Pacific.
    let metres = collection("", &[r#"{"type":"Point","coordinates":[350000,8600000]}"#]);
    for crs in ["EPSG:32717", "EPSG:32619", "EPSG:3857"] {
        assert_eq!(
            read_text(&metres, Some(crs)).unwrap_err().code,
            ProblemCode::CoordinatesImplausible,
            "{crs}"
        );
    }
    let spain = collection("", &[r#"{"type":"Point","coordinates":[-3.7,40.4]}"#]);
    assert_eq!(read_text(&spain, None).unwrap_err().code, ProblemCode::CoordinatesImplausible);
}

#[test]
fn features_of_neighbours_are_kept_beside_those_of_peru() {
    let content = read_text(
        &collection("", &[PUERTO, r#"{"type":"Point","coordinates":[-53.0,4.0]}"#]),
        None,
    )
    .unwrap();
    assert_eq!((content.features.len(), content.problems.len()), (2, 0));
}

#[test]
fn null_and_empty_geometries_are_reported_one_by_one() {
    let text = collection(
        "",
        &[
            "null",
            PUERTO,
            r#"{"type":"Polygon","coordinates":[]}"#,
            r#"{"type":"MultiPolygon","coordinates":[]}"#,
        ],
    );
    let content = read_text(&text, None).unwrap();
    assert_eq!((content.features.len(), codes(&content)), (1, vec![ProblemCode::GeometryEmpty; 3]));
    assert_eq!(content.features[0].code, "C");
}

#[test]
fn a_layer_of_which_nothing_can_be_used_is_refused() {
    for text in [collection("", &["null", "null"]), collection("", &[r#"{"type":"Curve"}"#])] {
        let problem = read_text(&text, None).unwrap_err();
        assert_eq!(problem.code, ProblemCode::LayerEmpty);
        assert!(problem.detail.contains("feature 1"), "{problem}");
    }
}

#[test]
fn a_broken_feature_does_not_take_the_rest_along() {
    let text = collection(
        "",
        &[
            r#"{"type":"Point","coordinates":[]}"#,
            r#"{"type":"Point","coordinates":["a","b"]}"#,
            r#"{"type":"Curve"}"#,
            r#"{"type":"Point","coordinates":[-69.2]}"#,
            r#"{"type":"LineString","coordinates":[[-69.2,-12.6],[-69.1]]}"#,
            PUERTO,
        ],
    );
    let content = read_text(&text, None).unwrap();
    assert_eq!((content.features.len(), codes(&content)), (1, vec![ProblemCode::RowInvalid; 5]));
}

#[test]
fn a_bow_tie_is_repaired_on_the_record_and_its_source_is_kept() {
    let bow_tie = r#"{"type":"Polygon","coordinates":[[[-70,-13],[-69.9,-12.9],[-69.9,-13],[-70,-12.9],[-70,-13]]]}"#;
    let content = read_text(&collection("", &[bow_tie, PUERTO]), None).unwrap();
    let feature = &content.features[0];
    assert!(matches!(feature.geometry, Geometry::MultiPolygon(_)), "{:?}", feature.geometry);
    assert!(matches!(feature.source_geometry, Geometry::Polygon(_)));
    assert!(feature.repairs[0].contains("Self-intersection"), "{:?}", feature.repairs);
    assert!(content.features[1].repairs.is_empty());
}

#[test]
fn a_ring_that_was_left_open_is_closed_on_the_record() {
    let open = r#"{"type":"Polygon","coordinates":[[[-70,-13],[-69.9,-13],[-69.9,-12.9]]]}"#;
    let content = read_text(&collection("", &[open]), None).unwrap();
    assert!(content.features[0].repairs[0].contains("closed"), "{:?}", content.features[0].repairs);
}

#[test]
fn files_that_are_no_layer_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let check = |name: &str, bytes: &[u8], code: ProblemCode| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let problem = read_layer(&path, &ReadOptions::of_kind(LayerKind::Other)).unwrap_err();
        assert_eq!(problem.code, code, "{name}: {problem}");
        assert!(problem.subject.contains(name));
    };
    check("nada.geojson", b"", ProblemCode::FormatUnknown);
    check("texto.geojson", b"hola", ProblemCode::FormatUnknown);
    check(
        "corto.geojson",
        br#"{"type":"FeatureCollection","features":[{"#,
        ProblemCode::LayerUnreadable,
    );
    check("otro.json", br#"{"type":"Topology"}"#, ProblemCode::LayerUnreadable);
    check("sin_tipo.json", b"{}", ProblemCode::LayerUnreadable);
    check(
        "latin.geojson",
        b"{\"type\":\"FeatureCollection\",\"name\":\"\xd1\",\"features\":[]}",
        ProblemCode::LayerUnreadable,
    );
    check(
        "vacio.geojson",
        br#"{"type":"FeatureCollection","features":[]}"#,
        ProblemCode::LayerEmpty,
    );
    check("falso.gpkg", b"SQLite format 3\0 and then nothing", ProblemCode::LayerUnreadable);
    check("falso.shp", b"not a shapefile", ProblemCode::ShapefileIncomplete);
    let absent =
        read_layer(&folder.path().join("ausente.gpkg"), &ReadOptions::of_kind(LayerKind::Other))
            .unwrap_err();
    assert_eq!(absent.code, ProblemCode::FileUnreadable);
    let itself = read_layer(folder.path(), &ReadOptions::of_kind(LayerKind::Other)).unwrap_err();
    assert_eq!(itself.code, ProblemCode::FileUnreadable);
}

fn right() -> LayerRow {
    LayerRow {
        geometry: polygon![(x: 350_000.0, y: 8_590_000.0), (x: 351_000.0, y: 8_590_000.0), (x: 351_000.0, y: 8_591_000.0), (x: 350_000.0, y: 8_591_000.0)].into(),
        fields: vec![
            ("CODIGOU".into(), FieldValue::Text("010000125".into())),
            ("CONCESION".into(), FieldValue::Text("EJEMPLO Ñ UNO".into())),
            ("HECTAGIS".into(), FieldValue::Real(100.0)),
            ("FEC_DENU".into(), FieldValue::Date(jiff::civil::date(1999, 5, 1))),
        ],
    }
}

#[test]
fn what_was_written_comes_back_from_both_formats() {
    let folder = tempfile::tempdir().unwrap();
    for (name, format) in [("a.geojson", LayerFormat::GeoJson), ("a.gpkg", LayerFormat::GeoPackage)]
    {
        let path = folder.path().join(name);
        write_layer(&path, format, "derechos", "EPSG:24879", &[right()]).unwrap();
        let content = read_layer(&path, &ReadOptions::of_kind(LayerKind::MiningRight)).unwrap();
        let feature = &content.features[0];
        assert_eq!(content.source_crs, "EPSG:24879", "{name}");
        assert_eq!((feature.code.as_str(), feature.name.as_str()), ("010000125", "EJEMPLO Ñ UNO"));
        assert!(feature.attributes.contains_key("FEC_DENU") && feature.repairs.is_empty());
        // The corner by cs2cs, as in the golden test of the operation, is 10 km south of it.
        let Some(corner) = first_corner(&feature.geometry) else { panic!() };
        let expected = Operation::to_wgs84("EPSG:24879")
            .unwrap()
            .apply_to(Coord { x: 350_000.0, y: 8_590_000.0 })
            .unwrap();
        assert_eq!(corner, expected);
    }
}

fn first_corner(geometry: &Geometry<f64>) -> Option<Coord<f64>> {
    use geo::CoordsIter;
    geometry.coords_iter().next()
}

#[test]
fn a_long_border_that_is_straight_in_utm_stays_on_its_ground() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("zona.geojson");
    let (west, east, south, north) = (300_000.0, 350_000.0, 8_500_000.0, 8_510_000.0);
    let zone = geo_types::Rect::new((west, south), (east, north)).to_polygon();
    let row = LayerRow { geometry: zone.clone().into(), fields: vec![] };
    write_layer(&path, LayerFormat::GeoJson, "zona", "EPSG:32719", &[row]).unwrap();
    let content = read_layer(&path, &ReadOptions::of_kind(LayerKind::MiningZone)).unwrap();
    let operation = Operation::to_wgs84("EPSG:32719").unwrap();
    // A tenth of a metre outside and inside the middle of the southern border.
    let at = |y: f64| Point::from(operation.apply_to(Coord { x: 325_000.0, y }).unwrap());
    let geometry = &content.features[0].geometry;
    assert!(!geo::Intersects::intersects(geometry, &at(south - 0.1)));
    assert!(geo::Intersects::intersects(geometry, &at(south + 0.1)));
    assert_eq!(content.features[0].source_geometry, zone.into());
}

#[test]
fn a_geopackage_without_crs_is_refused_until_someone_states_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sin_crs.gpkg");
    ogr_layers(&path, &["derechos"], "POINT (391510 8573711)");
    let problem = read_layer(&path, &ReadOptions::of_kind(LayerKind::Other)).unwrap_err();
    assert_eq!(problem.code, ProblemCode::LayerWithoutCrs);
    let stated =
        ReadOptions { crs: Some("EPSG:32719".into()), ..ReadOptions::of_kind(LayerKind::Other) };
    assert_eq!(read_layer(&path, &stated).unwrap().features.len(), 1);
}

#[test]
fn a_geopackage_without_crs_is_refused_even_where_its_numbers_could_be_degrees() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("grados.gpkg");
    ogr_layers(&path, &["derechos"], "POINT (-70 -12.9)");
    let problem = read_layer(&path, &ReadOptions::of_kind(LayerKind::Other)).unwrap_err();
    assert_eq!(problem.code, ProblemCode::LayerWithoutCrs);
}

#[test]
fn a_geopackage_of_several_layers_wants_one_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dos.gpkg");
    ogr_layers(&path, &["rios", "derechos"], "POINT (391510 8573711)");
    let mut options =
        ReadOptions { crs: Some("EPSG:32719".into()), ..ReadOptions::of_kind(LayerKind::Other) };
    let problem = read_layer(&path, &options).unwrap_err();
    assert!(problem.detail.contains("rios, derechos"), "{problem}");
    options.layer_name = Some("rios".into());
    assert!(read_layer(&path, &options).is_ok());
    options.layer_name = Some("lagos".into());
    assert_eq!(read_layer(&path, &options).unwrap_err().code, ProblemCode::LayerUnreadable);
}

/// Makes a GeoPackage of layers without CRS, one point each.
fn ogr_layers(path: &std::path::Path, names: &[&str], wkt: &str) {
    use gdal::vector::LayerAccess;
    let driver = gdal::DriverManager::get_driver_by_name("GPKG").unwrap();
    let mut dataset = driver.create_vector_only(path).unwrap();
    for name in names {
        let mut layer = dataset
            .create_layer(gdal::vector::LayerOptions {
                name,
                ty: gdal_sys::OGRwkbGeometryType::wkbPoint,
                ..Default::default()
            })
            .unwrap();
        layer.create_feature(gdal::vector::Geometry::from_wkt(wkt).unwrap()).unwrap();
    }
    dataset.close().unwrap();
}

#[test]
fn a_shapefile_in_psad56_is_known_by_its_prj() {
    use gdal::vector::LayerAccess;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("derechos.shp");
    let reference = gdal::spatial_ref::SpatialRef::from_epsg(24879).unwrap();
    let driver = gdal::DriverManager::get_driver_by_name("ESRI Shapefile").unwrap();
    let mut dataset = driver.create_vector_only(&path).unwrap();
    let options = gdal::vector::LayerOptions {
        name: "derechos",
        srs: Some(&reference),
        ty: gdal_sys::OGRwkbGeometryType::wkbPoint,
        ..Default::default()
    };
    let mut layer = dataset.create_layer(options).unwrap();
    layer
        .create_feature(gdal::vector::Geometry::from_wkt("POINT (391510 8573711)").unwrap())
        .unwrap();
    dataset.close().unwrap();
    let content = read_layer(&path, &ReadOptions::of_kind(LayerKind::MiningRight)).unwrap();
    assert_eq!((content.source_crs.as_str(), content.features.len()), ("EPSG:24879", 1));
    std::fs::remove_file(path.with_extension("prj")).unwrap();
    let problem = read_layer(&path, &ReadOptions::of_kind(LayerKind::MiningRight)).unwrap_err();
    assert_eq!(problem.code, ProblemCode::LayerWithoutCrs);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_place_in_peru_is_read_and_with_its_axes_swapped_it_is_refused(
        place in prop::sample::select(vec![(-80.0, -4.5), (-76.0, -8.0), (-72.0, -12.0), (-70.0, -15.0)]),
        east in -1.5..1.5_f64, north in -1.5..1.5_f64,
    ) {
        let (lon, lat): (f64, f64) = (place.0 + east, place.1 + north);
        let point = |x: f64, y: f64| collection("", &[&format!(r#"{{"type":"Point","coordinates":[{x},{y}]}}"#)]);
        prop_assert!(read_text(&point(lon, lat), None).is_ok());
        prop_assert_eq!(read_text(&point(lat, lon), None).unwrap_err().code, ProblemCode::AxesSwapped);
    }
}
