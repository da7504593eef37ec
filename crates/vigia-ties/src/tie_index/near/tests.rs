#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use geo_types::{Geometry, LineString, MultiPolygon, Point, Rect};
use jiff::civil::date;
use proptest::prelude::*;
use vigia_core::layer::{Feature, LayerKind, Snapshot};
use vigia_core::tie::{Relation, Tie};
use vigia_core::{DateInterval, Fingerprint, Hectares, LayerId, SnapshotId};

use super::super::{TOLD_FROM, TieIndex};
use super::{NEAR_KEPT_M, Near};
use crate::certainty::PositionErrors;
use crate::rules::{Case, LayerInForce, PERU_TOML, RuleBook};

const KM_DEG: f64 = 0.009;
const WITHIN_M: f64 = 5_000.0;

fn snapshot(kind: LayerKind) -> Snapshot {
    Snapshot {
        id: SnapshotId::new(kind.name()),
        layer: LayerId::new(kind.name()),
        kind,
        source: String::new(),
        licence: None,
        dated: date(2024, 1, 1),
        fingerprint: Fingerprint::of(b""),
        source_crs: "EPSG:4326".into(),
        operation: String::new(),
        operation_accuracy_m: None,
        features: 0,
    }
}

fn feature(code: &str, geometry: Geometry<f64>) -> Feature {
    Feature {
        code: code.into(),
        name: String::new(),
        holder: None,
        status: Some("T".into()),
        source_geometry: geometry.clone(),
        geometry,
        attributes: Default::default(),
        valid_from: None,
        valid_to: None,
        repairs: vec![],
    }
}

/// A rectangle in kilometres from the middle of the test ground.
fn square(x: f64, y: f64, w: f64, h: f64) -> Geometry<f64> {
    let at = |x: f64, y: f64| (-70.0 + x * KM_DEG, -12.9 + y * KM_DEG);
    Rect::new(at(x, y), at(x + w, y + h)).to_polygon().into()
}

/// A site of 100 m in the middle.
fn site() -> MultiPolygon<f64> {
    MultiPolygon(vec![square(-0.05, -0.05, 0.1, 0.1).try_into().unwrap()])
}

fn errors(_: &Snapshot) -> PositionErrors {
    PositionErrors { image_ce95_m: 12.5, boundary_m: 10.0, datum_m: Some(16.0) }
}

fn told(index: &TieIndex, most: usize) -> Vec<Tie> {
    index.ties_with(&site(), Near { within_m: WITHIN_M, most }, errors)
}

/// All are measured, sorted and counted.
fn by_hand(index: &TieIndex, most: usize) -> Vec<Tie> {
    let all = index.ties_with(&site(), WITHIN_M, errors);
    let surely_outside = |tie: &Tie| {
        tie.relation == Relation::Near && tie.certainty.is_some_and(|sure| sure.touches < TOLD_FROM)
    };
    let mut of_one: BTreeMap<&SnapshotId, Vec<&Tie>> = BTreeMap::new();
    for tie in all.iter().filter(|tie| surely_outside(tie)) {
        of_one.entry(&tie.snapshot).or_default().push(tie);
    }
    for ties in of_one.values_mut() {
        ties.sort_by(|a, b| {
            let of_code = || a.feature_code.cmp(&b.feature_code);
            a.distance.0.total_cmp(&b.distance.0).then_with(of_code)
        });
    }
    let is_told = |tie: &Tie| {
        let nearest = of_one.get(&tie.snapshot).into_iter().flatten().take(most);
        !surely_outside(tie)
            || tie.distance.0 <= NEAR_KEPT_M
            || nearest.into_iter().any(|other| other.feature_code == tie.feature_code)
    };
    all.iter().filter(|tie| is_told(tie)).cloned().collect()
}

fn shape() -> impl Strategy<Value = Geometry<f64>> {
    // On a grid, so that many are as near as others.
    let at = (-12..12_i32, -12..12_i32, 1..4_i32, 1..4_i32);
    let at = at.prop_map(|(x, y, w, h)| [x, y, w, h].map(|part| f64::from(part) / 2.0));
    let anywhere = (-6.0..6.0_f64, -6.0..6.0_f64, 0.1..3.0_f64, 0.1..3.0_f64);
    let anywhere = anywhere.prop_map(|(x, y, w, h)| [x, y, w, h]);
    let place =
        prop_oneof![at, anywhere.clone(), anywhere.prop_map(|place| place.map(|v| v / 5.0))];
    (place, 0..4).prop_map(|([x, y, w, h], form)| {
        let Geometry::Polygon(square) = square(x, y, w, h) else { unreachable!() };
        let ring = square.exterior();
        match form {
            0 => Point::from(ring.0[0]).into(),
            // Its box is nearer than the line.
            1 => LineString(vec![ring.0[0], ring.0[2]]).into(),
            _ => square.into(),
        }
    })
}

