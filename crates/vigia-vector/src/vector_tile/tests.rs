#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod decoder;

use geo_types::{Coord, Geometry, LineString, MultiPolygon, Point, Polygon};
use proptest::prelude::*;

use self::decoder::{DecodedLayer, decoded};
use super::ring_validity::double_area;
use super::*;

fn feature<'a>(geometry: &'a Geometry<f64>, code: &str) -> TileFeature<'a> {
    TileFeature {
        geometry,
        attributes: vec![("code", code.into()), ("holder", format!("holder of {code}").into())],
        zooms: 0..=TILE_ZOOM_MAX,
    }
}

fn layer(geometries: &[Geometry<f64>], features_max: usize) -> TileLayer {
    let codes: Vec<String> = (0..geometries.len()).map(|index| format!("C{index}")).collect();
    let prepared: Vec<_> =
        geometries.iter().zip(&codes).map(|(shape, code)| prepare(feature(shape, code))).collect();
    TileLayer::build("rights", &prepared, features_max)
}

fn tile(layer: &TileLayer, z: u32, x: u32, y: u32) -> EncodedTile {
    layer.encode(TileId::new(z, x, y).unwrap(), &[], &mut TileScratch::default())
}

fn layers(tile: &EncodedTile) -> Vec<DecodedLayer> {
    decoded(&tile.bytes)
}

/// A polygon in tile units of tile (0, 0) of zoom 14, as degrees; east and south of it is
/// the rest of the world.
fn degrees(points: &[(f64, f64)]) -> Polygon<f64> {
    Polygon::new(LineString(points.iter().map(|point| degree(*point)).collect()), vec![])
}

fn degree((x, y): (f64, f64)) -> Coord<f64> {
    let side = 4096.0 * 16384.0;
    let (x, y) = (x / side, y / side);
    let lat = (std::f64::consts::PI * (1.0 - 2.0 * y)).sinh().atan().to_degrees();
    Coord { x: x * 360.0 - 180.0, y: lat }
}

#[test]
fn a_square_in_the_tile_is_written_as_it_stands() {
    let square = degrees(&[(100.0, 200.0), (300.0, 200.0), (300.0, 400.0), (100.0, 400.0)]);
    let found = layers(&tile(&layer(&[square.into()], 10), 14, 0, 0));
    assert_eq!(found.len(), 1);
    let DecodedLayer { name, version, extent, features } = &found[0];
    assert_eq!((name.as_str(), *version, *extent), ("rights", 2, 4096));
    assert_eq!(features[0].kind, 3);
    assert_eq!(features[0].text("code"), "C0");
    let mut corners = features[0].paths[0].clone();
    corners.sort_unstable();
    assert_eq!(corners, [[100, 200], [100, 400], [300, 200], [300, 400]]);
    assert_eq!(double_area(&features[0].paths[0]), 2 * 200 * 200);
}

#[test]
fn a_comb_across_the_edge_comes_in_as_separate_teeth() {
    // Two teeth reach into the tile from the buffer's far side.
    let comb = degrees(&[
        (-300.0 + 4096.0, 100.0),
        (-100.0 + 4096.0, 100.0),
        (-100.0 + 4096.0, 900.0),
        (-300.0 + 4096.0, 900.0),
        (-300.0 + 4096.0, 600.0),
        (4096.0 + 500.0, 600.0),
        (4096.0 + 500.0, 300.0),
        (-300.0 + 4096.0, 300.0),
    ]);
    let built = layer(&[comb.into()], 10);
    for x in [0, 1] {
        for feature in &layers(&tile(&built, 14, x, 0))[0].features {
            let areas: Vec<i64> = feature.paths.iter().map(|ring| double_area(ring)).collect();
            assert!(areas.iter().all(|area| *area > 0), "{areas:?}");
        }
    }
}

#[test]
fn attributes_are_written_once_and_withheld_ones_not_at_all() {
    let places: Vec<Geometry<f64>> =
        (0..3).map(|i| Point::from(degree((500.0 + f64::from(i), 500.0))).into()).collect();
    let mut prepared = Vec::new();
    for place in &places {
        prepared.push(prepare(feature(place, "SAME")));
    }
    let built = TileLayer::build("rights", &prepared, 10);
    let mut scratch = TileScratch::default();
    let id = TileId::new(14, 0, 0).unwrap();
    let full = built.encode(id, &[], &mut scratch).bytes;
    let count =
        |bytes: &[u8], word: &[u8]| bytes.windows(word.len()).filter(|at| *at == word).count();
    assert_eq!(
        [count(&full, b"SAME"), count(&full, b"holder")],
        [2, 2],
        "once each, and in the other"
    );
    let field = built.encode(id, &["holder"], &mut scratch).bytes;
    assert_eq!([count(&field, b"SAME"), count(&field, b"holder")], [1, 0]);
    assert_eq!(decoded(&field)[0].features.len(), 3);
    assert_eq!(built.encode(id, &[], &mut scratch).bytes, full, "nothing of the last tile stays");
}

