#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use geo::{Destination, Distance, Geodesic};
use geo_types::{Geometry, LineString, Point, Polygon, Rect, point};
use proptest::prelude::*;
use vigia_core::layer::LayerKind;
use vigia_core::{Fingerprint, LayerId, SnapshotId};

use super::*;
use crate::area::square_metres;
use crate::border::Border;
use crate::certainty::PositionErrors;

/// About 11 m of latitude and 10.8 m of longitude at La Pampa.
const STEP: f64 = 0.0001;

fn snapshot(kind: LayerKind, name: &str) -> Snapshot {
    Snapshot {
        id: SnapshotId::new(format!("{name}@2024-01-01#00000000")),
        layer: LayerId::new(name),
        kind,
        source: format!("{name}.geojson"),
        licence: None,
        dated: jiff::civil::date(2024, 1, 1),
        fingerprint: Fingerprint::of(name.as_bytes()),
        source_crs: "EPSG:4326".into(),
        operation: "WGS 84, no datum operation".into(),
        operation_accuracy_m: Some(0.0),
        features: 0,
    }
}

fn feature(code: &str, geometry: impl Into<Geometry<f64>>) -> Feature {
    let geometry = geometry.into();
    Feature {
        code: code.into(),
        name: format!("EJEMPLO {code}"),
        holder: None,
        status: None,
        source_geometry: geometry.clone(),
        geometry,
        attributes: Default::default(),
        valid_from: None,
        valid_to: None,
        repairs: vec![],
    }
}

/// A rectangle in steps from the south-west corner of the test ground, on 72° W.
fn square(west: f64, south: f64, east: f64, north: f64) -> Polygon<f64> {
    let at = |x: f64, y: f64| (-72.0 + x * STEP, -12.9 + y * STEP);
    Rect::new(at(west, south), at(east, north)).to_polygon()
}

fn site(west: f64, south: f64, east: f64, north: f64) -> MultiPolygon<f64> {
    MultiPolygon(vec![square(west, south, east, north)])
}

fn rights(features: Vec<Feature>) -> TieIndex {
    TieIndex::build(&[(snapshot(LayerKind::MiningRight, "derechos-mineros"), features)])
}

fn check(
    index: &TieIndex,
    site: &MultiPolygon<f64>,
    near_m: f64,
    expected: &[(&str, Relation, f64)],
) -> Vec<Tie> {
    let ties = index.ties(site, near_m);
    let found: Vec<_> =
        ties.iter().map(|tie| (tie.feature_code.as_str(), tie.relation, tie.share)).collect();
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!((found.0, found.1), (expected.0, expected.1), "{found:?}");
        assert!((found.2 - expected.2).abs() < 1e-4, "share {} for {}", found.2, expected.2);
    }
    ties
}

#[test]
fn a_clearing_on_the_boundary_is_tied_to_both_concessions() {
    let index = rights(vec![
        feature("ESTE", square(10.0, 0.0, 20.0, 20.0)),
        feature("OESTE", square(0.0, 0.0, 10.0, 20.0)),
    ]);
    let clearing = site(7.0, 5.0, 11.0, 9.0);
    let ties = check(
        &index,
        &clearing,
        0.0,
        &[("OESTE", Relation::Overlaps, 0.75), ("ESTE", Relation::Overlaps, 0.25)],
    );
    let together: f64 = ties.iter().map(|tie| tie.area.0).sum();
    // A shared border is counted on neither side twice.
    assert!((together * 1e4 - square_metres(&clearing)).abs() < 0.5, "{together}");
}

#[test]
fn a_clearing_inside_is_within_with_its_whole_area() {
    let index = rights(vec![feature("A", square(0.0, 0.0, 20.0, 20.0))]);
    let clearing = site(5.0, 5.0, 9.0, 9.0);
    let ties = check(&index, &clearing, 0.0, &[("A", Relation::Within, 1.0)]);
    assert_eq!(ties[0].area.0 * 1e4, square_metres(&clearing));
    assert_eq!(ties[0].distance.0, 0.0);
}

#[test]
fn a_clearing_that_fills_the_concession_is_within() {
    let index = rights(vec![feature("A", square(0.0, 0.0, 20.0, 20.0))]);
    check(&index, &site(0.0, 0.0, 20.0, 20.0), 0.0, &[("A", Relation::Within, 1.0)]);
}

