#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use std::fs;

use gdal::spatial_ref::SpatialRef;
use gdal::vector::{
    Feature, Geometry, LayerAccess, LayerOptions, OGRFieldType, OGRwkbGeometryType,
};
use vigia_core::layer::LayerKind;

use super::*;
use crate::zip_archive::packing::zip;
use crate::{LayerContent, ReadOptions, read_layer};

const NAMES: [&str; 3] = ["Muñoz", "Río Malinowski", "Ñapari"];

/// Writes three mining rights, with `NAMES` as concession, and a `.cpg`.
fn write(folder: &Path, encoding: &str, epsg: u32) -> PathBuf {
    write_at(folder, encoding, epsg, (350_000, 8_570_000))
}

/// The same with the first right's lower left corner.
fn write_at(folder: &Path, encoding: &str, epsg: u32, corner: (usize, usize)) -> PathBuf {
    let path = folder.join("derechos.shp");
    let driver = gdal::DriverManager::get_driver_by_name("ESRI Shapefile").unwrap();
    let mut dataset = driver.create_vector_only(&path).unwrap();
    let encoding = format!("ENCODING={encoding}");
    let layer = dataset
        .create_layer(LayerOptions {
            name: "derechos",
            srs: Some(&SpatialRef::from_epsg(epsg).unwrap()),
            ty: OGRwkbGeometryType::wkbPolygon,
            options: Some(&[encoding.as_str()]),
        })
        .unwrap();
    layer
        .create_defn_fields(&[
            ("CODIGOU", OGRFieldType::OFTString),
            ("CONCESION", OGRFieldType::OFTString),
        ])
        .unwrap();
    for (index, name) in NAMES.into_iter().enumerate() {
        let mut feature = Feature::new(layer.defn()).unwrap();
        let (west, south) = (corner.0 + 1_000 * index, corner.1);
        let (east, north) = (west + 1_000, south + 1_000);
        let ring = format!(
            "POLYGON(({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))"
        );
        feature.set_geometry(Geometry::from_wkt(&ring).unwrap()).unwrap();
        feature.set_field_string(0, &format!("01000012{index}")).unwrap();
        feature.set_field_string(1, name).unwrap();
        feature.create(&layer).unwrap();
    }
    dataset.close().unwrap();
    path
}

fn read(path: &Path) -> Result<LayerContent, Problem> {
    read_layer(path, &ReadOptions::of_kind(LayerKind::MiningRight))
}

fn set_language(shp: &Path, byte: u8) {
    let dbf = shp.with_extension("dbf");
    let mut bytes = fs::read(&dbf).unwrap();
    bytes[29] = byte;
    fs::write(dbf, bytes).unwrap();
}

/// Asserts that every name is whole, and how the text was read.
fn check(path: &Path, encoding: Encoding, ground: Ground) {
    let content = read(path).unwrap();
    let names: Vec<_> = content.features.iter().map(|feature| feature.name.as_str()).collect();
    assert_eq!(names, NAMES);
    assert_eq!(content.encoding, Some(TextEncoding { encoding, ground }));
}

#[test]
fn names_survive_in_the_encoding_that_the_cpg_states() {
    let folder = tempfile::tempdir().unwrap();
    check(&write(folder.path(), "UTF-8", 32719), Encoding::Utf8, Ground::Cpg);
    let folder = tempfile::tempdir().unwrap();
    check(&write(folder.path(), "ISO-8859-1", 32719), Encoding::Latin1, Ground::Cpg);
}

#[test]
fn names_survive_without_any_statement() {
    for (written, expected) in [("UTF-8", Encoding::Utf8), ("ISO-8859-1", Encoding::Latin1)] {
        let folder = tempfile::tempdir().unwrap();
        let path = write(folder.path(), written, 32719);
        fs::remove_file(path.with_extension("cpg")).unwrap();
        set_language(&path, 0);
        check(&path, expected, Ground::Bytes);
    }
}