fn layers(shapes: &[(bool, Geometry<f64>)]) -> Vec<(Snapshot, Vec<Feature>)> {
    let of = |is_first: bool| -> Vec<Feature> {
        let numbered = shapes.iter().enumerate().filter(|(_, (first, _))| *first == is_first);
        numbered.map(|(at, (_, shape))| feature(&format!("{at:03}"), shape.clone())).collect()
    };
    vec![(snapshot(LayerKind::MiningRight), of(true)), (snapshot(LayerKind::Reinfo), of(false))]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_nearest_are_those_that_measuring_all_and_sorting_gives(
        shapes in prop::collection::vec((any::<bool>(), shape()), 0..80), most in 0..12_usize,
    ) {
        let index = TieIndex::build(&layers(&shapes));
        prop_assert_eq!(told(&index, most), by_hand(&index, most));
    }

    #[test]
    fn they_do_not_depend_on_the_order_of_loading(
        shapes in prop::collection::vec((any::<bool>(), shape()), 0..60), most in 0..12_usize,
    ) {
        let mut layers = layers(&shapes);
        let forward = told(&TieIndex::build(&layers), most);
        layers.iter_mut().for_each(|(_, features)| features.reverse());
        prop_assert_eq!(forward, told(&TieIndex::build(&layers), most));
    }

    #[test]
    fn a_limit_changes_no_indication_for_peru(
        shapes in prop::collection::vec((any::<bool>(), shape()), 0..60), most in 0..12_usize,
    ) {
        let layers = layers(&shapes);
        let index = TieIndex::build(&layers);
        let rules = RuleBook::from_toml(PERU_TOML).unwrap();
        let in_force: Vec<_> = layers.iter()
            .map(|(one, _)| LayerInForce { kind: one.kind, snapshot: one.id.clone() }).collect();
        let said = |ties: &[Tie]| rules.indications(&Case {
            onset: DateInterval::new(date(2024, 5, 1), date(2024, 5, 20)).unwrap(),
            area: Hectares(1.0), driver: "mining", confidence: 0.9, ties, layers: &in_force,
        }).unwrap();
        prop_assert_eq!(said(&told(&index, most)), said(&told(&index, usize::MAX)));
    }
}

fn codes(ties: &[Tie]) -> Vec<&str> {
    ties.iter().map(|tie| tie.feature_code.as_str()).collect()
}

#[test]
fn what_is_within_a_kilometre_is_told_however_much_it_is_and_counts() {
    let near = (0..5).map(|at| feature(&format!("NEAR{at}"), square(0.5, 0.0, 1.0, 1.0)));
    let far =
        (0..5).map(|at| feature(&format!("FAR{at}"), square(2.0 + f64::from(at), 0.0, 1.0, 1.0)));
    let index = TieIndex::build(&[(snapshot(LayerKind::MiningRight), near.chain(far).collect())]);
    let all_near = ["NEAR0", "NEAR1", "NEAR2", "NEAR3", "NEAR4"];
    for most in [0, 3, 5] {
        assert_eq!(codes(&told(&index, most)), all_near, "{most}");
    }
    assert_eq!(codes(&told(&index, 7)), [&all_near[..], &["FAR0", "FAR1"]].concat());
}

#[test]
fn what_touches_or_may_touch_is_told_and_does_not_count() {
    let touching = ["AQUI", "TAMBIEN"].map(|code| feature(code, square(-0.5, -0.5, 1.0, 1.0)));
    // 10 m beside the site.
    let beside = feature("QUIZAS", square(0.06, -0.5, 1.0, 1.0));
    let far = ["LEJOS1", "LEJOS2"].map(|code| feature(code, square(2.0, 0.0, 1.0, 1.0)));
    let features = touching.into_iter().chain([beside]).chain(far).collect();
    let index = TieIndex::build(&[(snapshot(LayerKind::MiningRight), features)]);
    assert_eq!(codes(&told(&index, 0)), ["AQUI", "TAMBIEN", "QUIZAS"]);
    // Of two as far away the code decides.
    assert_eq!(codes(&told(&index, 1)), ["AQUI", "TAMBIEN", "QUIZAS", "LEJOS1"]);
}

#[test]
fn every_load_has_its_own_limit() {
    let far = |code: &str| vec![feature(code, square(3.0, 0.0, 1.0, 1.0))];
    let index = TieIndex::build(&[
        (snapshot(LayerKind::MiningRight), far("DERECHO")),
        (snapshot(LayerKind::NativeCommunity), far("COMUNIDAD")),
    ]);
    assert_eq!(codes(&told(&index, 1)), ["DERECHO", "COMUNIDAD"]);
}