#[test]
fn a_concession_that_only_shares_a_border_is_near_at_no_distance() {
    let index = rights(vec![feature("A", square(0.0, 0.0, 10.0, 10.0))]);
    let ties = check(&index, &site(10.0, 2.0, 14.0, 6.0), 0.0, &[("A", Relation::Near, 0.0)]);
    assert_eq!((ties[0].distance.0, ties[0].area.0), (0.0, 0.0));
}

#[test]
fn a_clearing_in_a_hole_is_not_inside() {
    let outer = square(0.0, 0.0, 30.0, 30.0).exterior().clone();
    let hole = square(10.0, 10.0, 20.0, 20.0).exterior().clone();
    let index = rights(vec![feature("ANILLO", Polygon::new(outer, vec![hole]))]);
    let ties =
        check(&index, &site(13.0, 13.0, 17.0, 17.0), 100.0, &[("ANILLO", Relation::Near, 0.0)]);
    // Three steps from the hole's edge, of which those of longitude are the shorter: 32.6 m.
    assert!((ties[0].distance.0 - 32.6).abs() < 0.1, "{}", ties[0].distance.0);
    check(&index, &site(8.0, 13.0, 12.0, 17.0), 0.0, &[("ANILLO", Relation::Overlaps, 0.5)]);
}

#[test]
fn a_concession_of_two_parts_is_one_tie() {
    let parts = MultiPolygon(vec![square(0.0, 0.0, 10.0, 10.0), square(12.0, 0.0, 20.0, 10.0)]);
    let index = rights(vec![feature("DOS", parts)]);
    check(&index, &site(8.0, 2.0, 14.0, 6.0), 0.0, &[("DOS", Relation::Overlaps, 4.0 / 6.0)]);
}

#[test]
fn a_clearing_of_two_parts_is_measured_as_one() {
    let index = rights(vec![feature("A", square(0.0, 0.0, 10.0, 10.0))]);
    let clearing = MultiPolygon(vec![square(2.0, 2.0, 4.0, 4.0), square(12.0, 2.0, 18.0, 4.0)]);
    check(&index, &clearing, 0.0, &[("A", Relation::Overlaps, 0.25)]);
}

#[test]
fn the_border_of_two_utm_zones_at_72_west_changes_nothing() {
    let index = rights(vec![feature("A", square(-10.0, 0.0, 10.0, 10.0))]);
    let clearing = site(-4.0, 3.0, 4.0, 6.0);
    check(&index, &clearing, 0.0, &[("A", Relation::Within, 1.0)]);
}

#[test]
fn a_settlement_and_a_river_are_near_with_their_distance() {
    let corner = point!(x: -72.0, y: -12.9);
    let house = Geodesic.destination(corner, 180.0, 250.0);
    let river = LineString::from(vec![
        Geodesic.destination(corner, 180.0, 900.0),
        Geodesic.destination(corner, 225.0, 3_000.0),
    ]);
    let index = TieIndex::build(&[
        (snapshot(LayerKind::River, "rios"), vec![feature("RIO", river)]),
        (snapshot(LayerKind::Reinfo, "reinfo"), vec![feature("R1", house)]),
    ]);
    let clearing = site(0.0, 0.0, 5.0, 5.0);
    let ties = check(
        &index,
        &clearing,
        1_000.0,
        &[("R1", Relation::Near, 0.0), ("RIO", Relation::Near, 0.0)],
    );
    assert!((ties[0].distance.0 - 250.0).abs() < 0.01, "{}", ties[0].distance.0);
    assert!((ties[1].distance.0 - 900.0).abs() < 0.01, "{}", ties[1].distance.0);
    check(&index, &clearing, 249.0, &[]);
    // Inside the box of 249 m, but 300 m away over its corner.
    let over_the_corner = Geodesic.destination(corner, 225.0, 300.0);
    check(&rights(vec![feature("R2", over_the_corner)]), &clearing, 249.0, &[]);
}

