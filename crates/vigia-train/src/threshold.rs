//! Where a score becomes a call.

/// Width of the smoothing, in log-odds.
const SMOOTHING: f64 = 0.25;
/// Scores below this are of examples without anything to judge.
const SCORE_MIN: f64 = 0.01;
/// Scores are told apart to this many steps in one.
const STEPS: f64 = 1e5;
/// Where there is nothing to choose from.
const DEFAULT: f64 = 0.5;

/// Returns the threshold at which F1, smoothed over the log-odds by a Gaussian of 0.25, is
/// highest: a plateau, not a lucky knife edge.
///
/// - `scores`: 0–1, `outcomes` beside them.
/// - Candidates lie halfway between scores that differ in the fifth decimal; with fewer
///   than two such scores above 0.01 the threshold is 0.5.
#[must_use]
pub fn plateau(scores: &[f64], outcomes: &[bool]) -> f64 {
    let mut steps: Vec<f64> = scores
        .iter()
        .filter(|score| **score > SCORE_MIN)
        .map(|score| (score * STEPS).round() / STEPS)
        .collect();
    steps.sort_by(f64::total_cmp);
    steps.dedup();
    let candidates: Vec<(f64, f64, f64)> = steps
        .windows(2)
        .map(|pair| f64::midpoint(pair[0], pair[1]))
        .map(|at| (at, (at / (1.0 - at)).ln(), f1(scores, outcomes, at)))
        .collect();
    let smoothed = |log_odds: f64| {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (_, other, f1) in &candidates {
            let weight = (-0.5 * ((log_odds - other) / SMOOTHING).powi(2)).exp();
            sum += weight * f1;
            weights += weight;
        }
        sum / weights
    };
    let mut best = (f64::NEG_INFINITY, DEFAULT);
    for (at, log_odds, _) in &candidates {
        let value = smoothed(*log_odds);
        if value > best.0 {
            best = (value, *at);
        }
    }
    best.1
}

/// Returns the harmonic mean of precision and recall of calling what scores `threshold` or
/// more; 0 where nothing is found.
#[must_use]
pub fn f1(scores: &[f64], outcomes: &[bool], threshold: f64) -> f64 {
    let (mut found, mut wrong) = (0_u32, 0_u32);
    for (score, outcome) in scores.iter().zip(outcomes) {
        found += u32::from(*outcome && *score >= threshold);
        wrong += u32::from(*outcome != (*score >= threshold));
    }
    2.0 * f64::from(found) / f64::from((2 * found + wrong).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f1_worked_by_hand() {
        // Two found, one false alarm, one missed: 2 · 2 / (2 · 2 + 1 + 1).
        let scores = [0.9, 0.8, 0.7, 0.2, 0.1];
        let outcomes = [true, true, false, true, false];
        assert!((f1(&scores, &outcomes, 0.5) - 4.0 / 6.0).abs() < 1e-15);
        assert_eq!(f1(&scores, &outcomes, 0.95), 0.0);
    }

    #[test]
    fn the_threshold_lies_on_the_plateau_and_not_on_the_knife_edge() {
        // Six of ten positives stand far above; below them a wide gap; then two more,
        // closely followed by twenty negatives. 0.4985 has the highest F1 (16 / 18), but
        // one step lower it falls and falls; 0.725 has 12 / 16 and nothing near it.
        let mut scores = vec![0.95, 0.951, 0.952, 0.953, 0.954, 0.955, 0.5, 0.499, 0.001, 0.001];
        let mut outcomes = vec![true; 10];
        for step in 0..20 {
            scores.push(0.498 - f64::from(step) / 1e3);
            outcomes.push(false);
        }
        assert!(f1(&scores, &outcomes, 0.4985) > f1(&scores, &outcomes, 0.725));
        let threshold = plateau(&scores, &outcomes);
        assert!((threshold - 0.725).abs() < 1e-9, "{threshold}");
    }

    #[test]
    fn with_nothing_to_choose_from_it_is_a_half() {
        assert_eq!(plateau(&[], &[]), 0.5);
        assert_eq!(plateau(&[0.3, 0.3, 0.0], &[true, false, false]), 0.5);
    }
}
