#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

fn scored(score: f64, is_positive: bool) -> Scored {
    Scored { score, is_positive, is_called: false, is_observable: true }
}

fn curve(rows: &[(f64, bool)]) -> Curve {
    Curve::of(&rows.iter().map(|row| scored(row.0, row.1)).collect::<Vec<_>>())
}

/// Positives 0.9, 0.8, 0.6, 0.3; negatives 0.8, 0.5, 0.3, 0.1.
///
/// | threshold | tp | fp | precision | recall |
/// |---|---|---|---|---|
/// | 0.9 | 1 | 0 | 1 | 1/4 |
/// | 0.8 | 2 | 1 | 2/3 | 2/4 |
/// | 0.6 | 3 | 1 | 3/4 | 3/4 |
/// | 0.5 | 3 | 2 | 3/5 | 3/4 |
/// | 0.3 | 4 | 3 | 4/7 | 1 |
/// | 0.1 | 4 | 4 | 4/8 | 1 |
const SMALL: [(f64, bool); 8] = [
    (0.3, true),
    (0.8, false),
    (0.9, true),
    (0.1, false),
    (0.6, true),
    (0.8, true),
    (0.3, false),
    (0.5, false),
];

#[test]
fn a_small_curve_has_the_steps_worked_by_hand() {
    let points = curve(&SMALL).points();
    let expected =
        [(0.25, 1.0), (0.5, 2.0 / 3.0), (0.75, 0.75), (0.75, 0.6), (1.0, 4.0 / 7.0), (1.0, 0.5)];
    assert_eq!(points, expected);
}

#[test]
fn the_area_is_the_share_of_pairs_in_the_right_order() {
    // Of 16 pairs: 0.9 wins 4; 0.8 wins 3 and ties 1; 0.6 wins 3; 0.3 wins 1 and ties 1.
    assert_eq!(curve(&SMALL).auc(), Some(12.0 / 16.0));
    assert_eq!(curve(&[(0.5, true), (0.5, false)]).auc(), Some(0.5));
    assert_eq!(curve(&[(0.5, true)]).auc(), None);
    assert_eq!(curve(&[]).auc(), None);
}

#[test]
fn recall_at_a_precision_takes_the_best_threshold_and_ties_as_one_step() {
    let small = curve(&SMALL);
    assert_eq!(small.recall_at_precision(0.95), Some(0.25));
    // Precision falls to 2/3 and rises again: the later threshold counts.
    assert_eq!(small.recall_at_precision(0.7), Some(0.75));
    assert_eq!(small.recall_at_precision(0.5), Some(1.0));
    // Were the tie at 0.9 broken in the positive's favour, recall would be 1.
    let tied = curve(&[(0.9, true), (0.9, false)]);
    assert_eq!(tied.recall_at_precision(0.95), Some(0.0));
    assert_eq!(curve(&[(0.9, false)]).recall_at_precision(0.95), None);
}

#[test]
fn nineteen_in_twenty_is_precise_enough() {
    let mut rows: Vec<(f64, bool)> = (0..19).map(|_| (0.9, true)).collect();
    rows.push((0.9, false));
    assert_eq!(curve(&rows).recall_at_precision(0.95), Some(1.0));
}

#[test]
fn the_best_f1_is_at_the_threshold_worked_by_hand() {
    // F1: 0.4, 4/7, 6/8, 6/9, 8/11, 8/12.
    let best = curve(&SMALL).best_f1().unwrap();
    assert_eq!(best, BestF1 { f1: 0.75, threshold: 0.6 });
}

#[test]
fn the_average_precision_weighs_each_positive_once() {
    let expected = (1.0 + 2.0 / 3.0 + 0.75 + 4.0 / 7.0) / 4.0;
    assert!((curve(&SMALL).average_precision().unwrap() - expected).abs() < 1e-12);
}

fn rows() -> impl Strategy<Value = Vec<(f64, bool)>> {
    // Few distinct scores: ties must be common.
    prop::collection::vec((0_u8..12, any::<bool>()), 1..60)
        .prop_map(|rows| rows.iter().map(|(score, p)| (f64::from(*score) / 11.0, *p)).collect())
}

proptest! {
    #[test]
    fn a_rising_map_of_the_scores_changes_no_figure(rows in rows()) {
        let mapped: Vec<_> = rows.iter().map(|(s, p)| ((3.0 * s).exp() - 7.0, *p)).collect();
        let (plain, mapped) = (curve(&rows), curve(&mapped));
        prop_assert_eq!(plain.auc(), mapped.auc());
        prop_assert_eq!(plain.points(), mapped.points());
        prop_assert_eq!(plain.best_f1().map(|b| b.f1), mapped.best_f1().map(|b| b.f1));
    }

    #[test]
    fn turning_the_scores_around_turns_the_area_around(rows in rows()) {
        let turned: Vec<_> = rows.iter().map(|(s, p)| (-s, *p)).collect();
        if let (Some(plain), Some(turned)) = (curve(&rows).auc(), curve(&turned).auc()) {
            prop_assert!((plain + turned - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn recall_never_rises_with_the_precision_asked_for(rows in rows()) {
        let curve = curve(&rows);
        let recalls: Vec<_> = (0..=20)
            .map(|step| curve.recall_at_precision(f64::from(step) / 20.0))
            .collect();
        prop_assert!(recalls.windows(2).all(|pair| pair[1] <= pair[0]));
    }

    #[test]
    fn counting_a_row_twice_is_having_it_twice(rows in rows(), seed in 0_usize..7) {
        let rows: Vec<Scored> = rows.iter().map(|row| scored(row.0, row.1)).collect();
        let times: Vec<u32> = (0..rows.len()).map(|i| ((i * 5 + seed) % 3) as u32).collect();
        let repeated: Vec<Scored> = rows
            .iter()
            .zip(&times)
            .flat_map(|(row, times)| std::iter::repeat_n(*row, *times as usize))
            .collect();
        prop_assert_eq!(Ranking::of(&rows).curve(&times), Curve::of(&repeated));
    }

    #[test]
    fn the_area_is_that_of_all_pairs_compared(rows in rows()) {
        let of = |wanted: bool| rows.iter().filter(move |row| row.1 == wanted).map(|row| row.0);
        let count = of(true).count() * of(false).count();
        let won: f64 = of(true)
            .flat_map(|a| of(false).map(move |b| if a > b { 1.0 } else if a == b { 0.5 } else { 0.0 }))
            .sum();
        match curve(&rows).auc() {
            Some(auc) => prop_assert!((auc - won / count as f64).abs() < 1e-12),
            None => prop_assert_eq!(count, 0),
        }
    }
}
