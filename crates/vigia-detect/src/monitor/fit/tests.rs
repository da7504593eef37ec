#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::monitor::harmonic::HarmonicModel;
use crate::watch::NO_VIEW;

const ORDER_TWO: HarmonicModel = HarmonicModel { order: 2, trend_from: None };

fn every_nine_days(count: usize) -> Vec<Date> {
    (0..count as i64).map(|view| date(2019, 1, 1) + (view * 9).days()).collect()
}

/// One pixel of the given values.
fn fitted(values: &[f32], model: HarmonicModel, options: &FitOptions) -> Fit {
    let index = Array3::from_shape_vec((values.len(), 1, 1), values.to_vec()).unwrap();
    let design = model.design(&every_nine_days(values.len()));
    fit(index.view(), design.view(), None, options).unwrap()
}

fn coefficients(fit: &Fit) -> Vec<f32> {
    fit.coefficients.iter().copied().collect()
}

fn are_near(found: &[f32], expected: &[f32], tolerance: f32) {
    let near = |(a, b): (&f32, &f32)| (a - b).abs() <= tolerance;
    assert_eq!(found.len(), expected.len());
    assert!(found.iter().zip(expected).all(near), "{found:?} is not {expected:?}");
}

/// What the regressors make of known coefficients, every third view hidden.
fn made_of(expected: &[f32], model: HarmonicModel, views: usize) -> Vec<f32> {
    let rows = model.design(&every_nine_days(views));
    let value = |(time, row): (usize, ndarray::ArrayView1<'_, f64>)| {
        let exact: f64 = row.iter().zip(expected).map(|(x, b)| x * f64::from(*b)).sum();
        if time % 3 == 1 { f32::NAN } else { exact as f32 }
    };
    rows.rows().into_iter().enumerate().map(value).collect()
}

#[test]
fn known_coefficients_come_back_for_every_order_with_and_without_a_trend() {
    let all = [0.7, 0.1, -0.05, 0.03, 0.02, -0.01, 0.04, -0.02];
    for order in 0..=3_u8 {
        for trend_from in [None, Some(date(2020, 6, 1))] {
            let model = HarmonicModel { order, trend_from };
            let coefs = 1 + 2 * usize::from(order) + usize::from(trend_from.is_some());
            let found = fitted(&made_of(&all[..coefs], model, 120), model, &FitOptions::default());
            are_near(&coefficients(&found), &all[..coefs], 1e-6);
            assert_eq!(found.views[(0, 0)], 80);
            assert!(found.spread[(0, 0)] < 1e-6);
        }
    }
}

/// Mean 2/3; residuals ±1/3 and 2/3: squares 24 · (1/9 + 1/9 + 4/9) over 72 − 1 views.
#[test]
fn a_constant_model_is_the_mean_and_its_spread_is_worked_by_hand() {
    let values: Vec<f32> = (0..72).map(|time| if time % 3 == 0 { 0.0 } else { 1.0 }).collect();
    let constant = HarmonicModel { order: 0, trend_from: None };
    let found = fitted(&values, constant, &FitOptions::default());
    are_near(&coefficients(&found), &[2.0 / 3.0], 1e-7);
    assert!((found.spread[(0, 0)] - (16.0_f32 / 71.0).sqrt()).abs() < 1e-6);
}

#[test]
fn a_series_that_never_varies_has_no_spread_and_one_without_a_view_no_model() {
    let flat = fitted(&[0.6; 60], ORDER_TWO, &FitOptions::default());
    are_near(&coefficients(&flat), &[0.6, 0.0, 0.0, 0.0, 0.0], 1e-7);
    assert_eq!(flat.spread[(0, 0)], 0.0);
    let hidden = fitted(&[f32::NAN; 60], ORDER_TWO, &FitOptions::default());
    assert!(coefficients(&hidden).iter().all(|value| value.is_nan()));
    assert!(hidden.spread[(0, 0)].is_nan() && hidden.views[(0, 0)] == 0);
}

#[test]
fn the_number_of_clear_views_decides_the_model() {
    let used = |views: usize| {
        let found = fitted(
            &made_of(&[0.7, 0.1, 0.05, 0.2, 0.1], ORDER_TWO, views * 3 / 2),
            ORDER_TWO,
            &FitOptions::default(),
        );
        (
            found.views[(0, 0)],
            coefficients(&found).iter().filter(|value| **value != 0.0 && !value.is_nan()).count(),
        )
    };
    assert_eq!([used(6), used(8), used(24), used(26)], [(6, 0), (8, 3), (24, 3), (26, 5)]);
}

#[test]
fn views_of_one_season_alone_tell_no_harmonic_apart() {
    let mut values = vec![f32::NAN; 60];
    values[..3].fill(0.5);
    let options = FitOptions { views_min: 1, views_full_min: 1, ..FitOptions::default() };
    assert!(coefficients(&fitted(&values, ORDER_TWO, &options))[0].is_nan());
}