#[test]
fn names_survive_by_the_language_byte_of_windows_and_dos() {
    for (written, byte, expected) in
        [("CP1252", 0x57, Encoding::Windows1252), ("CP850", 0x02, Encoding::Dos850)]
    {
        let folder = tempfile::tempdir().unwrap();
        let path = write(folder.path(), written, 32719);
        let _ = fs::remove_file(path.with_extension("cpg"));
        set_language(&path, byte);
        check(&path, expected, Ground::Dbf);
    }
}

#[test]
fn names_survive_a_false_statement() {
    for (written, stated, expected) in
        [("ISO-8859-1", "UTF-8", Encoding::Latin1), ("UTF-8", "ISO-8859-1", Encoding::Utf8)]
    {
        let folder = tempfile::tempdir().unwrap();
        let path = write(folder.path(), written, 32719);
        fs::write(path.with_extension("cpg"), stated).unwrap();
        check(&path, expected, Ground::AgainstStatement);
    }
}

#[test]
fn a_value_cut_inside_a_character_is_still_utf_8() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "UTF-8", 32719);
    fs::remove_file(path.with_extension("cpg")).unwrap();
    set_language(&path, 0);
    let dbf = path.with_extension("dbf");
    let mut bytes = fs::read(&dbf).unwrap();
    // The last byte of the last row's last column becomes the first half of "ñ".
    let end = bytes.iter().rposition(|byte| *byte == b' ').unwrap();
    bytes[end] = 0xC3;
    fs::write(&dbf, bytes).unwrap();
    let content = read(&path).unwrap();
    assert_eq!(content.encoding.unwrap().encoding, Encoding::Utf8);
    assert_eq!(content.features[1].name, NAMES[1]);
}

#[test]
fn the_prj_of_arcgis_is_known_in_both_datums_and_every_zone() {
    let geographic = |name: &str, datum: &str, spheroid: &str| {
        format!(
            r#"GEOGCS["{name}",DATUM["{datum}",SPHEROID[{spheroid}]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#
        )
    };
    let wgs84 = geographic("GCS_WGS_1984", "D_WGS_1984", r#""WGS_1984",6378137.0,298.257223563"#);
    let psad56 = geographic(
        "GCS_Provisional_S_American_1956",
        "D_Provisional_S_American_1956",
        r#""International_1924",6378388.0,297.0"#,
    );
    let utm = |name: &str, zone: i32, base: &str| {
        let meridian = -183 + 6 * zone;
        format!(
            r#"PROJCS["{name}_UTM_Zone_{zone}S",{base},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",10000000.0],PARAMETER["Central_Meridian",{meridian}.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#
        )
    };
    let places =
        [(17, (600_000, 9_300_000)), (18, (400_000, 9_000_000)), (19, (350_000, 8_570_000))];
    for (zone, corner) in places {
        for (name, base, epsg) in
            [("WGS_1984", &wgs84, 32_700 + zone), ("PSAD_1956", &psad56, 24_860 + zone)]
        {
            let folder = tempfile::tempdir().unwrap();
            let path = write_at(folder.path(), "UTF-8", 32719, corner);
            fs::write(path.with_extension("prj"), utm(name, zone, base)).unwrap();
            let content = read(&path).unwrap();
            assert_eq!(content.source_crs, format!("EPSG:{epsg}"), "{name} {zone}");
        }
    }
}

#[test]
fn an_unknown_prj_is_refused_until_a_person_states_the_crs() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "UTF-8", 32719);
    let text = fs::read_to_string(path.with_extension("prj")).unwrap();
    fs::write(path.with_extension("prj"), text.replace("500000", "512345")).unwrap();
    assert_eq!(read(&path).unwrap_err().code, ProblemCode::CrsUnknown);
    let stated = ReadOptions {
        crs: Some("EPSG:32719".into()),
        ..ReadOptions::of_kind(LayerKind::MiningRight)
    };
    assert_eq!(read_layer(&path, &stated).unwrap().features.len(), 3);
    fs::remove_file(path.with_extension("prj")).unwrap();
    let problem = read(&path).unwrap_err();
    assert_eq!(problem.code, ProblemCode::LayerWithoutCrs);
    assert!(problem.detail.contains(".prj") && problem.detail.contains("--crs"), "{problem}");
    assert!(problem.detail.contains("EPSG:32719"), "{problem}");
    assert_eq!(read_layer(&path, &stated).unwrap().features.len(), 3);
}

