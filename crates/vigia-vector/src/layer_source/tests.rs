#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
//! FlatGeobuf, KML and KMZ, through the whole reader.

use std::fs;
use std::path::PathBuf;

use gdal::spatial_ref::SpatialRef;
use gdal::vector::{Feature, FieldDefn, LayerOptions, OGRFieldType};
use geo_types::Geometry;
use vigia_core::layer::LayerKind;

use super::*;
use crate::zip_archive::packing::zip;
use crate::{LayerContent, ReadOptions, read_layer};

fn read_as(path: &Path, layer_name: Option<&str>) -> Result<LayerContent, Problem> {
    let options = ReadOptions {
        layer_name: layer_name.map(str::to_owned),
        ..ReadOptions::of_kind(LayerKind::MiningRight)
    };
    read_layer(path, &options)
}

/// Writes `count` points in PSAD56 / UTM 19S.
fn flatgeobuf(folder: &Path, count: usize) -> PathBuf {
    let path = folder.join("derechos.fgb");
    let driver = gdal::DriverManager::get_driver_by_name("FlatGeobuf").unwrap();
    let mut dataset = driver.create_vector_only(&path).unwrap();
    let reference = SpatialRef::from_epsg(24879).unwrap();
    let ty = gdal_sys::OGRwkbGeometryType::wkbPoint;
    let options = LayerOptions {
        name: "derechos",
        srs: Some(&reference),
        ty,
        options: Some(&["SPATIAL_INDEX=NO"]),
    };
    let layer = dataset.create_layer(options).unwrap();
    for (name, kind) in
        [("CODIGOU", OGRFieldType::OFTString), ("FEC_DENU", OGRFieldType::OFTDateTime)]
    {
        FieldDefn::new(name, kind).unwrap().add_to_layer(&layer).unwrap();
    }
    let definition = gdal::vector::Defn::from_layer(&layer);
    for index in 0..count {
        let mut feature = Feature::new(&definition).unwrap();
        let wkt = format!("POINT ({} 8573711)", 391_510 + index * 10);
        feature.set_geometry(gdal::vector::Geometry::from_wkt(&wkt).unwrap()).unwrap();
        feature.set_field_string(0, &format!("D-Ñ{index}")).unwrap();
        feature.set_field_string(1, "2011/05/03 00:00:00").unwrap();
        feature.create(&layer).unwrap();
    }
    dataset.close().unwrap();
    path
}

#[test]
fn a_flatgeobuf_is_read_with_its_crs_columns_and_dates() {
    let folder = tempfile::tempdir().unwrap();
    let content = read_as(&flatgeobuf(folder.path(), 3), None).unwrap();
    assert_eq!((content.source_crs.as_str(), content.features.len()), ("EPSG:24879", 3));
    assert_eq!(content.features[2].code, "D-Ñ2");
    assert_eq!(content.features[2].valid_from, Some(jiff::civil::date(2011, 5, 3)));
}

#[test]
fn a_flatgeobuf_that_was_cut_is_refused_wherever_it_was_cut() {
    let folder = tempfile::tempdir().unwrap();
    let path = flatgeobuf(folder.path(), 40);
    let whole = fs::read(&path).unwrap();
    let mut cut: Vec<Vec<u8>> =
        [1, 3, 5, 7, 9].map(|share| whole[..whole.len() * share / 10].to_vec()).to_vec();
    cut.push(b"fgb\x03fgb\x00 and then nothing".to_vec());
    for bytes in cut {
        fs::write(&path, &bytes).unwrap();
        let problem = read_as(&path, None).unwrap_err();
        use ProblemCode::{LayerEmpty, LayerIncomplete, LayerUnreadable};
        let codes = [LayerEmpty, LayerUnreadable, LayerIncomplete];
        assert!(codes.contains(&problem.code), "{} bytes: {problem}", bytes.len());
    }
}

