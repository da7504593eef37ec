#![allow(clippy::unwrap_used)]

use ndarray::Array3;

use super::evidence::observe_by;
use super::*;
use crate::shipped_profile::default_profile;

type Spectrum = [f32; 6];

const FOREST: Spectrum = [0.026, 0.045, 0.026, 0.27, 0.15, 0.06];
const SAND: Spectrum = [0.14, 0.21, 0.26, 0.30, 0.32, 0.26];
const POND: Spectrum = [0.13, 0.23, 0.30, 0.23, 0.056, 0.042];
const RIVER: Spectrum = [0.076, 0.105, 0.12, 0.062, 0.028, 0.02];
const BAR: Spectrum = [0.09, 0.13, 0.16, 0.23, 0.28, 0.22];
const CLOUD: Spectrum = [0.54, 0.525, 0.515, 0.56, 0.43, 0.33];

fn view(ground: impl Fn(usize, usize) -> Spectrum) -> View {
    let texture = |row: usize, col: usize| 1.0 + ((row * 31 + col * 17) % 13) as f32 / 100.0;
    View::new(Array3::from_shape_fn((6, 48, 48), |(band, row, col)| {
        ground(row, col)[band] * texture(row, col)
    }))
    .unwrap()
}

fn check(before: &View, after: &View) -> PairCall {
    compare(before, after, (10.0, 10.0), &default_profile().unwrap().profile).unwrap()
}

fn working(row: usize, col: usize) -> Spectrum {
    match (10..30).contains(&row) && (12..34).contains(&col) {
        true if row % 7 < 2 && col % 6 < 3 => POND,
        true if (row + 2 * col) % 9 < 2 => FOREST,
        true => SAND,
        false => FOREST,
    }
}

#[test]
fn sand_and_ponds_where_forest_stood_are_new_mining() {
    let call = check(&view(|_, _| FOREST), &view(working));
    assert_eq!(call.called, Called::MiningNew);
    assert!(call.score > 0.6, "{}", call.score);
    assert_eq!(call.clearings.len(), 1);
    assert!(!call.reasons.is_empty() && call.reasons[0].contribution.abs() > 0.0);
}

#[test]
fn new_pits_where_the_earlier_view_looks_worked_are_growth() {
    let (before, after) = (view(|_, _| FOREST), view(working));
    let fresh = check(&before, &after);
    assert_eq!((fresh.called, fresh.clearings.len()), (Called::MiningNew, 1));
    let mut profile = default_profile().unwrap().profile;
    profile.pair.worked_min = fresh.worked.0;
    let grown = compare(&before, &after, (10.0, 10.0), &profile).unwrap();
    assert_eq!((grown.called, grown.clearings.len()), (Called::MiningActive, 1));
}

#[test]
fn the_same_working_a_pixel_further_is_no_new_mining() {
    let call = check(&view(working), &view(|row, col| working(row.saturating_sub(1), col)));
    assert_ne!(call.called, Called::MiningNew);
    assert!(call.score < 0.3, "{}", call.score);
}

#[test]
fn forest_that_stays_is_no_change_whatever_the_haze() {
    let hazy = view(|_, _| FOREST.map(|value| value + 0.015));
    let call = check(&hazy, &view(|_, _| FOREST));
    assert_eq!((call.called, call.score), (Called::NoChange, 0.0));
}

#[test]
fn a_river_that_moves_is_another_change() {
    let river = |at: usize, col: usize| match (at..at + 8).contains(&col) {
        true => RIVER,
        false if (at + 8..at + 10).contains(&col) => BAR,
        false => FOREST,
    };
    let call = check(&view(|_, col| river(10, col)), &view(|_, col| river(14, col)));
    assert_eq!(call.called, Called::OtherChange);
    assert!(call.score < 0.5, "{}", call.score);
}

#[test]
fn regrowth_is_another_change() {
    let call = check(&view(working), &view(|_, _| FOREST));
    assert_eq!((call.called, call.score), (Called::OtherChange, 0.0));
}

#[test]
fn what_a_cloud_hides_is_not_observable_and_says_nothing_of_change() {
    let cloudy = view(|row, _| if row < 26 { CLOUD } else { FOREST });
    for (before, after) in [(&cloudy, &view(working)), (&view(working), &cloudy)] {
        let call = check(before, after);
        assert_eq!(call.called, Called::NotObservable);
        // The later view alone says little, the earlier one nothing.
        let limit = if call.clear_share_after > 0.5 { 0.5 } else { 0.0 };
        assert!(call.score <= limit, "{}", call.score);
        assert!(call.clear_share_before.min(call.clear_share_after) < 0.5);
    }
}

