#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

/// The mean of `values`, each counted as often as drawn.
fn mean_of(values: &[f64], times: &[u32]) -> Option<f64> {
    let count: u32 = times.iter().sum();
    let sum: f64 = values.iter().zip(times).map(|(value, times)| value * f64::from(*times)).sum();
    (count > 0).then(|| sum / f64::from(count))
}

fn estimate_of_mean(values: &[f64], places: Vec<usize>) -> Estimate {
    estimates(&[places], |_, times| vec![mean_of(values, times)])[0]
}

#[test]
fn the_interval_of_a_mean_has_the_width_that_theory_gives() {
    // 400 places, half 0 and half 1: the mean has the standard error 0.025.
    let values: Vec<f64> = (0..400).map(|i| f64::from(i % 2)).collect();
    let found = estimate_of_mean(&values, (0..400).collect());
    assert_eq!(found.value, Some(0.5));
    assert!((found.low.unwrap() - (0.5 - 1.96 * 0.025)).abs() < 0.005, "{found:?}");
    assert!((found.high.unwrap() - (0.5 + 1.96 * 0.025)).abs() < 0.005, "{found:?}");
}

#[test]
fn rows_of_one_place_are_drawn_together() {
    // The same rows in 20 places of 20 alike: as uncertain as 20 rows, not as 400.
    let values: Vec<f64> = (0..400).map(|i| f64::from((i / 20) % 2)).collect();
    let found = estimate_of_mean(&values, (0..400).map(|i| i / 20).collect());
    let width = found.high.unwrap() - found.low.unwrap();
    assert!((width - 2.0 * 1.96 * 0.112).abs() < 0.05, "{found:?}");
}

#[test]
fn the_same_rows_give_the_same_interval_whatever_the_places_are_called() {
    let values = [0.1, 0.4, 0.7, 0.2, 0.9];
    let found = estimate_of_mean(&values, vec![0, 1, 1, 2, 3]);
    assert_eq!(found, estimate_of_mean(&values, vec![0, 1, 1, 2, 3]));
    assert_eq!(found, estimate_of_mean(&values, vec![5, 70, 70, 800, 9000]));
}

#[test]
fn one_place_has_a_figure_but_no_interval_and_no_rows_have_neither() {
    let found = estimate_of_mean(&[0.25, 0.75], vec![3, 3]);
    assert_eq!(found, Estimate { value: Some(0.5), low: None, high: None });
    assert_eq!(estimate_of_mean(&[], vec![]), Estimate::default());
}

#[test]
fn repeats_are_averaged_and_draw_the_same_places() {
    // The second repeat is the first one mirrored: their mean never varies.
    let values = [[0.0, 0.2, 0.6, 1.0], [1.0, 0.8, 0.4, 0.0]];
    let places = vec![vec![0, 1, 2, 3]; 2];
    let found = estimates(&places, |repeat, times| vec![mean_of(&values[repeat], times)])[0];
    for end in [found.value, found.low, found.high] {
        assert!((end.unwrap() - 0.5).abs() < 1e-12, "{found:?}");
    }
}

#[test]
fn a_figure_that_most_resamples_lack_has_no_interval() {
    // 64 % of the resamples draw the first place of 40 at all, 37 % exactly once.
    let places = vec![(0..40).collect::<Vec<_>>()];
    let found = estimates(&places, |_, times| {
        vec![(times[0] > 0).then_some(1.0), (times[0] == 1).then_some(1.0)]
    });
    assert_eq!(found[0], Estimate { value: Some(1.0), low: Some(1.0), high: Some(1.0) });
    assert_eq!(found[1], Estimate { value: Some(1.0), low: None, high: None });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_interval_holds_its_figure(values in prop::collection::vec(0.0_f64..1.0, 12..60)) {
        let found = estimate_of_mean(&values, (0..values.len()).collect());
        let (value, low, high) = (found.value.unwrap(), found.low.unwrap(), found.high.unwrap());
        prop_assert!(low <= value && value <= high, "{:?}", found);
    }
}