#[test]
fn parts_that_do_not_belong_together_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "UTF-8", 32719);
    let dbf = path.with_extension("dbf");
    let whole = fs::read(&dbf).unwrap();
    let with = |edit: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = whole.clone();
        edit(&mut bytes);
        fs::write(&dbf, bytes).unwrap();
        read(&path).unwrap_err()
    };
    for (problem, words) in [
        (with(&|bytes| bytes[4] = 2), "2 rows, its .shp 3 shapes"),
        (with(&|bytes| bytes[4] = 200), "counts 200 rows"),
        (with(&|bytes| bytes.truncate(20)), "header is cut"),
        (with(&|bytes| bytes[10] = 3), "bytes a row"),
    ] {
        assert_eq!(problem.code, ProblemCode::LayerUnreadable);
        assert!(problem.detail.contains(words), "{words}: {problem}");
    }
    fs::write(&dbf, &whole).unwrap();
    let shx = path.with_extension("shx");
    let index = fs::read(&shx).unwrap();
    fs::write(&shx, &index[..index.len() - 3]).unwrap();
    assert_eq!(read(&path).unwrap_err().code, ProblemCode::LayerUnreadable);
}

#[test]
fn a_row_marked_as_deleted_is_no_row_that_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "UTF-8", 32719);
    let dbf = path.with_extension("dbf");
    let mut bytes = fs::read(&dbf).unwrap();
    let header = usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    bytes[header] = b'*';
    fs::write(&dbf, bytes).unwrap();
    assert_eq!(read(&path).unwrap().features.len(), 2);
}

#[test]
fn a_shp_that_was_cut_is_not_read_as_a_shorter_layer() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "UTF-8", 32719);
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() - 60]).unwrap();
    match read(&path) {
        Err(problem) => assert_eq!(problem.code, ProblemCode::LayerUnreadable),
        Ok(content) => {
            assert_eq!((content.features.len(), content.problems.len()), (2, 1));
            assert!(content.problems[0].detail.contains(".shp"), "{:?}", content.problems);
        }
    }
}

#[test]
fn a_part_alone_is_refused_with_what_to_provide() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "UTF-8", 32719);
    let problem = read(&path.with_extension("dbf")).unwrap_err();
    assert_eq!(problem.code, ProblemCode::ShapefileIncomplete);
    fs::remove_file(path.with_extension("shx")).unwrap();
    fs::remove_file(path.with_extension("dbf")).unwrap();
    let problem = read(&path).unwrap_err();
    assert_eq!(problem.code, ProblemCode::ShapefileIncomplete);
    assert!(problem.detail.contains("derechos.shx, derechos.dbf"), "{problem}");
}

#[test]
fn the_list_of_parts_is_the_same_in_whatever_order_they_were_found() {
    let part = |name: &str| (PathBuf::from(format!("/d/{name}")), Fingerprint::of(name.as_bytes()));
    let (shp, dbf) = (part("d.shp"), part("d.dbf"));
    let list = list_of_parts(&[shp.clone(), dbf.clone()]);
    assert_eq!(list, list_of_parts(&[dbf.clone(), shp.clone()]));
    assert_eq!(list, format!("{}  d.dbf\n{}  d.shp\n", dbf.1, shp.1));
}

