#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ndarray::s;
use proptest::prelude::*;
use vigia_core::gate::{Found, GateFinding, GateState};
use vigia_core::profile::GateThresholds;
use vigia_core::{Band, GridGeometry, Window};

use super::scenery::Scenery;
use super::*;
use crate::shipped_profile::default_profile;

fn thresholds() -> GateThresholds {
    default_profile().unwrap().profile.gate
}

fn own(sample: &Sample) -> Vec<Found> {
    own_findings(sample, &thresholds())
}

fn against_good(scene: Scenery) -> Option<Found> {
    let good: Vec<Sample> = (0..3).map(|_| Scenery::default().sample()).collect();
    let reference = reference(&good.iter().collect::<Vec<_>>()).unwrap();
    findings_against(&scene.sample(), &reference, &thresholds()).unwrap()
}

fn registered(scene: Scenery) -> Option<(f64, f64)> {
    let good = Scenery::default().sample();
    let reference = reference(&[&good, &good]).unwrap();
    let sample = scene.sample();
    register(&sample.against(&reference).unwrap()).map(|shift| (shift.rows, shift.cols))
}

fn exchanged(pixel: [f32; 6], first: usize, second: usize) -> [f32; 6] {
    let mut pixel = pixel;
    pixel.swap(first, second);
    pixel
}

#[test]
fn a_scene_like_the_others_shows_nothing() {
    assert_eq!(own(&Scenery::default().sample()), []);
    assert_eq!(against_good(Scenery::default()), None);
}

#[test]
fn windows_stand_in_the_middle_of_equal_cells() {
    let grid = |rows, cols| GridGeometry { crs: String::new(), transform: [0.0; 6], rows, cols };
    let large = patch_windows(&grid(10_980, 10_980));
    assert_eq!(large.len(), 16);
    assert_eq!(large[5], Window { row: 2745 + 1324, col: 2745 + 1324, rows: 96, cols: 96 });
    assert_eq!(patch_windows(&grid(192, 100)).len(), 8);
    assert_eq!(patch_windows(&grid(20, 7)), [Window { row: 0, col: 0, rows: 20, cols: 7 }]);
}

#[test]
fn a_scene_three_pixels_off_is_refused_with_its_shift() {
    let found = against_good(Scenery { shift: (3.0, -1.0), ..Scenery::default() }).unwrap();
    assert_eq!(found.state, GateState::Refused);
    let GateFinding::Misaligned { shift_rows, shift_cols, patches } = found.finding else {
        panic!("{found:?}");
    };
    assert!((shift_rows - 3.0).abs() < 0.1 && (shift_cols + 1.0).abs() < 0.1, "{found:?}");
    assert!(patches >= 6, "{found:?}");
}

#[test]
fn a_scene_within_the_sensors_own_error_passes() {
    assert_eq!(against_good(Scenery { shift: (0.9, -0.9), ..Scenery::default() }), None);
}

#[test]
fn a_shift_is_found_between_clouds() {
    let cloudy = |patch: usize, row: usize, col: usize| {
        patch.is_multiple_of(3) || (row + 7 * patch) % 23 < 9 && (col + 5 * patch) % 31 < 17
    };
    let (rows, cols) =
        registered(Scenery { shift: (-2.3, 1.6), cloudy, ..Scenery::default() }).unwrap();
    assert!((rows + 2.3).abs() < 0.15 && (cols - 1.6).abs() < 0.15, "{rows} {cols}");
}

/// A third of every patch is felled: its edges are new, and the others have not moved.
#[test]
fn clearing_is_no_shift() {
    let good = Scenery::default().sample();
    let reference = reference(&[&good, &good]).unwrap();
    let mut patches = Scenery::default().patches();
    for patch in &mut patches {
        let mut felled = patch.reflectance.slice_mut(s![.., 10..40, 20..60]);
        for (mut band, value) in felled.outer_iter_mut().zip([0.1, 0.14, 0.19, 0.25, 0.34, 0.27]) {
            band.fill(value);
        }
    }
    let cleared = Sample::of(patches).unwrap();
    let shift = register(&cleared.against(&reference).unwrap()).unwrap();
    assert!(shift.length_px() < 0.1, "{shift:?}");
    assert_eq!(findings_against(&cleared, &reference, &thresholds()).unwrap(), None);
}