#[test]
fn the_first_stay_where_there_is_no_room_and_the_tile_says_how_many_do_not() {
    let places: Vec<Geometry<f64>> =
        (0..5).map(|i| Point::from(degree((500.0 - f64::from(i), 500.0))).into()).collect();
    let found = tile(&layer(&places, 2), 14, 0, 0);
    assert_eq!((found.shapes, found.omitted), (2, 3));
    let found = layers(&found);
    let codes: Vec<&str> = found[0].features.iter().map(|feature| feature.text("code")).collect();
    assert_eq!(codes, ["C0", "C1"]);
    assert_eq!(found[1].name, "omitted");
    assert_eq!(found[1].features[0].numbers["count"], 3.0);
}

#[test]
fn a_tile_without_anything_is_empty() {
    let place = Geometry::from(Point::new(-70.0, -13.0));
    let built = layer(&[place], 10);
    assert_eq!(tile(&built, 14, 0, 0), EncodedTile::default());
    assert!(!tile(&built, 0, 0, 0).bytes.is_empty());
}

#[test]
fn numbers_that_name_no_tile_are_refused() {
    for (z, x, y) in [(15, 0, 0), (3, 8, 0), (3, 0, 8), (u32::MAX, 0, 0)] {
        assert_eq!(TileId::new(z, x, y), Err(NoSuchTile { z, x, y }));
    }
    assert!(TileId::new(3, 7, 7).is_ok());
}

/// A star around the corner where four tiles of zoom 14 meet: concave, often with corners
/// in the buffers, sometimes reaching over whole tiles, with a hole in its middle.
fn star() -> impl Strategy<Value = MultiPolygon<f64>> {
    let arms = prop::collection::vec(20.0..9000.0_f64, 3..40);
    (arms, -200.0..200.0_f64, -200.0..200.0_f64).prop_map(|(arms, dx, dy)| {
        let count = arms.len() as f64;
        let ring = |shrunk: f64| -> LineString<f64> {
            let at = |(index, arm): (usize, &f64)| {
                let angle = index as f64 / count * std::f64::consts::TAU;
                let reach = arm * shrunk;
                degree((4096.0 + dx + reach * angle.cos(), 4096.0 + dy + reach * angle.sin()))
            };
            arms.iter().enumerate().map(at).collect()
        };
        MultiPolygon(vec![Polygon::new(ring(1.0), vec![ring(0.3)])])
    })
}

/// Places near the edge between two tiles side by side, far from where either is cut, as
/// places of the world.
fn in_shared_strip(feature: &decoder::DecodedFeature, x: i32) -> Vec<GridPoint> {
    let shared = (TILE_EXTENT - TILE_BUFFER / 2)..=(TILE_EXTENT + TILE_BUFFER / 2);
    let world = feature.paths.iter().flatten().map(|[px, py]| [px + x * TILE_EXTENT, *py]);
    let mut places: Vec<GridPoint> =
        world.filter(|[px, py]| shared.contains(px) && (0..=TILE_EXTENT).contains(py)).collect();
    places.sort_unstable();
    places.dedup();
    places
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_ring_lies_in_the_buffer_and_winds_as_the_specification_says(shape in star(), up in 0_u32..4) {
        let built = layer(&[shape.into()], 10);
        for (x, y) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 2)] {
            for found in layers(&tile(&built, 14 - up, x, y)) {
                let mut outer = None;
                for ring in &found.features[0].paths {
                    prop_assert!(ring.len() > 2);
                    for [px, py] in ring {
                        let reach = -TILE_BUFFER..=TILE_EXTENT + TILE_BUFFER;
                        prop_assert!(reach.contains(px) && reach.contains(py), "{px} {py}");
                    }
                    let area = double_area(ring);
                    prop_assert!(area != 0);
                    if area > 0 { outer = Some(area); }
                    // A hole follows its outer ring and is smaller.
                    prop_assert!(outer.is_some_and(|outer| area > -outer), "{area} after {outer:?}");
                }
            }
        }
    }

    #[test]
    fn tiles_side_by_side_agree_on_the_places_between_them(shape in star()) {
        let built = layer(&[shape.into()], 10);
        let [left, right] = [0, 1].map(|x| layers(&tile(&built, 14, x, 0)));
        if let ([left, ..], [right, ..]) = (left.as_slice(), right.as_slice()) {
            prop_assert_eq!(in_shared_strip(&left.features[0], 0), in_shared_strip(&right.features[0], 1));
        }
    }
}
