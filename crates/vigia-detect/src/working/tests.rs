#![allow(clippy::unwrap_used)]

use ndarray::Array3;

use super::*;
use crate::View;
use crate::indices::Indices;

const FOREST: [f32; 6] = [0.026, 0.045, 0.026, 0.27, 0.15, 0.06];
const SAND: [f32; 6] = [0.14, 0.21, 0.26, 0.30, 0.32, 0.26];
const POND: [f32; 6] = [0.13, 0.23, 0.30, 0.23, 0.056, 0.042];
const TEN_METRES: (f64, f64) = (10.0, 10.0);

fn indices(ground: impl Fn(usize, usize) -> [f32; 6]) -> Indices {
    Indices::of(
        &View::new(Array3::from_shape_fn((6, 48, 48), |(band, row, col)| ground(row, col)[band]))
            .unwrap(),
    )
}

fn features(view: &Indices) -> ViewFeatures {
    ViewFeatures::of(view, &square_around(&[(24, 24)], (48, 48), TEN_METRES), TEN_METRES)
}

/// A block of sand, 16 × 12, with a pond of 3 × 4 in it.
fn pit(row: usize, col: usize) -> [f32; 6] {
    match (row, col) {
        (20..23, 20..24) => POND,
        (10..26, 14..26) => SAND,
        _ => FOREST,
    }
}

#[test]
fn a_pit_with_a_pond_worked_by_hand() {
    let features = features(&indices(pit));
    let value = |name: &str| features.get(name).unwrap();
    let all = f64::from(48 * 48);
    assert_eq!(value("bare"), 180.0 / all);
    assert_eq!(value("water"), 12.0 / all);
    assert_eq!(value("turbid_water"), 12.0 / all);
    assert_eq!(value("water_beside_bare"), 12.0 / all);
    assert_eq!(value("narrow_water"), 12.0 / all);
    assert_eq!(value("open"), 192.0 / all);
    assert_eq!(value("ponds"), 2.0_f64.ln());
    let redness = (f64::from(0.05_f32 / 0.47) * 180.0 + f64::from(0.07_f32 / 0.53) * 12.0) / 192.0;
    assert!((value("redness") - redness).abs() < 1e-6);
    assert!((value("solid_bare") + value("thin_bare") - value("bare")).abs() < 1e-12);
    assert!(value("local_unevenness") > 0.0 && value("pond_mix_max") > 0.5);
    assert_eq!(features.get("blue"), None);
}

#[test]
fn closed_forest_has_no_open_ground_to_measure() {
    let features = features(&indices(|_, _| FOREST));
    assert!(features.is_seen() && features.get("redness").unwrap().is_nan());
    assert_eq!(features.get("open"), Some(0.0));
}

#[test]
fn a_square_under_cloud_has_no_features_and_no_probability() {
    let hidden = indices(|row, _| if row < 4 { SAND } else { [f32::NAN; 6] });
    let features = features(&hidden);
    assert!(!features.is_seen() && features.values().iter().all(|value| value.is_nan()));
    assert!(WorkingModel::shipped().unwrap().probability(&features).is_nan());
}

#[test]
fn the_square_stays_inside_the_view() {
    let at = |row, col| square_around(&[(row, col)], (100, 60), TEN_METRES);
    assert_eq!(at(50, 30), Square { origin: (26, 6), size: (48, 48) });
    assert_eq!(at(0, 59), Square { origin: (0, 12), size: (48, 48) });
    assert_eq!(at(99, 0), Square { origin: (52, 0), size: (48, 48) });
    let small = square_around(&[(3, 3)], (20, 30), TEN_METRES);
    assert_eq!(small, Square { origin: (0, 0), size: (20, 30) });
}

#[test]
fn the_shipped_model_tells_workings_from_forest() {
    let model = WorkingModel::shipped().unwrap();
    let of = |view: &Indices| model.probability(&features(view));
    let ponds = indices(|row, col| match (8..40).contains(&row) && (8..40).contains(&col) {
        true if row % 7 < 2 && col % 6 < 3 => POND,
        true if (row + 2 * col) % 9 < 2 => FOREST,
        true => SAND,
        false => FOREST,
    });
    let (worked, forest) = (of(&ponds), of(&indices(|_, _| FOREST)));
    assert!(worked > 0.7 && forest < 0.4, "{worked} {forest}");
}

#[test]
fn evidence_is_finite_and_symmetric() {
    assert_eq!(evidence(0.5), 0.0);
    assert!((evidence(0.0) + evidence(1.0)).abs() < 1e-12 && evidence(1.0) < 4.0);
    assert!(evidence(f64::NAN).is_nan());
}

#[test]
fn a_text_that_is_no_model_is_refused() {
    assert!(matches!(WorkingModel::from_json("{}"), Err(DetectError::NotAModel { .. })));
    let broken = SHIPPED_JSON.replacen("turbid_water", "colour", 1);
    assert_eq!(
        WorkingModel::from_json(&broken),
        Err(DetectError::UnknownFeature { name: "colour".into() })
    );
    let unsound = r#"{"name":"x","features":["bare"],"trained_on":[],
        "trees":{"base":0.0,"trees":[[[1,0.5,1,2,1],0.1,0.2]]}}"#;
    assert!(matches!(WorkingModel::from_json(unsound), Err(DetectError::NotAModel { .. })));
}