#[test]
fn patches_that_contradict_each_other_say_nothing() {
    let good = Scenery::default().sample();
    let reference = reference(&[&good, &good]).unwrap();
    let mixed: Vec<Patch> = (0..Scenery::PATCHES)
        .map(|index| {
            let shift = [(3.0, 0.0), (-3.0, 0.0), (0.0, 4.0)][index % 3];
            Scenery { shift, ..Scenery::default() }.patches().swap_remove(index)
        })
        .collect();
    let sample = Sample::of(mixed).unwrap();
    assert_eq!(register(&sample.against(&reference).unwrap()), None);
}

/// Five of nine patches moved one way and four another: a river, not the scene.
#[test]
fn a_bare_majority_of_patches_moves_no_scene() {
    let good = Scenery::default().sample();
    let reference = reference(&[&good, &good]).unwrap();
    let mixed: Vec<Patch> = (0..Scenery::PATCHES)
        .map(|index| {
            let shift = if index % 2 == 0 { (3.0, 0.0) } else { (-3.0, 0.0) };
            Scenery { shift, ..Scenery::default() }.patches().swap_remove(index)
        })
        .collect();
    let sample = Sample::of(mixed).unwrap();
    assert_eq!(register(&sample.against(&reference).unwrap()), None);
}

#[test]
fn two_clear_patches_are_too_few_to_tell_a_shift_and_three_are_enough() {
    let seen = |cloudy: fn(usize, usize, usize) -> bool| {
        registered(Scenery { shift: (3.0, 0.0), cloudy, ..Scenery::default() })
    };
    assert_eq!(seen(|patch, _, _| patch >= 2), None);
    assert!(seen(|patch, _, _| patch >= 3).is_some());
}

#[test]
fn even_forest_says_nothing_about_shifts() {
    let even =
        Scenery { numbers: |_| [0.026, 0.045, 0.026, 0.272, 0.146, 0.063], ..Scenery::default() };
    assert_eq!(registered(even), None);
}

#[test]
fn exchanged_bands_are_named() {
    let check = |scene: fn([f32; 6]) -> [f32; 6], bands: [Band; 2]| {
        let found = against_good(Scenery { numbers: scene, ..Scenery::default() }).unwrap();
        let finding =
            GateFinding::BandOrder { expected: bands.into(), found: [bands[1], bands[0]].into() };
        assert_eq!(found, Found { finding, state: GateState::Refused });
    };
    check(|pixel| exchanged(pixel, 2, 3), [Band::Red, Band::Nir]);
    check(|pixel| exchanged(pixel, 0, 2), [Band::Blue, Band::Red]);
    check(|pixel| exchanged(pixel, 4, 5), [Band::Swir1, Band::Swir2]);
}

#[test]
fn red_and_nir_that_changed_places_are_told_without_any_other_scene() {
    let sample = Scenery { numbers: |pixel| exchanged(pixel, 2, 3), ..Scenery::default() }.sample();
    let finding = GateFinding::BandOrder {
        expected: vec![Band::Red, Band::Nir],
        found: vec![Band::Nir, Band::Red],
    };
    assert_eq!(own(&sample), [Found { finding, state: GateState::Refused }]);
}

#[test]
fn ground_without_plants_is_no_exchange_of_bands() {
    for ground in [
        [0.066, 0.096, 0.117, 0.253, 0.293, 0.196],
        [0.129, 0.230, 0.300, 0.235, 0.056, 0.042],
        [0.185, 0.250, 0.310, 0.348, 0.378, 0.339],
        [0.540, 0.525, 0.515, 0.560, 0.430, 0.330],
    ] {
        let mut patches = Scenery::default().patches();
        for patch in &mut patches {
            for (mut band, value) in patch.reflectance.outer_iter_mut().zip(ground) {
                band.fill(value);
            }
        }
        assert_eq!(own(&Sample::of(patches).unwrap()), [], "{ground:?}");
    }
}

#[test]
fn an_offset_left_in_is_found_and_one_taken_off_twice_too() {
    let offset = |found: Found| match found.finding {
        GateFinding::OffsetMixed { offset } => offset,
        other => panic!("{other:?}"),
    };
    let left_in = Scenery { numbers: |pixel| pixel.map(|value| value + 0.1), ..Scenery::default() };
    assert!((offset(against_good(left_in).unwrap()) - 0.1).abs() < 1e-3);
    let twice = Scenery { numbers: |pixel| pixel.map(|value| value - 0.1), ..Scenery::default() };
    assert!(offset(own(&twice.sample()).remove(0)) < -0.05);
}