/// The parts of a shapefile as entries below `prefix`.
fn entries(shp: &Path, prefix: &'static str) -> Vec<(String, Vec<u8>)> {
    Parts::beside(shp)
        .unwrap()
        .paths()
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            (format!("{prefix}{name}"), fs::read(path).unwrap())
        })
        .collect()
}

fn zipped(folder: &Path, entries: &[(String, Vec<u8>)]) -> PathBuf {
    let path = folder.join("capa.zip");
    let _ = fs::remove_file(&path);
    let borrowed: Vec<(&str, Vec<u8>)> =
        entries.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    zip(&path, &borrowed);
    path
}

#[test]
fn a_zip_of_one_shapefile_is_read_like_the_shapefile() {
    let folder = tempfile::tempdir().unwrap();
    let shp = write(folder.path(), "ISO-8859-1", 24879);
    let mut packed = entries(&shp, "catastro/2024/");
    packed.push(("__MACOSX/catastro/._derechos.shp".into(), vec![0; 40]));
    packed.push(("LEEME.txt".into(), b"hola".to_vec()));
    let zip = zipped(folder.path(), &packed);
    check(&zip, Encoding::Latin1, Ground::Cpg);
    let content = read(&zip).unwrap();
    assert_eq!(content.source_crs, "EPSG:24879");
    assert_eq!(content.features, read(&shp).unwrap().features);
}

#[test]
fn a_zip_of_none_or_several_shapefiles_is_refused_naming_them() {
    let folder = tempfile::tempdir().unwrap();
    let shp = write(folder.path(), "UTF-8", 32719);
    let mut packed = entries(&shp, "a/");
    packed.extend(entries(&shp, "b/"));
    let problem = read(&zipped(folder.path(), &packed)).unwrap_err();
    assert_eq!(problem.code, ProblemCode::LayerUnreadable);
    assert!(
        problem.detail.contains("a/derechos.shp") && problem.detail.contains("b/"),
        "{problem}"
    );
    let none = zipped(folder.path(), &[("x.txt".into(), b"x".to_vec())]);
    assert_eq!(read(&none).unwrap_err().code, ProblemCode::FormatUnknown);
    let incomplete: Vec<_> =
        entries(&shp, "").into_iter().filter(|(n, _)| !n.ends_with("dbf")).collect();
    let problem = read(&zipped(folder.path(), &incomplete)).unwrap_err();
    assert_eq!(problem.code, ProblemCode::ShapefileIncomplete);
    assert!(problem.subject.contains("capa.zip: derechos.shp"), "{problem}");
}

#[test]
fn a_zip_bomb_is_stopped_before_it_fills_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let shp = write(folder.path(), "UTF-8", 32719);
    let mut packed = entries(&shp, "");
    for (name, bytes) in &mut packed {
        if name.ends_with(".dbf") {
            bytes.resize(64 << 20, 0);
        }
    }
    let zip = zipped(folder.path(), &packed);
    assert!(fs::metadata(&zip).unwrap().len() < 1 << 20, "it is small until unpacked");
    let problem = read(&zip).unwrap_err();
    assert_eq!(problem.code, ProblemCode::TooLarge);
    assert!(problem.detail.contains("bomb"), "{problem}");
}

#[test]
fn a_zip_that_was_cut_or_altered_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let shp = write(folder.path(), "UTF-8", 32719);
    let zip = zipped(folder.path(), &entries(&shp, ""));
    let bytes = fs::read(&zip).unwrap();
    fs::write(&zip, &bytes[..bytes.len() / 2]).unwrap();
    assert_eq!(read(&zip).unwrap_err().code, ProblemCode::LayerUnreadable);
    let mut altered = bytes.clone();
    let at = 30 + "derechos.cpg".len() + 40;
    altered[at..at + 8].fill(0x55);
    fs::write(&zip, altered).unwrap();
    let outcome = read(&zip);
    assert!(outcome.is_err(), "an entry with another checksum");
}
