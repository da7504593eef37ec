#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use jiff::ToSpan;
use jiff::civil::date;
use ndarray::{Array3, ArrayView2, Axis, array, s};
use proptest::prelude::*;

use super::cusum::Cusum;
use super::ewma::{Ewma, EwmaRules};
use super::iqr::{Iqr, IqrRules};
use super::mosum::Mosum;
use super::residual::{Foretold, residual};
use super::*;

/// Forty residuals of ±0.01: mean 0, standard deviation 0.01.
fn history() -> Array3<f32> {
    Array3::from_shape_fn((40, 1, 1), |(time, _, _)| if time % 2 == 0 { 0.01 } else { -0.01 })
}

fn day(view: usize) -> Date {
    date(2023, 1, 1) + (view as i64 * 5).days()
}

/// Feeds one pixel; returns the index of the view that confirmed a break.
fn broken_at(
    residuals: &[f32],
    mut update: impl FnMut(ArrayView2<'_, f32>, Date) -> Watch,
) -> Option<usize> {
    let mut found = None;
    for (view, residual) in residuals.iter().enumerate() {
        let watch = update(array![[*residual]].view(), day(view));
        if watch.status[(0, 0)] == BREAK && found.is_none() {
            assert_eq!(watch.break_day[(0, 0)], day_number(day(view)));
            found = Some(view);
        }
    }
    found
}

fn ewma_at(residuals: &[f32], rules: EwmaRules) -> Option<usize> {
    let mut state = Ewma::begin(history().view(), rules);
    broken_at(residuals, |residual, date| {
        state.update(residual, date).unwrap();
        state.watch.clone()
    })
}

/// Boundary 2 · 0.01 · √(0.3 / 1.7) = 0.0084; the mean of the history's end is about −0.0018,
/// then 0.7 · −0.0018 − 0.3 · 0.02 = −0.0072, and 0.7 · −0.0072 − 0.006 = −0.0111.
#[test]
fn an_ewma_crosses_its_boundary_with_the_second_low_view() {
    let rules = EwmaRules::default();
    assert_eq!(ewma_at(&[-0.02, -0.02, -0.02], rules), Some(1));
    assert_eq!(ewma_at(&[-0.02, f32::NAN, f32::NAN, -0.02], rules), Some(3));
    assert_eq!(ewma_at(&[-0.01, 0.01, -0.01, 0.01], rules), None);
}

#[test]
fn a_view_beyond_ten_spreads_is_a_missed_cloud_and_moves_nothing() {
    assert_eq!(ewma_at(&[-0.2, -0.2, -0.2, -0.2], EwmaRules::default()), None);
    let wide = EwmaRules { outlier_spreads: 30.0, ..EwmaRules::default() };
    assert_eq!(ewma_at(&[-0.2], wide), Some(0));
}

#[test]
fn a_rise_breaks_either_side_and_never_the_lower_one() {
    let rise = [0.03; 6];
    let below = EwmaRules { side: Side::Below, ..EwmaRules::default() };
    assert_eq!(ewma_at(&rise, EwmaRules::default()), Some(1));
    assert_eq!(ewma_at(&rise, below), None);
    assert!(ewma_at(&[-0.03; 6], below).is_some());
}

#[test]
fn an_ewma_whose_history_ends_over_the_boundary_is_not_watched() {
    let mut residuals = history();
    residuals.slice_mut(s![34.., .., ..]).fill(-0.03);
    let mut state = Ewma::begin(residuals.view(), EwmaRules::default());
    assert_eq!(state.watch.status[(0, 0)], UNSTABLE_HISTORY);
    let before = state.clone();
    state.update(array![[-0.05]].view(), day(0)).unwrap();
    assert_eq!(state, before);
}

/// Scale 0.01 · √40 = 0.0632; after n views of −0.02 the sum is −0.316 n, the boundary
/// √(x (x − 1) (2.795² + ln(x / (x − 1)))) with x = 1 + n / 40.
#[test]
fn a_cusum_crosses_where_the_sum_worked_by_hand_does() {
    let by_hand = (1..40).position(|views| {
        let x = 1.0 + f64::from(views) / 40.0;
        let boundary = (x * (x - 1.0) * (2.795_483_f64.powi(2) + (x / (x - 1.0)).ln())).sqrt();
        f64::from(views) * 0.02 / (0.01 * 40_f64.sqrt()) >= boundary
    });
    let at = |side, residual| {
        let mut state = Cusum::begin(history().view(), array![[0.01]].view(), 0.05, side).unwrap();
        broken_at(&[residual; 39], |residual, date| {
            state.update(residual, date).unwrap();
            state.watch.clone()
        })
    };
    assert!(by_hand.is_some_and(|view| view > 1), "{by_hand:?}");
    assert_eq!([at(Side::Either, -0.02), at(Side::Below, -0.02)], [by_hand; 2]);
    assert_eq!([at(Side::Either, 0.02), at(Side::Below, 0.02)], [by_hand, None]);
}

/// Ten slots; each low view takes the place of one of ±0.01. Boundary 1.3418 · √2 = 1.898,
/// scale 0.0632: a sum of −0.12.
#[test]
fn a_mosum_forgets_all_but_the_last_quarter_of_the_history() {
    let mut state =
        Mosum::begin(history().view(), array![[0.01]].view(), 0.05, Side::Either).unwrap();
    assert_eq!(state.window.dim(), (10, 1, 1));
    for view in 0..3 {
        state.update(array![[-0.03]].view(), day(view)).unwrap();
    }
    // Three of −0.03 and seven of the history, whose sum is −0.01.
    assert!((state.process[(0, 0)] + 0.1 / 0.063_245_55).abs() < 1e-4);
    assert_eq!(state.watch.status[(0, 0)], MONITORED);
    state.update(array![[-0.03]].view(), day(3)).unwrap();
    state.update(array![[-0.03]].view(), day(4)).unwrap();
    assert_eq!(state.watch.status[(0, 0)], BREAK);
    let mut calm =
        Mosum::begin(history().view(), array![[0.01]].view(), 0.05, Side::Either).unwrap();
    for view in 0..25 {
        calm.update(array![[0.005]].view(), day(view)).unwrap();
    }
    assert!((calm.process[(0, 0)] - 0.05 / 0.063_245_55).abs() < 1e-4);
}

/// Quartiles −0.01 and 0.01, so outliers lie beyond ±0.04.
#[test]
fn three_outliers_in_a_row_break_an_iqr_and_an_intact_view_begins_anew() {
    let at = |residuals: &[f32], rules| {
        let mut state = Iqr::begin(history().view(), rules);
        broken_at(residuals, |residual, date| {
            state.update(residual, date).unwrap();
            state.watch.clone()
        })
    };
    let rules = IqrRules::default();
    assert_eq!(at(&[-0.05, -0.05, f32::NAN, -0.05], rules), Some(3));
    assert_eq!(at(&[-0.05, 0.05, -0.05], rules), Some(2));
    assert_eq!(at(&[-0.05, -0.05, -0.03, -0.05, -0.05], rules), None);
    assert_eq!(at(&[0.05; 5], IqrRules { side: Side::Below, ..rules }), None);
}

#[test]
fn a_pixel_without_spread_or_views_is_not_watched() {
    let mut residuals = Array3::zeros((40, 1, 2));
    residuals.slice_mut(s![.., .., 1]).fill(f32::NAN);
    let spread = array![[0.0, f32::NAN]];
    let expected = array![[NO_MODEL, NO_MODEL]];
    let low = array![[-0.5, -0.5]];
    let mut ewma = Ewma::begin(residuals.view(), EwmaRules::default());
    let mut iqr = Iqr::begin(residuals.view(), IqrRules::default());
    let mut cusum = Cusum::begin(residuals.view(), spread.view(), 0.05, Side::Either).unwrap();
    let mut mosum = Mosum::begin(residuals.view(), spread.view(), 0.05, Side::Either).unwrap();
    for view in 0..5 {
        ewma.update(low.view(), day(view)).unwrap();
        iqr.update(low.view(), day(view)).unwrap();
        cusum.update(low.view(), day(view)).unwrap();
        mosum.update(low.view(), day(view)).unwrap();
    }
    for watch in [ewma.watch, iqr.watch, cusum.watch, mosum.watch] {
        assert_eq!((watch.status, watch.break_day), (expected.clone(), array![[NO_DAY, NO_DAY]]));
    }
}

#[test]
fn another_shape_is_refused() {
    let other = array![[0.0, 0.0]];
    let spread = array![[0.01]];
    let history = history();
    let view = other.view();
    assert!(Ewma::begin(history.view(), EwmaRules::default()).update(view, day(0)).is_err());
    assert!(Iqr::begin(history.view(), IqrRules::default()).update(view, day(0)).is_err());
    let begin = |spread| Cusum::begin(history.view(), spread, 0.05, Side::Either);
    assert!(begin(spread.view()).unwrap().update(view, day(0)).is_err());
    assert!(begin(view).is_err());
    assert!(Mosum::begin(history.view(), view, 0.05, Side::Either).is_err());
}

#[test]
fn a_view_with_its_models_moves_a_monitor_as_an_array_of_its_residuals_does() {
    let past = Array3::from_shape_fn((40, 2, 131), |(time, _, col)| {
        let spread = 0.01 + col as f32 * 1e-4;
        if time % 2 == 0 { spread } else { -spread }
    });
    let spread = shewhart::standard_deviation(past.view());
    let mut ewma = Ewma::begin(past.view(), EwmaRules::default());
    let mut cusum = Cusum::begin(past.view(), spread.view(), 0.05, Side::Either).unwrap();
    let (mut other_ewma, mut other_cusum) = (ewma.clone(), cusum.clone());
    let models = Array3::from_shape_fn((3, 2, 131), |(coef, _, col)| (coef * col) as f32 * 1e-4);
    for (view, regressors) in [[1.0, 0.5, -0.5], [1.0, -0.25, 0.75]].iter().enumerate() {
        let index = Array2::from_shape_fn((2, 131), |(row, col)| match (row + col) % 7 {
            0 => f32::NAN,
            gap => -0.02 * gap as f32,
        });
        let foretold = Foretold::new(index.view(), models.view(), regressors).unwrap();
        let residuals = residual(index.view(), models.view(), regressors).unwrap();
        ewma.update(foretold.clone(), day(view)).unwrap();
        other_ewma.update(residuals.view(), day(view)).unwrap();
        cusum.update(foretold, day(view)).unwrap();
        other_cusum.update(residuals.view(), day(view)).unwrap();
    }
    assert!(ewma.watch.status.iter().any(|status| *status == BREAK));
    assert!(cusum.watch.status.iter().any(|status| *status == BREAK));
    assert_eq!((ewma, cusum), (other_ewma, other_cusum));
}

/// Sixty residuals of 3 × 150 pixels, more than a piece: noise, gaps, and falls in some.
fn any_residuals() -> impl Strategy<Value = Array3<f32>> {
    let value = prop_oneof![5 => -0.03_f32..0.03, 3 => Just(f32::NAN)];
    (prop::collection::vec(value, 60 * 3 * 150), 40_usize..58).prop_map(|(values, falls)| {
        let mut residuals = Array3::from_shape_vec((60, 3, 150), values).unwrap();
        residuals.slice_mut(s![falls.., .., ..;3]).mapv_inplace(|value| value - 0.08);
        residuals
    })
}

/// Every number of all four states after the updates of a part, as bits, by pixel.
fn watched(residuals: ndarray::ArrayView3<'_, f32>, threads: usize) -> Array3<u32> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let (past, new) = residuals.split_at(Axis(0), 40);
        let spread = shewhart::standard_deviation(past);
        let mut ewma = Ewma::begin(past, EwmaRules::default());
        let mut cusum = Cusum::begin(past, spread.view(), 0.05, Side::Either).unwrap();
        let mut mosum = Mosum::begin(past, spread.view(), 0.05, Side::Below).unwrap();
        let mut iqr = Iqr::begin(past, IqrRules::default());
        for (view, residual) in new.outer_iter().enumerate() {
            ewma.update(residual, day(view)).unwrap();
            cusum.update(residual, day(view)).unwrap();
            mosum.update(residual, day(view)).unwrap();
            iqr.update(residual, day(view)).unwrap();
        }
        let (rows, cols) = spread.dim();
        Array3::from_shape_fn((rows, cols, 12), |(row, col, which)| {
            let at = (row, col);
            match which {
                0 => ewma.process[at].to_bits(),
                1 => cusum.process[at].to_bits(),
                2 => mosum.process[at].to_bits(),
                3 => u32::from(iqr.process[at]),
                4 => ewma.watch.break_day[at] as u32,
                5 => cusum.watch.break_day[at] as u32,
                6 => mosum.watch.break_day[at] as u32,
                7 => iqr.watch.break_day[at] as u32,
                8 => u32::from(ewma.watch.status[at]),
                9 => u32::from(cusum.watch.status[at]),
                10 => u32::from(mosum.watch.status[at]),
                _ => u32::from(iqr.watch.status[at]),
            }
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn windows_and_threads_change_no_bit(residuals in any_residuals()) {
        let whole = watched(residuals.view(), 1);
        let broken = |which: usize| {
            whole.slice(s![.., .., which]).iter().any(|status| *status == u32::from(BREAK))
        };
        prop_assert!((8..12).all(broken), "a monitor that found nothing tests nothing");
        prop_assert_eq!(&whole, &watched(residuals.view(), 2));
        for (from, to) in [(0, 7), (7, 140), (140, 150)] {
            let part = watched(residuals.slice(s![.., 1..3, from..to]), 2);
            prop_assert_eq!(part, whole.slice(s![1..3, from..to, ..]));
        }
    }

    /// An update sequence is the batch: pixels one by one, each monitor by its definition.
    #[test]
    fn updates_one_by_one_give_the_sums_of_the_whole_series(residuals in any_residuals()) {
        let (past, new) = residuals.view().split_at(Axis(0), 40);
        let spread = shewhart::standard_deviation(past);
        let mut cusum = Cusum::begin(past, spread.view(), 0.05, Side::Either).unwrap();
        let mut mosum = Mosum::begin(past, spread.view(), 0.05, Side::Either).unwrap();
        let mut ewma = Ewma::begin(past, EwmaRules::default());
        // Nobody breaks, so that every update counts.
        (cusum.critical_value, mosum.critical_value) = (1e9, 1e9);
        (ewma.rules.sensitivity, ewma.rules.outlier_spreads) = (1e9, f32::INFINITY);
        ewma.watch.status.fill(MONITORED);
        for (view, residual) in new.outer_iter().enumerate() {
            cusum.update(residual, day(view)).unwrap();
            mosum.update(residual, day(view)).unwrap();
            ewma.update(residual, day(view)).unwrap();
        }
        let varied = cusum.scale.indexed_iter().filter(|(_, scale)| **scale > 0.0);
        for ((row, col), scale) in varied {
            let clear: Vec<f64> = residuals.slice(s![.., row, col]).iter()
                .filter(|value| !value.is_nan()).map(|value| f64::from(*value)).collect();
            let scale = f64::from(*scale);
            let window = usize::from(mosum.history_views[(row, col)] / 4);
            let sum: f64 = clear.iter().sum::<f64>() / scale;
            let last: f64 = clear[clear.len() - window..].iter().sum::<f64>() / scale;
            let mean = clear.iter().fold(0.0, |mean, value| 0.7 * mean + 0.3 * value);
            prop_assert!((f64::from(cusum.process[(row, col)]) - sum).abs() < 1e-4);
            prop_assert!((f64::from(mosum.process[(row, col)]) - last).abs() < 1e-4);
            prop_assert!((f64::from(ewma.process[(row, col)]) - mean).abs() < 1e-6);
        }
    }
}
