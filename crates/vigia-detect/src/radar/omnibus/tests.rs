//! Against `tests/golden/omnibus_reference.py`, exact distributions and gamma noise.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ndarray::Array2;
use proptest::prelude::*;
use serde::Deserialize;

use super::super::synthetic::speckled;
use super::*;

const REFERENCE: &str = include_str!("../../../tests/golden/omnibus_reference.json");

#[derive(Deserialize)]
struct Case {
    looks: f64,
    /// By acquisition, by channel.
    power: Vec<Vec<f64>>,
    /// By acquisition from the second.
    ln_factors: Vec<f64>,
    factor_probabilities: Vec<f64>,
    /// Exact, of one channel only.
    exact_probabilities: Option<Vec<f64>>,
    ln_omnibus: f64,
    omnibus_probability: f64,
    significance: f64,
    /// First deviating acquisitions of the published test, restarted after each.
    changes: Vec<u16>,
    falls: Vec<bool>,
}

fn cases(channels: usize) -> Vec<Case> {
    let cases: Vec<Case> = serde_json::from_str(REFERENCE).unwrap();
    cases.into_iter().filter(|case| case.power[0].len() == channels).collect()
}

fn series<const P: usize>(case: &Case) -> Vec<[f64; P]> {
    case.power.iter().map(|power| power.clone().try_into().unwrap()).collect()
}

fn is_near(found: f64, expected: f64, tolerance: f64) -> bool {
    (found - expected).abs() <= tolerance * expected.abs().max(1e-3)
}

fn statistics_agree<const P: usize>() {
    for case in cases(P) {
        let mut run = Run::<P>::EMPTY;
        for (index, power) in series(&case).into_iter().enumerate() {
            let ln_factor = run.ln_factor(power);
            if let Some(before) = index.checked_sub(1) {
                assert!(is_near(ln_factor, case.ln_factors[before], 1e-9), "{index}");
                let found = factor_probability(ln_factor, index as u32 + 1, case.looks, P as u32);
                assert!(
                    is_near(found, case.factor_probabilities[before], 1e-8),
                    "{index}: {found}"
                );
            }
            run.add(power);
        }
        let count = case.power.len() as u32;
        assert!(is_near(run.ln_omnibus(), case.ln_omnibus, 1e-9));
        let found = omnibus_probability(run.ln_omnibus(), count, case.looks, P as u32);
        assert!(is_near(found, case.omnibus_probability, 1e-8), "{found}");
    }
}

#[test]
fn statistics_and_probabilities_agree_with_the_reference() {
    assert!(cases(1).len() >= 3 && cases(2).len() >= 3);
    statistics_agree::<1>();
    statistics_agree::<2>();
}

#[test]
fn probabilities_are_the_exact_ones_within_a_hundredth() {
    for case in cases(1) {
        let exact = case.exact_probabilities.unwrap();
        for ((index, ln_factor), exact) in case.ln_factors.iter().enumerate().zip(exact) {
            let found = factor_probability(*ln_factor, index as u32 + 2, case.looks, 1);
            // Where it decides; far below, the expansion is as good as its logarithm.
            if exact > 1e-6 {
                assert!((found / exact - 1.0).abs() < 0.01, "{found} {exact} {}", case.looks);
            }
        }
    }
}

fn changes<const P: usize>(case: &Case) -> Vec<Change> {
    let test = SequenceTest::<P>::new(case.looks, case.significance, 1);
    let mut sequence = Sequence::EMPTY;
    let steps = series(case).into_iter().enumerate();
    steps.filter_map(|(time, power)| sequence.step(time as u16, power, &test)).collect()
}

#[test]
fn changes_and_their_directions_agree_with_the_reference() {
    let agree = |case: &Case, changes: &[Change]| {
        let dates: Vec<u16> = changes.iter().map(|change| change.first).collect();
        let falls: Vec<bool> = changes.iter().map(|change| change.fall_db() > 0.0).collect();
        assert_eq!((dates, falls), (case.changes.clone(), case.falls.clone()));
        case.changes.len()
    };
    let found: usize = cases(1).iter().map(|case| agree(case, &changes::<1>(case))).sum();
    let joint: usize = cases(2).iter().map(|case| agree(case, &changes::<2>(case))).sum();
    assert!(found >= 3 && joint >= 3, "the reference must hold changes");
}