#[test]
fn a_point_or_a_river_inside_the_clearing_is_at_no_distance() {
    let inside = LineString::from(vec![
        (-72.0 + 2.0 * STEP, -12.9 + 2.0 * STEP),
        (-72.0 + 3.0 * STEP, -12.9 + 3.0 * STEP),
    ]);
    let index = rights(vec![
        feature("P", point!(x: -72.0 + 2.0 * STEP, y: -12.9 + 2.0 * STEP)),
        feature("Q", inside),
    ]);
    let ties = check(
        &index,
        &site(0.0, 0.0, 5.0, 5.0),
        0.0,
        &[("P", Relation::Near, 0.0), ("Q", Relation::Near, 0.0)],
    );
    assert!(ties.iter().all(|tie| tie.distance.0 == 0.0));
}

#[test]
fn a_tiny_clearing_in_a_huge_park_keeps_its_area() {
    let park = Rect::new((-76.0, -16.0), (-71.99, -11.0)).to_polygon();
    let edge = -71.99;
    let clearing = MultiPolygon(vec![
        Rect::new((edge - STEP, -12.9), (edge + STEP, -12.9 + STEP)).to_polygon(),
    ]);
    let index = TieIndex::build(&[(
        snapshot(LayerKind::ProtectedArea, "anp"),
        vec![feature("PARQUE", park)],
    )]);
    let ties = check(&index, &clearing, 0.0, &[("PARQUE", Relation::Overlaps, 0.5)]);
    // 10.85 m by 11.06 m by hand.
    assert!((ties[0].area.0 * 1e4 - 120.0).abs() < 0.5, "{}", ties[0].area.0);
}

#[test]
fn nothing_has_no_ties_and_strange_distances_are_harmless() {
    let index = rights(vec![feature("A", square(0.0, 0.0, 10.0, 10.0))]);
    assert!(index.ties(&MultiPolygon(vec![]), 100.0).is_empty());
    let flat = MultiPolygon(vec![square(1.0, 1.0, 5.0, 1.0)]);
    assert!(index.ties(&flat, 100.0).is_empty());
    for near_m in [f64::NAN, -5.0, f64::INFINITY] {
        assert_eq!(index.ties(&site(2.0, 2.0, 4.0, 4.0), near_m).len(), 1, "{near_m}");
    }
    let broken = rights(vec![
        feature("N", Point::new(f64::NAN, 0.0)),
        feature("E", LineString::<f64>::new(vec![])),
    ]);
    assert!(broken.is_empty());
}

fn ground() -> impl Strategy<Value = (f64, f64, f64, f64)> {
    (0.0..60.0_f64, 0.0..60.0_f64, 1.0..15.0_f64, 1.0..15.0_f64)
}