#[test]
fn few_views_are_held_to_the_season_of_the_tile_and_many_are_not() {
    let prior = Some(SeasonalPrior { cos: 0.1, sin: -0.04, views: 8.0 });
    let with = |views: f32| FitOptions {
        prior: prior.map(|prior| SeasonalPrior { views, ..prior }),
        ..FitOptions::default()
    };
    let few: Vec<f32> = (0..12).map(|time| 0.6 + 0.02 * (time % 2) as f32).collect();
    let own = coefficients(&fitted(&few, ORDER_TWO, &with(0.0)));
    let held = coefficients(&fitted(&few, ORDER_TWO, &with(8.0)));
    let prior_alone = coefficients(&fitted(&few, ORDER_TWO, &with(1e9)));
    are_near(&prior_alone[1..3], &[0.1, -0.04], 1e-5);
    assert!(own[1] < held[1] && held[1] < prior_alone[1], "{own:?} {held:?} {prior_alone:?}");
    let many: Vec<f32> = (0..60).map(|time| 0.6 + 0.02 * (time % 2) as f32).collect();
    let free = FitOptions::default();
    assert_eq!(fitted(&many, ORDER_TWO, &with(8.0)), fitted(&many, ORDER_TWO, &free));
}

#[test]
fn clouds_that_the_mask_missed_move_least_squares_and_not_the_bisquare() {
    let truth = [0.7, 0.1, -0.05, 0.03, 0.02];
    let mut values = made_of(&truth, ORDER_TWO, 120);
    for (time, value) in values.iter_mut().enumerate() {
        *value += 0.01 * ((time * 7 % 11) as f32 - 5.0) / 5.0;
        if time % 12 == 5 {
            *value = 0.05;
        }
    }
    let robust = FitOptions { estimator: Estimator::Bisquare, ..FitOptions::default() };
    let moved = coefficients(&fitted(&values, ORDER_TWO, &FitOptions::default()));
    assert!((moved[0] - truth[0]).abs() > 0.05);
    let found = fitted(&values, ORDER_TWO, &robust);
    are_near(&coefficients(&found), &truth, 0.004);
    assert!(found.spread[(0, 0)] < 0.015);
}

#[test]
fn views_before_the_start_of_the_history_do_not_count() {
    let mut values = made_of(&[0.7, 0.1, -0.05], ORDER_TWO, 90);
    values[..20].fill(0.1);
    let index = Array3::from_shape_fn((90, 1, 2), |(time, _, _)| values[time]);
    let design = ORDER_TWO.design(&every_nine_days(90));
    let start = ndarray::array![[20, NO_VIEW]];
    let found = fit(index.view(), design.view(), Some(start.view()), &FitOptions::default());
    let found = found.unwrap();
    let first: Vec<f32> = found.coefficients.slice(s![.., 0, 0]).to_vec();
    are_near(&first, &[0.7, 0.1, -0.05, 0.0, 0.0], 1e-6);
    assert!(found.coefficients[(0, 0, 1)].is_nan());
    assert_eq!(found.views[(0, 1)], 0);
}

#[test]
fn other_shapes_are_refused_and_an_empty_window_is_fitted() {
    let design = ORDER_TWO.design(&every_nine_days(30));
    let options = FitOptions::default();
    assert!(fit(Array3::zeros((29, 1, 1)).view(), design.view(), None, &options).is_err());
    let start = Array2::zeros((1, 2));
    let index = Array3::zeros((30, 1, 1));
    assert!(fit(index.view(), design.view(), Some(start.view()), &options).is_err());
    assert!(fit(index.view(), Array2::zeros((30, 9)).view(), None, &options).is_err());
    assert!(fit(Array3::zeros((30, 2, 0)).view(), design.view(), None, &options).is_ok());
}

/// Forty views of 5 × 75 pixels, more than a panel; some hidden, some far off.
fn any_series() -> impl Strategy<Value = Array3<f32>> {
    let value = prop_oneof![6 => 0.6_f32..0.8, 1 => -0.2_f32..0.2, 4 => Just(f32::NAN)];
    prop::collection::vec(value, 40 * 5 * 75)
        .prop_map(|values| Array3::from_shape_vec((40, 5, 75), values).unwrap())
}

fn bits(fit: &Fit) -> Vec<u32> {
    let numbers = fit.coefficients.iter().chain(&fit.spread).map(|value| value.to_bits());
    numbers.chain(fit.views.iter().map(|views| u32::from(*views))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn windows_and_threads_change_no_bit(index in any_series(), is_robust in any::<bool>()) {
        let design = ORDER_TWO.design(&every_nine_days(40));
        let estimator = if is_robust { Estimator::Bisquare } else { Estimator::LeastSquares };
        let prior = Some(SeasonalPrior { cos: 0.05, sin: 0.0, views: 8.0 });
        let options = FitOptions { estimator, prior, ..FitOptions::default() };
        let run = |index: ArrayView3<'_, f32>, threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| fit(index, design.view(), None, &options).unwrap())
        };
        let whole = run(index.view(), 1);
        prop_assert_eq!(bits(&whole), bits(&run(index.view(), 2)));
        for (from, to) in [(0, 3), (3, 40), (40, 75), (7, 8)] {
            let part = run(index.slice(s![.., 1..4, from..to]), 2);
            let cut = Fit {
                coefficients: whole.coefficients.slice(s![.., 1..4, from..to]).to_owned(),
                spread: whole.spread.slice(s![1..4, from..to]).to_owned(),
                views: whole.views.slice(s![1..4, from..to]).to_owned(),
            };
            prop_assert_eq!(bits(&part), bits(&cut));
        }
    }
}
