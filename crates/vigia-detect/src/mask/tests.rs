#![allow(clippy::unwrap_used)]

use ndarray::{Array3, s};

use super::*;

const FOREST: [f32; 6] = [0.03, 0.045, 0.026, 0.27, 0.15, 0.06];
const CLOUD: [f32; 6] = [0.54, 0.52, 0.51, 0.56, 0.43, 0.33];
const THIN_CLOUD: [f32; 6] = [0.11, 0.12, 0.1, 0.34, 0.21, 0.14];
const THIN_HAZE: [f32; 6] = [0.062, 0.075, 0.056, 0.29, 0.17, 0.08];
const SHADED_FOREST: [f32; 6] = [0.018, 0.028, 0.012, 0.1, 0.045, 0.02];
const SAND: [f32; 6] = [0.19, 0.25, 0.31, 0.35, 0.38, 0.34];
const WHITE_ROOF: [f32; 6] = [0.3, 0.32, 0.31, 0.38, 0.36, 0.29];
const TURBID_WATER: [f32; 6] = [0.16, 0.22, 0.17, 0.16, 0.05, 0.04];
const TEN_METRES: (f64, f64) = (10.0, 10.0);

/// A view of 40 × 40 pixels, each as `ground` says.
fn view(ground: impl Fn(usize, usize) -> [f32; 6]) -> View {
    View::new(Array3::from_shape_fn((6, 40, 40), |(band, row, col)| ground(row, col)[band]))
        .unwrap()
}

fn forest() -> View {
    view(|_, _| FOREST)
}

/// Forest with a square of `ground` in the middle, rows and columns 14 to 25.
fn forest_around(ground: [f32; 6]) -> View {
    view(|row, col| if in_middle(row, col) { ground } else { FOREST })
}

fn in_middle(row: usize, col: usize) -> bool {
    (14..26).contains(&row) && (14..26).contains(&col)
}

/// The class in the middle of forest that has `ground` there now, and forest then.
fn class_of(ground: [f32; 6]) -> Class {
    mask_of(&forest_around(ground), Some(&forest()), TEN_METRES).unwrap().classes()[(20, 20)]
}

#[test]
fn cloud_is_told_from_what_mining_leaves() {
    assert_eq!(class_of(CLOUD), Class::Cloud);
    assert_eq!(class_of(SAND), Class::Clear);
    assert_eq!(class_of(TURBID_WATER), Class::Clear);
}

#[test]
fn a_veil_that_would_look_like_a_clearing_is_cloud_and_a_thinner_one_haze() {
    assert_eq!(class_of(THIN_CLOUD), Class::Cloud);
    assert_eq!(class_of(THIN_HAZE), Class::Haze);
    assert!(Class::Haze.is_clear() && !Class::Cloud.is_clear());
}

#[test]
fn without_a_witness_a_thin_cloud_is_still_haze() {
    let mask = mask_of(&forest_around(THIN_CLOUD), None, TEN_METRES).unwrap();
    assert_eq!(mask.classes()[(20, 20)], Class::Haze);
}

#[test]
fn a_cloud_has_a_margin_of_thirty_metres() {
    let mask = mask_of(&forest_around(CLOUD), Some(&forest()), TEN_METRES).unwrap();
    // Rows 14 to 25 are cloud; the margin adds 11 to 13.
    let column: Vec<bool> = (9..15).map(|row| mask.classes()[(row, 20)].is_clear()).collect();
    assert_eq!(column, [true, true, false, false, false, false]);
}

#[test]
fn roofs_that_stood_before_are_no_cloud_and_new_white_is() {
    let town = |lit: f32| {
        view(move |row, col| {
            let is_roof = in_middle(row, col) && row % 4 != 0;
            if is_roof { WHITE_ROOF.map(|value| value * lit) } else { FOREST }
        })
    };
    let (now, then) = (town(1.0), town(0.85));
    let hidden = |witness| 1.0 - mask_of(&now, witness, TEN_METRES).unwrap().clear_share();
    assert_eq!(hidden(Some(&then)), 0.0);
    assert!(hidden(None) > 0.05);
    assert!(hidden(Some(&forest())) > 0.05);
}

#[test]
fn clouds_at_both_dates_hide_both() {
    let cloudy = |phase: usize| {
        view(move |row, col| {
            let lit = if (row / 3 + phase * (col / 5)).is_multiple_of(2) { 1.0 } else { 0.7 };
            CLOUD.map(|value| value * lit)
        })
    };
    let (before, after) = masks_of_pair(&cloudy(0), &cloudy(1), TEN_METRES).unwrap();
    assert!(before.clear_share() < 0.1 && after.clear_share() < 0.1);
}

#[test]
fn forest_darker_than_at_the_other_date_is_in_shadow() {
    assert_eq!(class_of(SHADED_FOREST), Class::Shadow);
    // Dark at both dates is a swamp or a slope.
    let dark = forest_around(SHADED_FOREST);
    let mask = mask_of(&dark, Some(&dark), TEN_METRES).unwrap();
    assert_eq!(mask.classes()[(20, 20)], Class::Clear);
}

