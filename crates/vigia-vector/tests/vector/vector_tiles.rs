//! Our vector tiles as another program reads them: GDAL's MVT driver, with GEOS to judge
//! and to measure what it read.

use std::process::Command;

use gdal::vector::{Geometry as OgrGeometry, LayerAccess, ToGdal};
use gdal::{Dataset, DatasetOptions, GdalOpenFlags};
use geo_types::{Geometry, LineString, Point, Polygon};
use proptest::prelude::*;
use vigia_vector::vector_tile::{
    AttributeValue, TILE_BUFFER, TILE_EXTENT, TileFeature, TileId, TileLayer, TileScratch, prepare,
};

/// Half the side of the web Mercator square.
const HALF_WORLD_M: f64 = 20_037_508.342_789_244;

struct ReadFeature {
    code: String,
    area_ha: f64,
    geometry: OgrGeometry,
}

fn unit_m(z: u8) -> f64 {
    2.0 * HALF_WORLD_M / (f64::from(TILE_EXTENT) * f64::from(1_u32 << z))
}

/// Writes one tile of the features and reads it back through GDAL, in EPSG:3857.
fn read_back(shapes: &[Geometry<f64>], tile: TileId) -> Vec<ReadFeature> {
    let prepared: Vec<_> = (0..)
        .zip(shapes)
        .map(|(index, geometry)| {
            let attributes: Vec<(&'static str, AttributeValue)> =
                vec![("code", format!("ñandú {index}").into()), ("area_ha", 12.5.into())];
            prepare(TileFeature { geometry, attributes, zooms: 0..=14 })
        })
        .collect();
    let layer = TileLayer::build("rights", &prepared, 1000);
    let bytes = layer.encode(tile, &[], &mut TileScratch::default()).bytes;
    if bytes.is_empty() {
        return Vec::new();
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tile.mvt");
    std::fs::write(&path, bytes).unwrap();
    let place = [format!("Z={}", tile.z()), format!("X={}", tile.x()), format!("Y={}", tile.y())];
    let options = [place[0].as_str(), &place[1], &place[2], "CLIP=NO"];
    let dataset = Dataset::open_ex(
        &path,
        DatasetOptions {
            open_flags: GdalOpenFlags::GDAL_OF_VECTOR,
            allowed_drivers: Some(&["MVT"]),
            open_options: Some(&options),
            sibling_files: None,
        },
    )
    .unwrap();
    let mut layer = dataset.layer_by_name("rights").unwrap();
    let index = |name: &str| layer.defn().field_index(name).unwrap();
    let [code, area_ha] = ["code", "area_ha"].map(index);
    let read = |feature: gdal::vector::Feature<'_>| ReadFeature {
        code: feature.field_as_string(code).unwrap().unwrap(),
        area_ha: feature.field_as_double(area_ha).unwrap().unwrap(),
        geometry: feature.geometry().unwrap().clone(),
    };
    layer.features().map(read).collect()
}

/// The tile at `z` that holds a place.
fn tile_at(lon: f64, lat: f64, z: u8) -> TileId {
    let [x, y] = mercator(lon, lat);
    let side_m = 2.0 * HALF_WORLD_M / f64::from(1_u32 << z);
    let (column, row) = ((x + HALF_WORLD_M) / side_m, (HALF_WORLD_M - y) / side_m);
    TileId::new(z.into(), column as u32, row as u32).unwrap()
}

fn mercator(lon: f64, lat: f64) -> [f64; 2] {
    let north = (std::f64::consts::FRAC_PI_4 + lat.to_radians() / 2.0).tan().ln();
    [lon / 180.0 * HALF_WORLD_M, north / std::f64::consts::PI * HALF_WORLD_M]
}

fn buffered_box(tile: TileId) -> OgrGeometry {
    let side_m = 2.0 * HALF_WORLD_M / f64::from(1_u32 << tile.z());
    let (west, north) =
        (f64::from(tile.x()) * side_m - HALF_WORLD_M, HALF_WORLD_M - f64::from(tile.y()) * side_m);
    let buffer_m = f64::from(TILE_BUFFER) * unit_m(tile.z());
    OgrGeometry::bbox(
        west - buffer_m,
        north - side_m - buffer_m,
        west + side_m + buffer_m,
        north + buffer_m,
    )
    .unwrap()
}

fn in_mercator(polygon: &Polygon<f64>) -> (OgrGeometry, f64) {
    let ring = |ring: &LineString<f64>| -> LineString<f64> {
        ring.0.iter().map(|place| mercator(place.x, place.y)).map(geo_types::Coord::from).collect()
    };
    let rings = polygon.interiors().iter().chain([polygon.exterior()]);
    let length_m: f64 = rings
        .flat_map(|line| ring(line).lines().collect::<Vec<_>>())
        .map(|edge| edge.dx().hypot(edge.dy()))
        .sum();
    let holes = polygon.interiors().iter().map(ring).collect();
    (Polygon::new(ring(polygon.exterior()), holes).to_gdal().unwrap(), length_m)
}

/// A star with a hole around a place near La Pampa.
fn star() -> impl Strategy<Value = Polygon<f64>> {
    (prop::collection::vec(0.0005..0.04_f64, 3..60), -0.02..0.02_f64, -0.02..0.02_f64).prop_map(
        |(arms, dx, dy)| {
            let count = arms.len() as f64;
            let ring = |shrunk: f64| -> LineString<f64> {
                let at = |(index, arm): (usize, &f64)| {
                    let angle = index as f64 / count * std::f64::consts::TAU;
                    let (x, y) = (arm * shrunk * angle.cos(), arm * shrunk * angle.sin());
                    (-69.99 + dx + x, -12.85 + dy + y)
                };
                arms.iter().enumerate().map(at).collect()
            };
            Polygon::new(ring(1.0), vec![ring(0.4)])
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn gdal_reads_valid_polygons_of_the_right_size_within_the_buffer(shape in star(), z in 9_u8..=14) {
        let tile = tile_at(-69.99, -12.85, z);
        let box_m = buffered_box(tile);
        let (whole, length_m) = in_mercator(&shape);
        let expected_m2 = whole.intersection(&box_m).map_or(0.0, |inside| inside.area());
        let found = read_back(&[shape.into()], tile);
        let unit_m = unit_m(z);
        // Simplifying strays by a unit, snapping by one half.
        let tolerance_m2 = 1.5 * unit_m * length_m + 16.0 * unit_m * unit_m;
        let found_m2: f64 = found.iter().map(|feature| feature.geometry.area()).sum();
        prop_assert!((found_m2 - expected_m2).abs() <= tolerance_m2, "{found_m2} for {expected_m2} ± {tolerance_m2}");
        for feature in &found {
            prop_assert!(feature.geometry.is_valid(), "{}", feature.geometry.wkt().unwrap());
            prop_assert_eq!((feature.code.as_str(), feature.area_ha), ("ñandú 0", 12.5));
            let (found, limit) = (feature.geometry.envelope(), box_m.envelope());
            let slack_m = 0.01 * unit_m;
            prop_assert!(found.MinX >= limit.MinX - slack_m && found.MaxX <= limit.MaxX + slack_m);
            prop_assert!(found.MinY >= limit.MinY - slack_m && found.MaxY <= limit.MaxY + slack_m);
        }
    }
}

#[test]
fn gdal_reads_points_and_lines_where_they_are() {
    let (lon, lat, z) = (-69.99, -12.85, 12);
    let line = LineString::from(vec![(lon, lat), (lon + 0.001, lat + 0.001)]);
    let found = read_back(&[Point::new(lon, lat).into(), line.into()], tile_at(lon, lat, z));
    let [x, y] = mercator(lon, lat);
    for (feature, kind) in found.iter().zip(["POINT", "LINESTRING"]) {
        assert!(feature.geometry.wkt().unwrap().starts_with(kind));
        let envelope = feature.geometry.envelope();
        let off_m = (envelope.MinX - x).abs().max((envelope.MinY - y).abs());
        assert!(off_m <= 0.51 * unit_m(z), "{off_m} m");
    }
    assert_eq!(found.len(), 2);
}

#[test]
fn ogrinfo_says_what_the_tile_holds() {
    let shape = Geometry::from(Point::new(-69.99, -12.85));
    let prepared = [prepare(TileFeature {
        geometry: &shape,
        attributes: vec![("name", "Río Malinowski".into())],
        zooms: 0..=14,
    })];
    let tile = tile_at(-69.99, -12.85, 11);
    let layer = TileLayer::build("river", &prepared, 10);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tile.mvt");
    std::fs::write(&path, layer.encode(tile, &[], &mut TileScratch::default()).bytes).unwrap();
    let said = Command::new("ogrinfo").arg("-al").arg(&path).output();
    let Ok(said) = said else {
        eprintln!("SKIPPED: ogrinfo is not installed");
        return;
    };
    let text = String::from_utf8_lossy(&said.stdout);
    assert!(text.contains("Feature Count: 1") && text.contains("Río Malinowski"), "{text}");
}