fn shape() -> impl Strategy<Value = Geometry<f64>> {
    prop_oneof![
        ground().prop_map(|(x, y, w, h)| square(x, y, x + w, y + h).into()),
        ground().prop_map(|(x, y, _, _)| Point::from(square(x, y, x, y).exterior().0[0]).into()),
        ground().prop_map(|(x, y, w, h)| {
            let ring = square(x, y, x + w, y + h).exterior().clone();
            LineString::from(vec![ring.0[0], ring.0[2]]).into()
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_index_finds_what_all_pairs_find(
        shapes in prop::collection::vec(shape(), 0..40), (x, y, w, h) in ground(), near_m in 0.0..300.0_f64,
    ) {
        let features: Vec<_> = shapes.into_iter().enumerate().map(|(i, shape)| feature(&i.to_string(), shape)).collect();
        let outline = site(x, y, x + w, y + h);
        let measured = MeasuredSite::new(&outline, near_m).unwrap();
        let mut expected: Vec<_> = features.iter()
            .filter_map(|feature| {
                let border = Border::of(&feature.geometry);
                let found = Found { border: &border, extent: border.extent()?, collection: None };
                measured.against(&found).map(|found| (feature.code.clone(), found.relation, found.area_m2))
            })
            .collect();
        let mut found: Vec<_> = rights(features).ties(&outline, near_m).into_iter()
            .map(|tie| (tie.feature_code, tie.relation, tie.area.0 * 1e4)).collect();
        expected.sort_by(|a, b| a.0.cmp(&b.0));
        found.sort_by(|a, b| a.0.cmp(&b.0));
        prop_assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            prop_assert_eq!((&found.0, found.1), (&expected.0, expected.1));
            prop_assert!((found.2 - expected.2).abs() < 1e-6);
        }
    }

    #[test]
    fn rectangles_share_the_area_worked_by_hand((x, y, w, h) in ground(), (u, v, r, s) in ground()) {
        let index = rights(vec![feature("A", square(u, v, u + r, v + s))]);
        let wide = ((x + w).min(u + r) - x.max(u)).max(0.0);
        let high = ((y + h).min(v + s) - y.max(v)).max(0.0);
        let share = wide * high / (w * h);
        let found: f64 = index.ties(&site(x, y, x + w, y + h), 0.0).iter().map(|tie| tie.share).sum();
        prop_assert!((found - share).abs() < 0.01, "{found} for {share}");
    }

    #[test]
    fn a_site_and_a_feature_that_change_places_share_the_same_area((x, y, w, h) in ground(), (u, v, r, s) in ground()) {
        let (a, b) = (square(x, y, x + w, y + h), square(u, v, u + r, v + s));
        let area = |site: &Polygon<f64>, other: &Polygon<f64>| -> f64 {
            rights(vec![feature("A", other.clone())]).ties(&MultiPolygon(vec![site.clone()]), 0.0).iter().map(|tie| tie.area.0 * 1e4).sum()
        };
        let (there, back) = (area(&a, &b), area(&b, &a));
        // A strip below the sliver width of the larger perimeter may count on one side only.
        prop_assert!((there - back).abs() < 15.0, "{there} and {back}");
    }

    #[test]
    fn the_list_is_the_same_whatever_order_the_features_came_in(
        shapes in prop::collection::vec(shape(), 0..20), (x, y, w, h) in ground(),
    ) {
        let mut features: Vec<_> = shapes.into_iter().enumerate().map(|(i, shape)| feature(&format!("{i:03}"), shape)).collect();
        let outline = site(x, y, x + w, y + h);
        let forward = rights(features.clone()).ties(&outline, 200.0);
        features.reverse();
        prop_assert_eq!(forward, rights(features).ties(&outline, 200.0));
    }
}

fn steps(x: f64, y: f64) -> Point<f64> {
    point!(x: -72.0 + x * STEP, y: -12.9 + y * STEP)
}

#[test]
fn a_point_lies_within_what_holds_it_and_near_what_does_not() {
    let index = rights(vec![
        feature("DENTRO", square(0.0, 0.0, 20.0, 20.0)),
        feature("VECINA", square(20.0, 0.0, 40.0, 20.0)),
        feature("LEJOS", square(900.0, 0.0, 940.0, 20.0)),
    ]);
    let found: Vec<_> = index
        .ties_at(steps(10.0, 10.0), 200.0)
        .into_iter()
        .map(|tie| (tie.feature_code, tie.relation, tie.distance.0))
        .collect();
    let expected_m = Geodesic.distance(steps(10.0, 10.0), steps(20.0, 10.0));
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!((found[0].0.as_str(), found[0].1, found[0].2), ("DENTRO", Relation::Within, 0.0));
    assert_eq!((found[1].0.as_str(), found[1].1), ("VECINA", Relation::Near));
    assert!((found[1].2 - expected_m).abs() < 0.01, "{found:?}, {expected_m}");
    assert_eq!(index.ties_at(steps(10.0, 10.0), 0.0).len(), 1);
    assert!(index.ties_at(point!(x: f64::NAN, y: -12.9), 10.0).is_empty());
}

#[test]
fn a_point_on_a_common_border_lies_within_both_and_on_a_river_near_it() {
    let river = LineString::from(vec![steps(0.0, 10.0), steps(40.0, 10.0)]);
    let index = rights(vec![
        feature("A", square(0.0, 0.0, 20.0, 20.0)),
        feature("B", square(20.0, 0.0, 40.0, 20.0)),
        feature("RIO", river),
    ]);
    let found: Vec<_> = index
        .ties_at(steps(20.0, 10.0), 0.0)
        .into_iter()
        .map(|tie| (tie.feature_code, tie.relation, tie.distance.0))
        .collect();
    let expected = [("A", Relation::Within), ("B", Relation::Within), ("RIO", Relation::Near)];
    assert_eq!(found.len(), 3, "{found:?}");
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!((found.0.as_str(), found.1, found.2), (expected.0, expected.1, 0.0));
    }
}

/// A datum that is 16 m sure, and an image of 12.5 m: one standard deviation of 12.4 m.
fn psad56(_: &Snapshot) -> PositionErrors {
    PositionErrors { image_ce95_m: 12.5, boundary_m: 0.0, datum_m: Some(16.0) }
}

fn sure(tie: &Tie) -> Certainty {
    tie.certainty.unwrap()
}

fn unsure(tie: &Tie) -> Tie {
    Tie { certainty: None, ..tie.clone() }
}

#[test]
fn ties_with_certainty_are_the_ties_and_those_that_an_error_could_make() {
    let index = rights(vec![
        feature("AQUI", square(0.0, 0.0, 20.0, 20.0)),
        feature("VECINA", square(20.0, 0.0, 40.0, 20.0)),
        feature("LEJOS", square(60.0, 0.0, 80.0, 20.0)),
    ]);
    // Half a step, 5.4 m, from the border.
    let clearing = site(15.0, 5.0, 19.5, 10.0);
    assert_eq!(index.ties(&clearing, 0.0).len(), 1);
    let found = index.ties_with(&clearing, 0.0, psad56);
    let told: Vec<_> = found.iter().map(|tie| (tie.feature_code.as_str(), tie.relation)).collect();
    assert_eq!(told, [("AQUI", Relation::Within), ("VECINA", Relation::Near)]);
    assert_eq!(unsure(&found[0]), index.ties(&clearing, 0.0)[0]);
    assert!((sure(&found[0]).share_low - 0.69).abs() < 0.02, "{:?}", sure(&found[0]));
    assert!((sure(&found[1]).touches - 0.33).abs() < 0.01, "{:?}", sure(&found[1]));
    // Within the search distance, but beyond any error.
    let far = index.ties_with(&clearing, 1_000.0, psad56);
    assert_eq!((far.len(), sure(&far[2])), (3, Certainty::OUTSIDE));
}

#[test]
fn a_place_5_m_across_a_border_may_lie_on_either_side() {
    let index = rights(vec![
        feature("AQUI", square(0.0, 0.0, 20.0, 20.0)),
        feature("VECINA", square(20.0, 0.0, 40.0, 20.0)),
    ]);
    let found = index.ties_at_with(steps(19.5, 10.0), 0.0, psad56);
    let (here, there) = (sure(&found[0]), sure(&found[1]));
    assert_eq!((found[0].relation, found[1].relation), (Relation::Within, Relation::Near));
    assert!((here.touches - 0.67).abs() < 0.01, "{here:?}");
    assert!((here.touches + there.touches - 1.0).abs() < 1e-6, "{there:?}");
    assert!((here.share_low, here.share_high) == (0.0, 1.0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_measured_does_not_depend_on_certainty(
        shapes in prop::collection::vec(shape(), 0..30), (x, y, w, h) in ground(), near_m in 0.0..300.0_f64,
    ) {
        let index = rights(shapes.into_iter().enumerate().map(|(i, shape)| feature(&i.to_string(), shape)).collect());
        let outline = site(x, y, x + w, y + h);
        let with = index.ties_with(&outline, near_m, psad56);
        let near: Vec<_> = with.iter().map(unsure).filter(|tie| tie.distance.0 <= near_m).collect();
        prop_assert_eq!(near, index.ties(&outline, near_m));
        for tie in &with {
            let certainty = sure(tie);
            prop_assert!(tie.distance.0 <= near_m || certainty.touches >= TOLD_FROM);
            // Of two squares of one step, 0.9 σ, that share but a corner: (Φ(1.7) − ½)² = 0.21.
            prop_assert!(tie.share == 0.0 || certainty.touches > 0.18, "{tie:?} {certainty:?}");
        }
    }
}

proptest! {
    #[test]
    fn a_point_inside_a_polygon_has_no_distance_to_it(x in 0.01..19.99_f64, y in 0.01..19.99_f64) {
        let index = rights(vec![feature("DENTRO", square(0.0, 0.0, 20.0, 20.0))]);
        let ties = index.ties_at(steps(x, y), 0.0);
        prop_assert_eq!(ties.len(), 1);
        prop_assert_eq!((ties[0].relation, ties[0].distance.0), (Relation::Within, 0.0));
    }
}