/// Share of unchanged pixels, under speckle of `looks`, whose acquisition `count` deviates.
fn false_share<const P: usize>(looks: u32, count: u64, significance: f64) -> f64 {
    let side = 500;
    let noise = |time: u64, channel: u64| {
        speckled(&Array2::from_elem((side, side), 0.05), looks, 1000 * time + channel)
    };
    let dates: Vec<[Array2<f32>; P]> =
        (0..count).map(|time| std::array::from_fn(|channel| noise(time, channel as u64))).collect();
    let test = SequenceTest::<P>::new(f64::from(looks), significance, 1);
    let mut wrong = 0_usize;
    for row in 0..side {
        for col in 0..side {
            let mut run = Run::<P>::EMPTY;
            let power = |time: usize| {
                std::array::from_fn(|channel| f64::from(dates[time][channel][(row, col)]))
            };
            (0..count as usize - 1).for_each(|time| run.add(power(time)));
            let ln_factor = run.ln_factor(power(count as usize - 1));
            wrong += usize::from(test.is_significant(ln_factor, count as u32));
        }
    }
    wrong as f64 / (side * side) as f64
}

#[test]
fn unchanged_ground_passes_for_changed_as_often_as_it_is_allowed_to() {
    // 250,000 pixels: four standard errors of the share are 4 · sqrt(α / 250,000).
    for (found, significance) in [
        (false_share::<1>(4, 2, 0.01), 0.01),
        (false_share::<1>(4, 10, 0.01), 0.01),
        (false_share::<2>(4, 10, 0.01), 0.01),
        (false_share::<2>(4, 5, 0.0004), 0.0004),
        (false_share::<1>(1, 6, 0.01), 0.01),
    ] {
        let error = 4.0 * (significance / 250_000.0_f64).sqrt();
        // The expansion itself is good to a hundredth, a twentieth at one look.
        assert!((found - significance).abs() < error + 0.05 * significance, "{found}");
    }
}

#[test]
fn one_acquisition_that_deviates_is_no_change_where_two_are_asked_for() {
    let test = SequenceTest::<1>::new(36.0, 1e-4, 2);
    let of = |powers: &[f64]| {
        let mut sequence = Sequence::EMPTY;
        let steps = powers.iter().enumerate();
        steps.filter_map(|(time, power)| sequence.step(time as u16, [*power], &test)).next()
    };
    assert_eq!(of(&[1.0, 1.0, 1.0, 0.3, 1.0, 1.0, 0.3, 1.0]), None);
    // A fall and a rise do not confirm each other.
    assert_eq!(of(&[1.0, 1.0, 1.0, 0.3, 3.0, 1.0]), None);
    let change = of(&[1.0, 1.0, f64::NAN, 1.0, 0.3, f64::NAN, 0.0, 0.2]).unwrap();
    assert_eq!((change.last_before, change.first, change.confirmed_at), (3, 4, 7));
    assert_eq!(change.before_acquisitions, 3);
    assert!((change.fall_db() - 6.0206).abs() < 1e-4);
}

#[test]
fn the_test_restarts_from_the_first_acquisition_that_deviates() {
    let test = SequenceTest::<1>::new(36.0, 1e-4, 2);
    let mut sequence = Sequence::EMPTY;
    let powers = [1.0, 1.0, 1.0, 0.3, 0.3, 0.3, 1.0, 1.0];
    let steps = powers.into_iter().enumerate();
    let found: Vec<(u16, u32, f64)> = steps
        .filter_map(|(time, power)| sequence.step(time as u16, [power], &test))
        .map(|change| (change.first, change.before_acquisitions, change.before))
        .collect();
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].0, found[0].1, found[1].0, found[1].1), (3, 3, 6, 3));
    assert!((found[1].2 - 0.3).abs() < 1e-12);
}

#[test]
fn without_looks_nothing_is_significant() {
    let test = SequenceTest::<1>::new(f64::NAN, 1e-4, 1);
    let mut sequence = Sequence::EMPTY;
    let found = [1.0, 1.0, 1e-6].map(|power| sequence.step(0, [power], &test));
    assert_eq!(found, [None; 3]);
}

proptest! {
    #[test]
    fn the_omnibus_is_the_sum_of_its_factors_whatever_the_unit(
        powers in prop::collection::vec((1e-4..1.0_f64, 1e-4..1.0_f64), 2..40),
        unit in 0.01..100.0_f64,
    ) {
        let (mut run, mut scaled, mut factors) = (Run::<2>::EMPTY, Run::<2>::EMPTY, 0.0);
        for (a, b) in powers {
            factors += run.ln_factor([a, b]);
            prop_assert!(run.ln_factor([a, b]) <= 1e-12);
            run.add([a, b]);
            scaled.add([a * unit, b]);
        }
        prop_assert!((run.ln_omnibus() - factors).abs() < 1e-9);
        prop_assert!((scaled.ln_omnibus() - factors).abs() < 1e-9);
    }
}