#[test]
fn views_without_any_data_are_not_observable() {
    let nothing = view(|_, _| [0.0; 6]);
    assert_eq!(check(&nothing, &view(working)).called, Called::NotObservable);
}

#[test]
fn a_clearing_smaller_than_the_profile_wants_is_no_change() {
    let small = view(|row, col| if row < 3 && col < 3 { SAND } else { FOREST });
    assert_eq!(check(&view(|_, _| FOREST), &small).called, Called::NoChange);
}

/// Forest with a river; then a pit with a pond, haze on the first view, a cloud on the
/// second.
fn made_up(side: usize) -> View {
    const GROUND: [[usize; 6]; 5] = [
        [262, 445, 258, 2720, 1460, 625],
        [1432, 2082, 2642, 2975, 3155, 2647],
        [1288, 2300, 3000, 2350, 560, 420],
        [760, 1050, 1200, 620, 280, 200],
        [5400, 5250, 5150, 5600, 4300, 3300],
    ];
    View::new(Array3::from_shape_fn((6, 40, 40), |(band, row, col)| {
        let is_pit = (8..22).contains(&row) && (7..24).contains(&col) && (row + col) % 11 != 0;
        let is_pond = (10..14).contains(&row) && (14..19).contains(&col);
        let ground = match side {
            1 if row >= 30 && col >= 30 => 4,
            1 if is_pit && is_pond => 2,
            1 if is_pit => 1,
            _ if (2..6).contains(&col) => 3,
            _ => 0,
        };
        let noise = (row * 31 + col * 17 + band * 7 + side * 5) % 13;
        let haze = if side == 0 { 60 - 10 * band } else { 0 };
        (GROUND[ground][band] + 4 * noise + haze) as f32 / 1e4
    }))
    .unwrap()
}

/// The numbers are those of another implementation, in numpy.
#[test]
fn the_kernels_agree_with_the_same_in_numpy() {
    let (before, after) = (made_up(0), made_up(1));
    let thresholds = default_profile().unwrap().profile.pair;
    let seen = observe(&Held::new(&before, &after).unwrap(), (10.0, 9.93), &thresholds).unwrap();
    let found: Vec<usize> = seen.objects.iter().map(|object| object.pixels.pixels.len()).collect();
    assert_eq!(found, [217]);
    let features = seen.objects[0].features;
    for (name, wanted) in [
        ("log_area", std::f64::consts::LN_2),
        ("vegetation_loss", 1.0),
        ("brightening", 0.201_691),
        ("reddening", 0.355_441),
        ("unevenness", 0.034_518),
        ("roughness", -3.507_09),
        ("near_old_water", 0.119_816),
        ("pond_mix", 0.334_685),
        ("old_bare", 0.0),
    ] {
        let value = features.get(name).unwrap();
        assert!((value - wanted).abs() < 2e-5, "{name}: {value} instead of {wanted}");
    }
}

/// 150 × 130 with workings in several blocks, on their borders, just near enough to each
/// other across one, and under a cloud.
fn wide(side: usize) -> View {
    let pit = |row: usize, col: usize| {
        [(20, 20), (53, 60), (68, 60), (100, 124), (141, 5), (64, 100)]
            .iter()
            .any(|&(top, left)| (top..top + 9).contains(&row) && (left..left + 14).contains(&col))
    };
    View::new(Array3::from_shape_fn((6, 150, 130), |(band, row, col)| {
        let ground = match side {
            1 if row > 120 && col > 90 => CLOUD,
            1 if pit(row, col) && (row + col) % 5 == 0 => POND,
            1 if pit(row, col) => SAND,
            _ if (40..48).contains(&col) => RIVER,
            _ => FOREST,
        };
        let noise = ((row * 31 + col * 17 + band * 7 + side * 5) % 13) as f32 / 130.0;
        ground[band] * (1.0 + noise)
    }))
    .unwrap()
}

#[test]
fn blocks_of_any_size_give_the_same_evidence_to_the_bit() {
    let (before, after) = (wide(0), wide(1));
    let source = Held::new(&before, &after).unwrap();
    let thresholds = default_profile().unwrap().profile.pair;
    let seen = |block_px| {
        let seen = observe_by(&source, (10.0, 10.0), &thresholds, block_px).unwrap();
        assert!(seen.objects.len() >= 4, "{}", seen.objects.len());
        format!("{seen:?}")
    };
    let whole = seen(512);
    for block_px in [31, 64, 101] {
        assert_eq!(seen(block_px), whole, "blocks of {block_px}");
    }
}