#[test]
fn without_a_witness_a_shadow_lies_where_a_cloud_throws_it() {
    let in_shadow = |row: usize, col: usize| (26..34).contains(&row) && (24..32).contains(&col);
    let ground = |with_cloud: bool| {
        view(move |row, col| {
            let is_cloud = (6..14).contains(&row) && (4..12).contains(&col);
            match (is_cloud && with_cloud, in_shadow(row, col)) {
                (true, _) => CLOUD,
                (_, true) => SHADED_FOREST,
                _ => FOREST,
            }
        })
    };
    let class = |view: &View| mask_of(view, None, TEN_METRES).unwrap().classes()[(30, 28)];
    assert_eq!(class(&ground(true)), Class::Shadow);
    assert_eq!(class(&ground(false)), Class::Clear);
}

#[test]
fn zero_nan_and_the_unmeasurably_bright_have_classes_of_their_own() {
    let mut reflectance = forest().reflectance().clone();
    reflectance[(2, 3, 4)] = 0.0;
    reflectance[(4, 5, 6)] = f32::NAN;
    reflectance[(0, 7, 8)] = 1.02;
    let mask = mask_of(&View::new(reflectance).unwrap(), Some(&forest()), TEN_METRES).unwrap();
    assert_eq!(mask.classes()[(3, 4)], Class::Missing);
    assert_eq!(mask.classes()[(5, 6)], Class::Missing);
    assert_eq!(mask.classes()[(7, 8)], Class::Saturated);
    let missing = mask.classes().iter().filter(|class| **class == Class::Missing).count();
    assert_eq!((missing, mask.classes().len()), (2, 1600));
    assert_eq!(mask.clear_share(), 1597.0 / 1600.0);
}

#[test]
fn a_missing_witness_is_no_witness() {
    let nothing = view(|_, _| [f32::NAN; 6]);
    for ground in [CLOUD, SAND, THIN_HAZE, SHADED_FOREST] {
        let view = forest_around(ground);
        let with = |witness| mask_of(&view, witness, TEN_METRES).unwrap();
        assert_eq!(with(Some(&nothing)), with(None));
    }
}

#[test]
fn a_scene_classification_and_the_mask_hide_together() {
    let mut mask = mask_of(&forest_around(CLOUD), Some(&forest()), TEN_METRES).unwrap();
    let clear = Array2::from_shape_fn((40, 40), |(row, _)| row != 0);
    let hidden = 1600.0 * (1.0 - mask.clear_share());
    mask.hide_unclear(&clear).unwrap();
    assert_eq!(1600.0 * (1.0 - mask.clear_share()), hidden + 40.0);
    assert!(mask.hide_unclear(&Array2::from_elem((2, 2), true)).is_err());
}

#[test]
fn views_of_two_shapes_are_refused() {
    let small = View::new(Array3::from_elem((6, 3, 3), 0.1)).unwrap();
    assert!(masks_of_pair(&forest(), &small, TEN_METRES).is_err());
}

#[test]
fn a_view_under_thick_haze_or_cloud_cannot_be_read() {
    // Crowns differ by a tenth in the clear and by a fiftieth under haze.
    let canopy = |ground: [f32; 6], contrast: f32| {
        view(move |row, col| {
            let mut pixel = ground;
            pixel[3] *= if (row + col) % 2 == 0 { 1.0 + contrast } else { 1.0 - contrast };
            pixel
        })
    };
    let read = |view: &View| {
        let mask = mask_of(view, Some(&canopy(FOREST, 0.05)), TEN_METRES).unwrap();
        observability(view, &mask, TEN_METRES, 0.5)
    };
    assert_eq!(read(&canopy(FOREST, 0.05)), Observability::Readable);
    assert_eq!(read(&canopy(FOREST, 0.01)), Observability::Readable);
    assert_eq!(read(&canopy(THIN_HAZE, 0.05)), Observability::Readable);
    assert_eq!(read(&canopy(THIN_HAZE, 0.01)), Observability::Veiled);
    assert_eq!(read(&canopy(CLOUD, 0.05)), Observability::Hidden);
}

#[test]
fn blocks_with_a_halo_are_masked_like_the_whole() {
    // A scene of every kind, without any randomness: grounds in stripes that wander.
    let kinds = [FOREST, FOREST, CLOUD, THIN_CLOUD, SAND, WHITE_ROOF, SHADED_FOREST, THIN_HAZE];
    let scene = |shift: usize| {
        let kind = move |row: usize, col: usize| (row * row / 90 + col / 5 + shift) % kinds.len();
        View::new(Array3::from_shape_fn((6, 60, 70), |(band, row, col)| {
            kinds[kind(row, col)][band] * (1.0 - 0.01 * ((row * 7 + col * 3) % 11) as f32)
        }))
        .unwrap()
    };
    let (now, then) = (scene(0), scene(3));
    let line = ForestLine::of(&now, Some(&then));
    let whole = mask_with(&now, Some(&then), &line, TEN_METRES).unwrap();
    let halo = halo_px(TEN_METRES);
    for (top, left) in [(0_usize, 0_usize), (20, 23), (40, 46)] {
        let (bottom, right) = (top + 20, (left + 24).min(70));
        let (halo_top, halo_left) = (top.saturating_sub(halo), left.saturating_sub(halo));
        let cut = |view: &View| {
            let block =
                s![.., halo_top..(bottom + halo).min(60), halo_left..(right + halo).min(70)];
            View::new(view.reflectance().slice(block).to_owned()).unwrap()
        };
        let block = mask_with(&cut(&now), Some(&cut(&then)), &line, TEN_METRES).unwrap();
        let inner = s![top - halo_top..bottom - halo_top, left - halo_left..right - halo_left];
        assert_eq!(
            block.classes().slice(inner),
            whole.classes().slice(s![top..bottom, left..right])
        );
    }
}
