#![allow(clippy::unwrap_used)]

use super::*;

fn slices(rows: &[Vec<f64>]) -> Vec<&[f64]> {
    rows.iter().map(Vec::as_slice).collect()
}

#[test]
fn two_points_are_the_solution_worked_by_hand() {
    // Standardised, the points stand at −1 and 1; by symmetry the intercept is 0, and the
    // coefficient w solves w = 2 C / (1 + exp(w)). With C = (1 + e) / 2 that is w = 1.
    let rows = [vec![10.0], vec![14.0]];
    let c = f64::midpoint(1.0, 1.0_f64.exp());
    let fitted = fit(&slices(&rows), &[false, true], &[1.0, 1.0], c).unwrap();
    assert_eq!((fitted.mean[0], fitted.scale[0]), (12.0, 2.0));
    assert!((fitted.coefficient[0] - 1.0).abs() < 1e-9, "{fitted:?}");
    assert!(fitted.intercept.abs() < 1e-9);
    assert!((fitted.log_odds(&[16.0]) - 2.0).abs() < 1e-9);
}

#[test]
fn without_a_feature_that_tells_the_intercept_is_the_log_odds_of_the_weights() {
    let rows = [vec![7.0], vec![7.0], vec![7.0]];
    let fitted = fit(&slices(&rows), &[true, false, false], &[6.0, 1.0, 1.0], 1.0).unwrap();
    assert!((fitted.intercept - 3.0_f64.ln()).abs() < 1e-9);
    assert_eq!((fitted.coefficient[0], fitted.scale[0]), (0.0, 1.0));
}

#[test]
fn a_weight_of_two_is_the_row_twice() {
    let rows = [vec![1.0, 0.0], vec![2.0, 1.5], vec![3.0, -1.0], vec![0.5, 2.0]];
    let outcomes = [true, false, true, false];
    let weighted = fit(&slices(&rows), &outcomes, &[2.0, 1.0, 1.0, 1.0], 0.7).unwrap();
    let mut twice = rows.to_vec();
    twice.push(rows[0].clone());
    let twice = fit(&slices(&twice), &[true, false, true, false, true], &[1.0; 5], 0.7).unwrap();
    for row in &rows {
        assert!((weighted.log_odds(row) - twice.log_odds(row)).abs() < 1e-9);
    }
}

/// scikit-learn 1.9, `LogisticRegression(C=0.5, tol=1e-12)` on the standardised rows.
#[test]
fn the_solution_is_that_of_scikit_learn() {
    let rows = [
        vec![0.2, 5.0],
        vec![1.4, 3.0],
        vec![0.7, 8.0],
        vec![2.2, 1.0],
        vec![1.9, 6.0],
        vec![3.1, 2.0],
    ];
    let outcomes = [false, false, true, true, false, true];
    let weights = [1.0, 0.3, 1.0, 0.5, 1.0, 2.0];
    let fitted = fit(&slices(&rows), &outcomes, &weights, 0.5).unwrap();
    let expected = [0.392_506_74, -0.159_973_82, 0.447_454_21];
    let found = [fitted.coefficient[0], fitted.coefficient[1], fitted.intercept];
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-6, "{found} and {expected}");
    }
}

#[test]
fn a_missing_value_stands_at_the_mean() {
    let rows = [vec![1.0], vec![3.0], vec![f64::NAN]];
    let fitted = fit(&slices(&rows), &[false, true, true], &[1.0; 3], 1.0).unwrap();
    assert_eq!((fitted.mean[0], fitted.scale[0]), (2.0, 1.0));
    assert_eq!(fitted.log_odds(&[f64::NAN]), fitted.intercept);
}

#[test]
fn one_class_and_infinite_values_are_refused() {
    let rows = [vec![1.0], vec![2.0]];
    let error = fit(&slices(&rows), &[true, false], &[1.0, 0.0], 1.0);
    assert!(matches!(error, Err(TrainError::OneClass { rows: 2, .. })));
    let rows = [vec![1.0], vec![f64::INFINITY]];
    let error = fit(&slices(&rows), &[true, false], &[1.0, 1.0], 1.0);
    assert!(matches!(error, Err(TrainError::NoSolution { .. })));
}

#[test]
fn a_separable_problem_with_a_weak_penalty_still_has_a_minimum() {
    let rows: Vec<Vec<f64>> = (0..20).map(|at| vec![f64::from(at)]).collect();
    let outcomes: Vec<bool> = (0..20).map(|at| at >= 10).collect();
    let fitted = fit(&slices(&rows), &outcomes, &[1.0; 20], 1e6).unwrap();
    assert!(fitted.coefficient[0] > 10.0 && fitted.coefficient[0].is_finite());
}