#[test]
fn a_sound_scene_is_not_blamed_where_the_others_carry_the_offset() {
    let left_in =
        Scenery { numbers: |pixel| pixel.map(|value| value + 0.1), ..Scenery::default() }.sample();
    let reference = reference(&[&left_in, &left_in]).unwrap();
    let sound = Scenery::default().sample();
    assert_eq!(findings_against(&sound, &reference, &thresholds()).unwrap(), None);
}

/// Their darkest band lies above zero by less than the limit, so that only the sign of the
/// difference tells whose fault it is.
#[test]
fn numbers_below_the_others_by_the_offset_are_not_an_offset_left_in() {
    let dark = Scenery { numbers: |pixel| pixel.map(|value| value - 0.1), ..Scenery::default() };
    let (sample, others) = (dark.sample(), Scenery::default().sample());
    let reference = reference(&[&others, &others]).unwrap();
    let pairs = sample.against(&reference).unwrap();
    assert_eq!(level::offset_mixed(&pairs, &thresholds()), None);
}

#[test]
fn haze_is_no_fault() {
    let haze = |pixel: [f32; 6]| {
        let haze = [0.060, 0.048, 0.040, 0.026, 0.009, 0.004];
        std::array::from_fn(|band| pixel[band] + haze[band])
    };
    assert_eq!(against_good(Scenery { numbers: haze, ..Scenery::default() }), None);
}

#[test]
fn snow_is_no_exchange_of_bands() {
    let snow = |pixel: [f32; 6]| {
        let snow = [0.60, 0.58, 0.57, 0.50, 0.08, 0.06];
        std::array::from_fn(|band| 0.4 * pixel[band] + 0.6 * snow[band])
    };
    assert_eq!(against_good(Scenery { numbers: snow, ..Scenery::default() }), None);
}

/// Nine tenths are cloud; what is left is in its shadow.
#[test]
fn a_mostly_cloudy_scene_is_judged_by_its_edges_alone() {
    let shadow = |pixel: [f32; 6]| pixel.map(|value| 0.1 * value);
    let cloudy = |_, _, col| col >= 19;
    let scene = Scenery { numbers: shadow, cloudy, ..Scenery::default() };
    assert_eq!(against_good(scene), None);
    let shifted = against_good(Scenery { shift: (3.0, 0.0), ..scene });
    let is_shift = matches!(shifted, Some(Found { finding: GateFinding::Misaligned { .. }, .. }));
    assert!(is_shift, "{shifted:?}");
}

#[test]
fn a_wrong_scale_is_a_jump() {
    let found = against_good(Scenery {
        numbers: |pixel| pixel.map(|value| value * 2.75),
        ..Scenery::default()
    });
    assert!(
        matches!(
            found,
            Some(Found {
                finding: GateFinding::RadiometricJump { band: Band::Nir, ratio },
                state: GateState::Refused
            }) if ratio > 2.3
        ),
        "{found:?}"
    );
}

#[test]
fn a_date_under_cloud_is_noted_and_nothing_else_is_asked() {
    let sample = Scenery {
        cloudy: |_, _, _| true,
        numbers: |pixel| pixel.map(|value| value - 0.1),
        ..Scenery::default()
    }
    .sample();
    let finding = GateFinding::NoClearGround { share: 0.0 };
    assert_eq!(own(&sample), [Found { finding, state: GateState::Admitted }]);
    assert!(is_without_ground(&sample, &thresholds()));
}

#[test]
fn stripes_are_told_from_the_swaths_edge() {
    let mut patches = Scenery::default().patches();
    for patch in &mut patches {
        patch.reflectance.slice_mut(s![.., 20..24, ..]).fill(f32::NAN);
    }
    let share = 4.0 / 64.0;
    let noted = |finding| Found { finding, state: GateState::Admitted };
    assert_eq!(
        own(&Sample::of(patches).unwrap()),
        [noted(GateFinding::Missing { share }), noted(GateFinding::Stripes { share })]
    );

    let mut patches = Scenery::default().patches();
    for patch in &mut patches {
        for row in 0..Scenery::SIDE {
            patch.reflectance.slice_mut(s![.., row, ..row.min(50)]).fill(f32::NAN);
        }
        patch.reflectance.slice_mut(s![.., 60.., ..]).fill(f32::NAN);
    }
    assert_eq!(own(&Sample::of(patches).unwrap()), []);
}

