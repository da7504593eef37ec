#![allow(clippy::unwrap_used)]

use ndarray::Array3;

use super::*;

const FOREST: [f32; 6] = [0.026, 0.045, 0.026, 0.27, 0.15, 0.06];
const SAND: [f32; 6] = [0.14, 0.21, 0.26, 0.30, 0.32, 0.26];
const POND: [f32; 6] = [0.13, 0.23, 0.30, 0.23, 0.056, 0.042];
const RIVER: [f32; 6] = [0.08, 0.105, 0.12, 0.06, 0.03, 0.02];
const TEN_METRES: (f64, f64) = (10.0, 10.0);

fn view(ground: impl Fn(usize, usize) -> [f32; 6]) -> View {
    View::new(Array3::from_shape_fn((6, 30, 30), |(band, row, col)| ground(row, col)[band]))
        .unwrap()
}

/// A square of ten by ten pixels: one hectare.
fn is_cleared(row: usize, col: usize) -> bool {
    (10..20).contains(&row) && (10..20).contains(&col)
}

fn square() -> Array2<bool> {
    Array2::from_shape_fn((30, 30), |(row, col)| is_cleared(row, col))
}

fn features(before: &View, after: &View) -> Features {
    of_clearing(before, after, &square(), TEN_METRES).unwrap()
}

#[test]
fn a_sand_pit_in_forest_worked_by_hand() {
    let after = view(|row, col| if is_cleared(row, col) { SAND } else { FOREST });
    let f = features(&view(|_, _| FOREST), &after);
    assert!((f.log_area - 1.05_f64.ln()).abs() < 1e-9);
    assert!((f.vegetation_loss - 1.0).abs() < 1e-6);
    // (0.21 + 0.26) / 2 − (0.045 + 0.026) / 2.
    assert!((f.brightening - 0.1995).abs() < 1e-6);
    assert!(f.unevenness < 1e-6 && (f.roughness - 0.02_f64.ln()).abs() < 1e-5);
    assert_eq!([f.near_old_water, f.pond_mix, f.old_bare], [0.0, 0.0, 0.0]);
}

#[test]
fn half_ponds_half_sand_is_the_most_mixed() {
    let after = view(|row, col| match is_cleared(row, col) {
        true if row < 15 => POND,
        true => SAND,
        false => FOREST,
    });
    let f = features(&view(|_, _| FOREST), &after);
    assert!((f.pond_mix - 1.0).abs() < 1e-9);
    assert!(f.unevenness > 0.05);
}

#[test]
fn bars_beside_an_old_river_are_near_old_water() {
    let river = |col: usize| (5..10).contains(&col);
    let before = view(|_, col| if river(col) { RIVER } else { FOREST });
    let after = view(|row, col| match is_cleared(row, col) {
        true => SAND,
        false if river(col) => RIVER,
        false => FOREST,
    });
    // Three of ten columns lie within 30 m of the river.
    assert!((features(&before, &after).near_old_water - 0.3).abs() < 1e-9);
}

#[test]
fn an_older_opening_beside_it_is_seen() {
    let before = view(|_, col| if col >= 20 { SAND } else { FOREST });
    let after = view(|row, col| if col >= 20 || is_cleared(row, col) { SAND } else { FOREST });
    // The ring of five pixels around the square has 300; 100 of them are east of it.
    assert!((features(&before, &after).old_bare - 100.0 / 300.0).abs() < 1e-9);
}

#[test]
fn hidden_pixels_do_not_count_and_a_hidden_clearing_has_no_features() {
    let before = view(|_, _| FOREST);
    let mut after = view(|row, col| if is_cleared(row, col) { SAND } else { FOREST });
    after.hide_unclear(&Array2::from_shape_fn((30, 30), |(row, _)| row < 15)).unwrap();
    assert!((features(&before, &after).log_area - 0.55_f64.ln()).abs() < 1e-9);
    after.hide_unclear(&!square()).unwrap();
    let hidden = features(&before, &after);
    assert!(hidden.vegetation_loss.is_nan() && hidden.to_map().is_empty());
}

#[test]
fn a_mask_of_another_shape_is_refused() {
    let forest = view(|_, _| FOREST);
    let error = of_clearing(&forest, &forest, &Array2::from_elem((2, 2), true), TEN_METRES);
    assert!(matches!(error, Err(DetectError::Shape { .. })));
}

#[test]
fn every_name_has_its_value() {
    let values: [f64; 14] = std::array::from_fn(|index| index as f64);
    let features = Features::from_values(values);
    assert_eq!(Features::NAMES.map(|name| features.get(name).unwrap()), values);
    assert_eq!(features.get("blue"), None);
    assert_eq!(features.to_map().len(), 14);
}

#[test]
fn the_extent_of_a_bar_is_its_length_and_its_width() {
    let bar: Vec<(usize, usize)> = (0..3).flat_map(|r| (0..24).map(move |c| (r, c))).collect();
    let extent = Extent::of(&bar, TEN_METRES);
    assert!((extent.length_m - 240.0).abs() < 1e-9 && (extent.width_m - 30.0).abs() < 1e-9);
    let turned: Vec<(usize, usize)> = bar.iter().map(|(r, c)| (*c, *r)).collect();
    assert!((Extent::of(&turned, TEN_METRES).length_m - 240.0).abs() < 1e-9);
    let one = Extent::of(&[(7, 9)], TEN_METRES);
    assert!((one.length_m - 10.0).abs() < 1e-9 && (one.width_m - 10.0).abs() < 1e-9);
}

#[test]
fn ponds_with_sediment_tell_a_working_and_green_ones_do_not() {
    const GREEN_POND: [f32; 6] = [0.07, 0.125, 0.088, 0.052, 0.045, 0.032];
    let with = |pond: [f32; 6]| {
        let after = view(|row, col| match is_cleared(row, col) {
            true if row < 12 => pond,
            true => SAND,
            false => FOREST,
        });
        features(&view(|_, _| FOREST), &after)
    };
    assert_eq!(with(POND).turbid_ponds, 1.0);
    assert_eq!(with(GREEN_POND).turbid_ponds, 0.0);
    assert!(with(GREEN_POND).pond_mix > 0.3);
}