const PLACES: &str = r##"<Schema name="d" id="d"><SimpleField name="CODIGOU" type="string"/></Schema>
<Placemark><name>raíz</name><Point><coordinates>-70,-12.9,250</coordinates></Point></Placemark>
<Folder><name>Uno</name><Placemark><name>a</name><ExtendedData><SchemaData schemaUrl="#d">
<SimpleData name="CODIGOU">010000125</SimpleData></SchemaData></ExtendedData><Polygon>
<outerBoundaryIs><LinearRing><coordinates>-70,-13,0 -69.9,-13,0 -69.9,-12.9,0 -70,-13,0</coordinates>
</LinearRing></outerBoundaryIs></Polygon></Placemark><Folder><name>Dentro</name>
<Placemark><name>b</name><LineString><coordinates>-70,-13 -69.9,-13</coordinates></LineString>
</Placemark></Folder></Folder><Folder><name>Dos</name><Placemark><name>c</name><MultiGeometry>
<Point><coordinates>-70,-13</coordinates></Point><LineString><coordinates>-70,-13 -69.9,-13</coordinates>
</LineString></MultiGeometry></Placemark><Placemark><name>sin lugar</name></Placemark></Folder>"##;

fn document(head: &str, content: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>{head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Doc</name>{content}</Document></kml>"#
    )
}

fn kml(folder: &Path, text: &str) -> PathBuf {
    let path = folder.join("derechos.kml");
    fs::write(&path, text).unwrap();
    path
}

fn check_places(content: &LayerContent) {
    assert_eq!(content.source_crs, "EPSG:4326");
    let found: Vec<_> = content
        .features
        .iter()
        .map(|feature| (feature.name.as_str(), feature.attributes["folder"].as_str()))
        .collect();
    assert_eq!(found, [("raíz", "Doc"), ("a", "Uno"), ("b", "Dentro"), ("c", "Dos")]);
    assert_eq!(content.features[1].code, "010000125");
    assert!(!content.features[1].attributes.contains_key("tessellate"));
    let kinds = content.features.iter().map(|feature| match feature.geometry {
        Geometry::Point(_) => "point",
        Geometry::LineString(_) => "line",
        Geometry::Polygon(_) => "polygon",
        Geometry::GeometryCollection(_) => "several",
        _ => "other",
    });
    assert_eq!(kinds.collect::<Vec<_>>(), ["point", "polygon", "line", "several"]);
    let codes: Vec<_> = content.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [ProblemCode::GeometryEmpty]);
}

#[test]
fn every_folder_of_a_kml_is_read_with_its_name_and_its_columns() {
    let folder = tempfile::tempdir().unwrap();
    let path = kml(folder.path(), &document("", PLACES));
    check_places(&read_as(&path, None).unwrap());
    assert_eq!(read_as(&path, Some("Dentro")).unwrap().features.len(), 1);
    let problem = read_as(&path, Some("Tres")).unwrap_err();
    assert!(problem.detail.contains("Uno, Dentro, Dos"), "{problem}");
}

#[test]
fn a_kmz_is_read_like_its_kml_and_one_of_several_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("derechos.kmz");
    let text = document("", PLACES).into_bytes();
    zip(&path, &[("doc.kml", text.clone()), ("files/icono.png", b"png".to_vec())]);
    check_places(&read_as(&path, None).unwrap());
    fs::remove_file(&path).unwrap();
    zip(&path, &[("doc.kml", text.clone()), ("otro.KML", text)]);
    let problem = read_as(&path, None).unwrap_err();
    assert!(problem.detail.contains("doc.kml, otro.KML"), "{problem}");
}

#[test]
fn a_kmz_that_is_a_bomb_is_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bomba.kmz");
    let padded = document("", &" ".repeat(64 << 20));
    zip(&path, &[("doc.kml", padded.into_bytes())]);
    assert!(fs::metadata(&path).unwrap().len() < 1 << 20);
    assert_eq!(read_as(&path, None).unwrap_err().code, ProblemCode::TooLarge);
}