#[test]
fn a_scene_of_stripes_is_refused() {
    let mut patches = Scenery::default().patches();
    for patch in &mut patches {
        for col in (2..60).step_by(6) {
            patch.reflectance.slice_mut(s![.., .., col..col + 2]).fill(f32::NAN);
        }
    }
    let found = own(&Sample::of(patches).unwrap());
    let stripes = found.iter().find(|found| matches!(found.finding, GateFinding::Stripes { .. }));
    assert_eq!(stripes.map(|found| found.state), Some(GateState::Refused), "{found:?}");
}

#[test]
fn a_band_without_data_is_refused() {
    let mut patches = Scenery::default().patches();
    patches.iter_mut().for_each(|p| p.reflectance.slice_mut(s![4, .., ..]).fill(f32::NAN));
    let found = own(&Sample::of(patches).unwrap());
    let missing = Found { finding: GateFinding::Missing { share: 1.0 }, state: GateState::Refused };
    assert_eq!(found[0], missing);
}

#[test]
fn saturated_pixels_are_hidden_and_counted() {
    let mut patches = Scenery::default().patches();
    for patch in &mut patches {
        patch.reflectance.slice_mut(s![1, ..2, ..]).fill(6.5);
    }
    let sample = Sample::of(patches).unwrap();
    let share = 2.0 / 64.0;
    let finding = GateFinding::Saturated { share };
    assert_eq!(own(&sample), [Found { finding, state: GateState::Admitted }]);
    assert!((sample.clear_share() - (1.0 - share)).abs() < 1e-12);
    let hidden = sample.views()[0].reflectance();
    assert!(hidden[(3, 0, 0)].is_nan() && !hidden[(3, 2, 0)].is_nan());
}

#[test]
fn a_reference_hides_what_one_scene_alone_has_seen() {
    let whole = Scenery::default().sample();
    let cloudy = Scenery { cloudy: |_, row, _| row < 10, ..Scenery::default() }.sample();
    let made = reference(&[&whole, &cloudy]).unwrap();
    assert!(made[0].reflectance()[(0, 9, 0)].is_nan());
    assert_eq!(made[0].reflectance()[(0, 10, 0)], whole.views()[0].reflectance()[(0, 10, 0)]);
}

#[test]
fn patches_of_another_number_are_refused() {
    let sample = Scenery::default().sample();
    assert!(findings_against(&sample, &[], &thresholds()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn any_shift_up_to_eight_pixels_is_found_to_a_fifth(
        rows in -8.0..8.0_f64,
        cols in -8.0..8.0_f64,
    ) {
        let found = registered(Scenery { shift: (rows, cols), ..Scenery::default() });
        let (down, right) = found.expect("the patches agree");
        prop_assert!((down - rows).abs() < 0.2 && (right - cols).abs() < 0.2, "{down} {right}");
    }

    #[test]
    fn every_order_of_the_bands_but_the_right_one_is_found(order in Just([0, 1, 2, 3, 4, 5]).prop_shuffle()) {
        prop_assume!(order != [0, 1, 2, 3, 4, 5]);
        let good = Scenery::default().sample();
        let reference = reference(&[&good, &good]).unwrap();
        let mut patches = Scenery::default().patches();
        for patch in &mut patches {
            let right = patch.reflectance.clone();
            for (band, holds) in order.iter().enumerate() {
                patch.reflectance.index_axis_mut(ndarray::Axis(0), band)
                    .assign(&right.index_axis(ndarray::Axis(0), *holds));
            }
        }
        let sample = Sample::of(patches).unwrap();
        let found = band_order::out_of_order(&sample.against(&reference).unwrap(), &thresholds());
        let Some(GateFinding::BandOrder { expected, found }) = found else {
            return Err(TestCaseError::fail("not found"));
        };
        let bands = vigia_core::sensor::OPTICAL_BANDS;
        for (named, holds) in expected.iter().zip(&found) {
            let place = bands.iter().position(|band| band == named).unwrap();
            prop_assert_eq!(*holds, bands[order[place]]);
        }
    }
}