#[test]
fn nothing_that_a_kml_points_to_is_opened_and_links_are_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    server.set_nonblocking(true).unwrap();
    let address = server.local_addr().unwrap();
    let link = format!(
        "{PLACES}<NetworkLink><Link><href>http://{address}/x.kml</href></Link></NetworkLink>\
         <Placemark><name>d</name><styleUrl>http://{address}/e.kml#s</styleUrl><ExtendedData>\
         <SchemaData schemaUrl=\"http://{address}/e.kml#d\"/></ExtendedData>\
         <Point><coordinates>-70,-12.9</coordinates></Point></Placemark>"
    );
    let content = read_as(&kml(folder.path(), &document("", &link)), None).unwrap();
    assert_eq!(content.features.len(), 5);
    assert!(content.problems.iter().any(|problem| problem.code == ProblemCode::LayerIncomplete
        && problem.detail.contains("1 network link")));
    assert_eq!(server.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
}

#[test]
fn a_kml_of_which_gdal_gives_fewer_places_than_it_has_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let lost = "<Carpeta><Placemark><Point><coordinates>-70,-12.9</coordinates></Point></Placemark></Carpeta>";
    let text = document("", &format!("{PLACES}{lost}"));
    let problem = read_as(&kml(folder.path(), &text), None).unwrap_err();
    assert_eq!(problem.code, ProblemCode::LayerIncomplete);
    assert!(problem.detail.contains("5 of its 6 places"), "{problem}");
}

#[test]
fn a_kml_with_entities_or_cut_or_nested_without_end_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secreto.txt");
    fs::write(&secret, "SECRETO").unwrap();
    let entity = format!(r#"<!DOCTYPE kml [<!ENTITY x SYSTEM "file://{}">]>"#, secret.display());
    let whole = document("", PLACES);
    let nested = "<Folder>".repeat(5_000) + &"</Folder>".repeat(5_000);
    for text in [
        document(&entity, "<Placemark><name>&x;</name></Placemark>"),
        document(r#"<!DOCTYPE kml [<!ENTITY a "ja"><!ENTITY b "&a;&a;">]>"#, PLACES),
        whole[..whole.len() * 2 / 3].to_owned(),
        document("", &nested),
    ] {
        let problem = read_as(&kml(folder.path(), &text), None).unwrap_err();
        assert_eq!(problem.code, ProblemCode::LayerUnreadable, "{problem}");
    }
}

#[test]
fn a_file_is_kml_by_its_text_whatever_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("derechos.xml");
    fs::write(&path, document("", PLACES)).unwrap();
    assert_eq!(read_as(&path, None).unwrap().features.len(), 4);
    fs::write(&path, "<svg/>").unwrap();
    let problem = read_as(&path, None).unwrap_err();
    assert_eq!(problem.code, ProblemCode::FormatUnknown);
    assert!(problem.detail.contains("FlatGeobuf, KML"), "{problem}");
}

const TRACK: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="prueba" xmlns="http://www.topografix.com/GPX/1/1">
<wpt lat="-12.85" lon="-69.95"><name>draga</name></wpt>
<rte><name>subida</name><rtept lat="-12.9" lon="-70"/><rtept lat="-12.8" lon="-70"/></rte>
<trk><name>patrulla</name><trkseg><trkpt lat="-12.9" lon="-70.0"/><trkpt lat="-12.9" lon="-69.9"/>
</trkseg><trkseg><trkpt lat="-12.9" lon="-69.8"/><trkpt lat="-12.9" lon="-69.7"/></trkseg></trk>
</gpx>"#;

#[test]
fn waypoints_routes_and_tracks_of_a_gpx_are_read_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("patrulla.gpx");
    fs::write(&path, TRACK).unwrap();
    let content = read_as(&path, None).unwrap();
    let found = content.features.iter().map(|feature| {
        let name = feature.attributes["name"].as_str();
        (name, feature.attributes["gpx"].as_str(), coords(&feature.geometry))
    });
    let expected = [("draga", "waypoints", 1), ("subida", "routes", 2), ("patrulla", "tracks", 4)];
    assert_eq!(found.collect::<Vec<_>>(), expected);
    assert_eq!((content.source_crs.as_str(), content.problems.len()), ("EPSG:4326", 0));
    fs::write(&path, &TRACK[..TRACK.len() - 20]).unwrap();
    assert_eq!(read_as(&path, None).unwrap_err().code, ProblemCode::LayerUnreadable);
}

fn coords(geometry: &Geometry<f64>) -> usize {
    use geo::CoordsIter;
    geometry.coords_count()
}
